"""The passage of an article that answers a question ("Đọc lại đoạn này").

The editor names it by its first words; the link goes to the block that has
them, by the block's own id. So it holds when the passage moves.
"""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from goodnews.core.blocks import anchor_of
from goodnews.core.folding import fold

# Where a passage may stand: what a reader reads.
PASSAGE_TYPES = ("heading", "text", "fact_box", "quote")


class PassageBlock(blocks.StructBlock):
    """Which question is answered where."""

    number = blocks.IntegerBlock(
        label=_("number of the question"),
        min_value=1,
        max_value=10,
        help_text=_("As in the list of chosen questions: 1 is the first."),
    )
    words = blocks.CharBlock(
        label=_("words of the heading or paragraph"),
        min_length=3,
        max_length=160,
        help_text=_("A few words that stand in it, for example the first ones."),
    )

    class Meta:
        icon = "link"
        label = _("passage")


def passage_ids(value: Mapping, stream: Iterable) -> dict[int, str]:
    """Return the id of the block that answers each question, by its number in the editor's list."""
    rows = value.get("passages") or ()
    texts = list(_texts(stream)) if rows else []
    found = {row["number"]: _find(row["words"], texts) for row in rows}
    return {number: block_id for number, block_id in found.items() if block_id}


def passage_links(value: Mapping, stream: Iterable, *, page_url: str) -> dict[UUID, str]:
    """Return the address of the passage that answers each question, by the question's key."""
    ids = passage_ids(value, stream)
    return {
        question.translation_key: f"{page_url}#{anchor_of(ids[number])}"
        for number, question in enumerate(value.get("questions") or (), 1)
        if question is not None and number in ids
    }


def passage_faults(value: Mapping) -> dict:
    """Return what is wrong with the passages in themselves, by child block."""
    numbers = [row["number"] for row in value.get("passages") or ()]
    if not numbers:
        return {}
    if len(set(numbers)) < len(numbers):
        return {"passages": ValidationError(_("Two passages are named for the same question."))}
    if max(numbers) > len(value.get("questions") or ()):
        message = _("Passages belong to chosen questions; there are not so many.")
        return {"passages": ValidationError(message)}
    return {}


def lost_passages(value: Mapping, stream: Iterable) -> dict[int, ValidationError]:
    """Return the passages whose words stand nowhere in ``stream``, by their place in the list."""
    texts = list(_texts(stream))
    message = _("No heading or paragraph of this page has these words.")
    return {
        place: blocks.StructBlockValidationError(block_errors={"words": ValidationError(message)})
        for place, row in enumerate(value.get("passages") or ())
        if not _find(row["words"], texts)
    }


def _texts(stream: Iterable) -> Iterator[tuple[str, str]]:
    for child in stream:
        if child.block_type in PASSAGE_TYPES:
            parts = child.block.get_searchable_content(child.value)
            # Tags apart, so that the last word of a paragraph keeps clear of the next.
            text = strip_tags(" ".join(str(part) for part in parts).replace("<", " <"))
            yield child.id or "", " ".join(fold(text).split())


def _find(words: str, texts: Iterable[tuple[str, str]]) -> str:
    wanted = " ".join(fold(words).split())
    return next((block_id for block_id, text in texts if wanted in text), "")
