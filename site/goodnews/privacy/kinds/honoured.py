"""Good wishes of readers, and nominations by which nobody was honoured."""

from django.utils.translation import gettext_lazy as _

from exemplars.forgetting import NAMELESS as NAMELESS_SENDER
from exemplars.forgetting import forget_refused_greetings, forget_senders
from exemplars.models import Greeting
from exemplars.nominations.models import Nomination
from exemplars.nominations.services import NAMELESS as NAMELESS_NOMINEE
from exemplars.nominations.services import forget_nominee
from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.retention import DataKind


def _forget_refused(keys, before, now) -> int:
    return forget_refused_greetings(keys=keys, before=before)


def _forget_senders(keys, before, now) -> int:
    return forget_senders(keys=keys, before=before)


def _forget_nominees(keys, before, now) -> int:
    return sum(forget_nominee(pk=key, before=before) for key in keys)


REFUSED_GREETINGS = DataKind(
    code="refused-greetings",
    label=_("good wishes that were refused"),
    event=_("after they were refused"),
    rows=lambda: Greeting.objects.refused(),
    moment="decided_at",
    actions={RetentionAction.DELETE: _forget_refused},
    days=30,
    note="Không ai đọc nữa; giữ 30 ngày để xem lại nếu từ chối nhầm.",
)

GREETING_SENDERS = DataKind(
    code="greeting-senders",
    label=_("names under good wishes"),
    event=_("after they were sent"),
    rows=lambda: Greeting.objects.shown().exclude(name=NAMELESS_SENDER),
    moment="sent_at",
    actions={RetentionAction.ANONYMISE: _forget_senders},
    days=731,
    note="Lời chúc vẫn còn trên hồ sơ; sau hai năm không cần biết ai gửi.",
    least_days=30,
)

NOMINATIONS = DataKind(
    code="nominations",
    label=_("nominations by which nobody was honoured"),
    event=_("after the scoring of their round"),
    rows=lambda: Nomination.objects.fruitless().exclude(name=NAMELESS_NOMINEE),
    moment="round__scoring_closes_at",
    actions={RetentionAction.ANONYMISE: _forget_nominees},
    days=1096,
    note=(
        "Giữ 3 năm để trả lời khiếu nại và đối chiếu khi đề cử lại, rồi xóa tên, thành tích, ảnh; điểm "
        "và các bước xét vẫn còn."
    ),
    least_days=366,
)
