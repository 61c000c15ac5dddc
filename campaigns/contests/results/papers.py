"""Minutes (biên bản) and list of winners: what they say, for Word and PDF alike.

Pure but for the table that is read. The words of an office's paper are fixed: Vietnamese.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import override

from campaigns.contests.choices import CountingRule, Gate, TieBreak
from campaigns.contests.evidence.act_words import act_detail
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.flags.outcomes import reviewed_counts
from campaigns.contests.models import ContestAct
from campaigns.contests.running.incidents import incidents_in
from goodnews.workflows.deadlines import VIET_NAM

from .figures import people_in_all, people_out
from .identity import way_words
from .official import OfficialTable, moment_words
from .ranking import ALL_ROUNDS

# The list of winners says who was checked, one line how many signs were looked at; thousands of
# marks would hide what was decided.
TOLD_APART = (
    ActKind.CLOSED,
    ActKind.IDENTIFIED,
    ActKind.INCIDENT,
    ActKind.MARKED,
    ActKind.NEW_CODE,
    ActKind.REVIEWED,
)


@dataclass(frozen=True)
class Grid:
    """A table on paper.

    Attributes:
        shares: how much room each column needs beside the others.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Part:
    """A section: lines, then a table."""

    title: str
    lines: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True)
class Paper:
    """What stands on a paper of the contest.

    Attributes:
        foot: on every sheet: whoever compares needs no other page.
        signatures: the positions of those who sign.
    """

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    foot: str
    signatures: tuple[str, ...]
    made_at: datetime


def minutes_paper(official: OfficialTable) -> Paper:
    """Return the minutes on how the results were found."""
    with override("vi"):
        parts = [_facts(official), _figures(official), _order(official)]
        parts += [*_prizes(official), _acts(official), _incidents(official), _proof(official)]
    return _paper(official, "BIÊN BẢN", f"Xác định kết quả {official.title}", parts)


def winners_paper(official: OfficialTable) -> Paper:
    """Return the list of winners."""
    with override("vi"):
        parts = [*_prizes(official), _proof(official)]
    return _paper(official, "DANH SÁCH ĐẠT GIẢI", official.title, parts)


def _paper(official: OfficialTable, title: str, subtitle: str, parts: Sequence[Part]) -> Paper:
    ranking = official.ranking
    return Paper(
        title=title,
        subtitle=f"{subtitle}, cuộc thi “{official.rules.title}”",
        parts=tuple(part for part in parts if part.lines or part.grid),
        foot=f"Bản {ranking.number} · bảng {ranking.content_hash[:16]}",
        signatures=("THƯ KÝ", "TRƯỞNG BAN TỔ CHỨC"),
        made_at=ranking.made_at.astimezone(VIET_NAM),
    )


def _local(moment: datetime) -> str:
    return moment_words(moment.astimezone(VIET_NAM))


def _facts(official: OfficialTable) -> Part:
    ranking = official.ranking
    lines = []
    if ranking.round_id:
        round_ = official.rules.round(official.round_number)
        opens, closes = _local(round_.opens_at), _local(round_.closes_at)
        lines.append(f"Mở lúc {opens}, đóng lúc {closes} (không tính thời điểm đóng).")
    lines.append(f"Bảng xếp hạng bản {ranking.number}, lập lúc {_local(ranking.made_at)}.")
    lines.append(f"Theo thể lệ bản {ranking.rules.number}.")
    if ranking.reason:
        lines.append(f"Lý do lập bản này: {ranking.reason}")
    if ranking.is_provisional:
        lines.append("Bảng tạm thời: chưa nộp, chưa chấm hoặc chưa đóng hết.")
    return Part("VÒNG THI", tuple(lines))


def _figures(official: OfficialTable) -> Part:
    counts, figures = official.table.counts, official.ranking.figures
    marked = " đã có điểm" if figures.get("unmarked") else ""
    lines = [
        f"Số người dự thi: {people_in_all(counts, figures)}",
        f"Số lượt thi{marked}: {counts.attempts}",
        f"Số người đúng hết: {counts.full_mark_people}",
        f"Số người bị loại: {people_out(counts, figures)}",
    ]
    if marked:
        lines.insert(1, f"Số người{marked}: {counts.people}")
    truth = official.truth
    if truth:
        target = truth.get_target_display()
        lines.append(
            f"Đáp số của câu dự đoán ({target}): {truth.number}, "
            f"chốt lúc {_local(truth.frozen_at)}."
        )
    return Part("SỐ LIỆU", tuple(lines))


