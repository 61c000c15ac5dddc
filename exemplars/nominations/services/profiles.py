"""From an honoured nomination to a draft profile, which then takes the way of every page."""

import json
import re
import uuid
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from exemplars.models import ExemplarIndexPage, ExemplarPage, Honour
from exemplars.nominations.choices import NominationState
from exemplars.nominations.errors import NoDirectoryError, ProfileExistsError
from exemplars.nominations.models import Nomination
from goodnews.core.richtext import with_block_keys
from goodnews.workflows.services import hand_over

from .moves import lock_nomination, refuse_unless

PROFILE_MADE = "nominations.profile"


@transaction.atomic
def make_profile(*, nomination: Nomination, user, now: datetime) -> ExemplarPage:
    """Make the draft profile of somebody honoured and start its review.

    It carries the nomination's ``subject_key``, so the consents given for the
    nomination are the profile's. Nothing is published here.

    Raises:
        ProfileExistsError: it was made before, perhaps a moment ago.
        NoDirectoryError: there is nowhere to put it.
        WrongStageError: the nomination is not honoured.
        PermissionDenied: ``user`` may not add pages to the directory.
    """
    held = lock_nomination(nomination)
    refuse_unless(held, {NominationState.HONOURED})
    key = held.subject_key
    if held.profile_id or ExemplarPage.objects.filter(translation_key=key).exists():
        raise ProfileExistsError
    directory = ExemplarIndexPage.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if directory is None:
        raise NoDirectoryError
    if not directory.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    page = directory.add_child(instance=_profile_of(held, user))
    held.profile = page
    held.save(update_fields=["profile"])
    page.save_revision(user=user, log_action=True, changed=True)
    log(instance=held, action=PROFILE_MADE, user=user, timestamp=now, data={"page": page.pk})
    hand_over(page_id=page.pk, user=user)
    return page


def _profile_of(nomination: Nomination, user) -> ExemplarPage:
    photo = nomination.photos.select_related("image").first()
    page = ExemplarPage(
        title=nomination.name,
        translation_key=nomination.subject_key,
        live=False,
        owner=user,
        kind=nomination.kind,
        unit=nomination.unit,
        field_of_work=nomination.field_of_work,
        deed=nomination.deed,
        age_band=nomination.age_band,
        body=body_of(nomination.reasons),
        portrait=photo.image if photo else None,
        portrait_alt=photo.alt_text if photo else "",
        internal_note=_("From a nomination in the round “%(round)s”.")
        % {"round": nomination.round},
    )
    if nomination.honour_title:
        page.honours = [
            Honour(
                year=nomination.round.year,
                title=nomination.honour_title,
                level=nomination.honour_level,
                decision_number=nomination.decision_number,
            )
        ]
    return page


def body_of(reasons: str) -> str:
    """Return the reasons as the body of a page; everything typed is escaped."""
    plain = reasons.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", plain) if part.strip()]
    html = "".join(
        "<p>" + "<br/>".join(escape(line) for line in part.split("\n")) + "</p>"
        for part in paragraphs
    )
    block = {"type": "text", "value": with_block_keys(html), "id": str(uuid.uuid4())}
    return json.dumps([block] if html else [])
