"""Word files that anybody may have made: sizes and dangers first, before anything is unpacked."""

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from defusedxml.ElementTree import fromstring
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAIN_PART = "word/document.xml"
MACROS = "word/vbaProject.bin"
OLD_WORD = b"\xd0\xcf\x11\xe0"
MAX_PARTS = 2000
# An element takes a parser a hundred bytes and more.
MAX_TAGS = 900_000
DAMAGED = _("This Word file is damaged. Save it again, or paste its text.")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LINK, TEMPLATE = "/hyperlink", "/attachedTemplate"
REMOTE = ("http:", "https:", "ftp:", "\\\\", "//", "file://///", "file:////")


class WordRefusedError(Exception):
    """The file cannot be read; ``message`` is for its sender."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class WordLimits:
    """How much a file may hold for what it is meant for.

    Attributes:
        file_bytes: as it is sent.
        unpacked_bytes: of all its parts together.
        xml_bytes: of those that are parsed.
        too_large, too_much: sentences for a file, or its content, that is more.
        takes_linked_parts: pictures and objects may stand at other addresses.
    """

    file_bytes: int
    unpacked_bytes: int
    xml_bytes: int
    too_large: str | Promise
    too_much: str | Promise
    takes_linked_parts: bool = True


def refuse_unless_safe(content: bytes, limits: WordLimits) -> None:
    """Look at a .docx file without unpacking more than its small parts.

    Raises:
        WordRefusedError: it is no such file, too large, damaged, or holds macros.
    """
    if len(content) > limits.file_bytes:
        raise WordRefusedError(limits.too_large)
    if content.startswith(OLD_WORD):
        raise WordRefusedError(
            _("This is an old or a locked Word file. Save it as .docx, without a password.")
        )
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError) as error:
        raise WordRefusedError(_("This is no Word file. Choose one that ends in .docx.")) from error
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if MAIN_PART not in names:
        raise WordRefusedError(_("This is no Word file. Choose one that ends in .docx."))
    if MACROS in names:
        raise WordRefusedError(_("This file holds macros. Save it as .docx, which has none."))
    if _is_too_much(parts, limits):
        raise WordRefusedError(limits.too_much)
    try:
        _refuse_dangers(archive, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
        SyntaxError,
    ) as error:
        # The library fails in as many ways on a damaged archive; to the sender they are one.
        raise WordRefusedError(DAMAGED) from error


def _is_too_much(parts: list[zipfile.ZipInfo], limits: WordLimits) -> bool:
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    unpacked = sum(part.file_size for part in parts)
    return len(parts) > MAX_PARTS or xml > limits.xml_bytes or unpacked > limits.unpacked_bytes


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of an archive, never more of it than its entry declares.

    ``ZipFile.read`` unpacks all there is before it looks at the declared size.

    Raises:
        BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError: it is damaged.
    """
    with archive.open(name) as source:
        return source.read(archive.getinfo(name).file_size + 1)


def _refuse_dangers(archive: zipfile.ZipFile, limits: WordLimits) -> None:
    """Word never declares entities; a few lines of them could fill the memory."""
    for name in archive.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        content = read_part(archive, name)
        if content.count(b"<") > MAX_TAGS:
            raise WordRefusedError(limits.too_much)
        if b"<!DOCTYPE" in content or content.startswith(UTF_16):
            raise WordRefusedError(DAMAGED)
        if name.endswith(".rels") and not limits.takes_linked_parts:
            _refuse_linked_parts(content)


def _refuse_linked_parts(relations: bytes) -> None:
    """A link to click fetches nothing; a writer's own template lies on the writer's disk."""
    for relation in fromstring(relations, forbid_dtd=True):
        kind, target = relation.get("Type", ""), relation.get("Target", "").lower()
        is_harmless = kind.endswith(LINK) or (
            kind.endswith(TEMPLATE) and not target.startswith(REMOTE)
        )
        if relation.get("TargetMode") == "External" and not is_harmless:
            raise WordRefusedError(
                _("This file fetches parts from other addresses. Paste its text into a new file.")
            )
