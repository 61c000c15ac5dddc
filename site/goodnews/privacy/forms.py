"""The public form; everything typed is untrusted, and nothing of it is lost."""

import re
import unicodedata
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goodnews.core.error_summaries import ErrorSummaryMixin

from .choices import Asked, Relation
from .models import DataRequest
from .models.requests import DETAILS_LENGTH

# Line breaks and tabs are part of a text, the rest of the control signs never is.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# Signs that nobody sees and that turn a line round.
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PHONE = re.compile(r"\+?\d{8,15}")
PHONE_SIGNS = re.compile(r"[\s.\-()/]+")
PATH_LENGTH = 500
TOO_LONG = _("This has %(show_value)d characters; at most %(limit_value)d fit.")
UNKNOWN = _("Choose one of the list.")


class TextField(forms.CharField):
    """Text of one line or several, composed, without signs that nobody can see."""

    def __init__(self, *, is_long: bool = False, **kwargs):
        self.is_long = is_long
        kwargs["error_messages"] = {"max_length": TOO_LONG, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)

    def to_python(self, value):
        text = DIRECTIONS.sub("", CONTROLS.sub("", str(value or "")))
        text = unicodedata.normalize("NFC", text)
        text = text.strip() if self.is_long else " ".join(text.split())
        return super().to_python(text)


def radio(choices, *, label, missing) -> forms.ChoiceField:
    """Return a choice of which every option is seen, none taken beforehand."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": UNKNOWN},
    )


class DataRequestForm(ErrorSummaryMixin, forms.Form):
    """A request about personal data (yêu cầu về dữ liệu cá nhân)."""

    asked = radio(
        Asked.choices, label=_("What do you ask for?"), missing=_("Choose what you ask for.")
    )
    person_name = TextField(
        label=_("Full name of the person it is about"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say whom it is about.")},
    )
    page = TextField(
        label=_("Address of the page on this site"),
        required=False,
        max_length=2 * PATH_LENGTH,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Copy it from the browser, if you know it. Not needed."),
    )
    details = TextField(
        label=_("What it is about"),
        required=False,
        is_long=True,
        max_length=DETAILS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Which picture, which sentence, what is wrong. Write no number of an identity card and "
            "no health data."
        ),
    )
    relation = radio(
        Relation.choices, label=_("For whom do you ask?"), missing=_("Say for whom you ask.")
    )
    requester_name = TextField(
        label=_("Your own full name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Not needed where you ask for yourself."),
    )
    phone = TextField(
        label=_("Your phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("A phone number or an e-mail address: one of them is enough."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("With it you get the code and the answer by e-mail."),
        error_messages={
            "invalid": _("This is no e-mail address. Write it like ten@example.org."),
            "max_length": TOO_LONG,
        },
    )
    # No person sees it; programs that fill in everything do.
    website = TextField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data=None, *, host: str, **kwargs):
        super().__init__(data, **kwargs)
        self.host = host

    def clean_page(self) -> str:
        """Return the path of a page of this site; where it leads is looked up by people."""
        value = self.cleaned_data["page"]
        if not value:
            return ""
        try:
            parts = urlsplit(value if "//" in value[:8] or value[:1] == "/" else f"//{value}")
            host = parts.netloc.lower()
        except ValueError:
            host, parts = "?", None
        if parts is None or (host and host != self.host.lower()):
            raise ValidationError(
                _("This is no page of this site. Leave the field empty if you are not sure.")
            )
        path = parts.path or "/"
        if len(path) > PATH_LENGTH:
            raise ValidationError(_("This address is too long to be one of this site."))
        return path

    def clean_phone(self) -> str:
        value = PHONE_SIGNS.sub("", self.cleaned_data["phone"])
        if value and not PHONE.fullmatch(value):
            raise ValidationError(
                _("This is no phone number. Write it in digits, such as 0912 345 678.")
            )
        return value

    def clean_email(self) -> str:
        return DIRECTIONS.sub("", CONTROLS.sub("", self.cleaned_data["email"]))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty and send the form again."))
        return ""

    def clean(self):
        cleaned = super().clean()
        if not (
            cleaned.get("phone") or cleaned.get("email") or self.errors.keys() & {"phone", "email"}
        ):
            self.add_error("phone", _("Give a phone number or an e-mail address for the answer."))
        asks_for_other = cleaned.get("relation") in (Relation.GUARDIAN, Relation.REPRESENTATIVE)
        if (
            asks_for_other
            and not cleaned.get("requester_name")
            and "requester_name" not in self.errors
        ):
            self.add_error("requester_name", _("Write your own name: you ask for somebody else."))
        if (
            cleaned.get("asked") == Asked.CORRECT
            and not cleaned.get("details")
            and "details" not in self.errors
        ):
            self.add_error("details", _("Say what is wrong and how it should be."))
        return cleaned

    @property
    def request_values(self) -> dict[str, str]:
        """What of a valid form becomes part of the request."""
        values = {name: self.cleaned_data[name] for name in self.fields}
        del values["website"]
        values["page_path"] = values.pop("page")
        fields = {field.name for field in DataRequest._meta.get_fields()}
        return {name: value for name, value in values.items() if name in fields}


class LinkForm(forms.Form):
    """What a link on a page says beforehand: which page it stands on."""

    trang = TextField(required=False, max_length=PATH_LENGTH)

    def clean_trang(self) -> str:
        path = self.cleaned_data["trang"]
        if path and (path[:1] != "/" or path[:2] == "//"):
            raise ValidationError(_("This is no page of this site."))
        return path
