"""What shows a consent that is no longer in force, and requests of which none came."""

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from goodnews.consents.models import ConsentProof, ConsentRecord, ConsentRequest
from goodnews.consents.services import forget_proof, forget_request
from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.retention import DataKind


def _proofs():
    """Proofs on which only withdrawn consents stand, since the last of them was withdrawn."""
    records = ConsentRecord.objects.filter(proof=OuterRef("pk"))
    return ConsentProof.objects.filter(
        Exists(records), ~Exists(records.filter(withdrawn_at__isnull=True))
    ).annotate(withdrawn_at=Max("records__withdrawn_at"))


def _forget_proofs(keys, before, now) -> int:
    count = 0
    for key in keys:
        with transaction.atomic():
            proof = _proofs().filter(pk=key, withdrawn_at__lte=before).first()
            count += proof is not None and forget_proof(proof=proof)
    return count


WITHDRAWN_PROOFS = DataKind(
    code="withdrawn-proofs",
    label=_("proofs of consents that were withdrawn"),
    event=_("after the consent was withdrawn"),
    rows=_proofs,
    moment="withdrawn_at",
    actions={RetentionAction.DELETE: _forget_proofs},
    days=1826,
    note=(
        "Bản ghi ai đồng ý, khi nào, rút khi nào vẫn giữ. Ảnh hoặc PDF tờ đồng ý giữ thêm 5 năm: "
        "thời hiệu đòi bồi thường là 3 năm (Bộ luật Dân sự 91/2015/QH13, điều 588), cộng 2 năm."
    ),
    least_days=1096,
)


def _forget_requests(keys, before, now) -> int:
    return sum(forget_request(pk=key, before=before) for key in keys)


CONSENT_REQUESTS = DataKind(
    code="consent-requests",
    label=_("requests for consent of which no consent came"),
    event=_("after the last day for an answer"),
    rows=lambda: ConsentRequest.objects.fruitless(),
    moment="expires_at",
    actions={RetentionAction.DELETE: _forget_requests},
    days=180,
    note=(
        "Người không đồng ý hoặc không trả lời thì không đăng gì; giữ 180 ngày để biết đã hỏi, rồi "
        "không còn lý do giữ tên."
    ),
    least_days=30,
)
