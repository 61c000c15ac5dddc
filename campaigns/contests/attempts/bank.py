"""What contests tell the question bank: which questions they use, and marking again."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.contests.clock import database_now
from campaigns.contests.evidence.chain import chain_marks, locked_head
from campaigns.contests.models import Attempt, UsedVersion
from quizblocks.rescoring import Rescored, Rescoring, register_rescorer
from quizblocks.usage import Use, register_question_user

from .keys import hold_rounds
from .submitting import mark_attempts, write_alike

SET = 1000


class ContestUses:
    """Questions that stand in papers; those of a round that is not over are locked."""

    def uses_of(self, question_keys: Collection[UUID]) -> Iterable[Use]:
        rows = (
            UsedVersion.objects.filter(question_key__in=question_keys)
            .order_by("round", "question_key")
            .values_list(
                "question_key", "round__contest__title", "round__title", "round__closes_at"
            )
            .distinct()
        )
        rows = list(rows)
        now = database_now() if rows else None
        return [
            Use(key, f"{contest}: {title}", is_running=now < closes_at)
            for key, contest, title, closes_at in rows
        ]


class AttemptRescorer:
    """Marks papers again when a question falls, in sets of 1,000."""

    def rescore(self, rescoring: Rescoring) -> Rescored:
        """Mark again every ended attempt that used the versions hit; open ones are marked later."""
        used = UsedVersion.objects.filter(
            question_key=rescoring.question_key,
            version__gte=rescoring.first_version,
            version__lte=rescoring.last_version,
        )
        rounds = dict(used.values_list("round", "round__contest"))
        # Two annulments, or one and the mark of an essay, write the same attempts: one at a time.
        for contest in sorted(set(rounds.values())):
            locked_head(contest)
        seen: set[int] = set()
        hit = self._mark_ended(rounds, seen, rescoring)
        # Most of it is done; now no paper ends until this transaction has, so that those which
        # ended meanwhile, by the keys of before, are all there are.
        hold_rounds(rounds)
        hit += self._mark_ended(rounds, seen, rescoring)
        contests = {rounds[each] for each in hit}
        return Rescored(contest_count=len(contests), response_count=len(hit))

    def _mark_ended(
        self, rounds: Collection[int], seen: set[int], rescoring: Rescoring
    ) -> list[int]:
        """Mark the ended attempts that are not among ``seen``, which has them afterwards.

        Returns:
            the round of each attempt that was hit.
        """
        ended = Attempt.objects.ended().filter(round__in=rounds)
        left = sorted(set(ended.values_list("pk", flat=True)) - seen)
        seen.update(left)
        found = []
        for start in range(0, len(left), SET):
            rows = Attempt.objects.filter(pk__in=left[start : start + SET])
            rows = rows.select_related("round").order_by("pk")
            hit = [row for row in rows if self._is_hit(row, rescoring)]
            mark_again(hit, now=rescoring.now)
            found += [row.round_id for row in hit]
        return found

    def _is_hit(self, attempt: Attempt, rescoring: Rescoring) -> bool:
        key = str(rescoring.question_key)
        return any(
            item["question"] == key
            and rescoring.first_version <= item["version"] <= rescoring.last_version
            for item in attempt.paper
        )


@transaction.atomic
def mark_again(attempts: list[Attempt], *, now: datetime) -> int:
    """Mark ended attempts by the keys in force now; return how many have other marks.

    The chain of evidence vouches for the new marks. Done twice it changes nothing more.
    """
    changed = mark_attempts(attempts)
    write_alike(changed, "score", "is_full")
    by_contest: dict[int, list[int]] = {}
    for attempt in changed:
        by_contest.setdefault(attempt.round.contest_id, []).append(attempt.pk)
    for contest_id, pks in sorted(by_contest.items()):
        chain_marks(contest_id=contest_id, attempts=pks, now=now)
    return len(changed)


def register() -> None:
    """Let the bank know of contests."""
    register_question_user(ContestUses())
    register_rescorer(AttemptRescorer())
