"""Requests about personal data: one that is late, one that waits, one with its answer."""

from datetime import datetime, timedelta

from goodnews.accounts.models import User
from goodnews.demo.reading import read_toml
from goodnews.privacy.choices import RequestState
from goodnews.privacy.models import DataRequest, PrivacySettings
from goodnews.privacy.services import check_identity, close_request, receive_request

FIELDS = (
    "asked",
    "person_name",
    "page_path",
    "details",
    "relation",
    "requester_name",
    "phone",
    "email",
)


def load_data_requests(*, approver: User, now: datetime) -> None:
    """Take the requests of the demo, unless there are any; nobody is written to."""
    if DataRequest.objects.exists():
        return
    content = read_toml("privacy.toml")
    settings = PrivacySettings.load()
    settings.contact = content["contact"]
    settings.save()
    for row in content["request"]:
        moment = now - timedelta(hours=row["hours_ago"])
        values = {name: row.get(name, "") for name in FIELDS}
        request = receive_request(values=values, now=moment)
        if "answer" in row:
            later = moment + timedelta(hours=3)
            check_identity(request=request, note=row["identity"], user=approver, now=later)
            close_request(
                request=request,
                state=RequestState.DONE,
                answer=row["answer"],
                user=approver,
                now=later,
            )
