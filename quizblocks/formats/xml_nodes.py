"""One element after the other out of an XML file that anybody may have made."""

from collections.abc import Callable
from dataclasses import dataclass, field

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from django.utils.translation import gettext as _

# Moodle's own files are six deep.
MOST_LEVELS = 40
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
        """Its own text, without that of its children."""
        return "".join(self.parts)

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


def read_nodes(content: bytes, *, root: str, take: Callable[[Node], None]) -> None:
    """Hand every child of the element ``root`` to ``take``, and keep none of them.

    Raises:
        XmlFaultError: it is no such file, it is not well formed, or it declares a document
            type, with which entities grow without end and other files are asked for.
    """
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip(SPACES)
    target = NodeTarget(root, take)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.skipped = content[: len(content) - len(bare)].count(b"\n")
    target.expat = parser.parser
    try:
        parser.feed(bare)
        parser.close()
    except DefusedXmlException as error:
        message = _("The file declares a document type or entities; such files are refused.")
        raise XmlFaultError(message, target.line) from error
    except (ParseError, ValueError, LookupError) as error:
        message = _("The file is not well-formed XML: it breaks off or is damaged here.")
        raise XmlFaultError(message, target.line) from error


class NodeTarget:
    """What the parser calls."""

    def __init__(self, root: str, take: Callable[[Node], None]):
        self.root = root
        self.take = take
        self.open: list[Node] = []
        self.skipped = 0
        self.expat = None

    @property
    def line(self) -> int:
        return self.expat.CurrentLineNumber + self.skipped

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.open and tag != self.root:
            message = _("This is another kind of XML: it begins with <%(found)s>, not <%(root)s>.")
            names = {"found": tag[:40], "root": self.root}
            raise XmlFaultError(message % names, self.line)
        if len(self.open) == MOST_LEVELS:
            message = _("The elements are nested too deeply for a file of questions.")
            raise XmlFaultError(message, self.line)
        node = Node(tag, attributes, self.line)
        if len(self.open) > 1:
            self.open[-1].children.append(node)
        self.open.append(node)

    def data(self, text: str) -> None:
        if len(self.open) > 1:
            self.open[-1].parts.append(text)

    def end(self, _tag: str) -> None:
        node = self.open.pop()
        if len(self.open) == 1:
            self.take(node)

    def close(self) -> None:
        pass
