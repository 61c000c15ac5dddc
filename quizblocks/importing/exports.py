"""Questions of the bank written into files, with their keys; read in again, they change nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from goodnews.core.spreadsheets.writing import CONTENT_TYPE
from quizblocks.formats.gift import write_gift
from quizblocks.formats.items import Item
from quizblocks.formats.markup import plain_of
from quizblocks.formats.moodle_xml_writing import write_moodle_xml
from quizblocks.formats.sheet_writing import write_question_sheet
from quizblocks.item_bodies import item_values
from quizblocks.topic_paths import file_path

from .held import Held, read_held
from .pictures import with_contents


@dataclass(frozen=True)
class ExportFormat:
    """A format that the bank writes.

    Attributes:
        write: returns the file of some questions.
    """

    key: str
    label: str | Promise
    ending: str
    content_type: str
    write: Callable[[Sequence[Item]], bytes]


EXPORTS = (
    ExportFormat(
        "xlsx", gettext_lazy("Export to Excel"), "xlsx", CONTENT_TYPE, write_question_sheet
    ),
    ExportFormat(
        "gift",
        gettext_lazy("Export as GIFT"),
        "gift",
        "text/plain; charset=utf-8",
        lambda items: write_gift(items).encode(),
    ),
    ExportFormat(
        "moodle", gettext_lazy("Export as Moodle XML"), "xml", "application/xml", write_moodle_xml
    ),
)


@dataclass(frozen=True)
class Export:
    """Questions of the bank on their way into a file.

    Attributes:
        items: as they were last saved.
        unfinished: the texts of drafts that no file can hold, as they lack choices or a key.
    """

    items: tuple[Item, ...]
    unfinished: tuple[str, ...]


def read_export(pks: Sequence[int]) -> Export:
    """Return the questions ``pks`` in that order, half-written drafts apart."""
    places = {pk: place for place, pk in enumerate(pks)}
    helds = sorted(read_held(pks), key=lambda held: places[held.pk])
    return Export(
        tuple(with_contents(item_of(held) for held in helds if held.is_whole)),
        tuple(plain_of(held.entry.stem) for held in helds if not held.is_whole),
    )


def item_of(held: Held) -> Item:
    """Return a question of the bank as files hold it, named by its code."""
    entry = held.entry
    return Item(
        stem=entry.stem,
        explanation=entry.explanation,
        topic=file_path(entry.topic),
        tags=entry.tags,
        difficulty=entry.difficulty,
        source=entry.source,
        source_url=entry.source_url,
        identifier=str(held.question_key),
        picture=entry.picture,
        **item_values(entry.kind, entry.body),
    )
