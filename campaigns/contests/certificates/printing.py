"""Certificates of a table as files."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from campaigns.contests.results.ranking import ALL_ROUNDS
from goodnews.core.addresses import absolute
from goodnews.core.documents.heads import office_head
from goodnews.workflows.deadlines import VIET_NAM

from .drawing import Sheet, certificates_pdf
from .issuing import issue_certificates
from .statements import CertifiedTable, Statement

TITLE = "Giấy chứng nhận"


def print_certificates(
    *, table: CertifiedTable, statements: Sequence[tuple[int, Statement]], now: datetime
) -> bytes | None:
    """Return the certificates as one PDF; None where nobody of them gets one any more."""
    ranking = table.ranking
    issued = issue_certificates(ranking=ranking, statements=statements, now=now)
    if not issued:
        return None
    sheet = Sheet(
        head=office_head(),
        organiser=ranking.contest.organiser_name,
        address=absolute(reverse("contest_certificates:form")),
        day=ranking.made_at.astimezone(VIET_NAM).date(),
    )
    return certificates_pdf(sheet, issued, title=f"{TITLE}: {table.rules.title}")


def file_name(table: CertifiedTable, part: str = "") -> str:
    """Return the name of a file; it names no person."""
    ranking = table.ranking
    number = ranking.round.number if ranking.round_id else ALL_ROUNDS
    name = f"giay-chung-nhan-{ranking.contest.slug}-{number}-ban-{ranking.number}"
    return f"{name}-{part}.pdf" if part else f"{name}.pdf"
