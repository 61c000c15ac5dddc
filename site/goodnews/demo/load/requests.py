"""Requests for consent that wait in the demo: the child has answered, the guardian has not."""

from datetime import datetime, timedelta

from exemplars.models import ExemplarPage
from goodnews.accounts.models import User
from goodnews.consents.choices import PartyRole, Purpose
from goodnews.consents.services import answer_consent, ask_for_consent

CHILD = "em-duy"


def load_requests(
    *, exemplars: dict[str, ExemplarPage], users: dict[str, User], now: datetime
) -> None:
    """Ask a boy and his guardian for his picture and his name on the leaderboard."""
    page = exemplars[CHILD]
    asked = ask_for_consent(
        subject_key=page.translation_key,
        subject_name=page.title,
        purposes=[Purpose.IMAGE, Purpose.LEADERBOARD],
        age_band=page.age_band,
        occasion="Vòng thi trắc nghiệm tháng này",
        asked_by=users["correspondent"],
        now=now - timedelta(days=2),
    )
    answer_consent(
        token=asked.links[PartyRole.PERSON].rstrip("/").rsplit("/", 1)[-1],
        name=page.title,
        agreed_purposes=[Purpose.IMAGE, Purpose.LEADERBOARD],
        now=now - timedelta(days=1),
    )
