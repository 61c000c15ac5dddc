"""The minutes of the panel (biên bản họp xét chọn) as a Word file.

The words of the form are fixed: an office's paper is Vietnamese in every language.
"""

from dataclasses import replace
from fractions import Fraction

from django.utils.translation import override
from docx.shared import Cm

from goodnews.core.documents.heads import DocumentHead, office_head
from goodnews.core.documents.parts import (
    CENTRE,
    LEFT,
    borderless_cells,
    content_of,
    fill_cell,
    finish_grid,
    new_document,
    new_grid,
    repeat_on_each_sheet,
    room_of,
    set_widths,
    write_head,
    write_line,
    write_signatures,
)
from goodnews.core.folding import normalized

from .choices import NominationState
from .models import Decision, PanelMeeting, TieDecision
from .results import Results, written

NUMBER_WIDTH = Cm(1.1)
# Names, units and figures, by how much room they need beside each other.
NAME_ROOM, UNIT_ROOM, FIGURE_ROOM = 3.0, 2.4, 1.2
DECIDED_IN_MEETING = (
    NominationState.SHORT_LISTED,
    NominationState.HONOURED,
    NominationState.NOT_CHOSEN,
)
ORDER_OF_POINTS = (
    "Xếp theo điểm trung bình có trọng số; bằng nhau thì theo điểm trung bình từng tiêu chí "
    "theo thứ tự trên, rồi theo số lần đạt điểm tối đa; vẫn bằng nhau thì hội đồng quyết định. "
    "Thành viên không chấm đề cử của đơn vị mình."
)
ORDER_OF_VOTES = (
    "Xếp theo tỷ lệ phiếu tán thành trên số phiếu đã bỏ; bằng nhau thì theo số phiếu tán thành; "
    "vẫn bằng nhau thì hội đồng quyết định. "
    "Thành viên không bỏ phiếu cho đề cử của đơn vị mình."
)


def minutes_file(results: Results, meeting: PanelMeeting) -> bytes:
    """Return the minutes of ``meeting`` with the results of its round."""
    with override("vi"):
        document = new_document(is_turned=True)
        write_head(document, _head(), meeting.held_on)
        _heading(document, "BIÊN BẢN", before=12)
        _heading(document, f"Họp xét chọn “{results.round.title}” năm {results.round.year}")
        _write_meeting(document, results, meeting)
        _write_criteria(document, results)
        _write_table(document, results)
        _write_decisions(document, results)
        _write_end(document, results, meeting)
        return content_of(document)


def _head() -> DocumentHead:
    """Return the office's head with the sign of minutes: "BC/TĐTN" becomes "BB/TĐTN"."""
    head = office_head()
    _kind, slash, office = head.number_suffix.partition("/")
    return replace(head, number_suffix=f"BB{slash}{office}")


def _heading(document, text: str, *, before: int = 0) -> None:
    write_line(document, text, size=14, is_bold=True, align=CENTRE, before=before)


def _section(document, text: str) -> None:
    write_line(document, text, is_bold=True, before=12, keeps=True)


def _items(document, lines) -> None:
    for line in lines:
        write_line(document, f"- {line}", before=3)


def _write_meeting(document, results: Results, meeting: PanelMeeting) -> None:
    day = meeting.held_on
    write_line(
        document,
        f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}, tại {meeting.place}.",
        before=12,
    )
    _section(document, "I. THÀNH PHẦN")
    _items(document, [f"Chủ trì: {meeting.chair}", f"Thư ký: {meeting.secretary}"])
    present = list(meeting.present.select_related("user"))
    write_line(document, f"Thành viên hội đồng có mặt: {len(present)}/{len(results.members)}")
    _items(document, [f"{each.name}, {each.duty}" if each.duty else each.name for each in present])
    absent = [each.name for each in results.members if each not in present]
    if absent:
        write_line(document, f"Vắng mặt: {'; '.join(absent)}.")
    guests = [line.strip() for line in meeting.guests.splitlines() if line.strip()]
    if guests:
        write_line(document, "Cùng dự:")
        _items(document, guests)
    if meeting.remarks:
        _section(document, "Diễn biến")
        for line in meeting.remarks.splitlines():
            write_line(document, line)


