"""A story out of a Word file: its words as plain text, its pictures as files.

A pure reader: it stores nothing. The file comes from anybody's phone, so its
sizes are looked at before anything is unpacked.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO

import mammoth
from django.utils.translation import gettext_lazy as _

from .models import MAX_PHOTOS, TITLE_LENGTH

MAX_FILE_BYTES = 25 * 1024 * 1024
# What a file may become when it is unpacked. A story's text is a few hundred kilobytes
# of XML, its pictures are packed already.
MAX_UNPACKED_BYTES = 80 * 1024 * 1024
MAX_XML_BYTES = 8 * 1024 * 1024
MAX_PARTS = 2000
MAIN_PART = "word/document.xml"
MACROS = "word/vbaProject.bin"
OLD_WORD = b"\xd0\xcf\x11\xe0"
TOO_LARGE = _("This file is larger than 25 MB. Send the photographs separately.")
DAMAGED = _("This Word file is damaged. Save it again, or paste its text.")
# Drawings of Word itself; no browser shows them.
DRAWINGS = {"image/x-emf", "image/x-wmf", "image/emf", "image/wmf"}


class WordRefusedError(Exception):
    """The file cannot be read as a story; ``message`` is for its sender."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class WordStory:
    """What a Word file holds.

    Attributes:
        title: its first line, where that is short enough for one; else "".
        text: the other paragraphs, an empty line between them.
        pictures: the first ``MAX_PHOTOS`` pictures, as they are in the file.
        left_out: how many more pictures there are, or of kinds nobody can show.
    """

    title: str
    text: str
    pictures: list[bytes]
    left_out: int


def read_word(content: bytes) -> WordStory:
    """Return the story in a .docx file.

    Raises:
        WordRefusedError: it is no such file, it is too large, or it has no words.
    """
    _refuse_unless_safe(content)
    pictures, left_out = [], 0

    def take(image):
        nonlocal left_out
        if len(pictures) < MAX_PHOTOS and image.content_type not in DRAWINGS:
            with image.open() as source:
                pictures.append(source.read())
        else:
            left_out += 1
        return {}

    try:
        mammoth.convert_to_html(BytesIO(content), convert_image=mammoth.images.img_element(take))
        raw = mammoth.extract_raw_text(BytesIO(content)).value
    except Exception as error:
        # The parser fails in a dozen ways on a damaged file; to the sender they are one.
        raise WordRefusedError(DAMAGED) from error
    paragraphs = [" ".join(line.split()) for line in raw.replace("\x00", "").split("\n\n")]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    if not paragraphs:
        raise WordRefusedError(
            _("There is no text in this file. Is it a scan? Write the story instead.")
        )
    title = paragraphs.pop(0) if len(paragraphs) > 1 and len(paragraphs[0]) <= TITLE_LENGTH else ""
    return WordStory(title, "\n\n".join(paragraphs), pictures, left_out)


def _refuse_unless_safe(content: bytes) -> None:
    if len(content) > MAX_FILE_BYTES:
        raise WordRefusedError(TOO_LARGE)
    if content.startswith(OLD_WORD):
        raise WordRefusedError(
            _("This is an old or a locked Word file. Save it as .docx, without a password.")
        )
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise WordRefusedError(_("This is no Word file. Choose one that ends in .docx.")) from error
    names = {part.filename for part in parts}
    if MAIN_PART not in names:
        raise WordRefusedError(_("This is no Word file. Choose one that ends in .docx."))
    if MACROS in names:
        raise WordRefusedError(_("This file holds macros. Save it as .docx, which has none."))
    if _is_more_than_a_story(parts):
        raise WordRefusedError(
            _("This file holds more than a story. Copy what belongs to it and paste it.")
        )
    _refuse_entities(content)


def _is_more_than_a_story(parts: list[zipfile.ZipInfo]) -> bool:
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    unpacked = sum(part.file_size for part in parts)
    return len(parts) > MAX_PARTS or xml > MAX_XML_BYTES or unpacked > MAX_UNPACKED_BYTES


def _refuse_entities(content: bytes) -> None:
    """Word never declares entities; a few lines of them could fill the memory."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name):
                raise WordRefusedError(DAMAGED)
