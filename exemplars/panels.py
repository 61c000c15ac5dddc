"""Panels of the exemplar's edit view."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from goodnews.consents.choices import Purpose
from goodnews.consents.states import request_states

from .consent import missing_consents, records_of


class ConsentPanel(Panel):
    """Shows who has agreed to the profile, who is missing, and where to record it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Consents on record"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "exemplars/admin/consent_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page = self.instance
            is_known = bool(page.pk and page.age_band)
            context["is_known"] = is_known
            if is_known:
                context["records"] = records_of(page.translation_key)
                context["missing"] = missing_consents(
                    subject_key=page.translation_key, age_band=page.age_band
                )
                context["record_url"] = record_url(page)
                context["ask_url"] = ask_url(page)
                context["may_ask"] = self.request.user.has_perm("consents.add_consentrequest")
                context["requests"] = request_states([page.translation_key], now=timezone.now())[
                    page.translation_key
                ]
            return context


def ask_url(page) -> str:
    """Return where links are made by which those concerned answer on their own phones."""
    known = [
        ("page", page.pk),
        ("subject_name", page.title),
        ("age_band", page.age_band),
        ("purpose", Purpose.PROFILE.value),
        ("purpose", Purpose.IMAGE.value),
    ]
    return f"{reverse('consent_requests:add')}?{urlencode(known)}"


def record_url(page) -> str:
    """Return where a consent for ``page`` is recorded, with what is known filled in."""
    subject = {
        "subject_key": page.translation_key,
        "subject_name": page.title,
        "purpose": Purpose.PROFILE.value,
    }
    return f"{reverse('consent_records:add')}?{urlencode(subject)}"
