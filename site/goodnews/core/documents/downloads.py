"""Files that are made for one request."""

from django.http import HttpResponse

from goodnews.core.spreadsheets.writing import as_download

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_word_download(content: bytes, filename: str) -> HttpResponse:
    """Return ``content`` as a Word file that no cache keeps."""
    return as_download(content, filename, content_type=WORD)
