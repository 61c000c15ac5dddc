"""What a story must prove before anybody may read it (rule 4)."""

import json
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goodnews.core.blocks import pictures_of, plain_text
from goodnews.images.credits import lacks_credit

from .advertising import find_advertising
from .choices import Origin

ADDRESS_IN_BODY = re.compile(r"https?://[^\s\"\\\\<>]+")
# Longer leads are cut off by phones and search engines.
LEAD_LENGTH = 240


def story_faults(story) -> list[ValidationError]:
    """Return what stands between ``story`` and the public, by field."""
    faults = []
    if not story.lead.strip():
        faults.append(ValidationError({"lead": _("The story has no lead.")}))
    if story.origin == Origin.REPOST and not (story.source_name and story.source_url):
        faults.append(
            ValidationError({"source_name": _("A re-post names its source, with its address.")})
        )
    if story.cover_id and not story.alt_of_cover:
        faults.append(ValidationError({"cover_alt_text": _("Say what the cover picture shows.")}))
    if story.cover_id and lacks_credit(story.cover):
        faults.append(ValidationError({"cover": _("Say who made the cover picture.")}))
    pictures = list(pictures_of(story.body))
    if any(not picture.alt and not picture.get("is_decorative") for picture in pictures):
        faults.append(ValidationError({"body": _("A picture has no text alternative.")}))
    if any(lacks_credit(picture.get("image")) for picture in pictures):
        faults.append(ValidationError({"body": _("Say who made each picture.")}))
    return faults


def quality_faults(story) -> list[ValidationError]:
    """Return what an approver's checklist asks beyond that, by field."""
    faults = []
    length = len(story.lead.strip())
    if length > LEAD_LENGTH:
        message = _("The lead has %(length)d characters; at most %(most)d read well.")
        faults.append(ValidationError({"lead": message % {"length": length, "most": LEAD_LENGTH}}))
    if not story.cover_id and not any(pictures_of(story.body)):
        faults.append(ValidationError({"cover": _("A story needs at least one picture.")}))
    return faults + advertising_faults(story)


def advertising_faults(story) -> list[ValidationError]:
    """Return what reads like advertising, unless readers are told who paid for it."""
    if story.sponsorship.strip():
        return []
    text = "\n".join((story.title, story.lead, plain_text(story.body), story.cover_caption))
    links = [*ADDRESS_IN_BODY.findall(json.dumps(story.body.get_prep_value())), story.source_url]
    message = _(
        "This reads like advertising: “%(excerpt)s”. Take it out, or say here who paid for it."
    )
    return [
        ValidationError({"sponsorship": message % {"excerpt": finding.excerpt}}, code="advertising")
        for finding in find_advertising(text, links)
    ]
