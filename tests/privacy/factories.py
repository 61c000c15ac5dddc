"""Requests with fixed values: received on Monday, 23 November 2026 at 09:00 in Viet Nam."""

from datetime import datetime

from goodnews.privacy.models import DataRequest
from goodnews.privacy.services import receive_request
from goodnews.workflows.deadlines import VIET_NAM

MONDAY = datetime(2026, 11, 23, 9, tzinfo=VIET_NAM)
# Two working days later the office closes at 17:00.
DUE = datetime(2026, 11, 25, 17, tzinfo=VIET_NAM)
ADDRESS = "/yeu-cau-du-lieu/"


def filled(**values) -> dict[str, str]:
    """Return what a mother types who wants her daughter's profile taken down."""
    return {
        "asked": "remove",
        "person_name": "Lê Minh Châu",
        "page": "/guong-sang/le-minh-chau/",
        "details": "Cháu không muốn ảnh còn trên trang.",
        "relation": "guardian",
        "requester_name": "Lê Thị Bình",
        "phone": "0912 345 678",
        "email": "binh@example.org",
        "website": "",
        **values,
    }


def make_request(*, now=MONDAY, **values) -> DataRequest:
    """Return the mother's request."""
    typed = filled(**values)
    typed["page_path"] = typed.pop("page")
    del typed["website"]
    return receive_request(values=typed, now=now)