def _write_criteria(document, results: Results) -> None:
    _section(document, "II. TIÊU CHÍ VÀ CÁCH XẾP HẠNG")
    if results.round.is_by_votes:
        write_line(document, "Mỗi thành viên bỏ một phiếu tán thành hoặc không tán thành.")
    _items(document, [_criterion_line(each) for each in results.criteria])
    order = ORDER_OF_VOTES if results.round.is_by_votes else ORDER_OF_POINTS
    write_line(document, order, before=3)


def _criterion_line(criterion) -> str:
    weight = written(Fraction(criterion.weight))
    text = f"{criterion.name}: tối đa {criterion.max_points} điểm, trọng số {weight}"
    return f"{text}. {criterion.description}" if criterion.description else text


def _write_table(document, results: Results) -> None:
    _section(document, "III. KẾT QUẢ CHẤM")
    members = results.members
    headings = ["Hạng", "Họ tên, tập thể", "Đơn vị", *[each.name for each in members]]
    headings += ["Trung bình", "Chênh lệch", "Kết quả"]
    grid = new_grid(document, rows=1, columns=len(headings))
    for cell, text in zip(grid.rows[0].cells, headings, strict=True):
        fill_cell(cell, text, is_bold=True)
    repeat_on_each_sheet(grid.rows[0])
    for row in results.rows:
        nomination = row.nomination
        texts = [str(row.standing.rank), nomination.name, nomination.unit.name, *row.marks]
        texts += [row.mean, row.spread, nomination.get_state_display()]
        for place, (cell, text) in enumerate(zip(grid.add_row().cells, texts, strict=True)):
            fill_cell(cell, text, align=LEFT if place in (1, 2) else CENTRE)
    shares = [NAME_ROOM, UNIT_ROOM, *[FIGURE_ROOM] * len(members), FIGURE_ROOM, FIGURE_ROOM, 1.8]
    room = room_of(document) - NUMBER_WIDTH
    set_widths(grid, [NUMBER_WIDTH, *(int(room * share / sum(shares)) for share in shares)])
    finish_grid(grid)
    abstained = [
        f"{row.nomination.name} – {reason}" for row in results.rows for reason in row.reasons
    ]
    if abstained:
        write_line(document, "Không chấm:", before=6)
        _items(document, abstained)


def _write_decisions(document, results: Results) -> None:
    _section(document, "IV. QUYẾT ĐỊNH CỦA HỘI ĐỒNG")
    ties = TieDecision.objects.filter(round=results.round).prefetch_related("nominations")
    for tie in ties:
        names = [each.name for each in sorted(tie.nominations.all(), key=lambda n: n.tie_place)]
        write_line(document, f"- Bằng điểm, xếp theo thứ tự {', '.join(names)}: {tie.reason}")
    decisions = Decision.objects.filter(
        nomination__round=results.round,
        nomination__is_in_scoring=True,
        to_state__in=DECIDED_IN_MEETING,
    ).select_related("nomination")
    for decision in decisions:
        state = decision.get_to_state_display().lower()
        write_line(document, f"- {decision.nomination.name}: {state}. {decision.reason}")
    if results.round.closing_reason:
        write_line(document, f"Kết luận: {results.round.closing_reason}", before=6)


def _write_end(document, results: Results, meeting: PanelMeeting) -> None:
    write_line(
        document,
        "Biên bản được đọc cho các thành viên nghe, nhất trí và cùng ký tên.",
        before=12,
        keeps=True,
    )
    write_signatures(
        borderless_cells(document, 2),
        [("THƯ KÝ", meeting.secretary), ("CHỦ TRÌ", meeting.chair)],
    )
    signed = {_person(meeting.chair), _person(meeting.secretary)}
    members = [
        ("THÀNH VIÊN", each.name)
        for each in meeting.present.select_related("user")
        if _person(each.name) not in signed
    ]
    for start in range(0, len(members), 3):
        row = members[start : start + 3]
        write_line(document, "", keeps=True)
        write_signatures(borderless_cells(document, len(row)), row)


def _person(text: str) -> str:
    """Return who is meant by a name as people write it: "Đ/c Lê Văn Chủ, Bí thư" → "lê văn chủ"."""
    name = " ".join(normalized("NFC", text).partition(",")[0].casefold().split())
    return name.removeprefix("đồng chí ").removeprefix("đ/c ")
