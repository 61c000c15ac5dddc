"""Mail that was sent: who was told what, and when."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.reminders.models import Letter as ReminderLetter
from campaigns.reminders.services import forget_letters
from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.retention import DataKind
from goodnews.workflows.models import Letter
from goodnews.workflows.models.letters import KEPT_FOR


@transaction.atomic
def _forget_letters(keys, before, now) -> int:
    deleted, _by_model = Letter.objects.filter(pk__in=keys, created_at__lte=before).delete()
    return deleted


def _forget_reminders(keys, before, now) -> int:
    return forget_letters(keys=keys, before=before)


LETTERS = DataKind(
    code="letters",
    label=_("letters of the newsroom"),
    event=_("after they were written"),
    rows=lambda: Letter.objects.all(),
    moment="created_at",
    actions={RetentionAction.DELETE: _forget_letters},
    days=KEPT_FOR.days,
    note=("Chỉ còn địa chỉ và tiêu đề, để biết đã báo cho ai; sau 30 ngày không ai cần đến nữa."),
    # It is tried for a day, and ``send_letters`` forgets it after a month whatever stands here.
    least_days=2,
    most_days=KEPT_FOR.days,
)

REMINDER_LETTERS = DataKind(
    code="reminder-letters",
    label=_("log of the reminders"),
    event=_("after they were sent"),
    rows=lambda: ReminderLetter.objects.ended(),
    moment="taken_at",
    actions={RetentionAction.DELETE: _forget_reminders},
    days=731,
    note="Đối chiếu việc nhắc định mức của năm trước khi xét thi đua; hai năm là đủ.",
    # A rule counts how often somebody was reminded; the longest repeats after a year.
    least_days=366,
)
