"""The form of the desk. Everything typed is kept; only sending asks for completeness."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goodnews.core.documents.safety import WordRefusedError
from goodnews.core.folding import slugify_vietnamese
from goodnews.core.row_choices import RowsField
from goodnews.workflows.models import REPLY_LENGTH
from news.choices import Origin
from news.models import Theme
from quizblocks.models import Question, Topic

from .choices import People
from .models import QUIZ_QUESTIONS, TYPED_FIELDS, DeskDraft, DeskPhoto
from .word import MAX_FILE_BYTES, TOO_LARGE, WordStory, read_word

ADVISED_TITLE_LENGTH = 90
ADVISED_TEXT_LENGTH = 200
FIRST_DAY = date(2000, 1, 1)

TITLE_TOO_LONG = _(
    "The title has %(show_value)d characters; at most %(limit_value)d fit. Make it shorter."
)
TEXT_TOO_LONG = _("The text has %(show_value)d characters; at most %(limit_value)d fit.")
TOO_LONG = _("This has %(show_value)d characters; at most %(limit_value)d fit.")
WHERE_FROM = {
    "unknown": _("Choose one of the list."),
    "address": _("This is not an address. It begins with https://"),
}


class SubmissionForm(forms.ModelForm):
    """One story (bài gửi). ``is_sending`` turns the gaps of a draft into errors."""

    happened_on = forms.DateField(
        label=_("Day it happened"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like 21/11/2026.")},
    )
    source_url = forms.URLField(
        label=_("Address of the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": WHERE_FROM["address"], "max_length": TOO_LONG},
    )
    themes = RowsField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": WHERE_FROM["unknown"],
            "invalid_pk_value": WHERE_FROM["unknown"],
        },
    )

    quiz_topic = forms.ModelChoiceField(
        label=_("Quiz under the story"),
        help_text=_("Three questions from the bank; readers learn the answers at once."),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=_("No quiz"),
        error_messages={"invalid_choice": WHERE_FROM["unknown"]},
    )

    class Meta:
        model = DeskDraft
        fields = (*TYPED_FIELDS, "themes")
        labels = {
            "kind": _("What kind of story?"),
            "title": _("Title"),
            "text": _("What happened?"),
            "place": _("Where"),
            "origin": _("Who wrote it?"),
            "source_name": _("Name of the source"),
            "people": _("Who is named or can be recognised?"),
        }
        help_texts = {
            "title": _("Who did what, for whom? Up to 90 characters read well."),
            "text": _(
                "The first paragraph says it all in two sentences. "
                "Leave an empty line between paragraphs."
            ),
            "people": _("Think of the text and of every photograph."),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "origin": forms.RadioSelect,
            "people": forms.RadioSelect,
            "title": forms.TextInput(
                attrs={"data-count": ADVISED_TITLE_LENGTH, "autocomplete": "off"}
            ),
            "text": forms.Textarea(attrs={"rows": 10, "data-count-from": ADVISED_TEXT_LENGTH}),
        }
        error_messages = {
            "title": {"max_length": TITLE_TOO_LONG},
            "text": {"max_length": TEXT_TOO_LONG},
            "place": {"max_length": TOO_LONG},
            "source_name": {"max_length": TOO_LONG},
            "kind": {"invalid_choice": WHERE_FROM["unknown"]},
            "origin": {"invalid_choice": WHERE_FROM["unknown"]},
            "people": {"invalid_choice": WHERE_FROM["unknown"]},
        }

    def __init__(self, *args, is_sending: bool = False, today: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_sending = is_sending
        self.today = today or timezone.localdate()
        for field in self.fields.values():
            # The browser's own bubbles would hide the summary and be in its language.
            field.required = False
        self.fields["people"].choices = People.choices
        if self.instance.sent_at:
            # From the first sending on, the quiz is the editors' to change.
            del self.fields["quiz_topic"]
        else:
            self.fields["quiz_topic"].queryset = Topic.objects.with_practice(
                Question.objects.for_practice(), at_least=QUIZ_QUESTIONS
            )
        self.fields["happened_on"].widget.attrs.update(
            {"min": FIRST_DAY.isoformat(), "max": self.today.isoformat()}
        )

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day and day > self.today:
            if self.data.get("guessed_day") == day.isoformat():
                # By the clock of a phone that is ahead; nobody typed it.
                return self.today
            raise forms.ValidationError(_("This day is still to come."))
        if day and day < FIRST_DAY:
            raise forms.ValidationError(_("This day is before the year 2000. Check the year."))
        return day

    def clean_source_url(self):
        address = self.cleaned_data["source_url"]
        if address and not address.startswith(("http://", "https://")):
            raise forms.ValidationError(WHERE_FROM["address"])
        return address

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        cleaned = super().clean()
        if self.is_sending:
            for name, message in self._gaps(cleaned):
                if name not in self.errors:
                    self.add_error(name, message)
        return cleaned

    def _gaps(self, cleaned):
        """Yield what a story needs before anybody can review it."""
        title = cleaned.get("title", "")
        if not title:
            yield "title", _("Give the story a title.")
        elif not slugify_vietnamese(title):
            yield "title", _("The title needs words, not only signs.")
        if not cleaned.get("kind"):
            yield "kind", _("Choose good news or beautiful story.")
        if not cleaned.get("text", "").strip():
            yield "text", _("Write what happened.")
        if not cleaned.get("happened_on"):
            yield "happened_on", _("Say on which day it happened.")
        yield from self._gaps_of_source(cleaned)
        if not cleaned.get("people"):
            yield "people", _("Say who is named or can be recognised, or that nobody can.")

    def _gaps_of_source(self, cleaned):
        if not cleaned.get("origin"):
            yield "origin", _("Say where the story comes from.")
        if cleaned.get("origin") == Origin.REPOST:
            if not cleaned.get("source_name"):
                yield "source_name", _("Name the newspaper or page that you re-post.")
            if not cleaned.get("source_url"):
                yield "source_url", _("Paste the address of the original.")


class PhotoForm(forms.ModelForm):
    """Caption, text alternative and people of one photograph."""

    class Meta:
        model = DeskPhoto
        fields = ("alt_text", "caption", "people_note")
        labels = {
            "alt_text": _("What does the picture show?"),
            "caption": _("Caption"),
            "people_note": _("Who is in it?"),
        }
        help_texts = {
            "alt_text": _("For readers who cannot see it: “Youths planting trees by a stream”."),
            "caption": _("Stands under the picture."),
            "people_note": _("For the editors only; never public."),
        }
        error_messages = {
            "alt_text": {"max_length": TOO_LONG},
            "caption": {"max_length": TOO_LONG},
            "people_note": {"max_length": TOO_LONG},
        }

    def __init__(self, *args, is_sending: bool = False, posted_prefix: str | None = None, **kwargs):
        kwargs.setdefault("prefix", posted_prefix or f"photo-{kwargs['instance'].pk}")
        super().__init__(*args, **kwargs)
        self.is_sending = is_sending
        for field in self.fields.values():
            field.required = False

    def clean_alt_text(self):
        text = self.cleaned_data["alt_text"].strip()
        if self.is_sending and not text:
            raise forms.ValidationError(
                _("Say what the picture shows, for readers who cannot see it.")
            )
        return text


class ReplyForm(forms.Form):
    """The author's answer to a return."""

    text = forms.CharField(
        label=_("Reply to the reviewer"),
        max_length=REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it by e-mail and beside the story. It does not send the story."),
        error_messages={"required": _("Write your reply first."), "max_length": TEXT_TOO_LONG},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="tra-loi_%s", **kwargs)
        self.use_required_attribute = False


class WordForm(forms.Form):
    """A Word file instead of typing; cleaned, it is a ``WordStory``."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of up to 25 MB. Its pictures come along, the first ten of them."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Choose a Word file first."),
            "empty": _("This file is empty."),
            "missing": _("Choose a Word file first."),
        },
    )

    def clean_file(self) -> WordStory:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return read_word(file.read())
        except WordRefusedError as refusal:
            raise forms.ValidationError(refusal.message) from refusal


def blank_photo_form() -> PhotoForm:
    """Return the fields of a photograph that is only on the phone; its script puts the hash in."""
    return PhotoForm(instance=DeskPhoto(), prefix="photo-HASH")