def _order(official: OfficialTable) -> Part:
    lines = []
    if official.ranking.round_id:
        round_ = official.rules.round(official.round_number)
        lines.append(f"Lượt được tính: {CountingRule(round_.counting).label}.")
        lines.append(f"Được xếp hạng: {Gate(round_.gate).label}.")
    chain = "; ".join(str(TieBreak(each).label) for each in official.table.tie_breaks)
    lines.append(f"Thứ tự xét, tiêu chí đầu tiên khác nhau thì quyết định: {chain}.")
    if official.rules.one_prize_each:
        lines.append(
            "Mỗi người chỉ nhận giải cao nhất; giải thấp hơn chuyển cho người kế tiếp trong bảng."
        )
    return Part("CÁCH XẾP HẠNG", tuple(lines))


def _prizes(official: OfficialTable) -> list[Part]:
    units = tuple((prize.title, unit, measure) for prize, unit, measure in official.unit_winners)
    parts = []
    if official.winners:
        parts.append(Part("GIẢI CÁ NHÂN", grid=_winners(official)))
    if units:
        headings = ("Giải", "Đơn vị", "Căn cứ")
        parts.append(Part("GIẢI TẬP THỂ", grid=Grid(headings, units, (2.5, 3, 3))))
    return parts


def _winners(official: OfficialTable) -> Grid:
    """Return the winners; the column of leagues stands only where the contest has leagues."""
    headings, shares = ["Giải", "Họ tên", "Đơn vị", "Hạng"], [2.0, 3.0, 3.0, 1.0]
    rows = [
        [prize.title, entrant.full_name, official.unit_names.get(won.unit, ""), str(won.place)]
        for prize, won, entrant in official.winners
    ]
    if official.identity_checks:
        headings.append("Xác minh")
        shares.append(2.0)
        for row, (_prize, _won, entrant) in zip(rows, official.winners, strict=True):
            row.append(_checked(official.identity_checks.get(entrant.pk)))
    if official.rules.leagues:
        headings.insert(3, "Bảng")
        shares.insert(3, 1.6)
        for row, (_prize, won, _entrant) in zip(rows, official.winners, strict=True):
            row.insert(3, official.league_titles.get(won.league, ""))
    return Grid(tuple(headings), tuple(map(tuple, rows)), tuple(shares))


def _checked(act: ContestAct | None) -> str:
    """Return how and on which day a winner's identity was checked."""
    if act is None:
        return "chưa"
    return f"{way_words(act)}, {act.made_at.astimezone(VIET_NAM):%d/%m/%Y}"


def _acts(official: OfficialTable) -> Part:
    lines = []
    for act in official.acts:
        if act.kind not in TOLD_APART:
            about = f" {act.entrant.full_name}" if act.entrant_id else ""
            detail = act_detail(act)
            said = f"{act.get_kind_display()}{about}{detail and f' ({detail})'}"
            lines.append(f"{_local(act.made_at)}: {said}. {act.reason}")
    looked_at, without_fault = reviewed_counts(official.acts)
    if looked_at:
        lines.append(
            f"Dấu hiệu đã xem xét xong: {looked_at}, trong đó không có lỗi: {without_fault}."
        )
    codes = sum(act.kind == ActKind.NEW_CODE for act in official.acts)
    if codes:
        lines.append(f"Mã vào lại đã cấp lại sau khi xác minh: {codes}.")
    return Part("VIỆC LÀM CỦA BAN TỔ CHỨC", tuple(lines))


def _incidents(official: OfficialTable) -> Part:
    """Return what went wrong in this round, or in any for the sum."""
    number = official.round_number
    lines = []
    for each in incidents_in(official.acts):
        if number != ALL_ROUNDS and not each.is_about(number):
            continue
        until = _local(each.ended_at) if each.ended_at else "khi ghi chưa khắc phục xong"
        lines.append(f"Từ {_local(each.began_at)} đến {until}: {each.what} Xử lý: {each.done}")
    return Part("SỰ CỐ VÀ CÁCH XỬ LÝ", tuple(lines))


def _proof(official: OfficialTable) -> Part:
    ranking = official.ranking
    lines = [
        f"Dấu vân tay của bảng (SHA-256): {ranking.content_hash}",
        f"Dấu vân tay của dữ liệu được xếp hạng: {ranking.inputs_hash}",
        f"Dấu vân tay của danh sách giải: {ranking.awards_hash}",
    ]
    if official.head:
        lines.append(f"Mắt xích cuối của chuỗi, số {official.head.sequence}: {official.head.hash}")
    return Part("ĐỐI CHIẾU", tuple(lines))
