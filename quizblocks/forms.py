"""Forms of the question bank. What is right is typed here and saved to the key table alone."""

from django import forms
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .choices import KeyStage, QuestionKind, QuestionUse
from .errors import InvalidKeyError
from .key_contents import right_content, right_of
from .models import Choice
from .rights import may_keep_keys
from .services import check_key, read_keys, set_draft_keys


class ChoiceForm(WagtailAdminModelForm):
    """A choice with its tick; the tick is no field of the choice."""

    is_right = forms.BooleanField(label=_("Right answer"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_keep_keys(self.for_user):
            self.fields.pop("is_right")


class QuestionForm(WagtailAdminModelForm):
    """A question with the ticks of its key."""

    statement_is = forms.ChoiceField(
        label=_("For a true-or-false question: the statement is"),
        choices=[
            ("", _("(not a true-or-false question)")),
            ("true", _("true")),
            ("false", _("false")),
        ],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.keeps_keys = may_keep_keys(self.for_user)
        if not self.keeps_keys:
            self._hide_keys()
        elif not self.is_bound:
            self._show_keys()

    def _hide_keys(self) -> None:
        """Leave out what tells the key, and the way into contests."""
        self.fields.pop("statement_is", None)
        if "use" in self.fields:
            self.fields["use"].choices = [(QuestionUse.PRACTICE.value, QuestionUse.PRACTICE.label)]

    def _show_keys(self) -> None:
        question_key = self.instance.translation_key
        keys = read_keys([question_key], stage=KeyStage.DRAFT)
        right = right_of(keys.get(question_key, {}))
        for form in self.formsets["choices"].forms:
            form.initial["is_right"] = form.instance.translation_key in right
        if self.instance.kind == QuestionKind.TRUE_FALSE and right:
            first = next(iter(self.instance.choices.all()), None)
            is_true = first is not None and first.translation_key in right
            self.initial["statement_is"] = "true" if is_true else "false"

    @property
    def kept_choices(self) -> list:
        """The rows that will be the question's choices."""
        return [
            form
            for form in self.formsets["choices"].forms
            if form.cleaned_data
            and not form.cleaned_data.get("DELETE")
            and form.cleaned_data.get("text")
        ]

    def full_clean(self):
        super().full_clean()
        if not self.is_bound or not self.keeps_keys or self.is_deferred_validation:
            return
        # The key is judged with the choices, after both were read.
        if self.formsets["choices"].is_valid() and not self._errors:
            self._check_key()

    def _check_key(self) -> None:
        kind = self.cleaned_data.get("kind")
        if kind == QuestionKind.TRUE_FALSE:
            if not self.cleaned_data.get("statement_is"):
                self.add_error("statement_is", gettext("Say whether the statement is true."))
            return
        rows = self.kept_choices
        try:
            check_key(
                kind=kind,
                choice_count=len(rows),
                right_count=sum(bool(row.cleaned_data.get("is_right")) for row in rows),
            )
        except InvalidKeyError:
            self.add_error(None, key_fault(kind, rows))

    @transaction.atomic
    def save(self, commit=True):
        question = super().save(commit=False)
        if question.kind == QuestionKind.TRUE_FALSE and self.keeps_keys:
            right = self._set_true_and_false(question)
        else:
            right = [
                row.instance.translation_key
                for row in self.kept_choices
                if row.cleaned_data.get("is_right")
            ]
        if commit:
            question.save()
            self.save_m2m()
        if self.keeps_keys:
            set_draft_keys({question.translation_key: right_content(right)})
        return question

    def _set_true_and_false(self, question) -> list:
        """Give ``question`` its two fixed choices; return the key of the right one."""
        rows = list(question.choices.all())[:2]
        while len(rows) < 2:
            rows.append(Choice(locale=question.locale))
        with translation.override(question.locale.language_code):
            texts = (gettext("True"), gettext("False"))
        for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
            row.text = text
            row.sort_order = number
        question.choices.set(rows)
        statement = self.cleaned_data.get("statement_is")
        return [rows[0 if statement == "true" else 1].translation_key] if statement else []


def key_fault(kind: str, rows: list) -> str:
    """Return the sentence that says what the key still needs."""
    if len(rows) < 2:
        return gettext("A question needs at least two choices.")
    if kind == QuestionKind.SINGLE:
        return gettext("Tick exactly one right answer.")
    return gettext("Tick at least one right answer.")
