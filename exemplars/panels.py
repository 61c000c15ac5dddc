"""Panels of the exemplar's edit view."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, PageChooserPanel, Panel

from goodnews.consents.choices import Purpose
from goodnews.consents.states import request_states

from .admin_forms import UnitPeriodFormSet
from .consent import missing_consents, records_of
from .pictures import picture_ids
from .stories import story_model


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
                    subject_key=page.translation_key, age_band=page.present_age_band
                )
                context["record_url"] = record_url(page)
                context["ask_url"] = ask_url(page)
                context["may_ask"] = self.request.user.has_perm("consents.add_consentrequest")
                context["requests"] = request_states([page.translation_key], now=timezone.now())[
                    page.translation_key
                ]
                if picture_ids(page):
                    context |= _about_pictures(page)
            return context


class UnitPeriodsPanel(InlinePanel):
    """The units over time, checked against each other."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = UnitPeriodFormSet
        return options


class StoryChooserPanel(PageChooserPanel):
    """Chooses a story; ``news`` stands above this room and is known by its link back alone."""

    def on_model_bound(self):
        super().on_model_bound()
        exemplar = self.model._meta.get_field("exemplar").related_model
        self.page_type = [story_model(exemplar)]


def ask_url(page) -> str:
    """Return where links are made by which those concerned answer on their own phones."""
    known = [
        ("page", page.pk),
        ("subject_name", page.title),
        ("age_band", page.present_age_band),
        ("purpose", Purpose.PROFILE.value),
        ("purpose", Purpose.IMAGE.value),
    ]
    return f"{reverse('consent_requests:add')}?{urlencode(known)}"


def _about_pictures(page) -> dict:
    """Return who agreed to the pictures of ``page``, who is missing, and where to record it."""
    missing = missing_consents(
        subject_key=page.translation_key, age_band=page.present_age_band, purpose=Purpose.IMAGE
    )
    return {
        "picture_records": records_of(page.translation_key, Purpose.IMAGE),
        "missing_for_pictures": missing,
        "picture_record_url": record_url(page, purpose=Purpose.IMAGE) if missing else "",
    }


def record_url(page, *, purpose: str = Purpose.PROFILE) -> str:
    """Return where a consent for ``page`` is recorded, with what is known filled in."""
    subject = {
        "subject_key": page.translation_key,
        "subject_name": page.title,
        "purpose": Purpose(purpose).value,
    }
    return f"{reverse('consent_records:add')}?{urlencode(subject)}"
