"""Taking out who somebody was, once nobody disputes the result any more."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Max, QuerySet, Value
from django.db.models.functions import Cast, Concat

from campaigns.contests.models import Entrant, HelpQuestion

NAMELESS = "Đã ẩn danh"


def named_entrants() -> QuerySet:
    """Return the entrants that still have a name, with ``ended_at``: when their contest was over."""
    ended_at = Max("contest__rounds__closes_at")
    return Entrant.objects.exclude(full_name=NAMELESS).annotate(ended_at=ended_at)


@transaction.atomic
def forget_entrants(*, keys: Collection[int], before: datetime) -> int:
    """Take the personal data of entrants away whose contest was over by ``before``.

    Unit, league, attempts and marks stay: they are the result. What they asked the organisers
    goes. Returns how many were forgotten.
    """
    due = named_entrants().filter(pk__in=keys, ended_at__lte=before).order_by()
    people = list(due.values_list("pk", flat=True))
    HelpQuestion.objects.filter(entrant__in=people).delete()
    return Entrant.objects.filter(pk__in=people).update(
        full_name=NAMELESS,
        folded_name="da an danh",
        birth_date=None,
        phone="",
        email="",
        guardian_phone="",
        shows_name=False,
        # What was made of name and birth date is no longer theirs either.
        person_key=Concat(Value("forgotten-"), Cast("pk", CharField())),
    )
