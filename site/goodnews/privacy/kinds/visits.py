"""Who is reading today, and who is signed in."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.retention import DataKind
from goodnews.stats.models import DailyVisitor
from goodnews.stats.services import forget_visitors


@transaction.atomic
def _forget_visitors(keys, before, now) -> int:
    """Delete the visitors of past days with their secrets and sightings; the counts stay."""
    count = DailyVisitor.objects.filter(day__lte=before).count()
    forget_visitors(before=before + timedelta(days=1))
    return count


@transaction.atomic
def _forget_sessions(keys, before, now) -> int:
    deleted, _by_model = Session.objects.filter(pk__in=keys, expire_date__lte=before).delete()
    return deleted


VISITORS = DataKind(
    code="visitors",
    label=_("hashes of the day's visitors"),
    event=_("after the day"),
    rows=lambda: DailyVisitor.objects.all(),
    moment="day",
    actions={RetentionAction.DELETE: _forget_visitors},
    days=1,
    note=(
        "Chỉ để một người đọc trong ngày không bị đếm hai lần; hết ngày, khóa bị xóa và không ai lần "
        "ngược được. Số lượt vẫn giữ."
    ),
    most_days=1,
    counts_days=True,
)

SESSIONS = DataKind(
    code="sessions",
    label=_("sign-ins that have run out"),
    event=_("after they ran out"),
    rows=lambda: Session.objects.all(),
    moment="expire_date",
    actions={RetentionAction.DELETE: _forget_sessions},
    days=1,
    note="Phiên đăng nhập đã hết hạn không mở được gì nữa; chỉ còn là dấu vết của người dùng.",
    most_days=30,
)
