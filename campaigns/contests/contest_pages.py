"""What the public pages of contests show."""

from dataclasses import dataclass
from datetime import datetime

from .choices import RoundKind
from .models import Contest, Round
from .moments import closing, opening, span
from .prize_sentences import prize_sentences
from .reading import published_rules
from .round_sentences import duration
from .rules import RoundRules
from .sentences import Article, articles
from .states import ContestState, Outlook, outlook, paused_or, state_at

# On the landing in full; the rest is a link away.
LANDING_ARTICLES = ("du-thi", "bang-thi")


@dataclass(frozen=True)
class Spotlight:
    """A contest that takes attempts, or will, with the round that matters now.

    Attributes:
        state: of that round: running, or opening soon.
        turns_at: when that round closes, or opens.
    """

    contest: Contest
    state: ContestState
    round_title: str
    turns_at: datetime
    turns_label: str

    @property
    def is_running(self) -> bool:
        """Whether the round takes attempts now."""
        return self.state is ContestState.OPEN


@dataclass(frozen=True)
class ContestCard:
    """One contest in the list; with a spotlight, or with the moment when it closed."""

    contest: Contest
    state: ContestState
    closed: str
    spotlight: Spotlight | None


@dataclass(frozen=True)
class CardGroup:
    """The contests of one state, with at least one of them."""

    state: ContestState
    cards: tuple[ContestCard, ...]


@dataclass(frozen=True)
class ShownRound:
    """A round among the dates of a contest."""

    title: str
    span: str
    state: ContestState
    is_practice: bool


@dataclass(frozen=True)
class Landing:
    """What the page of one contest says.

    Attributes:
        turns_at: when something opens or closes next; None after the last closing.
        facts: the rules in short, by name.
    """

    outlook: Outlook
    turns_at: datetime | None
    turns_label: str
    rounds: tuple[ShownRound, ...]
    who: tuple[Article, ...]
    prizes: tuple[str, ...]
    facts: RoundRules
    question_count: int
    minutes: str
    version_number: int

    @property
    def topics(self) -> tuple[int | None, ...]:
        """What the round that matters now draws questions of."""
        return tuple(each.topic for each in self.facts.draws)

    @property
    def running(self) -> RoundRules | None:
        """The round that takes attempts now, one that counts before one for practice."""
        return self.outlook.running[0] if self.outlook.running else None

    @property
    def turning(self) -> RoundRules | None:
        """The round that opens or closes next."""
        return self.running or self.outlook.coming

    @property
    def has_closed_round(self) -> bool:
        """Whether a round that counts is over, so that there may be results."""
        closed = ContestState.CLOSED
        return any(each.state is closed and not each.is_practice for each in self.rounds)


def spotlights(*, now: datetime) -> list[Spotlight]:
    """Return the contests that are not over: those that run, then what opens first; one query."""
    rounds = (
        Round.objects.filter(
            contest__published_at__isnull=False, kind=RoundKind.SCORED, closes_at__gt=now
        )
        .select_related("contest__poster")
        .order_by("pk")
    )
    found: dict[int, Spotlight] = {}
    for each in sorted((_spotlight(round_, now) for round_ in rounds), key=_nearness):
        found.setdefault(each.contest.pk, each)
    return list(found.values())


def _nearness(spotlight: Spotlight) -> tuple[bool, datetime]:
    """Order what runs before what opens later, each by when it turns."""
    return not spotlight.is_running, spotlight.turns_at


def _spotlight(round_: Round, now: datetime) -> Spotlight:
    is_running = round_.opens_at <= now
    return Spotlight(
        contest=round_.contest,
        state=ContestState.OPEN if is_running else ContestState.SOON,
        round_title=round_.title,
        turns_at=round_.closes_at if is_running else round_.opens_at,
        turns_label=closing(round_.closes_at) if is_running else opening(round_.opens_at),
    )


def contest_cards(*, now: datetime) -> list[CardGroup]:
    """Return the published contests by state: two queries."""
    lit = {each.contest.pk: each for each in spotlights(now=now)}
    cards: dict[ContestState, list[ContestCard]] = {}
    contests = Contest.objects.published().with_dates().select_related("poster")
    for contest in contests.order_by("-first_opening", "-pk"):
        first, last = contest.first_opening, contest.last_closing
        spotlight = lit.get(contest.pk)
        state = paused_or(
            state_at(now, is_published=True, first=first, last=last),
            is_running=spotlight is not None and spotlight.is_running,
        )
        card = ContestCard(contest, state, closing(last), spotlight)
        cards.setdefault(state, []).append(card)
    order = (ContestState.OPEN, ContestState.PAUSED, ContestState.SOON, ContestState.CLOSED)
    # Whatever opens first stands first; what has closed goes back in time.
    return [
        CardGroup(state, tuple(reversed(found) if state is ContestState.SOON else found))
        for state in order
        if (found := cards.get(state))
    ]


def landing(contest: Contest, *, now: datetime) -> Landing:
    """Return what the page of ``contest`` says at ``now``: one query."""
    version, rules = published_rules(contest)
    seen = outlook(rules, now)
    facts = next((each for each in seen.running if each.is_scored), None)
    facts = facts or seen.coming or rules.scored_rounds[-1]
    ends_at = seen.running[0].closes_at if seen.running else None
    begins_at = seen.coming.opens_at if seen.coming else None
    code = rules.leagues[0].code if rules.leagues else ""
    return Landing(
        outlook=seen,
        turns_at=ends_at or begins_at,
        turns_label=closing(ends_at) if ends_at else opening(begins_at) if begins_at else "",
        rounds=tuple(_shown_round(each, now) for each in rules.rounds),
        who=tuple(each for each in articles(rules) if each.key in LANDING_ARTICLES),
        prizes=tuple(prize_sentences(rules)),
        facts=facts,
        question_count=(
            sum(each.count for each in facts.draws_for(code)) + len(facts.fixed_for(code))
        ),
        minutes=duration(facts.seconds) if facts.seconds else "",
        version_number=version.number,
    )


def _shown_round(round_: RoundRules, now: datetime) -> ShownRound:
    return ShownRound(
        title=round_.title,
        span=span(round_.opens_at, round_.closes_at),
        state=state_at(now, is_published=True, first=round_.opens_at, last=round_.closes_at),
        is_practice=round_.kind == "practice",
    )
