"""A correspondent's plain text and the body of a story, both ways. Pure: no database.

Paragraphs are divided by an empty line. A line that begins with "## " is a
heading and one that begins with "> " a quotation, so that what an editor added
comes back to the author and survives the second sending.
"""

import re
from html import unescape

from django.utils.html import escape, strip_tags

from goodnews.core.richtext import with_block_keys
from news.evidence import LEAD_LENGTH

HEADING_LENGTH = 160
QUOTE_LENGTH = 600
HEADING_MARK = "## "
QUOTE_MARK = "> "
TEXT_BLOCKS = frozenset({"text", "heading", "quote"})

_PARAGRAPH_ENDS = re.compile(r"</(?:p|li|h[2-6]|ul|ol|blockquote)>", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of ``text`` without the space around them."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return [part.strip() for part in re.split(r"\n\s*\n", plain) if part.strip()]


def split_lead(text: str) -> tuple[str, list[str]]:
    """Return the lead and the paragraphs after it.

    The first paragraph is the lead. One that is too long, or the only one, is
    divided after a sentence; what cannot be divided stays in the body and the
    lead is its beginning.
    """
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        return "", []
    first, rest = paragraphs[0], paragraphs[1:]
    if first.startswith((HEADING_MARK, QUOTE_MARK)):
        return shorten(plain_line(first)), paragraphs
    if rest and len(first) <= LEAD_LENGTH:
        return plain_line(first), rest
    lead, remainder = _divide(plain_line(first))
    if not remainder and len(lead) < len(first):
        return lead, paragraphs
    return lead, [*([remainder] if remainder else []), *rest]


def _divide(paragraph: str) -> tuple[str, str]:
    sentences = _SENTENCE_END.split(paragraph)
    lead = sentences[0]
    if len(lead) > LEAD_LENGTH:
        return shorten(paragraph), ""
    taken = 1
    # Two sentences say who did what and where; one may be enough.
    while taken < min(2, len(sentences) - 1) and len(lead) + len(sentences[taken]) < LEAD_LENGTH:
        lead = f"{lead} {sentences[taken]}"
        taken += 1
    return lead, " ".join(sentences[taken:])


def shorten(text: str) -> str:
    """Return the beginning of ``text``, cut between words, with an ellipsis."""
    if len(text) <= LEAD_LENGTH:
        return text
    return text[: LEAD_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def plain_line(paragraph: str) -> str:
    """Return ``paragraph`` on one line, without our marks."""
    line = " ".join(paragraph.split())
    return line.removeprefix(HEADING_MARK.strip()).removeprefix(QUOTE_MARK.strip()).strip()


def to_blocks(paragraphs: list[str]) -> list[dict]:
    """Return stream data for ``paragraphs``; everything typed is escaped."""
    blocks: list[dict] = []
    for paragraph in paragraphs:
        line = plain_line(paragraph)
        if paragraph.startswith(HEADING_MARK) and len(line) <= HEADING_LENGTH:
            blocks.append({"type": "heading", "value": line})
        elif paragraph.startswith(QUOTE_MARK) and len(line) <= QUOTE_LENGTH:
            blocks.append({"type": "quote", "value": {"text": line, "person": "", "role": ""}})
        else:
            html = "<p>" + "<br/>".join(escape(part) for part in paragraph.split("\n")) + "</p>"
            if blocks and blocks[-1]["type"] == "text":
                blocks[-1]["value"] += html
            else:
                blocks.append({"type": "text", "value": html})
    for block in blocks:
        if block["type"] == "text":
            block["value"] = with_block_keys(block["value"])
    return blocks


def quiz_block(*, title: str, topic_id: int, count: int) -> dict:
    """Return a quiz of ``count`` questions drawn from a topic of the bank."""
    return {
        "type": "quiz",
        "value": {
            "title": title,
            "mode": "drawn",
            "questions": [],
            "topic": topic_id,
            "difficulty": "",
            "count": count,
        },
    }


def to_paragraphs(raw_body: list[dict]) -> list[str]:
    """Return the paragraphs that the text blocks of ``raw_body`` say."""
    paragraphs: list[str] = []
    for block in raw_body:
        if block["type"] == "heading":
            paragraphs.append(HEADING_MARK + block["value"])
        elif block["type"] == "quote":
            paragraphs.append(QUOTE_MARK + block["value"]["text"])
        elif block["type"] == "text":
            html = _PARAGRAPH_ENDS.sub("\n\n", _LINE_BREAKS.sub("\n", block["value"]))
            paragraphs += split_paragraphs(unescape(strip_tags(html)))
    return paragraphs


def to_text(lead: str, raw_body: list[dict]) -> str:
    """Return what the author sees in the form: the lead, then the body."""
    paragraphs = to_paragraphs(raw_body)
    repeats_lead = paragraphs and plain_line(paragraphs[0]).startswith(lead.removesuffix("…"))
    return "\n\n".join(paragraphs if repeats_lead or not lead else [lead, *paragraphs])


def merge_body(old: list[dict], paragraphs: list[str], pictures: list[dict]) -> list[dict]:
    """Return ``old`` with the author's text and pictures, keeping what editors added.

    Unchanged text keeps its blocks, bold words and links included. Boxes,
    videos and quizzes stay; they cannot be made at the desk.

    Args:
        old: stream data of the page.
        paragraphs: the author's text without the lead.
        pictures: ``image`` blocks in the author's order.
    """
    kept = [b for b in old if b["type"] not in TEXT_BLOCKS | {"image", "gallery"}]
    if to_paragraphs(old) == paragraphs:
        return _with_pictures(old, pictures)
    return [*to_blocks(paragraphs), *pictures, *kept]


def _with_pictures(old: list[dict], pictures: list[dict]) -> list[dict]:
    """Put ``pictures`` where ``old`` has its own, the others after the last of them."""
    waiting = list(pictures)
    merged: list[dict] = []
    for block in old:
        if block["type"] == "image":
            if waiting:
                merged.append(waiting.pop(0))
        elif block["type"] != "gallery":
            merged.append(block)
    return [*merged, *waiting]
