"""Text as files bring it: line ends, signs that nobody sees, and HTML made plain."""

import html
import re
import unicodedata
from collections.abc import Mapping

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Composed letter by letter: a long row of marks in no order would be sorted for hours.
MARK = re.compile("[\u0300-\u036f]")
MARKED_LETTER = re.compile(r"[^\W\d_][\u0300-\u036f]{1,8}")
# A quotation inside a tag ends before the next "<", so that each sign is looked at twice at most.
TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>""")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
SPACES = re.compile(r"[ \t\n]+")
SPACES_OF_LINES = re.compile(r"[ \t]+")
HIDDEN = re.compile(r"(<(?:script|style)\b)|(</(?:script|style)\b)", re.IGNORECASE)
# Stand in for a line end and for the edge of a paragraph while spaces are counted.
BREAK, EDGE = "\x01", "\x02"

PARAGRAPHS = frozenset({"p", "div"})
# Their lines stay lines, although what they look like is lost.
BLOCKS = frozenset(
    {"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "pre", "table", "tr", "ul"}
)
CELLS = frozenset({"td", "th"})
# What can be left out without anybody missing it.
SILENT = frozenset({"br", "span", "font", "tbody", "thead", "tfoot"}) | PARAGRAPHS
INLINE = frozenset(
    {"a", "b", "big", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small"}
    | {"strike", "strong", "style", "sub", "sup", "tt", "u", "var"}
)
MEDIA = frozenset({"audio", "embed", "iframe", "img", "object", "script", "source", "svg", "video"})
KNOWN = SILENT | BLOCKS | CELLS | INLINE | MEDIA


def clean_text(text: str) -> str:
    """Return ``text`` with composed letters (NFC) and "\\n" as its only line end.

    A BOM at the start and control characters are left out.
    """
    text = UNSEEN.sub("", LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))
    if MARK.search(text) is None:
        return text
    return MARKED_LETTER.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def looks_like_html(text: str) -> bool:
    """Tell whether ``text`` holds an HTML tag or entity, and not only a "<" of arithmetic."""
    if "<" in text and any(match[2].lower() in KNOWN for match in TAG.finditer(text)):
        return True
    return "&" in text and ENTITY.search(text) is not None


def plain_text(text: str, *, keeps_lines: bool = False) -> tuple[str, bool]:
    """Return what the HTML ``text`` says, and whether more than paragraphs was lost.

    Args:
        keeps_lines: line ends of the source are line ends of the text and only tags of HTML
            are tags, as in Moodle's own format; in HTML proper line ends are spaces.
    """
    bare, is_lost = taken_apart(text, keeps_lines=keeps_lines)
    spaces = SPACES_OF_LINES if keeps_lines else SPACES
    return _lines(ENTITY.sub(character, spaces.sub(" ", bare))), is_lost


def taken_apart(
    text: str, *, keeps_lines: bool, stand_ins: Mapping[tuple[str, str], str] | None = None
) -> tuple[str, bool]:
    """Return the HTML ``text`` without tags, and whether one was lost that means something.

    Args:
        keeps_lines: only tags of HTML are tags.
        stand_ins: what is put in place of a tag, by "/" or "" before its name, and the name.
    """
    text, is_lost = _without_hidden(clean_text(text))
    parts: list[str] = []
    end = 0
    for match in TAG.finditer(text):
        name = match[2].lower()
        if keeps_lines and name not in KNOWN:
            continue
        sign = stand_ins.get((match[1], name)) if stand_ins else None
        parts += [text[end : match.start()], _mark(name) if sign is None else sign]
        is_lost = is_lost or (sign is None and name not in SILENT)
        end = match.end()
    parts.append(text[end:])
    return "".join(parts), is_lost


def _mark(name: str) -> str:
    if name == "br":
        return BREAK
    if name in CELLS:
        return " "
    return EDGE if name in PARAGRAPHS or name in BLOCKS else ""


def character(entity: re.Match) -> str:
    """Return the sign that an entity stands for; a space that does not break is a space."""
    character = html.unescape(entity[0])
    return " " if character == "\xa0" else character


def _lines(text: str) -> str:
    """Return ``text`` with one line for each line and paragraph, none empty at its ends."""
    lines: list[str] = []
    for paragraph in text.replace("\n", BREAK).split(EDGE):
        if words := paragraph.strip(f" {BREAK}"):
            lines += [line.strip() for line in words.split(BREAK)]
    return clean_text("\n".join(lines)).strip()


def _without_hidden(text: str) -> tuple[str, bool]:
    """Return ``text`` without comments, scripts and styles, and whether it had the latter."""
    if "<!--" in text:
        first, *rest = text.split("<!--")
        text = first + "".join(part.partition("-->")[2] for part in rest)
    kept: list[str] = []
    start, is_hidden, has_hidden = 0, False, False
    for match in HIDDEN.finditer(text):
        if match[1] and not is_hidden:
            kept.append(text[start : match.start()])
            is_hidden = has_hidden = True
        elif match[2] and is_hidden:
            start, is_hidden = match.start(), False
    if not is_hidden:
        kept.append(text[start:])
    return "".join(kept), has_hidden
