"""Staff write down a consent that reached the office."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser
from wagtail.models import Page

from goodnews.units.forms import SentenceLabelsMixin

from .choices import WRITTEN_DOWN_CHANNELS, AgeBand, PartyRole, Purpose
from .errors import ConsentError
from .models import ConsentRecord
from .services import Agreement, add_proof, check_proof, record_consent, store_proof


class ConsentRecordForm(SentenceLabelsMixin, forms.ModelForm):
    """Who agreed to what; nothing is filled in beforehand but what is known for certain."""

    page = forms.ModelChoiceField(
        label=_("profile or story"),
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        required=False,
        help_text=_("The page that needs the consent; a draft may be chosen too."),
    )
    subject_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label=_("purpose"), choices=[("", "—"), *Purpose.choices])
    age_band = forms.ChoiceField(label=_("age"), choices=[("", "—"), *AgeBand.choices])
    person_name = forms.CharField(
        label=_("the person concerned agrees: full name"),
        max_length=200,
        required=False,
        help_text=_("Needed from the age of 7 on."),
    )
    person_agreed_at = forms.DateTimeField(
        label=_("agreed at"), required=False, widget=AdminDateTimeInput
    )
    guardian_name = forms.CharField(
        label=_("parent or guardian agrees: full name"),
        max_length=200,
        required=False,
        help_text=_("Needed for everybody under 16."),
    )
    guardian_agreed_at = forms.DateTimeField(
        label=_("agreed at"), required=False, widget=AdminDateTimeInput
    )
    channel = forms.ChoiceField(label=_("channel"), choices=[("", "—"), *WRITTEN_DOWN_CHANNELS])
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
        "proof_file",
        "is_seen",
    ]

    def __init__(self, *args, recorded_by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.recorded_by = recorded_by

    def clean_proof_file(self):
        file = self.cleaned_data["proof_file"]
        if file is not None:
            check_proof(file)
        return file

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
        """Record and undo, so that a refusal is shown in the form."""
        try:
            with transaction.atomic():
                self._record()
                transaction.set_rollback(True)
        except ConsentError as error:
            self.add_error(None, error)

    def _record(self) -> ConsentRecord:
        cleaned = self.cleaned_data
        page = cleaned.get("page")
        return record_consent(
            subject_key=page.translation_key if page else cleaned["subject_key"],
            subject_name=cleaned["subject_name"],
            purpose=cleaned["purpose"],
            age_band=cleaned["age_band"],
            parties=self._agreements(),
            channel=cleaned["channel"],
            recorded_by=self.recorded_by,
            now=timezone.now(),
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
        self.instance = self._record()
        file = self.cleaned_data.get("proof_file")
        if file is not None:
            proof = store_proof(file=file, uploaded_by=self.recorded_by, now=timezone.now())
            add_proof(record=self.instance, proof=proof)
        return self.instance


class WithdrawConsentForm(SentenceLabelsMixin, forms.Form):
    """The withdrawal of a consent, with the reason if one was given."""

    note = forms.CharField(label=_("note on the withdrawal"), max_length=200, required=False)
