"""More than two hundred files that nobody sends in good faith, by families; the same ones every time."""

import random
import zlib
from collections.abc import Callable

from tests.quizblocks.formats.qti_samples import SINGLE, package

from .hostile_parts import (
    DOCTYPES,
    DOCUMENT,
    ENDINGS,
    MAIN,
    MEGABYTE,
    SHEET,
    SHEET_SPACE,
    STRINGS,
    TEXT_ENDINGS,
    TEXTS,
    WORD_SPACE,
    Files,
    cell_xml,
    lying,
    overlapping,
    paragraph_xml,
    repacked,
    sheet_xml,
    small_table,
    small_word,
    table_of,
    with_text,
    word_of,
)


def cut_short() -> Files:
    for name, whole in (("xlsx", small_table()), ("docx", small_word())):
        for tenth in range(1, 20):
            yield f"cut-{tenth:02}.{name}", whole[: len(whole) * tenth // 20]


def flipped() -> Files:
    rng = random.Random(7)
    for name, whole in (("xlsx", small_table()), ("docx", small_word())):
        for number in range(12):
            broken = bytearray(whole)
            for _each in range(1 + number):
                broken[rng.randrange(len(broken))] ^= 1 << rng.randrange(8)
            yield f"flipped-{number:02}.{name}", bytes(broken)


def bombs() -> Files:
    big = b" " * (80 * MEGABYTE)
    for name, whole, main in (
        ("xlsx", small_table(), SHEET),
        ("docx", small_word(), DOCUMENT),
    ):
        yield f"bomb-main.{name}", repacked(whole, {main: big})
        yield f"bomb-aside.{name}", repacked(whole, {"media/x.bin": big})
        parts = {f"media/{number}.xml": b" " * MEGABYTE for number in range(90)}
        yield f"bomb-many.{name}", repacked(whole, parts)
        yield f"bomb-count.{name}", repacked(whole, {f"x/{n}.xml": b"" for n in range(5000)})
        inner = repacked(whole, {"media/x.bin": big})
        nested = repacked(whole, {f"inner-{n}.zip": inner for n in range(50)})
        yield f"bomb-nested.{name}", nested
        yield f"bomb-lying.{name}", lying(repacked(whole, {main: big}), main)
        yield f"bomb-overlapping.{name}", overlapping(whole)


def entities() -> Files:
    for name, (doctype, use) in DOCTYPES.items():
        yield f"entity-{name}-sheet.xlsx", table_of(f"<row>{cell_xml(use)}</row>", doctype)
        strings = MAIN.format(
            doctype=doctype,
            tag="sst",
            prefix="",
            space=SHEET_SPACE,
            inside=f"<si><t>{use}</t></si>",
        )
        yield f"entity-{name}-strings.xlsx", repacked(small_table(), {STRINGS: strings})
        yield f"entity-{name}.docx", word_of(paragraph_xml(use), doctype)
        styles = {"word/styles.xml": f"<?xml version='1.0'?>{doctype}<w:styles>{use}</w:styles>"}
        yield f"entity-{name}-styles.docx", repacked(small_word(), styles)
        quiz = TEXTS["xml"].format(x=use)
        yield f"entity-{name}.xml", f"<?xml version='1.0'?>{doctype}{quiz}".encode()
        yield f"entity-{name}-16.xml", f"<?xml version='1.0'?>{doctype}{quiz}".encode("utf-16")
        wide = f"<?xml version='1.0' encoding='utf-16'?>{doctype}<w:document/>".encode("utf-16")
        yield f"entity-{name}-16.docx", repacked(small_word(), {DOCUMENT: wide})


def links() -> Files:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" TargetMode="External" Target="{target}" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        "</Relationships>"
    )
    for number, (kind, target) in enumerate(
        (
            ("attachedTemplate", "http://127.0.0.1:9/x.dotm"),
            ("image", "http://127.0.0.1:9/x.png"),
            ("oleObject", "\\\\127.0.0.1\\x"),
            ("frame", "file:///etc/passwd"),
        )
    ):
        part = {"word/_rels/settings.xml.rels": relation.format(target=target, kind=kind)}
        yield f"link-{number}.docx", repacked(small_word(), part)
    part = {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    yield "link.xlsx", repacked(small_table(), part)
    yield "macro.xlsx", repacked(small_table(), {"xl/vbaProject.bin": b"x"})
    yield "macro.docx", repacked(small_word(), {"word/vbaProject.bin": b"x"})


def formulas() -> Files:
    for number, text in enumerate(
        ("=cmd|'/c calc'!A0", '=HYPERLINK("http://x")', "=A1:A1048576", "+1+1", "@SUM(1)")
    ):
        yield f"formula-{number}.xlsx", small_table(x=text)
        yield f"formula-{number}.csv", with_text("csv", text)
    row = '<row><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>'
    yield "formula-array.xlsx", table_of(row)


def many_rows() -> Files:
    heads = "".join(map(cell_xml, ("Câu hỏi", "A", "B", "Đáp án")))
    yield "rows-empty.xlsx", table_of(f"<row>{heads}</row>" + "<row/>" * 1_000_000)
    row = f"<row>{cell_xml('Năm nào?')}{cell_xml('1')}{cell_xml('2')}{cell_xml('A')}</row>"
    yield "rows-full.xlsx", table_of(f"<row>{heads}</row>" + row * 100_000)
    far = f'<row r="1048576">{cell_xml("x", "A1048576")}</row>'
    yield "rows-far.xlsx", table_of(f"<row>{heads}</row>{far}")
    back = "".join(f'<row r="{n}">{cell_xml("x")}</row>' for n in range(40_000, 0, -1))
    yield "rows-backwards.xlsx", table_of(back)
    yield "rows.docx", word_of("<w:p/>" * 1_000_000)
    yield "rows-texts.docx", word_of(paragraph_xml("A. x") * 100_000)
    yield "rows.csv", b"a;b\n" * 1_000_000
    yield "rows-empty.csv", b";;\n" * 1_000_000
    yield "rows-lines.csv", b"\n" * 5_000_000
    yield "rows.gift", b"x{}\n\n" * 1_000_000
    yield "rows-lines.gift", b"\n" * 5_000_000
    yield "rows.aiken", b"A. x\n" * 1_000_000
    yield "rows-answers.aiken", b"ANSWER: A\n" * 500_000
    yield "rows.xml", b"<quiz>" + b"<question/>" * 500_000 + b"</quiz>"
    yield "rows-lines.xml", b"\n" * 5_000_000


def wrong_endings() -> Files:
    table, word = small_table(), small_word()
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 500
    for number, (ending, content) in enumerate(
        (
            *((ending, word) for ending in ENDINGS if ending != "docx"),
            *((ending, table) for ending in ENDINGS if ending != "xlsx"),
            *((ending, png) for ending in ENDINGS),
            *((ending, b"") for ending in ENDINGS),
            *((ending, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") for ending in ENDINGS),
            *((ending, b"\xd0\xcf\x11\xe0" + b"\x00" * 600) for ending in ENDINGS),
            *((ending, b'{"a": [1, 2, {"b": "~="}]}') for ending in ENDINGS),
            *((ending, b"<html><body onload=alert(1)>") for ending in ENDINGS),
            *((ending, zlib.compress(b"x" * MEGABYTE)) for ending in TEXT_ENDINGS),
            *((ending, "Câu hỏi".encode("utf-16")) for ending in TEXT_ENDINGS),
        )
    ):
        yield f"wrong-{number:02}.{ending}", content
    for name, whole in (("xlsx", table), ("docx", word)):
        yield f"types-none.{name}", repacked(whole, {"[Content_Types].xml": None})
        types = "<Types><Override PartName='/x' ContentType='image/png'/></Types>"
        yield f"types-other.{name}", repacked(whole, {"[Content_Types].xml": types})


def dimensions() -> Files:
    whole = '<dimension ref="A1:XFD1048576"/>'
    yield "wide-said.xlsx", table_of(f"<row>{cell_xml('x')}</row>", before=whole)
    yield "wide-cell.xlsx", table_of(f'<row r="1">{cell_xml("x", "XFD1")}</row>')
    yield "wide-row.xlsx", table_of(f"<row>{cell_xml('x') * 16_384}</row>")
    wide = f"<row>{'<c/>' * 16_384}</row>" * 60
    yield "wide-empty.xlsx", table_of(wide)
    merged = "".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(1, 50_000))
    sheet = sheet_xml(f"<row>{cell_xml('x')}</row>").replace(
        "</worksheet>", f"<mergeCells>{merged}</mergeCells></worksheet>"
    )
    yield "merged.xlsx", repacked(small_table(), {SHEET: sheet})
    strings = f'<sst xmlns="{SHEET_SPACE}">{"<si><t>x</t></si>" * 400_000}</sst>'
    yield "strings.xlsx", repacked(small_table(), {STRINGS: strings})
    styles = (
        f'<styleSheet xmlns="{SHEET_SPACE}"><cellXfs>{"<xf/>" * 400_000}</cellXfs></styleSheet>'
    )
    yield "styles.xlsx", repacked(small_table(), {"xl/styles.xml": styles})
    numbers = (
        f'<w:numbering xmlns:w="{WORD_SPACE}">'
        + "".join(f'<w:num w:numId="{n}"/>' for n in range(100_000))
        + "</w:numbering>"
    )
    yield "numbers.docx", repacked(small_word(), {"word/numbering.xml": numbers})
    based = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>'
        for n in range(5000)
    )
    styles = f'<w:styles xmlns:w="{WORD_SPACE}">{based}</w:styles>'
    yield "styles-in-a-ring.docx", repacked(small_word(), {"word/styles.xml": styles})


def deep() -> Files:
    for depth in (500, 50_000):
        inside = "<a>" * depth + "</a>" * depth
        yield f"deep-{depth}.xml", f"<quiz><question>{inside}</question></quiz>".encode()
        table = "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth
        yield f"deep-{depth}.docx", word_of(table)
        runs = "<w:ins>" * depth + paragraph_xml("x") + "</w:ins>" * depth
        yield f"deep-ins-{depth}.docx", word_of(runs)
        cells = "<is>" * depth + "</is>" * depth
        yield f"deep-{depth}.xlsx", table_of(f"<row><c>{cells}</c></row>")
    for sign in "{[(<":
        yield f"deep-{ord(sign)}.gift", f"x {sign * 1_000_000}".encode()


def surrogates() -> Files:
    for ending in ENDINGS:
        text = "&#xD800;" if ending in ("xlsx", "docx", "xml") else "\ud800\udfff\ud800"
        yield f"surrogate.{ending}", with_text(ending, text)
    yield "surrogate-escape.xlsx", with_text("xlsx", "_xD800__x0000__xFFFF_")
    for ending in TEXT_ENDINGS:
        yield f"surrogate-16.{ending}", b"\xff\xfe\x00\xd8" + "Câu{=a ~b}".encode("utf-16-le")
        yield f"nul.{ending}", with_text(ending, "x\x00\ufffe\u202e\x1b[2J")


def marks() -> Files:
    for ending in ENDINGS:
        yield f"marks.{ending}", with_text(ending, "a" + "\u0301\u0323" * 100_000)
        yield f"marks-tibetan.{ending}", with_text(ending, "\u0f40" + "\u0f74\u0f71" * 100_000)
    yield "marks-1258.csv", b"Cau hoi;A\n" + b"a\xec\xf2" * 500_000 + b"\xec\xf2" * 500_000
    yield "jamo.gift", with_text("gift", "\u1100\u1161\u11a8" * 100_000)
    yield "ligatures.gift", with_text("gift", "\ufdfa" * 300_000)


def many_choices() -> Files:
    yield "choices.gift", ("x {=a " + " ".join(f"~c{n}" for n in range(100_000)) + "}").encode()
    yield "pairs.gift", ("x {" + " ".join(f"=a{n} -> b{n}" for n in range(100_000)) + "}").encode()
    lines = [f"{chr(65 + n % 26)}. c{n}" for n in range(100_000)]
    yield "choices.aiken", ("x\n" + "\n".join(lines) + "\nANSWER: A").encode()
    answers = '<answer fraction="0"><text>x</text></answer>' * 100_000
    quiz = f'<quiz><question type="multichoice">{answers}</question></quiz>'
    yield "choices.xml", quiz.encode()
    yield "choices.docx", word_of("".join(map(paragraph_xml, ["Câu 1. x", *lines])))
    yield "choices-line.docx", word_of(paragraph_xml("Câu 1. x " + " A. b B. c" * 50_000))
    yield "choices-cell.xlsx", with_text("xlsx", " A. b B. c" * 3000)
    yield "choices.csv", ("Câu hỏi" + ";A" * 100_000 + "\n" + "x" * 9 + ";b" * 100_000).encode()
    yield "keys.csv", ("Câu hỏi;A;B;Đáp án\nx là gì?;1;2;" + "A," * 200_000).encode()


def long_lines() -> Files:
    for ending in TEXT_ENDINGS:
        yield f"line-50.{ending}", b"x" * (50 * MEGABYTE)
        yield f"line-9.{ending}", with_text(ending, "x" * (9 * MEGABYTE))
        yield f"spaces-9.{ending}", with_text(ending, "x" + " " * (9 * MEGABYTE) + "x")
    for ending in ("xlsx", "docx"):
        yield f"line-20.{ending}", with_text(ending, "x" * (20 * MEGABYTE))
        yield f"spaces-20.{ending}", with_text(ending, "x" + " " * (20 * MEGABYTE) + "x")


def repeated() -> Files:
    """Signs that a careless pattern looks at again and again."""
    signs = {
        "slash": "\\",
        "percent": "%50%",
        "colon": "::",
        "arrow": "->",
        "less": "<",
        "amp": "&",
        "tag": "<b ",
        "quote": '"',
        "tilde": "~",
        "star": "*",
        "digit": "1",
        "number": "1.",
        "letter": "A.",
        "dash": "- ",
        "tab": "\t",
        "comment": "//",
        "dots": "._",
    }
    for name, sign in signs.items():
        text = sign * (400_000 // len(sign))
        for ending in ("gift", "csv", "aiken"):
            yield f"many-{name}.{ending}", with_text(ending, text)
    for name, sign in signs.items():
        text = sign * (100_000 // len(sign))
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        for ending in ("docx", "xml"):
            yield f"many-{name}.{ending}", with_text(ending, text)


def numbers() -> Files:
    for number, text in enumerate(
        (
            "1e999999999",
            "1:1e999999999",
            "1..1e-999999999",
            "9" * 1_000_000,
            "0." + "0" * 1_000_000 + "1",
            "1/0",
            "nan",
            "inf",
            "=%1e99999999%1",
            "=%" + "9" * 100_000 + "%1",
        )
    ):
        yield f"number-{number}.gift", f"Bao nhiêu? {{#{text}}}".encode()
        quiz = (
            '<quiz><question type="numerical"><questiontext><text>Mấy?</text></questiontext>'
            f'<answer fraction="100"><text>{text[:200_000]}</text><tolerance>{text[:200_000]}'
            "</tolerance></answer></question></quiz>"
        )
        yield f"number-{number}.xml", quiz.encode()
        weight = TEXTS["xml"].format(x="1").replace('"100"', f'"{text[:200_000]}"')
        yield f"weight-{number}.xml", weight.encode()


def packages() -> Files:
    """Packages of QTI items."""
    good = package({f"{n}.xml": SINGLE for n in range(3)})
    for tenth in range(1, 10):
        yield f"package-cut-{tenth}.zip", good[: len(good) * tenth // 10]
    yield "package-names.zip", package({f"{n}.xml": "" for n in range(30_000)})
    yield "package-many.zip", package({f"{n}.xml": "<x/>" for n in range(3000)})
    yield "package-out.zip", package({"../../etc/passwd": SINGLE, "/etc/passwd": SINGLE})
    spaces = SINGLE.replace("Chọn một.", " " * 900_000)
    yield "package-full.zip", package({f"{n}.xml": spaces for n in range(100)})
    yield "package-bomb.zip", repacked(good, {"0.xml": b" " * (80 * MEGABYTE)})
    yield "package-list.zip", repacked(good, {"imsmanifest.xml": b"<a>" * 2_000_000})
    yield "package-lying.zip", lying(repacked(good, {"0.xml": b" " * (80 * MEGABYTE)}), "0.xml")
    yield "package-overlapping.zip", overlapping(good)
    yield "package-word.zip", small_word()
    for name, (doctype, use) in DOCTYPES.items():
        bomb = SINGLE.replace("<assess", f"{doctype}<assess").replace("Chọn một.", use)
        yield f"package-{name}.zip", package({"a.xml": bomb, "b.xml": SINGLE})
        yield f"qti-{name}.xml", bomb.encode()
        listed = f"<?xml version='1.0'?>{doctype}<manifest>{use}</manifest>"
        yield f"package-list-{name}.zip", repacked(good, {"imsmanifest.xml": listed})


def noise() -> Files:
    rng = random.Random(11)
    for ending in ENDINGS:
        yield f"noise.{ending}", rng.randbytes(200_000)
        yield f"noise-zip.{ending}", b"PK\x03\x04" + rng.randbytes(100_000)
        text = "".join(rng.choices("{}=~#:%\\<>&\"';,\n AB.*->1931", k=200_000))
        yield f"noise-text.{ending}", text.encode()


FAMILIES: tuple[Callable[[], Files], ...] = (
    cut_short,
    flipped,
    bombs,
    entities,
    links,
    formulas,
    many_rows,
    wrong_endings,
    dimensions,
    deep,
    surrogates,
    marks,
    many_choices,
    long_lines,
    repeated,
    numbers,
    packages,
    noise,
)
# One of so many of each family is looked at every time, but for what takes seconds to make.
EVERY = {cut_short: 13, flipped: 12, entities: 9, wrong_endings: 15, repeated: 30, numbers: 12}
OTHERS = 7
SLOW_TO_MAKE = frozenset({long_lines, bombs})


def hostile_files(*, is_whole: bool) -> Files:
    """Yield all the files, or a few of each family."""
    for family in FAMILIES:
        every = 1 if is_whole else EVERY.get(family, OTHERS)
        for number, file in enumerate(family()):
            if number % every == 0:
                yield file
            if not is_whole and family in SLOW_TO_MAKE and number == 1:
                break
