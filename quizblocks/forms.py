"""Forms of the question bank. What is right is typed here and saved to the key table alone."""

from dataclasses import replace
from functools import partial

from django import forms
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from goodnews.images.chosen import ChosenPicturesMixin

from .bodies import Body, BodyChoice, body_of, content_of, in_shown_order
from .body_faults import MOST_IN_FEEDBACK, MOST_IN_ROW, faults_of_body
from .choices import Folding, KeyStage, QuestionKind, QuestionUse
from .errors import QuestionLockedError
from .formats.drafts import Part, PartRefusedError
from .formats.items import FALSE_TEXT, TRUE_TEXT
from .item_bodies import read_body, written_feedback, written_key
from .marked_editor import MarkedTextFormField
from .marked_fields import MOST_IN_STEM
from .models import Choice, refuse_locked
from .rights import may_keep_keys
from .services import name_rows, read_keys, set_draft_keys

PICKED_KINDS = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
# Where what is right is typed, by kind.
KEY_FIELDS = {
    QuestionKind.TRUE_FALSE: "statement_is",
    QuestionKind.NUMERIC: "key_numeric",
    QuestionKind.SHORT_ANSWER: "key_short_answer",
    QuestionKind.ORDERING: "key_ordering",
    QuestionKind.MATCHING: "key_matching",
    QuestionKind.GAPS: "key_gaps",
}
SAID_FIELDS = ("answer_feedback", "right_feedback", "wrong_feedback")


