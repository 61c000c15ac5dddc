"""Moodle XML, the format in which Moodle keeps all of a question.

Source: https://docs.moodle.org/en/Moodle_XML_format
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from .findings import Findings, TooManyFaultsError
from .items import Item, Reading, Remark
from .moodle_xml_answers import GAPS, READERS, XmlWording, read_gaps
from .moodle_xml_writing import write_moodle_xml
from .topics import read_category, read_tags
from .xml_nodes import Node, XmlFaultError, read_nodes

__all__ = ["read_moodle_xml", "write_moodle_xml"]

CATEGORY = "category"
# Moodle puts it into every question that does not say otherwise.
USUAL_PARTLY_RIGHT = "Your answer is partially correct."


def read_moodle_xml(content: bytes) -> Reading:
    """Read every question of ``content``; a question with a fault leaves the others alone.

    The place of a question is the line of its start tag. Of HTML four marks are
    kept and one picture; a remark says where more was lost, or where Moodle holds what is not kept here.
    A file that is no Moodle XML, or that declares entities, is one fault.
    """
    reader = MoodleReader()
    try:
        read_nodes(content, root="quiz", child="question", take=reader.take)
    except XmlFaultError as fault:
        reader.findings.faults.append(Remark(str(fault.line), fault.message))
    except TooManyFaultsError:
        pass
    return reader.findings.reading()


class MoodleReader:
    """Takes one question after the other, each in the category last named."""

    def __init__(self):
        self.findings = Findings()
        self.topic = ""

    def take(self, question: Node) -> None:
        kind = question.attributes.get("type", "")
        if kind == CATEGORY:
            self.topic = read_category(question.text(CATEGORY))
            return
        wording = XmlWording()
        try:
            item = _read_item(question, kind, wording)
        except XmlFaultError as fault:
            self.findings.fault(fault.line, fault.message)
            return
        item = replace(item, topic=self.topic)
        self.findings.take(item, line=question.line, remarks=wording.remarks())


def _read_item(question: Node, kind: str, wording: XmlWording) -> Item:
    read_answers = READERS.get(kind)
    if read_answers is None and kind != GAPS:
        raise XmlFaultError(_refusal(question, kind), question.line)
    stem, picture = wording.tell(question.first("questiontext"))
    if kind == GAPS:
        stem, answers = read_gaps(question, stem)
    else:
        answers = read_answers(question, wording)
    wrong = wording.say(question.first("incorrectfeedback"))
    partly = wording.say(question.first("partiallycorrectfeedback"))
    if partly not in ("", USUAL_PARTLY_RIGHT):
        wording.note(_("What is said to a partly right answer was left out."))
    if any(wording.say(hint) for hint in question.all("hint")):
        wording.note(_("Hints were left out."))
    tags, difficulty = _read_tags(question)
    item = Item(
        stem=stem,
        place=str(question.line),
        name=question.text("name").strip(),
        explanation=wording.say(question.first("generalfeedback")),
        right_feedback=wording.say(question.first("correctfeedback")),
        difficulty=difficulty,
        tags=tags,
        source=question.text("source").strip(),
        source_url=question.text("sourceurl").strip(),
        identifier=question.text("idnumber").strip(),
        picture=picture,
        **answers,
    )
    return replace(item, wrong_feedback=wrong or item.wrong_feedback)


def _refusal(question: Node, kind: str) -> str:
    name = question.text("name").strip()[:80]
    values = {"type": kind[:40], "name": name}
    if name:
        message = _("The question “%(name)s” is of the type “%(type)s”, which cannot be taken.")
    else:
        message = _("This question is of the type “%(type)s”, which cannot be taken.")
    return message % values


def _read_tags(question: Node) -> tuple[tuple[str, ...], str]:
    holder = question.first("tags")
    found = holder.all("tag") if holder else []
    texts = [(tag.first("text") or tag).content.strip() for tag in found]
    return read_tags([text for text in texts if text])
