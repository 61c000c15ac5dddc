"""Texts that stand in their cells, with their marks, read row by row.

openpyxl reads such marks only where it keeps the whole sheet in memory, and makes half a dozen
objects of each text that has none.

Source: openpyxl.worksheet._read_only, openpyxl 3.1.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import iterparse

from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import INLINE_STRING, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

RUN = f"{{{SHEET_MAIN_NS}}}r"
TEXT = f"{{{SHEET_MAIN_NS}}}t"


class MarkedParser(WorkSheetParser):
    """Takes texts in cells whole, where they have runs of their own; rows and nothing else."""

    def parse(self) -> Iterator[tuple]:
        # Python's own parser, in C: whoever reads has looked through the sheet before and
        # found no DTD, so nothing in it can grow.
        for _event, element in iterparse(self.source):  # noqa: S314
            if element.tag == ROW_TAG:
                row = self.parse_row(element)
                element.clear()
                yield row

    def parse_cell(self, element):
        text = element.find(INLINE_STRING)
        if text is None:
            return super().parse_cell(element)
        element.remove(text)
        cell = super().parse_cell(element)
        if text.find(RUN) is not None:
            cell["value"] = CellRichText.from_tree(text)
        elif cell["data_type"] == "inlineStr":
            cell |= {"value": text.findtext(TEXT, ""), "data_type": "s"}
        return cell


class MarkedWorksheet(ReadOnlyWorksheet):
    """A sheet that is read row by row, texts in cells with their marks; a row ends with its last cell."""

    def _cells_by_row(
        self, min_col, min_row, max_col, max_row, values_only=False
    ) -> Iterator[tuple]:
        wanted = min_row
        with self._get_source() as source:
            parser = MarkedParser(
                source,
                self._shared_strings,
                data_only=self.parent.data_only,
                epoch=self.parent.epoch,
                date_formats=self.parent._date_formats,
                timedelta_formats=self.parent._timedelta_formats,
            )
            for number, row in parser.parse():
                if number > max_row:
                    return
                while wanted < number:
                    wanted += 1
                    yield ()
                if wanted == number:
                    wanted += 1
                    last = max((cell["column"] for cell in row), default=min_col)
                    yield self._get_row(row, min_col, min(last, max_col), values_only)
