"""Versions: what was published, frozen with its key; what was answered is bound to one of them.

For contests: :func:`frozen_version` when an attempt or a paper begins, and
:func:`version_content` and :func:`version_key` by number ever after.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from quizblocks.contents import changed_fields, said_in
from quizblocks.models import (
    AnswerKey,
    Question,
    QuestionLife,
    QuestionReview,
    QuestionVersion,
    VersionKey,
)


def frozen_version(question_key: UUID) -> QuestionVersion:
    """Return the version of a question that is valid now.

    Raises:
        QuestionVersion.DoesNotExist: it was never published.
    """
    return QuestionVersion.objects.filter(question_key=question_key).latest("number")


def version_content(question_key: UUID, number: int) -> dict[str, dict[str, Any]]:
    """Return what a version says, by language code: fields, and choices with their keys.

    Raises:
        QuestionVersion.DoesNotExist: there is no such version.
    """
    return QuestionVersion.objects.get(question_key=question_key, number=number).content


def version_key(question_key: UUID, number: int) -> dict[str, Any]:
    """Return what is right in a version. For markers and keepers of the keys alone.

    Raises:
        VersionKey.DoesNotExist: there is no such version.
    """
    keys = VersionKey.objects.filter(version__question_key=question_key)
    return keys.get(version__number=number).content


def current_versions(question_keys: Collection[UUID]) -> dict[UUID, int]:
    """Return the numbers of the versions that are valid now: one query."""
    rows = QuestionVersion.objects.filter(question_key__in=question_keys).order_by()
    found = rows.values("question_key").annotate(last=Max("number"))
    return {row["question_key"]: row["last"] for row in found}


def make_version(*, question: Question, now: datetime) -> QuestionVersion | None:
    """Freeze what is published of ``question`` now, if it is not the last version already.

    Args:
        question: the language that was published last; all live ones are frozen.
    """
    key = question.translation_key
    siblings = (
        Question.objects.select_for_update(of=("self",))
        .filter(translation_key=key, live=True)
        .select_related("locale")
        .order_by("pk")
    )
    content = {each.locale.language_code: said_in(each.serializable_data()) for each in siblings}
    right = AnswerKey.objects.live().contents_of([key]).get(key, {})
    last = QuestionVersion.objects.filter(question_key=key).order_by("-number").first()
    changes = _changes(last, content, right)
    if not content or (last is not None and not changes):
        return last
    life = QuestionLife.objects.filter(question=question).first()
    approval = QuestionReview.objects.standing().filter(question=question).order_by("pk").last()
    version = QuestionVersion.objects.create(
        question_key=key,
        number=last.number + 1 if last else 1,
        made_at=now,
        changed_by_id=life and (life.text_by_id or life.key_by_id),
        approved_by_id=approval and approval.reviewer_id,
        changes=changes,
        content=content,
    )
    VersionKey.objects.create(version=version, content=right)
    return version


def _changes(last: QuestionVersion | None, content, right) -> list[str]:
    """Return the names of what changed since ``last``; "key" and codes of languages among them."""
    if last is None:
        return []
    names: list[str] = []
    for code, said in content.items():
        if code in last.content:
            names += changed_fields(last.content[code], said)
        else:
            names.append(f"+{code}")
    names += [f"-{code}" for code in last.content if code not in content]
    if VersionKey.objects.get(version=last).content != right:
        names.append("key")
    return list(dict.fromkeys(names))


@dataclass(frozen=True)
class Difference:
    """One field of one language in two versions, as plain values."""

    language: str
    field: str
    before: Any
    after: Any


def differences(before: QuestionVersion | None, after: QuestionVersion) -> Sequence[Difference]:
    """Return what ``after`` says otherwise than ``before``; the key is another matter."""
    found = []
    for code, said in after.content.items():
        earlier = (before.content if before else {}).get(code, {})
        found += [
            Difference(code, field, earlier.get(field), said.get(field))
            for field in changed_fields(earlier, said)
        ]
    return found


def version_contents(
    versions: Collection[tuple[UUID, int]],
) -> dict[tuple[UUID, int], dict[str, dict[str, Any]]]:
    """Return what many versions say, by question and number: one query."""
    rows = QuestionVersion.objects.filter(_any_of(versions)).order_by()
    found = rows.values_list("question_key", "number", "content")
    return {(key, number): content for key, number, content in found if (key, number) in versions}


def version_keys(versions: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], dict[str, Any]]:
    """Return what is right in many versions, by question and number: one query. For markers alone."""
    rows = VersionKey.objects.filter(_any_of(versions, "version__")).order_by()
    found = rows.values_list("version__question_key", "version__number", "content")
    return {(key, number): content for key, number, content in found if (key, number) in versions}


def _any_of(versions: Collection[tuple[UUID, int]], prefix: str = "") -> Q:
    """Match every version of ``versions``, and a few more: two lists, however many there are."""
    return Q(
        **{
            f"{prefix}question_key__in": {key for key, _number in versions},
            f"{prefix}number__in": {number for _key, number in versions},
        }
    )
