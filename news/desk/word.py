"""A story out of a Word file: its words as plain text, its pictures as files.

A pure reader: it stores nothing. The file comes from anybody's phone, so its
sizes are looked at before anything is unpacked.
"""

from dataclasses import dataclass
from io import BytesIO

import mammoth
from django.utils.translation import gettext_lazy as _

from goodnews.core.documents.safety import (
    DAMAGED,
    WordLimits,
    WordRefusedError,
    refuse_unless_safe,
)

from .models import MAX_PHOTOS, TITLE_LENGTH

MAX_FILE_BYTES = 25 * 1024 * 1024
# What a file may become when it is unpacked. A story's text is a few hundred kilobytes
# of XML, its pictures are packed already.
MAX_UNPACKED_BYTES = 80 * 1024 * 1024
MAX_XML_BYTES = 8 * 1024 * 1024
TOO_LARGE = _("This file is larger than 25 MB. Send the photographs separately.")
STORY = WordLimits(
    file_bytes=MAX_FILE_BYTES,
    unpacked_bytes=MAX_UNPACKED_BYTES,
    xml_bytes=MAX_XML_BYTES,
    too_large=TOO_LARGE,
    too_much=_("This file holds more than a story. Copy what belongs to it and paste it."),
)
# Drawings of Word itself; no browser shows them.
DRAWINGS = {"image/x-emf", "image/x-wmf", "image/emf", "image/wmf"}


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
    refuse_unless_safe(content, STORY)
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
