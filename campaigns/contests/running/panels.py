"""What contests put on the start page of the admin: what runs, and what waits for an organiser."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.contests.choices import RoundKind
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import (
    ContestAct,
    Flag,
    HelpQuestion,
    LostCode,
    Ranking,
    Round,
)
from campaigns.contests.moments import closing
from campaigns.contests.results.admin_views import may_run_contests
from goodnews.core.home_panels import PanelForSome

ROUND, HELP, CODE, FLAG = "round", "help", "code", "flag"


@dataclass(frozen=True)
class Line:
    """One line of the panel: what there is to do or to look at, where, and of which contest."""

    label: str
    url: str
    about: str


@dataclass(frozen=True)
class Row:
    """What the database says: a round that asks for something, or how many wait for an answer."""

    what: str
    contest: int
    about: str
    number: int
    title: str = ""
    closes_at: datetime | None = None
    is_closed: bool = False


class ContestsPanel(PanelForSome):
    """Rounds that run, rounds to close or to publish, and who waits for an answer; one query.

    The start page has many panels and a budget of queries.
    """

    name = "contests_to_do"
    template_name = "contests/running/to_do_panel.html"
    order = 110

    def is_for(self, user) -> bool:
        return may_run_contests(user)

    def get_context_data(self, parent_context):
        return {
            **super().get_context_data(parent_context),
            "lines": to_do_lines(now=timezone.now()),
        }


def to_do_lines(*, now: datetime) -> list[Line]:
    """Return who waits for an answer, then what the rounds ask for, by when they close."""
    rows = [Row(*row) for row in _rounds(now).union(*_waiting(), all=True)]
    waiting = sorted((each for each in rows if each.what != ROUND), key=_place)
    rounds = sorted((each for each in rows if each.what == ROUND), key=attrgetter("closes_at"))
    return [*map(_waiting_line, waiting), *(_round_line(each, now) for each in rounds)]


def _place(row: Row) -> tuple[int, str]:
    return row.contest, row.what


def _rounds(now: datetime) -> QuerySet:
    """Return the rounds that have opened and whose table is not published."""
    own = {"round": OuterRef("pk")}
    rounds = Round.objects.filter(
        ~Exists(Ranking.objects.filter(**own)),
        contest__published_at__isnull=False,
        kind=RoundKind.SCORED,
        opens_at__lte=now,
    ).annotate(
        what=Value(ROUND), is_closed=Exists(ContestAct.objects.filter(**own, kind=ActKind.CLOSED))
    )
    columns = ("what", "contest_id", "contest__title", "number", "title", "closes_at", "is_closed")
    return rounds.order_by().values_list(*columns)


def _waiting() -> Iterator[QuerySet]:
    yield _counted(HelpQuestion.objects.waiting(), HELP)
    yield _counted(LostCode.objects.waiting(), CODE)
    yield _counted(Flag.objects.waiting(), FLAG, prefix="round__")


def _counted(rows: QuerySet, what: str, *, prefix: str = "") -> QuerySet:
    """Return a query for how many ``rows`` each published contest has, in the columns of ``Row``."""
    return (
        rows.filter(**{f"{prefix}contest__published_at__isnull": False})
        .order_by()
        .values(what=Value(what), of=F(f"{prefix}contest"), about=F(f"{prefix}contest__title"))
        .annotate(
            found=Count("pk"),
            name=Value(""),
            moment=Value(None, output_field=DateTimeField()),
            is_done=Value(False),
        )
        .values_list("what", "of", "about", "found", "name", "moment", "is_done")
    )


def _round_line(row: Row, now: datetime) -> Line:
    words = {"round": row.title}
    if now < row.closes_at:
        url = reverse("contest_running:board", args=[row.contest])
        words["moment"] = closing(row.closes_at)
        return Line(_("%(round)s is open until %(moment)s") % words, url, row.about)
    url = reverse("contest_results_admin:round", args=[row.contest, row.number])
    if row.is_closed:
        return Line(_("%(round)s is closed: publish its table") % words, url, row.about)
    return Line(_("%(round)s is over: close it") % words, url, row.about)


def _waiting_line(row: Row) -> Line:
    name = "contest_flags_admin:list" if row.what == FLAG else "contest_running:help"
    return Line(_waiting_label(row), reverse(name, args=[row.contest]), row.about)


def _waiting_label(row: Row) -> str:
    if row.what == HELP:
        words = ngettext(
            "%(count)s question without an answer",
            "%(count)s questions without an answer",
            row.number,
        )
    elif row.what == CODE:
        words = ngettext("%(count)s lost code", "%(count)s lost codes", row.number)
    else:
        words = ngettext("%(count)s sign to judge", "%(count)s signs to judge", row.number)
    return words % {"count": row.number}
