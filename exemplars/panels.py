"""Panels of the exemplar's edit view."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, PageChooserPanel, Panel

from goodnews.consents.choices import Purpose

from .admin_forms import UnitPeriodFormSet
from .consent import missing_consents, records_of
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


def record_url(page) -> str:
    """Return where a consent for ``page`` is recorded, with what is known filled in."""
    subject = {
        "subject_key": page.translation_key,
        "subject_name": page.title,
        "purpose": Purpose.PROFILE.value,
    }
    return f"{reverse('consent_records:add')}?{urlencode(subject)}"
