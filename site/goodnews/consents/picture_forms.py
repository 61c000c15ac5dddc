"""Editors say who can be recognised in a picture."""

import uuid

from django import forms
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from goodnews.units.forms import SentenceLabelsMixin

from .choices import AgeBand, Purpose
from .models import PersonInPicture
from .names import same_name

MOST_PEOPLE = 30
EMPTY_ROWS = 2


class PersonInPictureForm(SentenceLabelsMixin, forms.ModelForm):
    """Name and age of somebody, and the page that speaks of them, if there is one."""

    age_band = forms.ChoiceField(label=_("age"), choices=[("", "—"), *AgeBand.choices])
    page = forms.ModelChoiceField(
        label=_("profile or story"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        required=False,
        help_text=_("The page whose consents are about this person."),
    )

    class Meta:
        model = PersonInPicture
        fields = ["name", "age_band"]

    field_order = ["name", "age_band", "page"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            pages = Page.objects.filter(translation_key=self.instance.subject_key)
            self.initial["page"] = pages.order_by("locale__pk", "pk").first()

    @property
    def record_url(self) -> str:
        """Where a consent to the picture is recorded, with what is known filled in."""
        person = self.instance
        if not person.pk:
            return ""
        known = {
            "subject_key": person.subject_key,
            "subject_name": person.name,
            "age_band": person.age_band,
            "purpose": Purpose.IMAGE.value,
        }
        if page := self.initial.get("page"):
            known["page"] = page.pk
        return f"{reverse('consent_records:add')}?{urlencode(known)}"

    @property
    def chosen_key(self) -> uuid.UUID:
        """The key that consents of this person go by; one of its own where no page was chosen."""
        page = self.cleaned_data.get("page")
        if page is not None:
            return page.translation_key
        if self.instance.pk and not self.initial.get("page"):
            return self.instance.subject_key
        return uuid.uuid4()

    def save(self, commit=True):
        self.instance.subject_key = self.chosen_key
        return super().save(commit)


class BasePeopleFormSet(forms.BaseModelFormSet):
    """The people of one picture; each of them once."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if not cleaned.get("name") or cleaned.get("DELETE"):
                continue
            page = cleaned.get("page")
            person = (same_name(cleaned["name"]), page and page.translation_key)
            if person in seen:
                form.add_error("name", _("This person is named for the picture already."))
            seen.add(person)


PeopleFormSet = forms.modelformset_factory(
    PersonInPicture,
    form=PersonInPictureForm,
    formset=BasePeopleFormSet,
    extra=EMPTY_ROWS,
    max_num=MOST_PEOPLE,
    validate_max=True,
    absolute_max=MOST_PEOPLE + EMPTY_ROWS,
    can_delete=True,
)
