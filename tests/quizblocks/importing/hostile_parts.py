"""What hostile files are made of: good files, changed in one part."""

import struct
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from openpyxl import Workbook

Files = Iterator[tuple[str, bytes]]
MEGABYTE = 1024 * 1024
MAIN = '<?xml version="1.0"?>{doctype}<{tag} xmlns{prefix}="{space}">{inside}</{tag}>'
SHEET_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
DOCUMENT = "word/document.xml"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "lol lol lol lol lol lol lol lol lol lol ">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY i "{"a" * 50_000}">]>'
DOCTYPES = {
    "laughs": (LAUGHS, "&i;"),
    "quadratic": (QUADRATIC, "&i;" * 20_000),
    "passwd": ('<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>', "&i;"),
    "remote": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "x"),
    "parameter": (
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        "x",
    ),
}
TEXT_ENDINGS = ("csv", "gift", "aiken", "xml")
ENDINGS = ("xlsx", "docx", *TEXT_ENDINGS)
TEXTS = {
    "csv": "Câu hỏi;A;B;Đáp án\nNăm nào?;1931;{x};A\n",
    "gift": "Năm nào {{=1931 ~{x}}}\n",
    "aiken": "Năm nào?\nA. 1931\nB. {x}\nANSWER: A\n",
    "xml": '<quiz><question type="multichoice"><questiontext><text>Năm nào?</text></questiontext>'
    '<answer fraction="100"><text>1931</text></answer>'
    '<answer fraction="0"><text>{x}</text></answer></question></quiz>',
}


def small_table(**parts: str) -> bytes:
    """Return a good XLSX file of one question."""
    book = Workbook()
    for row in (["Câu hỏi", "A", "B", "Đáp án"], ["Năm nào?", "1931", parts.get("x", "1930"), "A"]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def small_word(*lines: str) -> bytes:
    """Return a good DOCX file of one question, or of ``lines``."""
    document = Document()
    for line in lines or ("Câu 1. Năm nào?", "A. 1931", "B. 1930", "Đáp án: A"):
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, changed: dict[str, bytes | str | None]) -> bytes:
    """Return a zip with some parts changed, added, or left out where None."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for name in [*old.namelist(), *(name for name in changed if name not in old.namelist())]:
            data = changed[name] if name in changed else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def sheet_xml(inside: str, doctype: str = "", before: str = "") -> str:
    inside = f"{before}<sheetData>{inside}</sheetData>"
    return MAIN.format(
        doctype=doctype, tag="worksheet", prefix="", space=SHEET_SPACE, inside=inside
    )


def table_of(inside: str, doctype: str = "", before: str = "") -> bytes:
    return repacked(small_table(), {SHEET: sheet_xml(inside, doctype, before)})


def cell_xml(text: str, place: str = "") -> str:
    at = f' r="{place}"' if place else ""
    return f'<c{at} t="inlineStr"><is><t>{text}</t></is></c>'


def word_of(body: str, doctype: str = "") -> bytes:
    text = MAIN.format(
        doctype=doctype,
        tag="w:document",
        prefix=":w",
        space=WORD_SPACE,
        inside=f"<w:body>{body}</w:body>",
    )
    return repacked(small_word(), {DOCUMENT: text})


def paragraph_xml(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def with_text(ending: str, text: str) -> bytes:
    """Return a file of one question whose last choice is ``text``."""
    if ending == "xlsx":
        row = "".join(map(cell_xml, ("Câu hỏi", "A", "B", "Đáp án")))
        asked = "".join(map(cell_xml, ("Năm nào?", "1931", text, "A")))
        return table_of(f"<row>{row}</row><row>{asked}</row>")
    if ending == "docx":
        lines = ("Câu 1. Năm nào?", "A. 1931", f"B. {text}", "Đáp án: A")
        return word_of("".join(map(paragraph_xml, lines)))
    return TEXTS[ending].format(x=text).encode("utf-8", "surrogatepass")


def lying(content: bytes, name: str) -> bytes:
    """Return a zip whose directory says that the part ``name`` is small."""
    data, at = bytearray(content), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into("<I", data, at + 24, 4000)
        at += 46
    return bytes(data)


def overlapping(content: bytes) -> bytes:
    """Return a zip whose directory names its first part four hundred times."""
    start, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    size = 46 + sum(struct.unpack_from("<HHH", content, start + 28))
    entries = content[start:end] + content[start : start + size] * 400
    tail = bytearray(content[end:])
    count = struct.unpack_from("<H", tail, 8)[0] + 400
    struct.pack_into("<HHI", tail, 8, count, count, len(entries))
    return content[:start] + entries + bytes(tail)
