"""Staff write down a consent that reached the office, or ask for one by links."""

from typing import ClassVar
from uuid import UUID, uuid4

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from goodnews.core.typed_moments import TypedDateInput, TypedMomentInput
from goodnews.units.forms import SentenceLabelsMixin

from .choices import WRITTEN_DOWN_CHANNELS, AgeBand, PartyRole, Purpose
from .errors import ConsentError
from .models import ConsentRecord, ConsentRequest
from .services import (
    Agreement,
    AskedConsent,
    add_proof,
    ask_for_consent,
    check_proof,
    record_consent,
    store_proof,
)


class SubjectForm(SentenceLabelsMixin, forms.ModelForm):
    """What a consent is about: a page, or a key that another page of the admin filled in."""

    page = forms.ModelChoiceField(
        label=_("profile or story"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        required=False,
        help_text=_("The page that needs the consent; a draft may be chosen too."),
    )
    subject_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # The code of a refusal of the service: the field at which it is told.
    fields_at_fault: ClassVar[dict[str, str]] = {}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("page") and not cleaned.get("subject_key"):
            self.add_error("page", _("Choose the page that the consent is about."))
        if not self.errors:
            self._rehearse()
        return cleaned

    def _post_clean(self):
        """Leave the row to the service, which knows what a row needs."""

    def _rehearse(self) -> None:
        """Do it and undo it, so that a refusal is shown in the form."""
        try:
            with transaction.atomic():
                self.perform()
                transaction.set_rollback(True)
        except ConsentError as error:
            self.add_error(self.fields_at_fault.get(error.code), error)

    def perform(self):
        """Call the service with what was typed."""
        raise NotImplementedError

    @property
    def chosen_key(self) -> UUID:
        """The key of what the consent is about."""
        page = self.cleaned_data.get("page")
        return page.translation_key if page else self.cleaned_data["subject_key"]


class ConsentRecordForm(SubjectForm):
    """Who agreed to what; nothing is filled in beforehand but what is known for certain."""

    purpose = forms.ChoiceField(label=_("purpose"), choices=[("", "—"), *Purpose.choices])
    age_band = forms.ChoiceField(label=_("age"), choices=[("", "—"), *AgeBand.choices])
    person_name = forms.CharField(
        label=_("the person concerned agrees: full name"),
        max_length=200,
        required=False,
        help_text=_("Needed from the age of 7 on."),
    )
    person_agreed_at = forms.DateTimeField(
        label=_("agreed at"), required=False, widget=TypedMomentInput
    )
    guardian_name = forms.CharField(
        label=_("parent or guardian agrees: full name"),
        max_length=200,
        required=False,
        help_text=_("Needed for everybody under 16."),
    )
    guardian_agreed_at = forms.DateTimeField(
        label=_("agreed at"), required=False, widget=TypedMomentInput
    )
    channel = forms.ChoiceField(label=_("channel"), choices=[("", "—"), *WRITTEN_DOWN_CHANNELS])
    valid_until = forms.DateField(
        label=_("valid until"),
        required=False,
        widget=TypedDateInput,
        help_text=_("The last day. Without one it is valid until it is withdrawn."),
    )
    proof_file = forms.FileField(
        label=_("proof"),
        required=False,
        help_text=_(
            "A photograph of the signed paper, or a PDF, of up to 10 MB. Kept privately: only staff "
            "who work on the page can download it."
        ),
    )
    is_seen = forms.BooleanField(
        label=_("I have seen or heard the agreement myself. Silence is no consent.")
    )

    fields_at_fault: ClassVar = {"shared_name": "guardian_name"}

    class Meta:
        model = ConsentRecord
        fields = ["subject_name", "purpose", "age_band", "channel"]

    field_order = [
        "page",
        "subject_name",
        "purpose",
        "age_band",
        "person_name",
        "person_agreed_at",
        "guardian_name",
        "guardian_agreed_at",
        "channel",
        "valid_until",
        "proof_file",
        "is_seen",
    ]

    def __init__(self, *args, recorded_by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.recorded_by = recorded_by

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over already."), code="over")
        return day

    def clean_proof_file(self):
        file = self.cleaned_data["proof_file"]
        if file is not None:
            check_proof(file)
        return file

    def perform(self) -> ConsentRecord:
        cleaned = self.cleaned_data
        return record_consent(
            subject_key=self.chosen_key,
            subject_name=cleaned["subject_name"],
            purpose=cleaned["purpose"],
            age_band=cleaned["age_band"],
            parties=self._agreements(),
            channel=cleaned["channel"],
            recorded_by=self.recorded_by,
            now=timezone.now(),
            valid_until=cleaned["valid_until"],
        )

    def _agreements(self) -> list[Agreement]:
        return [
            Agreement(
                role=role,
                name=self.cleaned_data[f"{role}_name"],
                agreed_at=self.cleaned_data[f"{role}_agreed_at"],
            )
            for role in (PartyRole.PERSON.value, PartyRole.GUARDIAN.value)
        ]

    @transaction.atomic
    def save(self, commit=True):
        self.instance = self.perform()
        file = self.cleaned_data.get("proof_file")
        if file is not None:
            proof = store_proof(file=file, uploaded_by=self.recorded_by, now=timezone.now())
            add_proof(record=self.instance, proof=proof)
        return self.instance


class ConsentRequestForm(SubjectForm):
    """What is asked of whom; saving makes the links."""

    purposes = forms.MultipleChoiceField(
        label=_("what consent is asked for"),
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is answered with its own yes or no."),
    )
    age_band = forms.ChoiceField(
        label=_("age"),
        choices=[("", "—"), *AgeBand.choices],
        help_text=_("Under 16 a parent or guardian is asked as well, under 7 only they."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = ConsentRequest
        fields = ["subject_name", "age_band", "occasion", "language"]

    field_order = [
        "page",
        "subject_name",
        "age_band",
        "purposes",
        "occasion",
        "language",
    ]

    def __init__(self, *args, asked_by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked_by = asked_by
        self.asked: AskedConsent | None = None
        self.fields["occasion"].help_text = _(
            "Read by those who are asked, for example: “Shining examples 2026”."
        )

    def perform(self) -> AskedConsent:
        cleaned = self.cleaned_data
        return ask_for_consent(
            subject_key=self.chosen_key,
            subject_name=cleaned["subject_name"],
            purposes=cleaned["purposes"],
            age_band=cleaned["age_band"],
            occasion=cleaned["occasion"],
            language=cleaned["language"],
            asked_by=self.asked_by,
            key=cleaned["key"],
            now=timezone.now(),
        )

    def save(self, commit=True):
        self.asked = self.perform()
        self.instance = self.asked.request
        return self.instance


class WithdrawConsentForm(SentenceLabelsMixin, forms.Form):
    """The withdrawal of a consent, with the reason if one was given."""

    note = forms.CharField(label=_("note on the withdrawal"), max_length=200, required=False)
