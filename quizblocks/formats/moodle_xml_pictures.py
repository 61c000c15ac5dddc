"""Moodle XML: pictures that lie in the file beside the HTML which shows them.

Source: https://docs.moodle.org/en/Moodle_XML_format
"""

import base64
import binascii
import re
from collections.abc import Sequence
from html import escape, unescape
from urllib.parse import quote, unquote

from .items import ItemPicture
from .xml_nodes import Node

IMG = re.compile(r"<img\b([^<>]{0,4000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b(src|alt)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
FOLDER = "@@PLUGINFILE@@/"
PNG = b"\x89PNG"
MOST_NAMED = 80


def take_picture(text: str, files: Sequence[Node]) -> tuple[str, ItemPicture | None, list[str]]:
    """Return ``text`` without pictures, the first that lies in the file, and names of the others."""
    held = {file.attributes.get("name", ""): file for file in files}
    picture, others = None, []
    for found in IMG.finditer(text):
        said = {name.lower(): one or two for name, one, two in ATTRIBUTE.findall(found[1])}
        source, alt = (" ".join(unescape(said.get(name, "")).split()) for name in ("src", "alt"))
        file = held.pop(unquote(source.removeprefix(FOLDER)), None)
        content = _content(file) if file and source.startswith(FOLDER) else b""
        if content and picture is None:
            picture = ItemPicture(alt, content)
        else:
            others.append((alt or source)[:MOST_NAMED])
    others += [name[:MOST_NAMED] for name in held]
    return IMG.sub("", text), picture, others


def _content(file: Node) -> bytes:
    """Return the bytes of a file; none where it is damaged."""
    try:
        return base64.b64decode("".join(file.parts), validate=False)
    except (binascii.Error, ValueError):
        return b""


def picture_html(picture: ItemPicture) -> str:
    """Return what shows ``picture`` in the HTML beside it."""
    source = FOLDER + quote(file_name(picture))
    return f'<img src="{source}" alt="{escape(picture.alt)}">'


def picture_file(picture: ItemPicture) -> str:
    """Return the element that holds ``picture``."""
    content = base64.b64encode(picture.content).decode()
    return f'<file name="{file_name(picture)}" path="/" encoding="base64">{content}</file>'


def file_name(picture: ItemPicture) -> str:
    """Return the name of ``picture`` in its element; each element has one file."""
    return "hinh.png" if picture.content.startswith(PNG) else "hinh.jpg"
