"""Papers as PDF files in the project's font, ready for the printer."""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from io import BytesIO

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    Image,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from goodnews.core.marked_text import BOLD as BOLD_FLAG
from goodnews.core.marked_text import ITALIC, LOWERED, RAISED
from goodnews.sharing.typesetting import EXTRA_BOLD, FONT_DIR
from goodnews.sharing.typesetting import REGULAR as REGULAR_FILE
from quizblocks.formats.items import ItemPicture
from quizblocks.formats.markup import letters_of, marked
from quizblocks.formats.plain_texts import clean_text

from .bubbles import BubbleGrid, DigitBoxes
from .printing import NO_PICTURES, PrintPicture
from .variants import PrintedQuestion, SheetPlan, Variant
from .wordings import (
    CODE,
    END,
    KEY_TITLE,
    NAME,
    NUMBER,
    QUESTION,
    SHEET_RULES,
    SHEET_TITLE,
    UNIT,
    PaperHead,
    answer_line,
    asked,
    dotted,
    key_headings,
)

REGULAR, BOLD = "BeVietnamPro", "BeVietnamPro-ExtraBold"
MARGIN = 1.8 * cm
ROOM = A4[0] - 2 * MARGIN
CODE_ROOM = 3.6 * cm
INDENT = 0.5 * cm
BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10.5, leading=15)
CENTRED = ParagraphStyle("centred", BODY, alignment=TA_CENTER)
SMALL = ParagraphStyle("small", BODY, fontSize=9, leading=12.5)
TITLE = ParagraphStyle("title", CENTRED, fontName=BOLD, fontSize=14, leading=20)
BOX = ParagraphStyle("box", CENTRED, fontName=BOLD, fontSize=12.5, leading=18)
PLAIN_CELLS = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
)


@cache
def load_fonts() -> None:
    """Make the project's font known to reportlab, once in a process; each paragraph asks for it."""
    pdfmetrics.registerFont(TTFont(REGULAR, str(FONT_DIR / REGULAR_FILE)))
    pdfmetrics.registerFont(TTFont(BOLD, str(FONT_DIR / EXTRA_BOLD)))


def unprintable_signs(questions: Sequence[PrintedQuestion]) -> str:
    """Return the signs that the font does not have; a PDF shows an empty box for each."""
    load_fonts()
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    texts = [letters_of(question.stem) for question in questions]
    texts += [text for question in questions for _letter, text in question.lettered]
    texts += [each.text for question in questions for each in question.items]
    texts = map(letters_of, texts)
    signs = {sign for text in texts for sign in clean_text(text)}
    return "".join(sorted(sign for sign in signs if ord(sign) not in known and sign.isprintable()))


def paper_file(
    head: PaperHead, variant: Variant, pictures: Mapping[int, PrintPicture] = NO_PICTURES
) -> bytes:
    """Return one variant as a PDF file, with its ``pictures`` by their ids."""
    load_fonts()
    story = [*_head_of(head, variant.code)]
    for number, question in enumerate(variant.questions, start=1):
        story.append(KeepTogether(_question(number, question, pictures)))
    story += [Spacer(1, 12), _text(f"---------- {END} ----------", CENTRED)]
    if head.note:
        story.append(_text(head.note, CENTRED))
    return pdf_file(story, title=head.title, foot=f"{head.trace} · {CODE} {variant.code}")


def sheet_file(head: PaperHead, plan: SheetPlan) -> bytes:
    """Return the answer sheet as a PDF file."""
    load_fonts()
    story = [_office(head), Spacer(1, 8), _text(SHEET_TITLE, TITLE), Spacer(1, 4)]
    names = [_text(dotted(NAME, 30)), Spacer(1, 6), _text(dotted(UNIT, 28)), Spacer(1, 6)]
    names += [_text(f"– {rule}", SMALL) for rule in SHEET_RULES]
    boxes = DigitBoxes(font=REGULAR, bold=BOLD)
    top = Table([[names, boxes]], [ROOM - boxes.width - 10, boxes.width + 10], style=PLAIN_CELLS)
    story += [top, Spacer(1, 10), *BubbleGrid.split_for(plan, ROOM, font=REGULAR, bold=BOLD)]
    for number in plan.written:
        story += [Spacer(1, 8), _text(dotted(f"{QUESTION} {number}", 44))]
    return pdf_file(story, title=f"{SHEET_TITLE}: {head.title}", foot=head.trace)