def lines_field(label, help_text) -> forms.CharField:
    """Return a field for lines of text, kept as they were typed."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def said_field(label, help_text="") -> forms.CharField:
    """Return a field for what is said after the answer."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=MOST_IN_FEEDBACK,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ChoiceForm(ChosenPicturesMixin, WagtailAdminModelForm):
    """A choice with its tick and its feedback; neither is a field of the choice."""

    text = MarkedTextFormField(label=_("Choice"), most=MOST_IN_ROW, required=False)
    is_right = forms.BooleanField(label=_("Right answer"), required=False)
    feedback = said_field(_("Feedback"), _("Said to whoever picks it, after the answer."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_keep_keys(self.for_user):
            self.fields.pop("is_right")
            self.fields.pop("feedback")

    def clean(self):
        values = super().clean()
        is_said = values.get("text") or values.get("picture") or "text" in self.errors
        if not is_said and not self.is_deferred_validation:
            self.add_error("text", gettext("Write a text or choose a picture."))
        if not values.get("picture"):
            values["picture_alt"] = ""
        elif not values.get("picture_alt") and "picture_alt" not in self.errors:
            message = gettext("Describe the picture, without giving the answer away.")
            self.add_error("picture_alt", message)
        return values


class QuestionForm(ChosenPicturesMixin, WagtailAdminModelForm):
    """A question with its key."""

    stem = MarkedTextFormField(
        label=_("Question"),
        most=MOST_IN_STEM,
        help_text=_("Bold, italic, raised and lowered signs (m², H₂O) and line breaks are kept."),
    )
    statement_is = forms.ChoiceField(
        label=_("For a true-or-false question: the statement is"),
        choices=[
            ("", _("(not a true-or-false question)")),
            ("true", _("true")),
            ("false", _("false")),
        ],
        required=False,
    )
    key_numeric = lines_field(
        _("For a number: what is accepted"),
        _(
            "A line for each number (3,14), range (1–5) or tolerance (9,81 ± 0,05). Part of the "
            "mark: (50%) 3,1. Say the unit in the question."
        ),
    )
    key_short_answer = lines_field(
        _("For a short answer: what is accepted"),
        _(
            "A line for each text. * stands for anything, \\* for the sign itself. Part of the mark: "
            "(50%) Hà Nội."
        ),
    )
    overlooks = forms.MultipleChoiceField(
        label=_("For a short answer: differences that do not count"),
        choices=Folding.choices,
        required=False,
        initial=Folding.values,
        widget=forms.CheckboxSelectMultiple,
    )
    key_ordering = lines_field(
        _("For an order: the steps"),
        _("In the right order, a line for each. Readers see them mixed."),
    )
    key_matching = lines_field(
        _("For pairs: what belongs together"),
        _(
            "A line for each pair: left side → right side (or =>). A right side that belongs to "
            "none: → right side. Readers see the right sides mixed."
        ),
    )
    key_gaps = lines_field(
        _("For gaps: what can be chosen"),
        _(
            "Write [[1]], [[2]] … in the question where something is missing, and here a line for "
            "each gap, the right choice first: 12 | 6 | 8. Readers see the choices mixed."
        ),
    )
    answer_feedback = lines_field(
        _("Feedback to single answers"),
        _(
            "Said after the answer. To an accepted number or text: “1: …” is for the first line. To "
            "a true-or-false question: “A: …” for true, “B: …” for false."
        ),
    )
    right_feedback = said_field(_("Feedback to a right answer"))
    wrong_feedback = said_field(_("Feedback to any other answer"))

    class Media:
        js = ("quizblocks/question-form.js",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keeps_keys = may_keep_keys(self.for_user)
        self.body = Body()
        if not self.keeps_keys:
            self._hide_keys()
        elif not self.is_bound:
            self._show_keys()

    def _hide_keys(self) -> None:
        """Leave out what tells the key, and the way into contests."""
        for name in (*KEY_FIELDS.values(), *SAID_FIELDS, "overlooks", "tags"):
            self.fields.pop(name, None)
        if "use" in self.fields:
            self.fields["use"].choices = [(QuestionUse.PRACTICE.value, QuestionUse.PRACTICE.label)]

    def _show_keys(self) -> None:
        question = self.instance
        kind, language = question.kind, self._language()
        content = self._saved_key()
        rows = list(question.choices.all())
        body = body_of(kind, rows, content, language=language)
        if kind in PICKED_KINDS:
            choices = dict(zip((row.translation_key for row in rows), body.choices, strict=True))
            for form in self.formsets["choices"].forms:
                choice = choices.get(form.instance.translation_key, BodyChoice(""))
                form.initial |= {"is_right": choice.is_right, "feedback": choice.feedback}
        else:
            # Their rows are typed as lines.
            formset = self.formsets["choices"]
            formset.queryset = formset.queryset.none()
            self._show_typed(kind, body)
        self.initial["right_feedback"] = body.right_feedback
        self.initial["wrong_feedback"] = body.wrong_feedback

    def _show_typed(self, kind: str, body: Body) -> None:
        if kind == QuestionKind.TRUE_FALSE:
            right = [choice.is_right for choice in body.choices]
            key = ("true" if right[0] else "false") if any(right) else ""
        else:
            key = written_key(kind, body)
        self.initial[KEY_FIELDS[kind]] = key
        self.initial["answer_feedback"] = written_feedback(kind, body)
        if kind == QuestionKind.SHORT_ANSWER:
            self.initial["overlooks"] = list(body.overlooks)

    def _language(self) -> str:
        locale = getattr(self.instance, "locale", None) or self.instance.get_default_locale()
        return locale.language_code

    def _saved_key(self) -> dict:
        question_key = self.instance.translation_key
        return read_keys([question_key], stage=KeyStage.DRAFT).get(question_key, {})

    @property
    def kept_choices(self) -> list:
        """The rows that will be the question's choices."""
        return [
            form
            for form in self.formsets["choices"].forms
            if form.cleaned_data
            and not form.cleaned_data.get("DELETE")
            and (form.cleaned_data.get("text") or form.cleaned_data.get("picture"))
        ]

    def clean(self):
        values = super().clean()
        picture = values.get("picture")
        if picture is None:
            values["picture_alt"] = ""
        elif not values.get("picture_alt"):
            values["picture_alt"] = picture.alt_text
            if not picture.alt_text:
                message = gettext("Say what the picture shows, for people who cannot see it.")
                self.add_error("picture_alt", message)
        return values

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.instance.pk:
            self._refuse_locked()
        if not self.is_bound or not self.keeps_keys:
            return
        # The key is judged with the choices, after both were read.
        if self.formsets["choices"].is_valid() and not self._errors:
            self._read_key()

    def _refuse_locked(self) -> None:
        """Name the contest that holds the question, and keep what was typed."""
        try:
            refuse_locked([self.instance.translation_key])
        except QuestionLockedError as error:
            self.add_error(None, error.messages)

    def _read_key(self) -> None:
        """Read what is asked and what is right into ``body``, and say at the field what is wrong."""
        kind = self.cleaned_data.get("kind")
        if kind in PICKED_KINDS:
            self.body = self._picked_body()
            if not self.is_deferred_validation and (fault := key_fault(kind, self.body)):
                self.add_error(None, fault)
            return
        field = KEY_FIELDS[kind]
        key = self.cleaned_data.get(field, "")
        if not key:
            if not self.is_deferred_validation:
                self.add_error(field, empty_fault(kind))
            return
        try:
            self.body = self._typed_body(kind, key)
        except PartRefusedError as error:
            is_said = error.part == Part.CHOICE_FEEDBACK
            self.add_error("answer_feedback" if is_said else field, str(error))
            return
        for fault in faults_of_body(kind, self.body, stem=self.cleaned_data.get("stem", "")):
            self.add_error(field, fault)

    def _picked_body(self) -> Body:
        choices = tuple(
            BodyChoice(
                row.cleaned_data["text"],
                bool(row.cleaned_data.get("is_right")),
                row.cleaned_data.get("feedback", ""),
                row.instance.pictured,
            )
            for row in self.kept_choices
        )
        return Body(choices=choices)

    def _typed_body(self, kind: str, key: str) -> Body:
        """Return what was typed into the key's own field.

        Raises:
            PartRefusedError: it cannot be understood.
        """
        if kind == QuestionKind.TRUE_FALSE:
            key = TRUE_TEXT if key == "true" else FALSE_TEXT
        body = read_body(kind, key=key, feedback=self.cleaned_data.get("answer_feedback", ""))
        if kind == QuestionKind.SHORT_ANSWER:
            return replace(body, overlooks=tuple(sorted(self.cleaned_data.get("overlooks", ()))))
        return body

    @transaction.atomic
    def save(self, commit=True):
        question = super().save(commit=False)
        if question.pk is None:
            question.author = self.for_user
        names = self._set_rows(question)
        if commit:
            question.save()
            self.save_m2m()
        if self.keeps_keys:
            body = replace(
                self.body,
                right_feedback=self.cleaned_data.get("right_feedback", ""),
                wrong_feedback=self.cleaned_data.get("wrong_feedback", ""),
            )
            content = content_of(
                question.kind,
                body,
                names,
                language=self._language(),
                before=self._saved_key(),
            )
            set_draft_keys({question.translation_key: content})
        return question

    def _set_rows(self, question) -> list:
        """Give ``question`` the rows that were typed as lines; return the names of all rows."""
        if not self.keeps_keys:
            rows = list(question.choices.all())
            if question.kind not in PICKED_KINDS:
                self._store(question, in_shown_order(question.kind, rows))
            return []
        if question.kind in PICKED_KINDS:
            return [row.instance.translation_key for row in self.kept_choices]
        body = self._in_own_words(question)
        known = list(question.choices.all())
        make = partial(Choice, locale=question.locale)
        rows, names = name_rows(question.kind, body, make=make, known=known)
        question.choices.set(rows)
        return names

    @staticmethod
    def _store(question, rows: list) -> None:
        for number, row in enumerate(rows):
            row.sort_order = number
        question.choices.set(rows)

    def _in_own_words(self, question) -> Body:
        """Return the body with true and false in the question's language."""
        if question.kind != QuestionKind.TRUE_FALSE:
            return self.body
        with translation.override(question.locale.language_code):
            texts = (gettext("True"), gettext("False"))
        choices = self.body.choices or (BodyChoice(""), BodyChoice(""))
        self.body = Body(
            choices=tuple(
                replace(choice, text=text) for choice, text in zip(choices, texts, strict=True)
            )
        )
        return self.body


def key_fault(kind: str, body: Body) -> str:
    """Return the sentence that says what the ticks still need, or ""."""
    right = sum(choice.is_right for choice in body.choices)
    if len(body.choices) < 2:
        return gettext("A question needs at least two choices.")
    if kind == QuestionKind.SINGLE and right != 1:
        return gettext("Tick exactly one right answer.")
    return "" if right else gettext("Tick at least one right answer.")


def empty_fault(kind: str) -> str:
    """Return the sentence that asks for the key of a question of ``kind``."""
    return {
        QuestionKind.TRUE_FALSE: gettext("Say whether the statement is true."),
        QuestionKind.NUMERIC: gettext("Write at least one number that is accepted."),
        QuestionKind.SHORT_ANSWER: gettext("Write at least one answer that is accepted."),
        QuestionKind.ORDERING: gettext("Write the steps in their order, a line for each."),
        QuestionKind.MATCHING: gettext("Write the pairs, a line for each."),
        QuestionKind.GAPS: gettext(
            "Write a line for each gap, the right choice first: 12 | 6 | 8."
        ),
    }[kind]
