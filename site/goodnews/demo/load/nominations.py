"""Two rounds of selection: one that the panel scores, one that is closed, with its minutes."""

from datetime import datetime, timedelta
from decimal import Decimal

from exemplars.choices import ExemplarKind, HonourLevel
from exemplars.nominations import services
from exemplars.nominations.choices import RoundState
from exemplars.nominations.models import (
    Criterion,
    Nomination,
    PanelMeeting,
    PanelMember,
    SelectionRound,
)
from goodnews.accounts.models import User
from goodnews.consents.choices import AgeBand
from goodnews.demo.reading import read_toml
from goodnews.units.models import Unit

NOMINATOR, OFFICE = "correspondent", "editor"
# How many days ago each round opened; the running one is a few days into its scoring.
DAYS_AGO = {"running": 30, "closed": 120}
OPEN_DAYS, SIFTING_DAYS, SCORING_DAYS = 20, 3, 14
LISTED_BECAUSE = "Hồ sơ đủ, việc làm cụ thể, đúng đối tượng."
CONFLICT = "Đề cử thuộc đơn vị tôi phụ trách."
CHAIR, SECRETARY = "approver", "editor"
DUTIES = ("Chủ tịch", "Thư ký", "Ủy viên", "Ủy viên")


def load_nominations(*, units: dict[str, Unit], users: dict[str, User], now: datetime) -> None:
    """Let both rounds run through their stages as their people would."""
    for row in read_toml("nominations.toml")["round"]:
        _Run(row, units, users, now).load()


class _Run:
    """One round on its way."""

    def __init__(self, row: dict, units: dict[str, Unit], users: dict[str, User], now: datetime):
        self.row, self.units, self.users, self.now = row, units, users, now
        self.opens_at = now - timedelta(days=DAYS_AGO[row["key"]])
        self.closes_at = self.opens_at + timedelta(days=OPEN_DAYS)
        self.scoring_at = self.closes_at + timedelta(days=SIFTING_DAYS)
        self.scoring_closes_at = self.scoring_at + timedelta(days=SCORING_DAYS)
        self.office = users[OFFICE]

    def load(self) -> None:
        self.round = self._make_round()
        office = {"round_": self.round, "user": self.office}
        services.open_nominations(**office, now=self.opens_at)
        nominations = [(self._nominate(row), row) for row in self.row["nomination"]]
        services.start_long_list(**office, now=self.closes_at)
        for nomination, _row in nominations:
            services.put_on_long_list(
                nomination=nomination, reason=LISTED_BECAUSE, user=self.office, now=self.closes_at
            )
        services.open_scoring(**office, now=self.scoring_at)
        for nomination, row in nominations:
            self._score(nomination, row.get("marks", {}))
        if self.row["key"] == "closed":
            self._close(nominations, office)

    def _make_round(self) -> SelectionRound:
        round_ = SelectionRound.objects.create(
            title=self.row["title"],
            year=self.opens_at.year,
            introduction=self.row["introduction"].strip(),
            opens_at=self.opens_at,
            closes_at=self.closes_at,
            scoring_closes_at=self.scoring_closes_at,
            long_list_size=10,
            short_list_size=4,
            state=RoundState.DRAFT,
        )
        for order, (name, most, weight, about) in enumerate(self.row["criteria"]):
            Criterion.objects.create(
                round=round_,
                name=name,
                max_points=most,
                weight=Decimal(weight),
                description=about,
                sort_order=order,
            )
        for order, username in enumerate(self.row["panel"]):
            PanelMember.objects.create(
                round=round_, user=self.users[username], duty=DUTIES[order], sort_order=order
            )
        return round_

    def _nominate(self, row: dict) -> Nomination:
        sent_at = self.opens_at + timedelta(days=2)
        nomination = Nomination.objects.create(
            round=self.round,
            nominator=self.users[NOMINATOR],
            unit=self.units[row["unit"]],
            kind=row.get("kind", ExemplarKind.PERSON),
            name=row["name"],
            field_of_work=row["field"],
            deed=row["deed"],
            reasons=row["reasons"].strip(),
            age_band=AgeBand.ADULT,
            created_at=sent_at,
            saved_at=sent_at,
        )
        return services.send_nomination(
            nomination=nomination, user=self.users[NOMINATOR], now=sent_at
        )

    def _score(self, nomination: Nomination, marks: dict[str, list[str]]) -> None:
        at = self.scoring_at + timedelta(days=1)
        criteria = list(self.round.criteria.order_by("sort_order"))
        for username, points in marks.items():
            given = {each.pk: Decimal(point) for each, point in zip(criteria, points, strict=True)}
            services.give_points(
                nomination=nomination, user=self.users[username], points=given, now=at
            )
        for username in self.row["panel"]:
            user = self.users[username]
            if services.has_conflict(nomination=nomination, user=user):
                services.abstain(nomination=nomination, user=user, reason=CONFLICT, now=at)

    def _close(self, nominations: list[tuple[Nomination, dict]], office: dict) -> None:
        met_at = self.scoring_closes_at + timedelta(days=2)
        services.close_scoring(**office, now=self.scoring_closes_at)
        for nomination, row in nominations:
            if row.get("result") != "honoured":
                continue
            decision = {
                "nomination": nomination,
                "reason": row["because"],
                "user": self.office,
                "now": met_at,
            }
            services.put_on_short_list(**decision)
            award = {}
            if "honour" in row:
                award = {
                    "honour_title": row["honour"],
                    "honour_level": HonourLevel.PROVINCE,
                    "decision_number": row["decision"],
                }
            services.honour(**decision, **award)
        services.close_round(**office, reason=self.row["conclusion"], now=met_at)
        meeting = PanelMeeting.objects.create(
            round=self.round,
            held_on=met_at.date(),
            place=self.row["place"],
            chair=self.users[CHAIR].get_full_name(),
            secretary=self.users[SECRETARY].get_full_name(),
            remarks=self.row["remarks"],
        )
        meeting.present.set(self.round.members.all())
