"""QTI items, versions 2.1, 2.2 and 3.0: one item as XML, or a package of them.

A package is a zip file with a list of its items, ``imsmanifest.xml``.

Source: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html,
https://www.imsglobal.org/spec/qti/v3p0/impl
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from .findings import MAX_FAULTS, Findings
from .items import BLANK, Item, ItemChoice, ItemKind, Reading, Remark
from .qti_answers import READERS, QtiWording, Task
from .qti_elements import Element, html_of, read_element
from .qti_packages import PackageRefusedError, open_package
from .wordings import HTML
from .xml_nodes import XmlFaultError

__all__ = ["looks_like_qti", "read_qti", "read_with_guesses"]

ITEM = "assessmentItem"
# Interactions that stand inside a sentence.
INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
# They change what is asked from person to person, or lie in another file.
REFUSED_PARTS = frozenset({"templateDeclaration", "templateProcessing", "assessmentStimulusRef"})
# Nobody who answers reads them.
UNREAD_PARTS = frozenset({"rubricBlock", "templateBlock", "templateInline", "feedbackBlock"})
RIGHT_WORDS, WRONG_WORDS = ("correct", "right"), ("incorrect", "wrong")
FIRST_BYTES = 4096
CHOICES = frozenset({"simpleChoice", "inlineChoice"})
MOST_GUESSED = 20


def looks_like_qti(content: bytes) -> bool:
    """Tell whether ``content`` is an item, or a zip file."""
    start = content[:FIRST_BYTES].replace(b"\x00", b"")
    return content.startswith(b"PK") or b"<assessmentItem" in start or b"qti-assessment-" in start


def read_qti(content: bytes) -> Reading:
    """Read every item of ``content``; an item with a fault leaves the others alone.

    The place of a question is the line of its start tag, in a package after the name of its
    file; that of a fault is the line of what cannot be taken. Marking is the bank's own:
    of a file's rules only the right response and its mapping are read.
    """
    return read_with_guesses(content)[0]


def read_with_guesses(content: bytes) -> tuple[Reading, dict[str, Item]]:
    """Read ``content`` as :func:`read_qti` does; return also what can be told of refused items.

    Returns:
        The second part by the place of the fault.
    """
    reader = QtiReader()
    if not content.startswith(b"PK"):
        reader.read("", content)
        return reader.reading()
    try:
        package = open_package(content)
    except PackageRefusedError as error:
        return Reading(faults=(Remark(error.place, error.message),)), {}
    for name in package.names:
        try:
            reader.read(name, package.read(name))
        except PackageRefusedError as error:
            reader.fault(name, 1, error.message)
        if len(reader.faults) >= MAX_FAULTS:
            reader.fault(
                name, 1, _("The file has too many faults; nothing below this line was read.")
            )
            break
    return reader.reading()


class QtiReader:
    """Takes one file after the other."""

    def __init__(self):
        self.items: list[Item] = []
        self.faults: list[Remark] = []
        self.remarks: list[Remark] = []
        self.guesses: dict[str, Item] = {}

    def reading(self) -> tuple[Reading, dict[str, Item]]:
        return Reading(tuple(self.items), tuple(self.faults), tuple(self.remarks)), self.guesses

    def fault(self, name: str, line: int, message: str) -> None:
        self.faults.append(Remark(_place(name, str(line)), message))

    def read(self, name: str, content: bytes) -> None:
        """Read a file of one item."""
        root = None
        findings, wording = Findings(), QtiWording()
        try:
            root = read_element(content)
            if root.tag != ITEM:
                message = _("This is another kind of XML: expected <%(wanted)s>, not <%(found)s>.")
                names = {"found": root.tag[:40], "wanted": ITEM}
                raise XmlFaultError(message % names, root.line)
            item = _read_item(root, wording)
            findings.take(item, line=root.line, remarks=wording.remarks())
        except XmlFaultError as fault:
            findings.fault(fault.line, fault.message)
        self.items += (replace(each, place=_place(name, each.place)) for each in findings.items)
        self.faults += (Remark(_place(name, f.place), f.message) for f in findings.faults)
        self.remarks += (Remark(_place(name, r.place), r.message) for r in findings.remarks)
        for fault in findings.faults:
            place = _place(name, fault.place)
            self.guesses[place] = replace(_guess(root), place=place)


def _place(name: str, line: str) -> str:
    return _("%(file)s, line %(line)s") % {"file": name, "line": line} if name else line


def _read_item(root: Element, wording: QtiWording) -> Item:
    for part in root.children:
        if part.tag in REFUSED_PARTS:
            message = _("<%(tag)s> cannot be taken: the question would not be the same for all.")
            raise XmlFaultError(message % {"tag": part.tag}, part.line)
    body = root.first("itemBody")
    if body is None:
        raise XmlFaultError(_("There is no <itemBody>: nothing is asked."), root.line)
    task = Task(root, _interaction(body))
    members = READERS[task.interaction.tag](task, wording)
    item = Item(
        stem=_stem(body, task.interaction, wording),
        place=str(root.line),
        name=root.get("title"),
        identifier=root.get("identifier"),
        **members,
    )
    return _with_feedback(item, root, wording)


def _interaction(body: Element) -> Element:
    """Return the one interaction of an item.

    Raises:
        XmlFaultError: there is none, there are several, or the bank cannot ask it.
    """
    found = [each for each in body.within() if each.tag.endswith("Interaction")]
    for each in found:
        if each.tag not in READERS:
            message = _("<%(tag)s> cannot be taken: the bank has no such question.")
            raise XmlFaultError(message % {"tag": each.tag[:40]}, each.line)
    if not found:
        raise XmlFaultError(_("There is no interaction: nothing can be answered."), body.line)
    if len(found) > 1:
        message = _(
            "A second <%(tag)s> in one item cannot be taken. Make it a question of its own."
        )
        raise XmlFaultError(message % {"tag": found[1].tag}, found[1].line)
    return found[0]


def _stem(body: Element, interaction: Element, wording: QtiWording) -> str:
    """Return the whole body as text: the prompt, or a gap, where the interaction stands."""
    instead = {id(each): "" for each in body.within() if each.tag in UNREAD_PARTS}
    options = {id(each) for each in interaction.within()}
    if instead:
        wording.note(_("Instructions and feedback inside the body were left out."))
    if interaction.tag in INLINE:
        instead[id(interaction)] = BLANK
    else:
        prompt = interaction.first("prompt")
        asked = html_of(prompt, instead=wording.left_out(prompt)) if prompt else ""
        instead[id(interaction)] = f"<p>{asked}</p>"
    instead |= {key: "" for key in wording.left_out(body) if key not in options}
    stem = wording.rich(html_of(body, instead=instead), HTML)
    # A gap at the very end, after a whole sentence, is only where the answer is typed.
    before = stem.removesuffix(BLANK).rstrip()
    return before if before != stem and before.endswith(("?", ":", ".")) else stem


def _with_feedback(item: Item, root: Element, wording: QtiWording) -> Item:
    """Take what is said after the answer: to who was right, to who was not, to everybody."""
    said: dict[str, list[str]] = {"right_feedback": [], "wrong_feedback": [], "explanation": []}
    for part in root.all("modalFeedback"):
        text = wording.plain(html_of(part, instead={}), HTML)
        name = part.get("identifier").lower()
        if any(word in name for word in WRONG_WORDS):
            said["wrong_feedback"].append(text)
        elif any(word in name for word in RIGHT_WORDS):
            said["right_feedback"].append(text)
        else:
            said["explanation"].append(text)
    return replace(item, **{field: "\n".join(texts) for field, texts in said.items() if texts})


def _guess(root: Element | None) -> Item:
    """Return what can be told of an item that was refused: its text and its choices."""
    body = root.first("itemBody") if root is not None else None
    if body is None:
        return Item(kind=ItemKind.SINGLE, stem="")
    wording = QtiWording()
    choices = [each for each in body.within() if each.tag in CHOICES]
    stem = wording.plain(html_of(body, instead={id(each): "" for each in choices}), HTML)
    texts = tuple(ItemChoice(wording.say(each)) for each in choices[:MOST_GUESSED])
    return Item(kind=ItemKind.SINGLE, stem=stem, name=root.get("title"), choices=texts)
