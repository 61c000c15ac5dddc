"""Entrants of contests."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy

from campaigns.contests.models import Entrant, ExcludedPerson, HelpQuestion, LostCode, RosterLine
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted


def _is_wanted(wanted: Wanted, entrant: Entrant) -> bool:
    return (
        wanted.is_named(entrant.full_name)
        or wanted.is_mailed(entrant.email)
        or wanted.is_called(entrant.phone, entrant.guardian_phone)
    )


def _entrants(wanted: Wanted) -> Iterator[Holding]:
    rows = Entrant.objects.select_related("contest", "unit").order_by("-registered_at", "-pk")
    for entrant in rows.iterator(chunk_size=1000):
        if _is_wanted(wanted, entrant):
            said = [entrant.contest.title, str(entrant.unit or ""), entrant.phone, entrant.email]
            yield Holding(
                what=entrant.full_name,
                detail=" · ".join(part for part in said if part),
                url=reverse(
                    "contest_results_admin:standing", args=[entrant.contest_id, entrant.pk]
                ),
            )


def _questions(wanted: Wanted) -> Iterator[Holding]:
    """Yield what somebody asked the organisers, wherever the entrant is the one looked for."""
    rows = HelpQuestion.objects.select_related("entrant", "contest").order_by("-asked_at", "-pk")
    for question in rows.iterator(chunk_size=1000):
        entrant = question.entrant
        if _is_wanted(wanted, entrant):
            said = [question.contest.title, question.text, question.answer]
            yield Holding(what=entrant.full_name, detail=" · ".join(part for part in said if part))


ENTRANTS = HoldingSource("contest-entrants", gettext_lazy("Entrants of contests"), _entrants)
QUESTIONS = HoldingSource(
    "contest-questions", gettext_lazy("Questions of entrants to the organisers"), _questions
)


def _lost_codes(wanted: Wanted) -> Iterator[Holding]:
    rows = LostCode.objects.select_related("contest").order_by("-asked_at", "-pk")
    for lost in rows.iterator(chunk_size=1000):
        is_reached = wanted.is_mailed(lost.contact) or wanted.is_called(lost.contact)
        if wanted.is_named(lost.full_name) or is_reached:
            said = [lost.contest.title, lost.unit_text, lost.contact]
            yield Holding(what=lost.full_name, detail=" · ".join(part for part in said if part))


LOST_CODES = HoldingSource(
    "contest-lost-codes", gettext_lazy("Requests for a new return code"), _lost_codes
)


def _listed(wanted: Wanted) -> Iterator[Holding]:
    """Yield names only: of what else a list knows, nothing but a fingerprint is kept."""
    for line in RosterLine.objects.select_related("contest", "unit").iterator(chunk_size=1000):
        if wanted.is_named(line.full_name):
            said = [line.contest.title, str(line.unit or "")]
            yield Holding(what=line.full_name, detail=" · ".join(part for part in said if part))
    for person in ExcludedPerson.objects.select_related("contest").iterator(chunk_size=1000):
        if wanted.is_named(person.full_name):
            yield Holding(what=person.full_name, detail=f"{person.contest.title} · {person.reason}")


LISTED = HoldingSource(
    "contest-lists", gettext_lazy("Lists of who may and who may not enter contests"), _listed
)
