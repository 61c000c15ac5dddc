"""Keeping what one post of the form brings, whichever way it came, and telling what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from goodnews.core.row_choices import is_row_id

from .choices import People
from .forms import PhotoForm, SubmissionForm
from .models import HASH_LENGTH, DeskDraft
from .person_forms import PersonForm, person_forms
from .services import (
    PhotoRefusal,
    Stamp,
    change_photos,
    keep_people,
    keep_proof,
    save_draft,
)


@dataclass
class Posted:
    """A post that was kept, with whatever is wrong with it."""

    draft: DeskDraft
    form: SubmissionForm
    photo_forms: list[PhotoForm]
    person_forms: list[PersonForm] = field(default_factory=list)
    refusals: list[PhotoRefusal] = field(default_factory=list)
    is_sending: bool = False

    @property
    def needs_photo(self) -> bool:
        return self.is_sending and not self.photo_forms

    @property
    def is_valid(self) -> bool:
        return (
            not self.needs_photo
            and not self.refusals
            and self.form.is_valid()
            and all(form.is_valid() for form in (*self.photo_forms, *self.person_forms))
        )


def keep(
    draft: DeskDraft,
    data: QueryDict,
    *,
    files: MultiValueDict | None = None,
    refusals: Sequence[PhotoRefusal] = (),
    is_sending: bool,
    stamp: Stamp | None = None,
) -> Posted:
    """Store each field that is valid, whatever is wrong with the others.

    Args:
        files: the proofs of consents; photographs are stored before.
        refusals: the photographs that could not be.

    Raises:
        HeldByReviewerError: a reviewer has the story, or it is public.
    """
    form = SubmissionForm(data, instance=draft, is_sending=is_sending)
    form.is_valid()
    draft = save_draft(
        draft=form.instance,
        themes=form.cleaned_data.get("themes"),
        stamp=stamp,
        now=timezone.now(),
    )
    people = _keep_people(draft, form, data, files, is_sending=is_sending)
    photo_forms = photo_forms_of(draft, data=data, is_sending=is_sending)
    changes = {
        photo_form.instance.pk: photo_form.cleaned_data
        for photo_form in photo_forms
        if photo_form.is_bound and (photo_form.is_valid() or photo_form.cleaned_data)
    }
    cover_id = photo_id_of(draft, data.get("cover", ""))
    change_photos(draft=draft, changes=changes, cover_id=cover_id)
    for photo_form in photo_forms:
        photo_form.instance.refresh_from_db(fields=["is_cover"])
    return Posted(draft, form, photo_forms, people, list(refusals), is_sending)


def _keep_people(draft, form, data, files, *, is_sending: bool) -> list[PersonForm]:
    """Keep the rows that say something, and their proofs."""
    is_somebody = draft.people == People.SOMEBODY
    rows = person_forms(draft, data=data, files=files, is_sending=is_sending and is_somebody)
    filled = [row for row in rows if not row.is_empty or row.cleaned_data.get("proof")]
    keep_people(
        draft=draft, people=[row.instance for row in rows if row.instance.pk or row in filled]
    )
    for row in filled:
        file = row.cleaned_data.get("proof")
        if file:
            kept = keep_proof(draft=draft, key=row.instance.key, file=file, now=timezone.now())
            row.instance.proof = kept.proof
    if is_sending and is_somebody and not filled:
        form.add_error("people", _("Add everybody who is named or can be recognised."))
    return rows


def photo_forms_of(draft: DeskDraft, *, data=None, is_sending: bool = False) -> list[PhotoForm]:
    """Return the fields of the photographs of ``draft``, filled with ``data`` where posted."""
    photos = draft.photos.select_related("image").order_by("position", "pk")
    return [_photo_form(photo, data, is_sending) for photo in photos]


def _photo_form(photo, data, is_sending: bool) -> PhotoForm:
    # A phone names a photograph by its hash: it describes it before the site has it.
    prefixes = (f"photo-{photo.pk}", f"photo-{photo.content_hash}")
    posted = next((p for p in prefixes if data is not None and f"{p}-alt_text" in data), None)
    # A photograph that came with this very post has no fields in it yet.
    return PhotoForm(
        data if posted or is_sending else None,
        instance=photo,
        is_sending=is_sending,
        posted_prefix=posted,
    )


def photo_id_of(draft: DeskDraft, name: str) -> int | None:
    """Return the id of the photograph that a form calls ``name``: its id, or its hash."""
    if len(name) == HASH_LENGTH:
        return draft.photos.filter(content_hash=name).values_list("pk", flat=True).first()
    return int(name) if is_row_id(name) else None


def summary_of(posted: Posted) -> list[tuple[str, str]]:
    """Return (anchor, message) for every error, in the order of the form."""
    lines = []
    for name in posted.form.fields:
        lines += [
            (f"#{posted.form[name].id_for_label or posted.form[name].auto_id}", message)
            for message in posted.form.errors.get(name, [])
        ]
    lines += [("#anh", f"{refusal.file_name}: {refusal.message}") for refusal in posted.refusals]
    if posted.needs_photo:
        lines.append(("#id_photos", _("Add at least one photograph.")))
    lines += _lines_of(posted.photo_forms, _("Photo %(n)d: %(error)s"))
    lines += _lines_of(posted.person_forms, _("Person %(n)d: %(error)s"))
    return lines


def _lines_of(forms, words: str) -> list[tuple[str, str]]:
    return [
        (f"#{form[name].id_for_label}", words % {"n": number, "error": error})
        for number, form in enumerate(forms, start=1)
        for name, errors in form.errors.items()
        for error in errors
    ]
