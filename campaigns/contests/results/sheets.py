"""Tables and winners as spreadsheets. Their words are parts of the file: Vietnamese always."""

from django.utils.translation import override

from goodnews.core.spreadsheets.cells import text_of
from goodnews.core.spreadsheets.tables import Column
from goodnews.core.spreadsheets.writing import write_table

from .identity import way_words
from .official import STATUS_WORDS, OfficialTable, guess_of
from .reasons import written_mark, written_moment, written_time


def table_sheet(official: OfficialTable) -> bytes:
    """Return every row of the table as an XLSX file; no cell of it is a formula."""
    columns = [
        _column("place", "Hạng", 8),
        _column("league", "Bảng", 18),
        _column("name", "Họ tên", 28),
        _column("born", "Ngày sinh", 12),
        _column("unit", "Đơn vị", 30),
        _column("score", "Điểm", 10),
        _column("guess", "Lệch dự đoán", 14),
        _column("time", "Thời gian làm", 20),
        _column("submitted", "Nộp lúc", 30),
        _column("full", "Số lượt đúng hết", 16),
        _column("note", "Ghi chú", 34),
    ]
    with override("vi"):
        return write_table(title="Xếp hạng", columns=columns, rows=_rows(official))


def winner_sheet(official: OfficialTable) -> bytes:
    """Return who wins what with how to reach them, as an XLSX file."""
    columns = [
        _column("prize", "Giải", 24),
        _column("value", "Trị giá", 20),
        _column("league", "Bảng", 18),
        _column("place", "Hạng", 8),
        _column("name", "Người, đơn vị đạt giải", 34),
        _column("unit", "Đơn vị", 30),
        _column("phone", "Điện thoại", 16),
        _column("guardian", "Điện thoại người giám hộ", 16),
        _column("email", "Thư điện tử", 26),
        _column("measure", "Căn cứ", 34),
        _column("identity", "Xác minh", 34),
    ]
    with override("vi"):
        return write_table(title="Giải thưởng", columns=columns, rows=_winners(official))


def _column(key: str, heading: str, width: int) -> Column:
    return Column(key=key, heading=heading, read=text_of(600), width=width)


def _rows(official: OfficialTable):
    for row, entrant in official.rows():
        note = STATUS_WORDS[row.status]
        if entrant.standing_reason and note:
            note = f"{note}: {entrant.standing_reason}"
        yield {
            "place": row.place or "",
            "league": official.league_titles.get(row.league, ""),
            "name": entrant.full_name,
            "born": entrant.birth_date,
            "unit": official.unit_names.get(row.unit, ""),
            "score": written_mark(row.score),
            "guess": guess_of(row),
            "time": written_time(row.duration, 3),
            "submitted": written_moment(row.submitted, 3),
            "full": row.full_mark_attempts,
            "note": "Đồng hạng" if row.is_shared else note,
        }


def _winners(official: OfficialTable):
    for prize, won, entrant in official.winners:
        check = official.identity_checks.get(entrant.pk)
        yield {
            "prize": prize.title,
            "value": prize.value,
            "league": official.league_titles.get(won.league, ""),
            "place": won.place,
            "name": entrant.full_name,
            "unit": official.unit_names.get(won.unit, ""),
            "phone": entrant.phone,
            "guardian": entrant.guardian_phone,
            "email": entrant.email,
            "identity": f"{way_words(check)}: {check.reason}" if check else "chưa",
        }
    for prize, unit, measure in official.unit_winners:
        yield {"prize": prize.title, "value": prize.value, "name": unit, "measure": measure}
