"""GIFT, Moodle's text format for questions of most kinds.

Source: https://docs.moodle.org/en/GIFT_format
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from .findings import Findings, TooManyFaultsError
from .gift_answers import read_answers
from .gift_blocks import Block, blocks_of
from .gift_texts import GiftFaultError, GiftWording, hide_escapes, show_escapes
from .gift_writing import write_gift
from .items import BLANK, Item, Reading
from .plain_texts import clean_text
from .topics import read_tags

__all__ = ["read_gift", "write_gift"]

GENERAL_FEEDBACK = "####"


def read_gift(text: str) -> Reading:
    """Read every question of ``text``; a question with a fault leaves the others alone.

    The place of a question is its first line that is no comment, that of a fault is the line
    where it shows. Of HTML four marks are kept, and a remark says where more was lost.
    A missing word in the middle of the text is ``BLANK``.
    """
    findings = Findings()
    is_unclosed = False
    try:
        for block in blocks_of(clean_text(text)):
            hidden = hide_escapes(block.text)
            if not (is_unclosed and _only_closes(hidden)):
                _read_block(block, hidden, findings)
            is_unclosed = hidden.count("{") > hidden.count("}")
    except TooManyFaultsError:
        pass
    return findings.reading()


def _only_closes(hidden: str) -> bool:
    """Tell whether a block is the end of one that an empty line has cut in two."""
    end = hidden.find("}")
    return end >= 0 and hidden.find("{", 0, end) < 0


def _read_block(block: Block, hidden: str, findings: Findings) -> None:
    wording = GiftWording()
    try:
        item = _read_item(block, hidden, wording)
    except GiftFaultError as fault:
        line = block.numbers[hidden.count("\n", 0, fault.offset)]
        findings.fault(line, fault.message)
        return
    findings.take(item, line=block.numbers[0], remarks=wording.remarks())


def _read_item(block: Block, hidden: str, wording: GiftWording) -> Item:
    start, end = _braces(hidden)
    name, before = _split_name(hidden[:start])
    after = hidden[end + 1 :]
    is_missing_word = bool(after.strip())
    stem = wording.say(
        before + (BLANK if is_missing_word else "") + after, sets_default=True, is_rich=True
    )
    body = hidden[start + 1 : end]
    cut = body.rfind(GENERAL_FEEDBACK)
    explanation = wording.say(body[cut + len(GENERAL_FEEDBACK) :]) if cut >= 0 else ""
    answers = read_answers(body[:cut] if cut >= 0 else body, start + 1, wording)
    tags, difficulty = read_tags(block.notes.get("tag", []))
    item = Item(
        stem=stem,
        place=str(block.numbers[0]),
        name=" ".join(show_escapes(name).split("\n")).strip(),
        explanation=explanation,
        right_feedback=block.note("right"),
        topic=block.topic,
        difficulty=difficulty,
        tags=tags,
        source=block.note("source"),
        source_url=block.note("source_url"),
        identifier=block.note("id"),
        **answers,
    )
    return replace(item, wrong_feedback=block.note("wrong") or item.wrong_feedback)


def _braces(hidden: str) -> tuple[int, int]:
    """Return where the answers open and close.

    Raises:
        GiftFaultError: there are none, or more than one pair, or they do not close.
    """
    start = hidden.find("{")
    end = hidden.find("}", start + 1)
    stray = hidden.find("}", 0, start if start >= 0 else len(hidden))
    if stray >= 0:
        message = _("“}” closes nothing; write “\\}” for the sign itself.")
        raise GiftFaultError(message, stray)
    if start < 0:
        raise GiftFaultError(_("A text without answers (a description) cannot be taken."))
    if end < 0:
        message = _("The answers opened here with “{” are not closed before the empty line.")
        raise GiftFaultError(message, start)
    second = hidden.find("{", start + 1)
    if second >= 0:
        message = _("A question has one pair of braces; write “\\{” for the sign itself.")
        raise GiftFaultError(message, second)
    stray = hidden.find("}", end + 1)
    if stray >= 0:
        message = _("“}” closes nothing; write “\\}” for the sign itself.")
        raise GiftFaultError(message, stray)
    return start, end


def _split_name(head: str) -> tuple[str, str]:
    """Return the name between double colons, or "", and the rest of ``head``."""
    bare = head.lstrip()
    if not bare.startswith("::"):
        return "", head
    name, colons, rest = bare[2:].partition("::")
    if not colons:
        raise GiftFaultError(_("The name opened with “::” is not closed with “::”."))
    return name, rest
