"""What an answer of the admin says, page or window; no Django here."""

from html import unescape


def words_of(response) -> str:
    """Return the text of ``response``: a window comes as JSON, with its letters in ASCII."""
    body = response.content
    return unescape(body.decode("unicode_escape" if body.startswith(b"{") else "utf-8"))
