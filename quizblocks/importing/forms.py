"""Forms of the import: the file, and a question to be mended."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizblocks.body_faults import MOST_ROWS
from quizblocks.choices import QuestionUse
from quizblocks.formats.drafts import PartRefusedError
from quizblocks.formats.items import NOTHING, Item, ItemChoice, ItemKind
from quizblocks.formats.key_texts import WITH_CHOICES, write_feedback_text, write_key_text
from quizblocks.formats.keys import weigh
from quizblocks.formats.lines import lines_of
from quizblocks.formats.markup import read_typed, tidied, typed_of
from quizblocks.item_bodies import KINDS, clean, item_values, one_line, read_body

from .files import FORMATS, MOST_BYTES, format_of_file, format_of_text
from .rows import Row

# Files of Office before 2007, which are read by nothing here, and what to save them as.
OLD_ENDINGS = {"doc": "docx", "xls": "xlsx"}
LEAST_CHOICES = 4
SPARE_CHOICES = 2


class FileForm(forms.Form):
    """A file, or text pasted in, and what holds for all its questions."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": ",".join(f".{end}" for each in FORMATS for end in each.endings)}
        ),
        error_messages={"empty": _("This file is empty.")},
    )
    text = forms.CharField(
        label=_("Or paste the questions here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        help_text=_("Leave it to the ending of the file's name, unless that is wrong."),
    )
    chooses_columns = forms.BooleanField(
        label=_("Let me choose the columns"),
        required=False,
        help_text=_("For Excel and CSV: where the headings do not tell what a column holds."),
    )
    topic = forms.CharField(
        label=_("Topic of questions that name none"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
        help_text=_("One that exists, or a new one."),
    )
    use = forms.ChoiceField(
        label=_("New questions are for"),
        choices=QuestionUse.choices,
        widget=forms.RadioSelect,
        help_text=_("Questions for contests are never shown in articles."),
        error_messages={"required": _("Say what the questions are for.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [
            ("", _("By the file's name")),
            *((each.key, each.label) for each in FORMATS),
        ]

    def clean_file(self):
        """Return name and bytes; a file that is too large is not read to its end."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        ending = file.name.rpartition(".")[2].lower()
        if ending in OLD_ENDINGS:
            message = _("The old format .%(old)s cannot be read. Save the file as .%(new)s first.")
            raise ValidationError(message, params={"old": ending, "new": OLD_ENDINGS[ending]})
        if file.size > MOST_BYTES:
            message = _("This file is larger than %(most)s MB. Cut it into several files.")
            raise ValidationError(message, params={"most": MOST_BYTES // 1024 // 1024})
        return file.name, file.read()

    def clean_topic(self):
        return one_line(self.cleaned_data["topic"])

    def clean(self):
        values = super().clean()
        if "file" in self.errors:
            return values
        file, text = values.get("file"), values.get("text", "")
        if bool(file) == bool(text.strip()):
            message = _("Choose a file or paste text: one of the two.")
            self.add_error("file", message)
            return values
        values["name"], values["content"] = file or (str(_("pasted text")), text.encode())
        known = {each.key: each for each in FORMATS}
        found = known.get(values.get("format")) or (
            format_of_file(*file) if file else format_of_text(text)
        )
        if found is None:
            message = _("The format could not be told. Choose it.")
            self.add_error("format", message)
        values["found"] = found
        if file and self.errors:
            # A browser keeps no file of a form that comes back.
            self.add_error("file", _("Choose the file again."))
        return values


class MendField(forms.CharField):
    """Text that is taken as it was typed, less the signs that nobody sees."""

    def __init__(self, **kwargs):
        super().__init__(required=False, strip=False, **kwargs)

    def to_python(self, value):
        return clean(super().to_python(value))


class MendForm(forms.Form):
    """One question of the file, to be mended; it takes whatever is typed, the plan judges it."""

    stem = MendField(label=_("question"), widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label=_("Kind of question"),
        choices=[(kind.value, held.label) for kind, held in KINDS.items()],
    )
    key = MendField(
        label=_("What is right, where there are no choices to pick"),
        help_text=_(
            "A line for each accepted number or text, for each step in its order, for each pair: left "
            "side → right side, or for each gap, the right choice first: 12 | 6 | 8."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    explanation = MendField(label=_("explanation"), widget=forms.Textarea(attrs={"rows": 2}))
    topic = MendField(
        label=_("topic"), widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"})
    )
    is_left_out = forms.BooleanField(label=_("Leave this question out"), required=False)

    def __init__(self, *args, row: Row, **kwargs):
        self.row = row
        item = row.item
        initial = {
            "stem": typed_of(tidied(item.stem, clean)),
            "kind": item.kind.value if item.kind in KINDS else ItemKind.SINGLE.value,
            "explanation": clean(item.explanation),
            "topic": clean(item.topic),
            "is_left_out": row.is_left_out,
            "key": key_of(item),
        }
        choices = item.choices if item.kind in WITH_CHOICES else ()
        for number, choice in enumerate(choices):
            initial[f"choice-{number}"] = typed_of(tidied(choice.text, clean))
            initial[f"right-{number}"] = choice.weight > NOTHING
        super().__init__(*args, initial=initial, **kwargs)
        shown = max(len(choices) + SPARE_CHOICES, LEAST_CHOICES)
        for number in range(min(shown, max(len(choices), MOST_ROWS))):
            params = {"number": number + 1}
            self.fields[f"right-{number}"] = forms.BooleanField(
                label=_("Choice %(number)s is right") % params, required=False
            )
            self.fields[f"choice-{number}"] = MendField(label=_("Choice %(number)s") % params)
        self.choice_numbers = range(number + 1)

    @property
    def choice_fields(self):
        """The tick and the text of each choice."""
        return [(self[f"right-{n}"], self[f"choice-{n}"]) for n in self.choice_numbers]

    def mended_row(self) -> Row:
        """Return the row as it was typed; untouched, it is what it was."""
        self.is_valid()
        typed = self.cleaned_data
        row = replace(self.row, is_left_out=typed.get("is_left_out", False))
        if not set(self.changed_data) - {"is_left_out"}:
            return row
        kind = ItemKind(typed.get("kind") or ItemKind.SINGLE)
        item = replace(
            row.item,
            kind=kind,
            stem=read_typed(typed.get("stem", ""), before=row.item.stem),
            explanation=typed.get("explanation", ""),
            topic=typed.get("topic", ""),
            choices=self._choices(row.item, kind) if kind in WITH_CHOICES else (),
            numbers=(),
            pairs=(),
            steps=(),
            gaps=(),
        )
        if kind in WITH_CHOICES:
            return Row(item, is_left_out=row.is_left_out)
        return self._typed_row(item, is_left_out=row.is_left_out)

    def _typed_row(self, item: Item, *, is_left_out: bool) -> Row:
        """Return the row whose key was typed; what cannot be understood is kept with its fault."""
        key = self.cleaned_data.get("key", "")
        try:
            body = read_body(KINDS[item.kind], key=key, feedback=write_feedback_text(self.row.item))
        except PartRefusedError as error:
            kept = replace(item, steps=tuple(lines_of(key)))
            return Row(kept, fault=str(error), is_left_out=is_left_out)
        values = item_values(KINDS[item.kind], body)
        said = ("right_feedback", "wrong_feedback")
        values = {name: value for name, value in values.items() if name not in said}
        return Row(replace(item, **values), is_left_out=is_left_out)

    def _choices(self, item: Item, kind: ItemKind) -> tuple[ItemChoice, ...]:
        typed = [
            (
                number,
                self.cleaned_data.get(f"choice-{number}", ""),
                self.cleaned_data.get(f"right-{number}", False),
            )
            for number in self.choice_numbers
        ]
        before = dict(enumerate(item.choices if item.kind in WITH_CHOICES else ()))
        pictures = {number: choice.picture for number, choice in before.items() if choice.picture}
        typed = [row for row in typed if row[1] or row[2] or row[0] in pictures]
        right = [place for place, (_number, _text, is_right) in enumerate(typed) if is_right]
        shares = weigh(kind, dict.fromkeys(right), len(typed))
        return tuple(
            ItemChoice(
                read_typed(text, before=before[number].text if number in before else ""),
                share,
                before[number].feedback if number in before else "",
                pictures.get(number),
            )
            for (number, text, _is_right), share in zip(typed, shares, strict=True)
        )


def key_of(item: Item) -> str:
    """Return what is right in ``item`` where there are no choices to pick, as it is typed."""
    if item.kind in WITH_CHOICES:
        return ""
    is_read = item.choices or item.numbers or item.pairs or item.gaps
    is_read = is_read or item.kind == ItemKind.ORDERING
    return write_key_text(item) if is_read else "\n".join(item.steps)


class LookForm(forms.Form):
    """What of the plan is to be shown, and what is to be done: the pressed button."""

    do = forms.CharField(required=False, max_length=40)
    state = forms.CharField(required=False, max_length=20)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)


def numbers_of(values: list[str], *, most: int) -> list[int]:
    """Return the row numbers that a form sent, without what is none."""
    found = {
        int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 8
    }
    return sorted(number for number in found if number < most)
