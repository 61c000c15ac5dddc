"""Who took part in contests."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.entrants.forgetting import forget_entrants, named_entrants
from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.retention import DataKind


def _forget_entrants(keys, before, now) -> int:
    return forget_entrants(keys=keys, before=before)


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
        "điện thoại, thư điện tử, câu hỏi gửi ban tổ chức; đơn vị, lượt thi và điểm vẫn còn."
    ),
    least_days=90,
)
