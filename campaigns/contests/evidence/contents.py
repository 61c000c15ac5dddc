"""What of each record the chain vouches for, as canonical text read from the database."""

import json
import zlib
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from campaigns.contests.models import (
    Attempt,
    AttemptAnswer,
    ContestAct,
    FrozenTruth,
    Ranking,
    RulesVersion,
)

from .choices import LinkKind

# What is never part of it: made up by the database, or vouched for by its own fingerprint.
RULES_FIELDS = (
    "contest_id",
    "number",
    "content",
    "content_hash",
    "before_rules",
    "after_rules",
    "reason",
    "made_at",
    "made_by_id",
)
TRUTH_FIELDS = ("round_id", "target", "number", "query", "frozen_at")
RANKING_FIELDS = (
    "contest_id",
    "round_id",
    "number",
    "rules_id",
    "content",
    "content_hash",
    "inputs",
    "inputs_hash",
    "awards",
    "awards_hash",
    "reason",
    "is_provisional",
    "made_at",
    "made_by_id",
)
ACT_FIELDS = (
    "contest_id",
    "kind",
    "round_id",
    "entrant_id",
    "reason",
    "details",
    "made_at",
    "made_by_id",
)
ATTEMPT_FIELDS = (
    "key",
    "secret",
    "entrant_id",
    "round_id",
    "rules_id",
    "number",
    "paper",
    "state",
    "started_at",
    "deadline",
    "closes_at",
    "submitted_at",
    "prediction",
    "full_marks",
)
ANSWER_FIELDS = ("place", "sequence", "writer", "content", "saved_at")
FIELDS = {
    LinkKind.RULES: (RulesVersion, RULES_FIELDS),
    LinkKind.TRUTH: (FrozenTruth, TRUTH_FIELDS),
    LinkKind.RANKING: (Ranking, RANKING_FIELDS),
    LinkKind.ACT: (ContestAct, ACT_FIELDS),
}


class Fingerprints(NamedTuple):
    """The fingerprint of what never changes, and of an attempt's marks."""

    content: str
    marks: str = ""


def link_hash(
    *,
    contest: int,
    sequence: int,
    kind: str,
    subject: int,
    fingerprints: Fingerprints,
    previous: str,
    made_at: datetime,
) -> str:
    """Return the fingerprint that seals one link. Pure."""
    said = [contest, sequence, str(kind), subject, *fingerprints, previous, _plain(made_at)]
    return _digest(said)


def fingerprints_of(kind: str, subjects: Collection[int]) -> dict[int, Fingerprints]:
    """Return the fingerprints of records as they are in the database; none for a missing one."""
    if kind == LinkKind.ATTEMPT:
        return _attempts(subjects)
    if kind == LinkKind.ERASED:
        # The marks are vouched for by the attempt's own links, as they were before.
        return {pk: Fingerprints(said.content) for pk, said in _attempts(subjects).items()}
    model, fields = FIELDS[LinkKind(kind)]
    rows = model._default_manager.filter(pk__in=subjects).order_by("pk")
    return {
        pk: Fingerprints(_digest([_plain(value) for value in values]))
        for pk, *values in rows.values_list("pk", *fields).iterator(chunk_size=50)
    }


def _attempts(subjects: Collection[int]) -> dict[int, Fingerprints]:
    answers: dict[int, list[list]] = {}
    shares: dict[int, list[list]] = {}
    rows = AttemptAnswer.objects.filter(attempt__in=subjects).order_by("attempt", "place")
    for pk, share, *values in rows.values_list("attempt_id", "share", *ANSWER_FIELDS):
        answers.setdefault(pk, []).append([_plain(value) for value in values])
        shares.setdefault(pk, []).append([values[0], _plain(share)])
    attempts = Attempt.objects.filter(pk__in=subjects).order_by("pk")
    return {
        pk: Fingerprints(
            _digest([*(_plain(value) for value in values), answers.get(pk, [])]),
            _digest([_plain(score), is_full, shares.get(pk, [])]),
        )
        for pk, score, is_full, *values in attempts.values_list(
            "pk", "score", "is_full", *ATTEMPT_FIELDS
        )
    }


def _plain(value: Any) -> Any:
    """Return a column's value so that every database gives the same text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return f"{value:.4f}"
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        # What was ranked, not how it happens to be compressed; what cannot be read stands as it is.
        raw = bytes(value)
        try:
            raw = zlib.decompress(raw)
        except zlib.error:
            return f"?{sha256(raw).hexdigest()}"
        return sha256(raw).hexdigest()
    return value


def _digest(said: Iterable) -> str:
    text = json.dumps(list(said), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
