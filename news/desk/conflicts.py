"""Two tabs or phones with the plain form: which fields differ from what the site has."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .errors import ChangedElsewhereError
from .forms import SubmissionForm
from .keeping import photo_forms_of
from .models import DeskDraft
from .person_forms import person_forms

MAX_EDITION_DIGITS = 9


@dataclass(frozen=True)
class Difference:
    """One field that says something else on the site (chỗ khác nhau).

    Attributes:
        stored: what the site has, as a reader reads it.
    """

    anchor: str
    label: str
    stored: str


def refuse_if_behind(draft: DeskDraft, data) -> None:
    """Let a post through that was written on the draft as it stands, or that changes nothing.

    The same post twice is no conflict: it says what the site has already.

    Raises:
        ChangedElsewhereError: another tab or phone saved since the form was opened.
    """
    edition = data.get("edition", "")
    is_number = edition.isascii() and edition.isdigit() and len(edition) <= MAX_EDITION_DIGITS
    # Without a number: a page that was opened before there was one.
    if not is_number or int(edition) == draft.edition or draft.edition == 0:
        return
    if differences_of(DeskDraft.objects.get(pk=draft.pk), data):
        raise ChangedElsewhereError


def differences_of(draft: DeskDraft, data) -> list[Difference]:
    """Return where ``data`` differs from the stored ``draft``, which is not changed."""
    form = SubmissionForm(data, instance=draft, initial={"themes": draft.themes.all()})
    found = [
        _difference(form, name)
        for name in form.changed_data
        # A choice that was not posted was not made.
        if (name in data or name == "themes") and not _is_same_text(form, name)
    ]
    rows = person_forms(draft, data=data)
    posted = [row.instance.pk for row in rows]
    for missing in draft.named_people.exclude(pk__in=[pk for pk in posted if pk]).exclude(name=""):
        found.append(Difference("#nguoi", _("Person"), missing.name))
    for number, row in enumerate(rows, start=1):
        found += [_difference(row, name, number) for name in row.changed_data if name != "proof"]
    for number, photo in enumerate(photo_forms_of(draft, data=data), start=1):
        if photo.is_bound:
            found += [_difference(photo, name, number) for name in photo.changed_data]
    return found


def _is_same_text(form, name: str) -> bool:
    """Tell whether a field differs in its line ends only: browsers and scripts write them apart."""
    before, after = form[name].initial, form[name].data
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    return before.split() == after.split()


def _difference(form, name: str, number: int | None = None) -> Difference:
    field = form[name]
    label = str(field.label) if number is None else f"{field.label} ({number})"
    return Difference(f"#{field.id_for_label or field.auto_id}", label, _in_words(form, name))


def _in_words(form, name: str) -> str:
    value = form[name].initial
    if name == "themes":
        return ", ".join(str(theme) for theme in value)
    choices = dict(getattr(form.fields[name], "choices", ()))
    if isinstance(value, bool):
        return "✓" if value else "–"
    return str(choices.get(value, value) or "") if value is not None else ""
