"""What can be told of a question that its reader refused, so that nobody types it anew. Pure."""

import html
import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from goodnews.core.marked_text import MarkedText
from quizblocks.formats.choice_texts import split_choices
from quizblocks.formats.drafts import without_number
from quizblocks.formats.items import NOTHING, WHOLE, Item, ItemChoice, ItemKind
from quizblocks.formats.word_paragraphs import Grid, Paragraph

from .rows import empty_item, place_number

LETTERED = re.compile(r"\s*\*?([A-Za-z])\s*[.)/:]\s*(.+)")
KEY_LINE = re.compile(r"\s*(?:ANSWER|Đáp án|Dap an)\b.*", re.IGNORECASE)
BRACES = re.compile(r"(?<!\\)\{(.*)", re.DOTALL)
MARKED = re.compile(r"(?<!\\)([~=])")
MOST_LINES = 60
STARTS = re.compile(r"\s*(?:câu(?:\s+hỏi)?\s*)?\d{1,5}\s*[.:)/]", re.IGNORECASE)
MOST_LETTERS = 5000
MOST_XML = 20_000
MOST_XML_LINES = 200
XML_STEM = re.compile(r"<questiontext[^<>]*>\s*<text>(.*?)</text>", re.DOTALL)
XML_ANSWER = re.compile(
    r"<answer[^<>]*fraction=\"([^\"<>]*)\"[^<>]*>\s*<text>(.*?)</text>", re.DOTALL
)


def guess_in_lines(lines: Sequence[str], place: str) -> Item:
    """Return what stands at line ``place`` of a text, between two empty lines."""
    number = place_number(place)
    if not 0 < number <= len(lines):
        return empty_item(place)
    half = MOST_LINES // 2
    before = takewhile(str.strip, reversed(lines[max(number - 1 - half, 0) : number - 1]))
    after = takewhile(str.strip, lines[number - 1 : number - 1 + half])
    block = "\n".join([*reversed([*before]), *after])[:MOST_LETTERS]
    return _in_braces(block, place) or _lettered(block, place)


def guess_in_xml(lines: Sequence[str], place: str) -> Item:
    """Return the question of a Moodle XML file in which line ``place`` stands."""
    number = place_number(place)
    if not 0 < number <= len(lines):
        return empty_item(place)
    before = "\n".join(lines[max(number - MOST_XML_LINES, 0) : number])
    after = "\n".join(lines[number : number + MOST_XML_LINES])[:MOST_XML]
    start = before.rfind("<question ")
    question = f"{before[start:]}\n{after}".partition("</question>")[0][:MOST_XML]
    if start < 0 or not (stem := XML_STEM.search(question)):
        return empty_item(place)
    choices = tuple(
        ItemChoice(_plain(found[2]), WHOLE if found[1] == "100" else NOTHING)
        for found in XML_ANSWER.finditer(question)
    )
    return Item(kind=ItemKind.SINGLE, stem=_plain(stem[1]), place=place, choices=choices)


def texts_of_paragraphs(blocks: Iterable[Paragraph | Grid]) -> dict[int, MarkedText]:
    """Return the paragraphs of a Word file by their numbers, those in tables too."""
    found = [
        paragraph
        for block in blocks
        for paragraph in (block.paragraphs() if isinstance(block, Grid) else (block,))
    ]
    return {paragraph.number: paragraph.text for paragraph in found}


def guess_in_paragraphs(texts: dict[int, MarkedText], place: str) -> Item:
    """Return the question of a Word file in which paragraph ``place`` stands."""
    number = place_number(place)
    if number not in texts:
        return empty_item(place)
    first = number
    while first > number - MOST_LINES and not STARTS.match(texts[first]) and first - 1 in texts:
        first -= 1
    block = [str(texts[first])]
    for at in range(first + 1, first + MOST_LINES):
        if at not in texts or STARTS.match(texts[at]):
            break
        if not KEY_LINE.match(texts[at]):
            block.append(str(texts[at]))
    before, pieces = split_choices(MarkedText("\n".join(block)[:MOST_LETTERS]))
    choices = tuple(ItemChoice(str(text).strip()) for _label, text in pieces)
    stem = without_number(str(before)).strip()
    return Item(kind=ItemKind.SINGLE, stem=stem, place=place, choices=choices)


def _plain(text: str) -> str:
    """Return the text of an XML element without the marks of HTML in it."""
    return html.unescape(re.sub(r"<!\[CDATA\[|\]\]>|<[^<>]*>", "", html.unescape(text))).strip()


def _in_braces(block: str, place: str) -> Item | None:
    """Read it as GIFT writes questions."""
    found = BRACES.search(block)
    if found is None:
        return None
    _before, *parts = MARKED.split(found[1].rstrip().removesuffix("}"))
    choices = tuple(
        ItemChoice(_unescaped(text.partition("#")[0]), WHOLE if mark == "=" else NOTHING)
        for mark, text in zip(parts[::2], parts[1::2], strict=True)
    )
    stem = re.sub(r"^::.*?::", "", block[: found.start()].strip())
    return Item(kind=ItemKind.SINGLE, stem=_unescaped(stem), place=place, choices=choices)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([~=#{}:])", r"\1", re.sub(r"^\s*%[-\d.,]+%", "", text)).strip()


def _lettered(block: str, place: str) -> Item:
    """Read it as a stem with lettered choices under it."""
    stem, choices = [], []
    for line in block.splitlines():
        if (found := LETTERED.match(line)) and stem:
            choices.append(ItemChoice(found[2].strip()))
        elif not KEY_LINE.match(line):
            stem.append(line.strip())
    return Item(
        kind=ItemKind.SINGLE, stem="\n".join(stem).strip(), place=place, choices=tuple(choices)
    )
