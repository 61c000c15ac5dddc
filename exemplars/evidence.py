"""What a profile must prove before anybody may read it (rule 4)."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goodnews.core.blocks import pictures_of, plain_text
from goodnews.images.credits import lacks_credit

from .giveaways import GiveawayKind, find_giveaways

# Read when a page is published, so in the language of whoever does it.
MESSAGES = {
    GiveawayKind.SCHOOL_CLASS: lambda: _(
        "“%(excerpt)s” tells in which class a child is. Leave the class out."
    ),
    GiveawayKind.BIRTH: lambda: _(
        "“%(excerpt)s” tells when a child was born. Leave the date of birth out."
    ),
    GiveawayKind.ADDRESS: lambda: _(
        "“%(excerpt)s” tells where a child lives. Leave the address out."
    ),
    GiveawayKind.PHONE: lambda: _("“%(excerpt)s” is a telephone number. Leave it out."),
}


def profile_faults(page) -> list[ValidationError]:
    """Return what stands between the profile and the public, by field; consents apart."""
    faults = []
    if page.unit_id is None:
        faults.append(ValidationError({"unit": _("Say which unit the exemplar belongs to.")}))
    faults += portrait_faults(page) + picture_faults(page)
    if page.is_child:
        faults += giveaway_faults(page)
    return faults


def portrait_faults(page) -> list[ValidationError]:
    """Return what is missing of the portrait."""
    faults = []
    if page.portrait_id and not page.alt_of_portrait:
        faults.append(
            ValidationError({"portrait_alt": _("Say what the portrait shows.")}, code="alt")
        )
    if page.portrait_id and lacks_credit(page.portrait):
        faults.append(ValidationError({"portrait": _("Say who made the portrait.")}))
    return faults


def picture_faults(page) -> list[ValidationError]:
    """Return what is missing of the further pictures and of those in the body."""
    faults = []
    rows = list(page.pictures.all())
    in_body = list(pictures_of(page.body))
    no_alt, no_credit = _("A picture has no text alternative."), _("Say who made each picture.")
    if any(not row.alt for row in rows):
        faults.append(ValidationError({"pictures": no_alt}))
    if any(lacks_credit(row.image) for row in rows):
        faults.append(ValidationError({"pictures": no_credit}))
    if any(not value.alt and not value.get("is_decorative") for value in in_body):
        faults.append(ValidationError({"body": no_alt}))
    if any(lacks_credit(value.get("image")) for value in in_body):
        faults.append(ValidationError({"body": no_credit}))
    return faults


def giveaway_faults(page) -> list[ValidationError]:
    """Return, for each field, what in it tells where a child can be found.

    Source:
        Law 91/2025/QH15, article 24; Decree 56/2017/NĐ-CP, article 33.
    """
    return [
        ValidationError({field: MESSAGES[found.kind]() % {"excerpt": found.excerpt}}, code="child")
        for field, text in public_texts(page)
        for found in find_giveaways(text)
    ]


def public_texts(page) -> Iterator[tuple[str, str]]:
    """Yield every field of the profile that readers see, with its text."""
    for field in ("title", "deed", "portrait_alt", "seo_title", "search_description"):
        yield field, getattr(page, field)
    yield "body", plain_text(page.body)
    rows = {
        "milestones": ("text",),
        "quotations": ("text", "speaker"),
        "pictures": ("alt", "caption"),
        "honours": ("title", "decision_number"),
        "follow_ups": ("public_text",),
    }
    for relation, names in rows.items():
        for row in getattr(page, relation).all():
            yield relation, "\n".join(getattr(row, name) for name in names)
