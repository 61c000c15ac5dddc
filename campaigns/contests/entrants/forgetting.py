"""Taking out who somebody was, once nobody disputes the result any more."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Max, QuerySet, Value
from django.db.models.functions import Cast, Concat

from campaigns.contests.evidence.erasing import erase_essays
from campaigns.contests.models import (
    Entrant,
    EntrantReminder,
    ExcludedPerson,
    Flag,
    HelpQuestion,
    LostCode,
    RosterLine,
)
from goodnews.core.pagecache import purge_public_pages

NAMELESS = "Đã ẩn danh"


def named_entrants() -> QuerySet:
    """Return the entrants that still have a name, with ``ended_at``: when their contest was over."""
    ended_at = Max("contest__rounds__closes_at")
    return Entrant.objects.exclude(full_name=NAMELESS).annotate(ended_at=ended_at)


@transaction.atomic
def forget_entrants(*, keys: Collection[int], before: datetime, now: datetime) -> int:
    """Take the personal data of entrants away whose contest was over by ``before``.

    Unit, league, attempts and marks stay: they are the result. What they asked the organisers
    goes, and what they wrote in an essay. Public tables name them no longer. Returns how many
    were forgotten.
    """
    due = named_entrants().filter(pk__in=keys, ended_at__lte=before).order_by()
    pks = list(due.values_list("pk", flat=True))
    if pks:
        purge_public_pages()
    HelpQuestion.objects.filter(entrant__in=pks).delete()
    LostCode.objects.filter(entrant__in=pks).delete()
    EntrantReminder.objects.filter(entrant__in=pks).delete()
    erase_essays(entrants=pks, now=now)
    # What a group has in common is made of phones and devices.
    Flag.objects.filter(entrant__in=pks).update(group="")
    return Entrant.objects.filter(pk__in=pks).update(
        full_name=NAMELESS,
        folded_name="da an danh",
        birth_date=None,
        phone="",
        email="",
        guardian_phone="",
        device_key="",
        shows_name=False,
        reminders_wanted_at=None,
        # What was made of name and birth date is no longer theirs either.
        person_key=Concat(Value("forgotten-"), Cast("pk", CharField())),
    )


def listed_people() -> QuerySet:
    """Return the lines of rosters, with ``ended_at``: when their contest was over."""
    return RosterLine.objects.annotate(ended_at=Max("contest__rounds__closes_at"))


def excluded_people() -> QuerySet:
    """Return the lists of excluded people, with ``ended_at``: when their contest was over."""
    return ExcludedPerson.objects.annotate(ended_at=Max("contest__rounds__closes_at"))


@transaction.atomic
def forget_listed(*, keys: Collection[int], before: datetime) -> int:
    """Delete lines of rosters whose contest was over by ``before``; return how many."""
    return _delete(listed_people(), RosterLine, keys, before)


@transaction.atomic
def forget_excluded(*, keys: Collection[int], before: datetime) -> int:
    """Delete excluded people of contests that were over by ``before``; return how many."""
    return _delete(excluded_people(), ExcludedPerson, keys, before)


@transaction.atomic
def forget_lost_codes(*, keys: Collection[int], before: datetime) -> int:
    """Delete requests for a new code that were sent by ``before``; return how many."""
    due = LostCode.objects.filter(pk__in=keys, asked_at__lte=before)
    deleted, _by_model = due.delete()
    return deleted


def _delete(rows: QuerySet, model, keys: Collection[int], before: datetime) -> int:
    due = rows.filter(pk__in=keys, ended_at__lte=before).order_by().values_list("pk", flat=True)
    _all, counts = model.objects.filter(pk__in=list(due)).delete()
    return counts.get(model._meta.label, 0)
