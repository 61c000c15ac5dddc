"""The versions of a question, laid out with what changed and how often each was answered."""

from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.db.models import Sum
from wagtail.admin.compare import TextDiff, diff_text

from quizblocks.models import (
    WHOLE_QUESTION,
    QuestionTally,
    QuestionVersion,
    VersionKey,
    pictures_in,
)
from quizblocks.pictures import Images, images_of

from .annulments import annulment_sentence, annulments_of
from .cards import (
    Card,
    ShownDifference,
    card_of,
    field_name,
    first_language,
    key_text,
    shown_differences,
)


@dataclass(frozen=True)
class ShownVersion:
    """One version.

    Attributes:
        card: what it said in its first language.
        key_diff: what is right now and was not before; None for people without the keys.
        annulled: why its answers no longer count, or "".
    """

    version: QuestionVersion
    changes: list[str]
    card: Card
    differences: list[ShownDifference]
    key_diff: TextDiff | None
    answer_count: int
    right_count: int
    annulled: str


def history_of(question_key: UUID, *, with_keys: bool) -> list[ShownVersion]:
    """Return the versions of a question, newest first: five queries at most."""
    versions = list(
        QuestionVersion.objects.filter(question_key=question_key)
        .select_related("changed_by", "approved_by")
        .order_by("number")
    )
    keys = _keys(versions) if with_keys else {}
    firsts = [first_language(version)[1] for version in versions]
    images = images_of(picture for said in firsts for picture in pictures_in(said))
    counts = _counts(question_key)
    annulments = annulments_of([question_key]).get(question_key, [])
    return [
        _shown(
            before,
            version,
            keys if with_keys else None,
            counts.get(version.number, (0, 0)),
            annulments,
            images,
        )
        for before, version in pairwise([None, *versions])
    ][::-1]


def _shown(
    before, version, keys, counted: tuple[int, int], annulments, images: Images
) -> ShownVersion:
    language, said = first_language(version)
    key = keys.get(version.pk, {}) if keys is not None else None
    hits = (each for each in annulments if each.first_version <= version.number)
    hit = next((each for each in hits if version.number <= each.last_version), None)
    return ShownVersion(
        version=version,
        changes=[field_name(field) for field in version.changes],
        card=card_of(said, key, language=language, images=images),
        differences=shown_differences(before, version) if before else [],
        key_diff=_key_diff(before, version, keys) if before and keys is not None else None,
        answer_count=counted[0],
        right_count=counted[1],
        annulled=annulment_sentence(hit) if hit else "",
    )


def _keys(versions) -> dict[int, dict]:
    keys = VersionKey.objects.filter(version__in=versions)
    return dict(keys.values_list("version_id", "content"))


def _counts(question_key: UUID) -> dict[int, tuple[int, int]]:
    tallies = QuestionTally.objects.filter(question_key=question_key, choice_key=WHOLE_QUESTION)
    sums = tallies.values("version").annotate(answers=Sum("answer_count"), right=Sum("right_count"))
    return {row["version"]: (row["answers"], row["right"]) for row in sums.order_by()}


def _key_diff(before: QuestionVersion, version: QuestionVersion, keys) -> TextDiff | None:
    """Return how the key changed, or None where it did not."""
    old, new = keys.get(before.pk, {}), keys.get(version.pk, {})
    if old == new:
        return None
    return diff_text(key_text(before, old), key_text(version, new))
