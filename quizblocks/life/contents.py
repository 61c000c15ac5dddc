"""What questions say now: their last saved content, and what is published."""

from collections.abc import Mapping
from typing import Any

from quizblocks.models import Question, originals_among


def saved_content(question: Question) -> Mapping[str, Any]:
    """Return the last saved content of ``question``, as revisions write it."""
    revision = question.latest_revision
    return revision.content if revision is not None else question.serializable_data()


def is_original(question: Question) -> bool:
    """Tell whether ``question`` was there first, before its translations; the key is its own."""
    return bool(originals_among([question]))
