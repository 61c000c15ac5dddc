"""The rows of the form that say who is in the story and who agreed."""

import re
import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import AgeBand, PartyRole
from goodnews.consents.errors import SharedNameError
from goodnews.consents.names import is_name_of, same_name
from goodnews.consents.rules import REQUIRED_ROLES
from goodnews.consents.services import check_proof

from .choices import HEARD_BY
from .models import MAX_PEOPLE, TYPED_OF_PERSON, DeskDraft, DeskPerson

NAME_OF_A_ROW = re.compile(r"person-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-name")
TOO_LONG = _("This has %(show_value)d characters; at most %(limit_value)d fit.")
UNKNOWN = _("Choose one of the list.")


class PersonForm(forms.ModelForm):
    """One person: name, age, who agreed and how. ``is_sending`` turns gaps into errors."""

    proof = forms.FileField(
        label=_("Proof of the consent"),
        required=False,
        help_text=_(
            "Not needed. A photograph of the signed paper or a PDF, up to 10 MB; only you and the "
            "editors can open it. It needs a signal: it is uploaded as soon as you choose it."
        ),
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,application/pdf"}),
        error_messages={"empty": _("This file is empty.")},
    )

    class Meta:
        model = DeskPerson
        fields = TYPED_OF_PERSON
        labels = {
            "name": _("Full name"),
            "age_band": _("Age"),
            "has_agreed": _("This person has agreed. I have asked."),
            "guardian_name": _("Name of the parent or guardian"),
            "guardian_has_agreed": _("The parent or guardian has agreed. I have asked."),
            "channel": _("How did they agree?"),
        }
        help_texts = {
            "name": _("Or what tells them apart, such as “the old man in the second picture”."),
        }
        error_messages = {
            "name": {"max_length": TOO_LONG},
            "guardian_name": {"max_length": TOO_LONG},
            "age_band": {"invalid_choice": UNKNOWN},
            "channel": {"invalid_choice": UNKNOWN},
        }

    def __init__(self, *args, is_sending: bool = False, **kwargs):
        kwargs.setdefault("prefix", f"person-{kwargs['instance'].key}")
        super().__init__(*args, **kwargs)
        self.is_sending = is_sending
        for field in self.fields.values():
            field.required = False
        self.fields["age_band"].choices = [("", _("Choose …")), *AgeBand.choices]
        heard = [(channel.value, channel.label) for channel in HEARD_BY]
        self.fields["channel"].choices = [("", _("Choose …")), *heard]
        if not self.is_bound:
            # A tick is given each time anew: nothing is ever ticked beforehand.
            self.initial["has_agreed"] = False
            self.initial["guardian_has_agreed"] = False

    @property
    def row_key(self) -> str:
        """The key of the row, as its fields carry it."""
        return self.prefix.removeprefix("person-")

    @property
    def is_empty(self) -> bool:
        """True if nothing was written about anybody in this row."""
        person = self.instance
        typed = (person.name, person.guardian_name, person.age_band, person.channel)
        ticked = person.has_agreed or person.guardian_has_agreed
        return not any(typed) and not ticked and not self.errors and person.proof_id is None

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_guardian_name(self):
        return " ".join(self.cleaned_data["guardian_name"].split())

    def clean_proof(self):
        file = self.cleaned_data["proof"]
        if file:
            check_proof(file)
        return file

    def _post_clean(self):
        super()._post_clean()
        if self.is_sending and not self.is_empty:
            for name, message in self._gaps():
                if name not in self.errors:
                    self.add_error(name, message)

    def _gaps(self):
        """Yield what is missing before anything about this person may be sent."""
        person = self.instance
        if not person.name:
            yield "name", _("Name the person, or say what tells them apart.")
        if not person.age_band:
            yield "age_band", _("Say how old the person is: the law asks it.")
            return
        roles = REQUIRED_ROLES.get(person.age_band, ())
        if PartyRole.PERSON in roles and not person.has_agreed:
            yield "has_agreed", _("Without their consent the story cannot be published.")
        if PartyRole.GUARDIAN in roles and not person.guardian_name:
            yield "guardian_name", _("Name the parent or guardian who agreed.")
        elif PartyRole.GUARDIAN in roles and is_name_of(person.guardian_name, [person.name]):
            yield "guardian_name", SharedNameError()
        if PartyRole.GUARDIAN in roles and not person.guardian_has_agreed:
            yield "guardian_has_agreed", _("For a child under 16 a parent or guardian must agree.")
        if person.channel not in [channel.value for channel in HEARD_BY]:
            yield "channel", _("Say how they agreed.")


def person_forms(
    draft: DeskDraft, *, data=None, files=None, is_sending: bool = False
) -> list[PersonForm]:
    """Return the rows of ``draft``, filled with ``data`` where it was posted.

    A form without any row begins with an empty one, so that it can be filled
    in without a script.
    """
    stored = (
        {} if draft.pk is None else {p.key: p for p in draft.named_people.select_related("proof")}
    )
    if data is None:
        people = list(stored.values()) or [DeskPerson(draft=draft)]
        return [PersonForm(instance=person) for person in people]
    rows = [stored.get(key) or DeskPerson(draft=draft, key=key) for key in _posted_keys(data)]
    rows_with_data = [
        PersonForm(data, files, instance=person, is_sending=is_sending) for person in rows
    ]
    _refuse_doubles(rows_with_data)
    return rows_with_data


def _posted_keys(data) -> list[uuid.UUID]:
    matches = (NAME_OF_A_ROW.fullmatch(name) for name in data)
    return [uuid.UUID(match[1]) for match in matches if match][:MAX_PEOPLE]


def _refuse_doubles(rows: list[PersonForm]) -> None:
    """Let no two rows name the same person: one consent must not stand for two people."""
    seen = set()
    for row in rows:
        row.is_valid()
        name = same_name(row.instance.name)
        if row.is_sending and name and name in seen:
            row.add_error("name", _("This name stands above already. Add what tells them apart."))
        seen.add(name)


def blank_person_form() -> PersonForm:
    """Return an empty row whose key the script puts in."""
    return PersonForm(instance=DeskPerson(), prefix="person-KEY")
