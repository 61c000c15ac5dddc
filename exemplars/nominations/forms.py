"""The form of a nomination. Everything typed is kept; only sending asks for completeness."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from exemplars.choices import ExemplarKind
from goodnews.consents.choices import AgeBand
from goodnews.core.folding import slugify_vietnamese

from .choices import Sought
from .models import Nomination, NominationPhoto
from .models.nominations import TYPED_FIELDS
from .wording import count_words

MAX_LINKS = 10
TOO_LONG = _("This has %(show_value)d characters; at most %(limit_value)d fit.")
UNKNOWN = _("Choose one of the list.")
NEEDED = {
    "kind": _("Say whether it is one person or a group."),
    "field_of_work": _("Choose the field."),
    "deed": _("Write the deed in one sentence."),
    "reasons": _("Write why: what was done, for whom, with which result."),
    "age_band": _("Say how old the person is: the law asks it."),
}
is_web_address = URLValidator(schemes=["http", "https"])


class NominationForm(forms.ModelForm):
    """One nomination. ``is_sending`` turns the gaps of a draft into errors."""

    edition = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Nomination
        fields = TYPED_FIELDS
        labels = {
            "kind": _("Who is nominated?"),
            "name": _("Full name, or name of the group"),
            "deed": _("The deed in one sentence"),
            "reasons": _("Why do they deserve it?"),
            "age_band": _("Age"),
            "evidence_links": _("Links to evidence"),
        }
        help_texts = {
            "deed": _("Who did what, for whom, with which result? Up to 200 characters."),
            "age_band": _(
                "Never public. For a group: the age of its youngest member who can be known."
            ),
            "evidence_links": _("Not needed. One address in each line, at most ten."),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "age_band": forms.RadioSelect,
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "deed": forms.Textarea(attrs={"rows": 3, "data-count": 200}),
            "reasons": forms.Textarea(attrs={"rows": 12}),
            "evidence_links": forms.Textarea(attrs={"rows": 3, "inputmode": "url"}),
        }
        error_messages = {
            "name": {"max_length": TOO_LONG},
            "deed": {"max_length": TOO_LONG},
            "reasons": {"max_length": TOO_LONG},
            "evidence_links": {"max_length": TOO_LONG},
            "kind": {"invalid_choice": UNKNOWN},
            "field_of_work": {"invalid_choice": UNKNOWN},
            "age_band": {"invalid_choice": UNKNOWN},
        }

    def __init__(self, *args, is_sending: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_sending = is_sending
        self.word_limit = self.instance.round.word_limit
        for field in self.fields.values():
            # The browser's own bubbles would hide the summary and be in its language.
            field.required = False
        self.initial["edition"] = self.instance.edition
        self.fields["kind"].choices = _kinds(self.instance.round.sought)
        fields_of_work = self.instance.round.offered_fields
        self.fields["field_of_work"].choices = [("", _("Choose …")), *fields_of_work]
        self.fields["age_band"].choices = AgeBand.choices
        self.fields["reasons"].widget.attrs["data-words"] = self.word_limit
        self.fields["reasons"].help_text = _(
            "At most %(limit)d words; every Vietnamese syllable is one. Leave an empty line "
            "between paragraphs."
        ) % {"limit": self.word_limit}

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_deed(self):
        return " ".join(self.cleaned_data["deed"].split())

    def clean_evidence_links(self):
        links = self.cleaned_data["evidence_links"].split()
        if len(links) > MAX_LINKS:
            raise ValidationError(_("At most ten addresses fit."))
        for link in links:
            try:
                is_web_address(link)
            except ValidationError as error:
                raise ValidationError(
                    _("“%(link)s” is not an address. It begins with https://")
                    % {"link": f"{link:.60}"}
                ) from error
        return "\n".join(links)

    def clean(self):
        cleaned = super().clean()
        if self.is_sending:
            for name, message in self._gaps(cleaned):
                if name not in self.errors:
                    self.add_error(name, message)
        return cleaned

    def _gaps(self, cleaned):
        """Yield what a nomination needs before the office can consider it."""
        name = cleaned.get("name", "")
        if not name:
            yield "name", _("Write the name.")
        elif not slugify_vietnamese(name):
            yield "name", _("The name needs letters, not only signs.")
        for field, message in NEEDED.items():
            if not cleaned.get(field):
                yield field, message
        count = count_words(cleaned.get("reasons") or "")
        if count > self.word_limit:
            words = {"count": count, "limit": self.word_limit}
            yield (
                "reasons",
                _("The reasons have %(count)d words; at most %(limit)d fit. Shorten them.") % words,
            )

    def differs_from(self, stored: dict) -> bool:
        """Tell whether something that was typed would replace something else in ``stored``."""
        typed = self.cleaned_data
        return any(name in typed and typed[name] != stored[name] for name in TYPED_FIELDS)


def _kinds(sought: str) -> list[tuple[str, str]]:
    if sought == Sought.BOTH:
        return ExemplarKind.choices
    return [(value, label) for value, label in ExemplarKind.choices if value == sought]


class ConsentKeyForm(forms.Form):
    """Names one press of the button that asks for consent: the same press twice asks once."""

    key = forms.UUIDField()


class PhotoForm(forms.ModelForm):
    """What one picture shows."""

    class Meta:
        model = NominationPhoto
        fields = ("alt_text",)
        labels = {"alt_text": _("What does the picture show?")}
        error_messages = {"alt_text": {"max_length": TOO_LONG}}

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("prefix", f"photo-{kwargs['instance'].pk}")
        super().__init__(*args, **kwargs)


def photo_forms(nomination: Nomination, *, data=None) -> list[PhotoForm]:
    """Return the fields of the pictures, filled with ``data`` where it was posted."""
    if nomination.pk is None:
        return []
    forms_ = []
    for photo in nomination.photos.select_related("image").order_by("pk"):
        is_posted = data is not None and f"photo-{photo.pk}-alt_text" in data
        forms_.append(PhotoForm(data if is_posted else None, instance=photo))
    return forms_
