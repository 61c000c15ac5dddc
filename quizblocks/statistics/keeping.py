"""Keeping the figures of questions for the list; only what has changed is summed up again."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from quizblocks.models import (
    Annulment,
    FiguresRun,
    Question,
    QuestionFigures,
    QuestionTally,
    QuestionVersion,
)

from .items import Flag
from .kept import changed_since, kept_sums
from .reading import JudgedQuestion, judge

BATCH = 500
# Clocks of machines differ, and what was begun before the last run may have come in after it:
# a request with the day on which it was sent, an import with the moment at which it began.
LOOKS_BACK = timedelta(hours=1)
GRAVITY = {flag: place for place, flag in enumerate(Flag)}
HARMLESS = len(GRAVITY)
FIELDS = (
    "answers",
    "uses",
    "facility",
    "discrimination",
    "discrimination_error",
    "gravity",
    "findings",
    "flags",
    "summed_at",
)


def keep_figures(*, now: datetime, everything: bool = False) -> int:
    """Sum up the questions whose answers, keys or annulments changed; return how many.

    In sets of 500, each a transaction of its own; a run that is killed is done again.

    Args:
        everything: sum up every question that was ever answered, and drop figures without answers.
    """
    last = None if everything else FiguresRun.objects.order_by("began_at").last()
    keys = sorted(changed_questions(last.began_at - LOOKS_BACK if last else None))
    for batch in _batches(keys):
        _keep(batch, now)
    with transaction.atomic():
        FiguresRun.objects.all().delete()
        FiguresRun.objects.create(began_at=now)
    return len(keys)


def changed_questions(moment: datetime | None) -> set[UUID]:
    """Return the questions whose figures may be others than at ``moment``; all for None."""
    tallies = QuestionTally.objects.all()
    if moment is None:
        counted = tallies.order_by().values_list("question_key", flat=True).distinct()
        kept = QuestionFigures.objects.values_list("question__translation_key", flat=True)
        return {*counted, *kept} | changed_since(None)
    counted = tallies.filter(day__gte=timezone.localdate(moment)).order_by()
    published = QuestionVersion.objects.filter(made_at__gte=moment).order_by()
    annulled = Annulment.objects.filter(in_force_at__gte=moment).order_by()
    found = changed_since(moment)
    for rows in (counted, published, annulled):
        found |= set(rows.values_list("question_key", flat=True).distinct())
    return found


def _batches(keys: Collection[UUID]) -> Iterator[list[UUID]]:
    keys = list(keys)
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


@transaction.atomic
def _keep(keys: Collection[UUID], now: datetime) -> None:
    tallies = QuestionTally.objects.counted().filter(question_key__in=keys)
    family = Question.objects.filter(translation_key__in=keys)
    rows = [_row(judged, now) for judged in judge(family, tallies, kept_sums(keys))]
    old = QuestionFigures.objects.filter(question__translation_key__in=keys)
    old.exclude(pk__in=[row.pk for row in rows]).delete()
    QuestionFigures.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["question"], update_fields=FIELDS
    )


def _row(judged: JudgedQuestion, now: datetime) -> QuestionFigures:
    figures = judged.figures
    flags = [found.flag for found in figures.findings]
    return QuestionFigures(
        question_id=judged.pk,
        answers=figures.answers,
        uses=figures.uses,
        facility=figures.facility,
        discrimination=figures.discrimination,
        discrimination_error=figures.discrimination_error,
        gravity=GRAVITY.get(figures.gravest, HARMLESS),
        findings=[
            [found.flag.value, [judged.letters[each] for each in found.choices]]
            for found in figures.findings
        ],
        flags=f" {' '.join(flag.value for flag in flags)} ",
        summed_at=now,
    )
