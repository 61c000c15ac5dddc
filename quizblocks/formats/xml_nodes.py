"""One element after the other out of an XML file that anybody may have made."""

from collections.abc import Callable
from dataclasses import dataclass, field

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from django.utils.translation import gettext as _

from .plain_texts import clean_text

# Moodle's own files are six deep.
MOST_LEVELS = 40
# A question of 500 answers, each with a text and feedback, and as much again beside them.
MOST_NODES = 4000
MOST_CHILDREN = 100_000
MOST_TEXT = 200_000
CHUNK = 64 * 1024
# A tag or a comment that goes on for longer is made to be looked at again and again.
LONGEST_TOKEN = 16 * CHUNK
SPACES = b" \t\r\n"


class XmlFaultError(Exception):
    """The file cannot be read on; ``message`` is for its sender, ``line`` where it shows."""

    def __init__(self, message: str, line: int):
        self.message = message
        self.line = line
        super().__init__(message)


@dataclass(slots=True)
class Node:
    """An element with what stands in it.

    Attributes:
        line: of its start tag, as people count.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def content(self) -> str:
        """Its own text, without that of its children; too long for a question, it is cut."""
        return clean_text("".join(self.parts)[:MOST_TEXT])

    def first(self, tag: str) -> "Node | None":
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        return [child for child in self.children if child.tag == tag]

    def text(self, tag: str) -> str:
        """Return what the first child ``tag`` says, in a ``text`` element or by itself."""
        child = self.first(tag)
        if child is None:
            return ""
        inner = child.first("text")
        return (inner or child).content


def read_nodes(content: bytes, *, root: str, child: str, take: Callable[[Node], None]) -> None:
    """Hand every element ``child`` of the element ``root`` to ``take``, and keep none of them.

    Raises:
        XmlFaultError: it is no such file, it is not well formed, it is too large in a way
            that no such file is, or it declares a document type, with which entities grow
            without end and other files are asked for.
    """
    parse_into(NodeTarget((root, child), take), content)


def parse_into(target, content: bytes) -> None:
    """Hand what ``content`` holds to ``target``, element after element.

    Args:
        target: with the members of :class:`Target`.

    Raises:
        XmlFaultError: as in :func:`read_nodes`, or what ``target`` raises.
    """
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip(SPACES)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.skipped = content[: len(content) - len(bare)].count(b"\n")
    target.expat = parser.parser
    # Comments and instructions need no call each.
    target.expat.DefaultHandlerExpand = None
    try:
        _feed(parser, bare, target)
        parser.close()
    except DefusedXmlException as error:
        message = _("The file declares a document type or entities; such files are refused.")
        raise XmlFaultError(message, target.line) from error
    except (ParseError, ValueError, LookupError) as error:
        message = _("The file is not well-formed XML: it breaks off or is damaged here.")
        raise XmlFaultError(message, target.line) from error


def _feed(parser: DefusedXMLParser, content: bytes, target: "Target") -> None:
    still = 0
    for start in range(0, len(content), CHUNK):
        target.has_moved = False
        parser.feed(content[start : start + CHUNK])
        still = 0 if target.has_moved else still + CHUNK
        if still > LONGEST_TOKEN:
            raise XmlFaultError(_("A tag or comment here is too long."), target.line)


class Target:
    """What the parser calls.

    Attributes:
        skipped: empty lines before the file's first sign.
        has_moved: whether anything has been found since the reader last asked.
    """

    def __init__(self):
        self.skipped = 0
        self.expat = None
        self.has_moved = False

    @property
    def line(self) -> int:
        return self.expat.CurrentLineNumber + self.skipped

    def close(self) -> None:
        pass


class NodeTarget(Target):
    """Takes the children of the root apart.

    Attributes:
        names: of the root and of its children.
    """

    def __init__(self, names: tuple[str, str], take: Callable[[Node], None]):
        super().__init__()
        self.names = names
        self.take = take
        self.open: list[Node] = []
        self.child_count = 0
        self.node_count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.has_moved = True
        level = len(self.open)
        if level < 2 and tag != self.names[level]:
            message = _("This is another kind of XML: expected <%(wanted)s>, not <%(found)s>.")
            names = {"found": tag[:40], "wanted": self.names[level]}
            raise XmlFaultError(message % names, self.line)
        self._count(level)
        node = Node(tag, attributes, self.line)
        if level > 1:
            self.open[-1].children.append(node)
        self.open.append(node)

    def _count(self, level: int) -> None:
        self.node_count += 1
        if level == 1:
            self.node_count = 0
            self.child_count += 1
        if level == MOST_LEVELS or self.node_count > MOST_NODES:
            message = _("This question holds more elements than any question needs.")
            raise XmlFaultError(message, self.line)
        if self.child_count > MOST_CHILDREN:
            raise XmlFaultError(_("The file holds too many questions."), self.line)

    def data(self, text: str) -> None:
        self.has_moved = True
        if len(self.open) > 1:
            self.open[-1].parts.append(text)

    def end(self, _tag: str) -> None:
        self.has_moved = True
        node = self.open.pop()
        if len(self.open) == 1:
            self.take(node)
