"""The elements of a QTI file, of version 2 and of version 3 by one set of names.

Version 3 writes "qti-simple-choice" and "max-choices" where version 2 writes
"simpleChoice" and "maxChoices". Unlike :mod:`.xml_nodes` the text between the
elements keeps its place: a gap stands inside its sentence.

Source: https://www.imsglobal.org/spec/qti/v3p0/impl
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .plain_texts import clean_text
from .xml_nodes import Target, XmlFaultError, parse_into

MOST_LEVELS = 60
MOST_ELEMENTS = 20_000
MOST_TEXT = 200_000
DASH = re.compile(r"-([a-z0-9])")
PREFIX = "qti-"
INCLUDE = "{http://www.w3.org/2001/XInclude}include"


@dataclass(slots=True)
class Element:
    """An element with all that stands in it, in order.

    Attributes:
        tag: as version 2 writes it, without its namespace.
        line: of its start tag, as people count.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    content: "list[str | Element]" = field(default_factory=list)

    @property
    def children(self) -> "list[Element]":
        return [part for part in self.content if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return clean_text("".join(part for part in self.content if isinstance(part, str)))

    def all(self, tag: str) -> "list[Element]":
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> "Element | None":
        return next((child for child in self.children if child.tag == tag), None)

    def within(self) -> "Iterator[Element]":
        """Yield every element below, in order."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.children[::-1]

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute without spaces around it."""
        return self.attributes.get(name, default).strip()


def read_element(content: bytes, *, most: int = MOST_ELEMENTS) -> Element:
    """Return the root of an XML file.

    Args:
        most: so many elements it may hold.

    Raises:
        XmlFaultError: it is not well formed, it declares a document type, asks for another
            file, or holds more than any question needs.
    """
    target = ElementTarget(most)
    parse_into(target, content)
    if target.root is None:
        message = _("The file is not well-formed XML: it breaks off or is damaged here.")
        raise XmlFaultError(message, 1)
    return target.root


class ElementTarget(Target):
    """Builds the tree."""

    def __init__(self, most: int):
        super().__init__()
        self.most = most
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.has_moved = True
        self.count += 1
        if tag == INCLUDE:
            message = _("This file takes in another file (XInclude), which is not read.")
            raise XmlFaultError(message, self.line)
        if len(self.open) == MOST_LEVELS or self.count > self.most:
            message = _("This question holds more elements than any question needs.")
            raise XmlFaultError(message, self.line)
        element = Element(
            old_name(tag.rpartition("}")[2].removeprefix(PREFIX)),
            {old_name(name): value for name, value in attributes.items()},
            self.line,
        )
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def data(self, text: str) -> None:
        self.has_moved = True
        self.length += len(text)
        if self.length > MOST_TEXT:
            raise XmlFaultError(_("This question is longer than any question."), self.line)
        self.open[-1].content.append(text)

    def end(self, _tag: str) -> None:
        self.has_moved = True
        self.open.pop()


def old_name(name: str) -> str:
    """Return a name as version 2 writes it: "simple-choice" → "simpleChoice"."""
    return DASH.sub(lambda found: found[1].upper(), name)


def html_of(element: Element, *, instead: dict[int, str]) -> str:
    """Return what stands inside ``element`` as HTML.

    Args:
        instead: HTML that stands for an element, by its ``id()``.
    """
    parts: list[str] = []
    for part in element.content:
        if isinstance(part, str):
            parts.append(html.escape(part, quote=False))
        elif id(part) in instead:
            parts.append(instead[id(part)])
        else:
            parts += [f"<{part.tag}>", html_of(part, instead=instead), f"</{part.tag}>"]
    return "".join(parts)
