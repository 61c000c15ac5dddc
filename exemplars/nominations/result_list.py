"""The results as a spreadsheet. Its words are parts of the file: Vietnamese in every language."""

from goodnews.core.spreadsheets.cells import escaped, text_of
from goodnews.core.spreadsheets.tables import Column
from goodnews.core.spreadsheets.writing import write_table

from .results import Results

TITLE = "Kết quả bình chọn"


def result_list(results: Results) -> bytes:
    """Return the table of ``results`` as an XLSX file; no cell of it is a formula."""
    members = {f"member-{each.pk}": escaped(each.name) for each in results.members}
    columns = [
        _column("rank", "Xếp hạng", 10),
        _column("name", "Họ tên, tập thể", 30),
        _column("unit", "Đơn vị", 26),
        _column("field", "Lĩnh vực", 22),
        *[_column(key, name, 18) for key, name in members.items()],
        _column("mean", "Trung bình", 12),
        _column("spread", "Chênh lệch", 12),
        _column("ahead_by", "Đứng sau vì", 24),
        _column("state", "Kết quả", 20),
        _column("abstained", "Không chấm", 40),
    ]
    return write_table(title=TITLE, columns=columns, rows=_rows(results, list(members)))


def _column(key: str, heading: str, width: int) -> Column:
    return Column(key=key, heading=heading, read=text_of(600), width=width)


def _rows(results: Results, members: list[str]):
    for row in results.rows:
        nomination = row.nomination
        yield {
            "rank": row.standing.rank,
            "name": nomination.name,
            "unit": nomination.unit.name,
            "field": nomination.get_field_of_work_display(),
            **dict(zip(members, row.marks, strict=True)),
            "mean": row.mean,
            "spread": row.spread,
            "ahead_by": row.ahead_by,
            "state": nomination.get_state_display(),
            "abstained": "; ".join(row.reasons),
        }
