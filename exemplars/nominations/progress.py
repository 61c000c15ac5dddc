"""How far the panel is: who has scored how much, and nothing of what was given."""

from dataclasses import dataclass

from django.db.models import Count

from .models import PanelMember, ScoreSheet, SelectionRound


@dataclass(frozen=True)
class MemberProgress:
    """One member, and how many sheets are filled in of how many."""

    member: PanelMember
    done: int
    total: int

    @property
    def is_done(self) -> bool:
        """True once every nomination has a sheet of this member."""
        return self.done >= self.total


def progress_of(round_: SelectionRound) -> list[MemberProgress]:
    """Return how many of the nominations each member has scored or abstained from."""
    total = round_.nominations.in_scoring().count()
    rows = ScoreSheet.objects.filter(
        member__round=round_, nomination__is_in_scoring=True
    ).order_by()
    done = dict(rows.values_list("member").annotate(count=Count("pk")))
    members = round_.members.select_related("user").order_by("sort_order", "pk")
    return [MemberProgress(member, done.get(member.pk, 0), total) for member in members]


def is_scored_by_all(round_: SelectionRound) -> bool:
    """Tell whether every member has scored everything."""
    return all(each.is_done for each in progress_of(round_))


def sheets_left(member: PanelMember) -> int:
    """Return how many nominations ``member`` has neither scored nor abstained from."""
    nominations = member.round.nominations.in_scoring()
    return nominations.exclude(score_sheets__member=member).count()
