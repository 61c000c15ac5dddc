"""A round of 2026 with two criteria and three members, and nominations of two communes.

Nominations are open from 1 to 20 March 2026, scoring closes on 31 March; the
names are Đạo Thị Kiều, Chảo Văn Sơn, Lù Thị Hoa.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from exemplars.choices import ExemplarKind, FieldOfWork
from exemplars.nominations.choices import NominationState, RoundState, ScoringMethod
from exemplars.nominations.models import Criterion, Nomination, PanelMember, SelectionRound
from exemplars.nominations.services import (
    close_scoring,
    give_points,
    open_scoring,
    put_on_long_list,
    send_nomination,
)
from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.consents.choices import AgeBand
from goodnews.units.models import Unit
from tests.accounts.factories import make_user
from tests.recorded import recorded
from tests.units.factories import make_unit

OPENS = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = datetime(2026, 3, 20, tzinfo=UTC)
SCORING_CLOSES = datetime(2026, 3, 31, tzinfo=UTC)
IN_TIME = OPENS + timedelta(days=2)
SIFTING = CLOSES + timedelta(days=1)
SCORING = CLOSES + timedelta(days=2)
AFTER = SCORING_CLOSES + timedelta(hours=1)
SECOND = timedelta(seconds=1)
KEY = uuid.UUID("44444444-2222-4333-8444-555555555555")
NAMES = ("Đạo Thị Kiều", "Chảo Văn Sơn", "Lù Thị Hoa")
REASONS = "Ba năm liền dạy chữ cho 42 người lớn.\n\nÁnh đèn ở nhà văn hóa bản sáng đến 21 giờ."
DEED = "Ba năm liền dạy chữ cho 42 người lớn ở bản Sín Chải."


@dataclass
class Stage:
    """A round with its people.

    Attributes:
        members: three people of the office; the third belongs to the unit that nominates.
    """

    round: SelectionRound
    unit: Unit
    other_unit: Unit
    office_unit: Unit
    correspondent: User
    reviewer: User
    editor: User
    members: list[User]

    def nomination(self, name: str = NAMES[0], **values) -> Nomination:
        """Return a complete draft."""
        values = {"nominator": self.correspondent, "unit": self.unit, **values}
        return make_nomination(self.round, name, **values)

    def sent(self, name: str = NAMES[0], **values) -> Nomination:
        """Return a nomination that was sent in time."""
        nomination = self.nomination(name, **values)
        return send_nomination(nomination=nomination, user=nomination.nominator, now=IN_TIME)

    def at(self, state: RoundState) -> None:
        """Let the round stand at ``state`` without its rules."""
        reason = "Đã chọn." if state == RoundState.CLOSED else ""
        rounds = SelectionRound.objects.filter(pk=self.round.pk)
        rounds.update(state=state, closing_reason=reason)
        self.round.refresh_from_db()

    def in_scoring(self, *names: str, **values) -> list[Nomination]:
        """Return nominations before the panel, the scoring just opened."""
        nominations = [self.sent(name, **values) for name in names]
        self.at(RoundState.LONG_LIST)
        for each in nominations:
            put_on_long_list(nomination=each, reason="Đủ hồ sơ.", user=self.editor, now=SIFTING)
        open_scoring(round_=self.round, user=self.editor, now=SCORING)
        self.round.refresh_from_db()
        return [fresh(each) for each in nominations]

    def give(self, nomination: Nomination, user: User, *points, now=SCORING):
        """Let a member give points in the order of the criteria."""
        criteria = Criterion.objects.filter(round=self.round).order_by("sort_order")
        given = {each.pk: Decimal(p) for each, p in zip(criteria, points, strict=True)}
        return give_points(nomination=nomination, user=user, points=given, now=now)

    def close_scoring(self) -> None:
        """Close the scoring after its time."""
        close_scoring(round_=self.round, user=self.editor, now=AFTER)
        self.round.refresh_from_db()


def make_round(**values) -> SelectionRound:
    """Return a round that takes nominations, judged by "Việc làm" (10) and "Lan tỏa" (5, double)."""
    defaults = {
        "title": "Gương sáng bản làng",
        "year": 2026,
        "introduction": "Tìm những người làm việc tốt bền bỉ.",
        "word_limit": 100,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "scoring_closes_at": SCORING_CLOSES,
        "long_list_size": 5,
        "short_list_size": 2,
        "state": RoundState.NOMINATING,
    }
    round_ = SelectionRound.objects.create(**{**defaults, **values})
    if round_.method == ScoringMethod.POINTS:
        Criterion.objects.create(round=round_, name="Việc làm", max_points=10, sort_order=0)
        Criterion.objects.create(round=round_, name="Lan tỏa", max_points=5, weight=2, sort_order=1)
    return round_


def make_nomination(round_: SelectionRound, name: str = NAMES[0], **values) -> Nomination:
    """Return a complete draft of an adult, in volunteering."""
    defaults = {
        "kind": ExemplarKind.PERSON,
        "field_of_work": FieldOfWork.VOLUNTEERING,
        "deed": DEED,
        "reasons": REASONS,
        "age_band": AgeBand.ADULT,
        "state": NominationState.DRAFT,
        "created_at": IN_TIME,
        "saved_at": IN_TIME,
    }
    return Nomination.objects.create(round=round_, name=name, **{**defaults, **values})


@recorded
def make_stage(**values) -> Stage:
    """Return a round that takes nominations, with its people."""
    apply_roles()
    office = make_unit("Tỉnh Đoàn Minh Họa")
    unit, other = make_unit("Xã Nậm Pung", parent=office), make_unit("Xã Bản Liền", parent=office)
    members = [
        make_user("member-a", role=Role.EDITOR, unit=office),
        make_user("member-b", role=Role.ORGANISER, unit=office),
        make_user("member-c", role=Role.REVIEWER, unit=unit),
    ]
    round_ = make_round(**values)
    for number, user in enumerate(members):
        PanelMember.objects.create(round=round_, user=user, sort_order=number, duty="Ủy viên")
    return Stage(
        round=round_,
        unit=unit,
        other_unit=other,
        office_unit=office,
        correspondent=make_user("correspondent", role=Role.CORRESPONDENT, unit=unit),
        reviewer=make_user("reviewer", role=Role.REVIEWER, unit=unit),
        editor=make_user("editor", role=Role.EDITOR, unit=office),
        members=members,
    )


def fresh(nomination: Nomination) -> Nomination:
    """Return ``nomination`` as the database has it."""
    return Nomination.objects.select_related("round").get(pk=nomination.pk)


def typed(**values) -> dict:
    """Return what the form posts for a complete nomination."""
    return {
        "key": str(KEY),
        "kind": "person",
        "name": NAMES[0],
        "field_of_work": "volunteering",
        "deed": DEED,
        "reasons": REASONS,
        "age_band": "16+",
        "evidence_links": "https://example.org/bao-viet",
        "do": "save",
        **values,
    }


# The state of the round that a nomination in each state stands in.
ROUND_OF_STATE = {
    NominationState.DRAFT: RoundState.NOMINATING,
    NominationState.RETURNED: RoundState.NOMINATING,
    NominationState.SENT: RoundState.LONG_LIST,
    NominationState.LONG_LISTED: RoundState.SCORING,
    NominationState.HONOURED: RoundState.SHORT_LIST,
}


def make_standing(state: NominationState, *, nominator: User, members=(), **values) -> Nomination:
    """Return a nomination in ``state``, of a round of its own that stands where it belongs, today."""
    now = datetime.now(tz=UTC)
    is_taking = ROUND_OF_STATE[state] == RoundState.NOMINATING
    opened = now - timedelta(days=1 if is_taking else 9)
    round_ = make_round(
        state=ROUND_OF_STATE[state],
        opens_at=opened,
        closes_at=opened + timedelta(days=5),
        scoring_closes_at=opened + timedelta(days=20),
    )
    for user in members:
        PanelMember.objects.create(round=round_, user=user)
    return make_nomination(
        round_,
        f"{NAMES[0]} {state}",
        nominator=nominator,
        state=state,
        sent_at=None if state == NominationState.DRAFT else opened,
        is_in_scoring=ROUND_OF_STATE[state] in (RoundState.SCORING, RoundState.SHORT_LIST),
        **values,
    )
