"""A file under way: read once, mended by hand, carried by the form until it is imported."""

from dataclasses import dataclass, replace
from typing import Any

from goodnews.core.sealing import seal_values, unseal_values
from quizblocks.choices import QuestionUse

from .rows import Row, packed_rows, unpacked_rows

# How long somebody may mend a file.
SEAL_SECONDS = 24 * 60 * 60
# Below what a form may bring: DATA_UPLOAD_MAX_MEMORY_SIZE.
MOST_SEALED = 4_500_000


class TooMuchError(Exception):
    """The questions are too long to travel with a form."""


@dataclass(frozen=True)
class Work:
    """The questions of a file and what was chosen for them.

    Attributes:
        topic: the topic of questions that name none.
        remarks: place and sentence of what was read but not kept whole.
        digest: of the plan that was shown last.
    """

    rows: tuple[Row, ...]
    name: str
    use: QuestionUse
    topic: str = ""
    remarks: tuple[tuple[str, str], ...] = ()
    digest: str = ""

    def with_rows(self, changed: dict[int, Row]) -> "Work":
        """Return this work with other rows at some numbers."""
        rows = tuple(changed.get(number, row) for number, row in enumerate(self.rows))
        return replace(self, rows=rows)


def seal_work(work: Work, *, user) -> str:
    """Return ``work`` as a text that only this site can have written for ``user``.

    Raises:
        TooMuchError: no form could bring it back.
    """
    values = {
        "rows": packed_rows(work.rows),
        "name": work.name,
        "use": work.use.value,
        "topic": work.topic,
        "remarks": [list(remark) for remark in work.remarks],
        "digest": work.digest,
    }
    return seal(values, user=user, purpose="work")


def unseal_work(sealed: str, *, user) -> Work:
    """Return what was sealed.

    Raises:
        signing.BadSignature: the text is another person's, too old or changed.
    """
    values = unseal(sealed, user=user, purpose="work")
    return Work(
        rows=unpacked_rows(values["rows"]),
        name=values["name"],
        use=QuestionUse(values["use"]),
        topic=values["topic"],
        remarks=tuple((place, message) for place, message in values["remarks"]),
        digest=values["digest"],
    )


def seal(values: Any, *, user, purpose: str) -> str:
    """Return plain ``values`` sealed for ``user``.

    Raises:
        TooMuchError: no form could bring them back.
    """
    sealed = seal_values(values, user=user, purpose=_full(purpose), compress=True)
    if len(sealed) > MOST_SEALED:
        raise TooMuchError
    return sealed


def unseal(sealed: str, *, user, purpose: str) -> Any:
    """Return what was sealed.

    Raises:
        signing.BadSignature: the text is another person's, too old or changed.
    """
    return unseal_values(sealed, user=user, purpose=_full(purpose), seconds=SEAL_SECONDS)


def _full(purpose: str) -> str:
    return f"quizblocks.importing.{purpose}"
