"""Who took part in contests."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.entrants.forgetting import (
    excluded_people,
    forget_entrants,
    forget_excluded,
    forget_listed,
    forget_lost_codes,
    listed_people,
    named_entrants,
)
from campaigns.contests.models import LostCode
from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.retention import DataKind


def _forget_entrants(keys, before, now) -> int:
    return forget_entrants(keys=keys, before=before, now=now)


def _forget_listed(keys, before, now) -> int:
    return forget_listed(keys=keys, before=before)


def _forget_excluded(keys, before, now) -> int:
    return forget_excluded(keys=keys, before=before)


def _forget_lost_codes(keys, before, now) -> int:
    return forget_lost_codes(keys=keys, before=before)


ENTRANTS = DataKind(
    code="contest-entrants",
    label=_("entrants of contests"),
    event=_("after the last round of their contest"),
    rows=named_entrants,
    moment="ended_at",
    actions={RetentionAction.ANONYMISE: _forget_entrants},
    days=731,
    note=(
        "Giữ 2 năm để trao giải, trả lời khiếu nại và cấp lại giấy chứng nhận, rồi xóa tên, ngày sinh, "
        "điện thoại, thư điện tử, bài viết, câu hỏi gửi ban tổ chức; đơn vị, lượt thi và điểm vẫn còn."
    ),
    least_days=90,
)

ROSTERS = DataKind(
    code="contest-rosters",
    label=_("rosters of contests"),
    event=_("after the last round of their contest"),
    rows=listed_people,
    moment="ended_at",
    actions={RetentionAction.DELETE: _forget_listed},
    days=180,
    note=(
        "Danh sách người được dự thi chỉ có họ tên, đơn vị và dấu vân tay; giữ 180 ngày để giải quyết "
        "khiếu nại rồi xóa."
    ),
    least_days=30,
)
EXCLUDED = DataKind(
    code="contest-excluded",
    label=_("people excluded from contests"),
    event=_("after the last round of their contest"),
    rows=excluded_people,
    moment="ended_at",
    actions={RetentionAction.DELETE: _forget_excluded},
    days=180,
    note=(
        "Người không được dự thi: họ tên, lý do và dấu vân tay; giữ 180 ngày để giải quyết khiếu nại "
        "rồi xóa."
    ),
    least_days=30,
)
LOST_CODES = DataKind(
    code="contest-lost-codes",
    label=_("requests for a new return code"),
    event=_("after they were sent"),
    rows=LostCode.objects.all,
    moment="asked_at",
    actions={RetentionAction.DELETE: _forget_lost_codes},
    days=90,
    note=(
        "Người mất mã tự ghi họ tên, ngày sinh, đơn vị và cách liên hệ; giữ 90 ngày rồi xóa. Việc cấp "
        "mã mới vẫn còn trong chuỗi ghi nhận, không kèm cách liên hệ."
    ),
    least_days=30,
)