def key_file(head: PaperHead, codes: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return the key table of all variants as a PDF file."""
    load_fonts()
    first = 1.6 * cm
    widths = [first, *[(ROOM - first) / len(codes)] * len(codes)]
    grid = Table([key_headings(codes), *rows], widths, repeatRows=1)
    grid.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, "black"),
                ("FONT", (0, 0), (-1, -1), REGULAR, 10),
                ("FONT", (0, 0), (-1, 0), BOLD, 10),
                ("FONT", (0, 0), (0, -1), BOLD, 10),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
            ]
        )
    )
    story = [_office(head), Spacer(1, 8), _text(KEY_TITLE, TITLE), Spacer(1, 6), grid]
    return pdf_file(story, title=f"{KEY_TITLE}: {head.title}", foot=f"{head.trace} · {head.seed}")


def _text(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(_escaped(text), style)


def _escaped(text: str) -> str:
    """Return ``text`` so that reportlab takes nothing in it for its own marks."""
    return escape(clean_text(text)).replace("\n", "<br/>")


def _bold(text: str) -> str:
    return f'<font name="{BOLD}">{_escaped(text)}</font>'


def _marked(text: str) -> str:
    """Return a kept text for reportlab; the font has no slant, so a line stands for italics."""
    parts = []
    for words, flag in marked(text).runs:
        written = _escaped(words)
        for mark, tag in ((RAISED, "super"), (LOWERED, "sub"), (ITALIC, "u")):
            if flag & mark:
                written = f"<{tag}>{written}</{tag}>"
        parts.append(f'<font name="{BOLD}">{written}</font>' if flag & BOLD_FLAG else written)
    return "".join(parts)


def _picture(picture: ItemPicture | None, pictures, width: float, height: float) -> list[Flowable]:
    """Return a picture where there is one and its file is there."""
    drawn = pictures.get(picture.image) if picture else None
    if drawn is None:
        return []
    wide, high = drawn.fitted(width, height)
    return [Spacer(1, 3), Image(BytesIO(drawn.content), wide, high, hAlign="LEFT"), Spacer(1, 3)]


def _office_lines(head: PaperHead) -> list[Flowable]:
    *above, own = head.office or ("",)
    return [*(_text(line, CENTRED) for line in above), Paragraph(_bold(own), CENTRED)]


def _office(head: PaperHead) -> Table:
    title = Paragraph(_bold(head.title.upper()), CENTRED)
    return Table([[_office_lines(head), title]], [ROOM * 0.45, ROOM * 0.55], style=PLAIN_CELLS)


def _head_of(head: PaperHead, code: str) -> list[Flowable]:
    left = [*_office_lines(head), _text(head.size, CENTRED)]
    right = [Paragraph(_bold(head.title.upper()), CENTRED)]
    right += [_text(line, CENTRED) for line in (head.time, head.aside)]
    names = [
        _text(dotted(NAME, 35)),
        Spacer(1, 4),
        _text(f"{dotted(UNIT, 17)} {dotted(NUMBER, 8)}"),
    ]
    box = Table([[_text(f"{CODE}: {code}", BOX)]], [CODE_ROOM - 10], [1 * cm])
    box.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 1, "black"), ("VALIGN", *WHOLE, "MIDDLE")]))
    return [
        Table([[left, right]], [ROOM * 0.45, ROOM * 0.55], style=PLAIN_CELLS),
        Spacer(1, 8),
        Table([[names, box]], [ROOM - CODE_ROOM, CODE_ROOM], style=PLAIN_CELLS),
        Spacer(1, 6),
    ]


WHOLE = ((0, 0), (-1, -1))


def _question(number: int, question: PrintedQuestion, pictures) -> list[Flowable]:
    stem = f"{_bold(f'{QUESTION} {number}.')} {_marked(question.stem)}"
    if hint := asked(question.kind):
        stem += f" {_escaped(hint)}"
    parts: list[Flowable] = [Spacer(1, 6), Paragraph(stem, BODY)]
    parts += _picture(question.picture, pictures, 9 * cm, 6 * cm)
    if not question.is_ticked:
        parts += [_text(f"{number}. {each.text}") for number, each in enumerate(question.items, 1)]
        parts += [_text(f"{letter}. {text}") for letter, text in question.lettered]
        return [*parts, Spacer(1, 4), _text(answer_line(question.kind, len(question.items)))]
    if question.choices:
        parts.append(_choices(question, pictures))
    return parts


def _choices(question: PrintedQuestion, pictures) -> Table:
    columns = question.columns
    cells = [
        [
            Paragraph(f"{_bold(f'{letter}.')} {_marked(text)}", BODY),
            *_picture(choice.picture, pictures, 5 * cm, 3 * cm),
        ]
        for choice, (letter, text) in zip(question.choices, question.lettered, strict=False)
    ]
    cells += [""] * (-len(cells) % columns)
    lines = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    table = Table(lines, [(ROOM - INDENT) / columns] * columns, style=PLAIN_CELLS)
    table.hAlign = "RIGHT"
    return table


def pdf_file(story: list[Flowable], *, title: str, foot: str) -> bytes:
    """Return ``story`` on sheets of A4, the same bytes whenever it is made."""
    buffer = BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        lang="vi-VN",
        invariant=1,
    )
    # A frame has a padding of its own.
    template.leftMargin = template.rightMargin = MARGIN - 6
    template.build(story, canvasmaker=lambda *args, **kwargs: NumberedCanvas(foot, *args, **kwargs))
    return buffer.getvalue()


class NumberedCanvas(Canvas):
    """Writes the number of each page of how many, which is known at the end."""

    def __init__(self, foot: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._foot = foot
        self._pages: list[dict] = []

    def showPage(self):  # noqa: N802 - reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self):
        for number, page in enumerate(self._pages, start=1):
            pages = self._pages
            self.__dict__.update(page)
            self._pages = pages
            self.setFont(REGULAR, 8.5)
            self.drawCentredString(
                A4[0] / 2, 0.9 * cm, f"{self._foot} · Trang {number}/{len(pages)}"
            )
            super().showPage()
        super().save()
