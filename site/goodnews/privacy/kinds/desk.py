"""What correspondents began and never sent."""

from django.utils.translation import gettext_lazy as _

from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.retention import DataKind
from news.desk.models import DeskDraft
from news.desk.services import forget_drafts


def _forget(keys, before, now) -> int:
    return forget_drafts(days=0, now=before, keys=keys)


DRAFTS = DataKind(
    code="desk-drafts",
    label=_("drafts of the desk that were never sent"),
    event=_("after the last change"),
    rows=lambda: DeskDraft.objects.unsent().filter(page__isnull=True),
    moment="saved_at",
    actions={RetentionAction.DELETE: _forget},
    days=180,
    note=(
        "Bản nháp có tên và ảnh của người chưa được hỏi ý kiến; Luật 91/2025/QH15: chỉ lưu trong "
        "thời gian cần cho mục đích. 180 ngày là quy định của bàn biên tập."
    ),
    least_days=30,
)
