"""Requests about personal data that have their answer."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodnews.privacy.choices import RetentionAction
from goodnews.privacy.models import DataRequest
from goodnews.privacy.retention import DataKind


def _due(keys, before):
    return DataRequest.objects.closed().filter(pk__in=keys, closed_at__lte=before)


@transaction.atomic
def _anonymise(keys, before, now) -> int:
    """Keep code, kind, days and outcome for the yearly report; nothing of any person."""
    return (
        _due(keys, before)
        .filter(anonymised_at__isnull=True)
        .update(
            anonymised_at=now,
            fingerprint="",
            person_name="",
            requester_name="",
            page_path="",
            details="",
            phone="",
            email="",
            identity_note="",
            answer="",
        )
    )


@transaction.atomic
def _delete(keys, before, now) -> int:
    deleted, _by_model = _due(keys, before).delete()
    return deleted


DATA_REQUESTS = DataKind(
    code="data-requests",
    label=_("requests about personal data"),
    event=_("after the answer"),
    rows=lambda: DataRequest.objects.closed().filter(anonymised_at__isnull=True),
    moment="closed_at",
    actions={RetentionAction.ANONYMISE: _anonymise, RetentionAction.DELETE: _delete},
    days=1096,
    note=(
        "Chứng minh đã trả lời đúng hạn (Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP); thời hiệu "
        "đòi bồi thường là 3 năm (Bộ luật Dân sự, điều 588)."
    ),
    least_days=366,
)
