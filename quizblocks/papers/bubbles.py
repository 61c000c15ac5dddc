"""Bubbles of an answer sheet, drawn for a PDF."""

from collections.abc import Iterator

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from .variants import SheetPlan
from .wordings import CODE, CODE_DIGITS, NUMBER, NUMBER_DIGITS

RADIUS = 2.3 * mm
STEP = 6.4 * mm
LINE = 6.6 * mm
LABEL = 9 * mm
GAP = 5 * mm
DIGIT_STEP, DIGIT_LINE, BOX = 6 * mm, 5.4 * mm, 6 * mm
DIGITS = "0123456789"
# Lines that stand below the head of the first sheet, and on the others.
FIRST_LINES, MORE_LINES = 24, 36


def draw_bubble(canvas, x: float, y: float, sign: str, font: str) -> None:
    """Draw a circle around ``sign`` with its middle at ``x``, ``y``."""
    canvas.circle(x, y, RADIUS)
    canvas.setFont(font, 7.5)
    canvas.drawCentredString(x, y - 2.6, sign)


class DigitBoxes(Flowable):
    """Boxes for the entrant's number and the paper code, with the digits below each."""

    def __init__(self, *, font: str, bold: str):
        super().__init__()
        self.font, self.bold = font, bold
        self.groups = ((NUMBER, NUMBER_DIGITS), (CODE, CODE_DIGITS))
        self.width = (NUMBER_DIGITS + CODE_DIGITS) * DIGIT_STEP + GAP
        self.height = 5 * mm + BOX + len(DIGITS) * DIGIT_LINE + 2 * mm

    def wrap(self, *_room):
        return self.width, self.height

    def draw(self):
        left = 0.0
        for label, count in self.groups:
            self._draw_group(left, label, count)
            left += count * DIGIT_STEP + GAP

    def _draw_group(self, left: float, label: str, count: int) -> None:
        canvas, top = self.canv, self.height
        canvas.setFont(self.bold, 9)
        canvas.drawCentredString(left + count * DIGIT_STEP / 2, top - 3.2 * mm, label)
        for place in range(count):
            x = left + place * DIGIT_STEP
            canvas.rect(x, top - 5 * mm - BOX, DIGIT_STEP, BOX)
            for line, digit in enumerate(DIGITS):
                y = top - 5 * mm - BOX - (line + 0.65) * DIGIT_LINE
                draw_bubble(canvas, x + DIGIT_STEP / 2, y, digit, self.font)


class BubbleGrid(Flowable):
    """The bubbles of some questions, column by column."""

    def __init__(self, plan: SheetPlan, numbers: range, columns: int, **fonts: str):
        super().__init__()
        self.letters, self.numbers, self.columns = plan.letters, numbers, columns
        self.font, self.bold = fonts["font"], fonts["bold"]
        self.lines = -(-len(numbers) // columns)
        self.column_width = LABEL + len(plan.letters) * STEP + GAP
        self.width, self.height = columns * self.column_width, self.lines * LINE

    @classmethod
    def split_for(cls, plan: SheetPlan, room: float, **fonts: str) -> Iterator["BubbleGrid"]:
        """Yield the grids of ``plan``, one for each sheet, as wide as ``room``."""
        columns = max(1, int((room + GAP) / (LABEL + len(plan.letters) * STEP + GAP)))
        start, lines = 1, FIRST_LINES
        while start <= plan.ticked:
            end = min(start + lines * columns, plan.ticked + 1)
            yield cls(plan, range(start, end), columns, **fonts)
            start, lines = end, MORE_LINES

    def wrap(self, *_room):
        return self.width, self.height

    def draw(self):
        for place, number in enumerate(self.numbers):
            column, line = divmod(place, self.lines)
            x, y = column * self.column_width, self.height - (line + 0.5) * LINE
            self.canv.setFont(self.bold, 9)
            self.canv.drawRightString(x + LABEL - 3.5 * mm, y - 3, f"{number}.")
            for step, letter in enumerate(self.letters):
                draw_bubble(self.canv, x + LABEL + step * STEP, y, letter, self.font)
