"""What is wrong with one round; pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from .choices import CountingRule, Gate, PredictionTarget, ShownAtOnce, TieBreak
from .findings import Finding, Severity
from .rules import RoundRules

MISSING, DOUBTFUL = Severity.MISSING, Severity.DOUBTFUL
# Two people never share both: whoever was later is behind.
DECIDING = (TieBreak.SUBMITTED, TieBreak.STARTED)
MOST_WORDS = 1000


def round_findings(
    round_: RoundRules, *, path: str, leagues: Sequence[str], now: datetime | None = None
) -> Iterator[Finding]:
    """Yield what is wrong with ``round_``.

    Args:
        path: of the round among the findings.
        leagues: codes of the contest's leagues.
        now: the moment of the first publication; None where it does not matter.
    """
    yield from _window(round_, path)
    if now is not None and round_.is_scored:
        yield from _begun(round_, path, now)
    yield from _attempts(round_, path)
    yield from _questions(round_, path, leagues)
    yield from chain_findings(round_.tie_breaks, path=f"{path}.tie_breaks")
    yield from _prediction(round_, path)
    yield from _ranking(round_, path, leagues)
    if round_.essay or round_.essay_points:
        yield from _essay(round_, path)


def chain_findings(chain: Sequence[str], *, path: str) -> Iterator[Finding]:
    """Yield what is wrong with a chain of keys."""
    if len(set(chain)) < len(chain):
        yield Finding(path, _("A key stands here twice; the second never decides."))
    if not chain:
        yield Finding(path, _("Say by what people are ranked."))
    elif chain[-1] not in DECIDING:
        message = _("End with “submitted earlier” or “started earlier”, or ties stay undecided.")
        yield Finding(path, message)


def _window(round_: RoundRules, path: str) -> Iterator[Finding]:
    if round_.number < 1:
        yield Finding(f"{path}.number", _("Rounds are numbered from 1."))
    if round_.closes_at <= round_.opens_at:
        yield Finding(f"{path}.closes_at", _("The round closes before it opens."))
    elif round_.seconds and round_.seconds > (round_.closes_at - round_.opens_at).total_seconds():
        message = _("An attempt may last longer than the round is open.")
        yield Finding(f"{path}.seconds", message, DOUBTFUL)


def _begun(round_: RoundRules, path: str, now: datetime) -> Iterator[Finding]:
    """Once published, a round that has opened keeps its dates, and the contest stays."""
    if round_.closes_at <= now:
        message = _("This round closed before it was published: correct the dates.")
        yield Finding(f"{path}.closes_at", message, MISSING)
    elif round_.opens_at <= now:
        message = _("This round has opened already: people play as soon as it is published.")
        yield Finding(f"{path}.opens_at", message, DOUBTFUL)


def _attempts(round_: RoundRules, path: str) -> Iterator[Finding]:
    if round_.seconds == 0:
        yield Finding(f"{path}.seconds", _("Give at least one minute, or leave it empty."))
    if round_.attempts == 0:
        yield Finding(f"{path}.attempts", _("Allow at least one attempt."))
    if round_.counting == CountingRule.ONLY and round_.attempts != 1:
        message = _("With several attempts say which one counts: the best or the last.")
        yield Finding(f"{path}.counting", message)
    tells_answers = round_.shown_at_once == ShownAtOnce.ANSWERS and round_.is_scored
    if tells_answers and round_.attempts != 1:
        message = _("Whoever sees the right answers can use them in the next attempt.")
        yield Finding(f"{path}.shown_at_once", message, DOUBTFUL)


def _questions(round_: RoundRules, path: str, leagues: Sequence[str]) -> Iterator[Finding]:
    if not round_.draws and not round_.fixed:
        yield Finding(f"{path}.draws", _("Say which questions are asked."), MISSING)
    for place, draw in enumerate(round_.draws):
        if not draw.count:
            yield Finding(f"{path}.draws.{place}.count", _("Draw at least one question."))
        yield from _of_league(draw, f"{path}.draws.{place}", leagues)
    seen: set[tuple[str, str]] = set()
    for place, fixed in enumerate(round_.fixed):
        own = f"{path}.fixed.{place}"
        if seen & {(fixed.question, fixed.league), (fixed.question, "")}:
            yield Finding(f"{own}.question", _("This question stands here twice."))
        seen.add((fixed.question, fixed.league))
        yield from _of_league(fixed, own, leagues)


def _of_league(line, path: str, leagues: Sequence[str]) -> Iterator[Finding]:
    if line.league and line.league not in leagues:
        yield Finding(f"{path}.league", _("No league has this code."))
    if not line.points:
        yield Finding(f"{path}.points", _("Give at least one point."))


def _prediction(round_: RoundRules, path: str) -> Iterator[Finding]:
    is_ranked_by = TieBreak.DISTANCE in round_.tie_breaks
    if is_ranked_by and round_.prediction == PredictionTarget.NONE:
        message = _("People are ranked by their prediction: choose what they predict.")
        yield Finding(f"{path}.prediction", message)
    elif round_.prediction != PredictionTarget.NONE and not is_ranked_by:
        message = _("A prediction is asked for: put it into the order of the ranking.")
        yield Finding(f"{path}.tie_breaks", message)


def _ranking(round_: RoundRules, path: str, leagues: Sequence[str]) -> Iterator[Finding]:
    chain = round_.tie_breaks
    is_gated = round_.gate == Gate.FULL_MARKS
    if chain and chain[0] != TieBreak.SCORE and not is_gated:
        message = _("The score does not come first in the order of the ranking.")
        yield Finding(f"{path}.tie_breaks", message, DOUBTFUL)
    if TieBreak.FULL_MARK_ATTEMPTS in chain and round_.attempts == 1:
        message = _("With one attempt the number of attempts with everything right tells nothing.")
        yield Finding(f"{path}.tie_breaks", message, DOUBTFUL)
    if is_gated and not all(round_.points_for(code) for code in leagues or [""]):
        message = _("Nobody can have everything right: there are no questions yet.")
        yield Finding(f"{path}.gate", message, MISSING)
    if round_.shown_count == 0:
        yield Finding(f"{path}.shown_count", _("Publish at least one place, or leave it empty."))


def _essay(round_: RoundRules, path: str) -> Iterator[Finding]:
    """An essay is read by two people: one for each entrant, and only where it counts."""
    if not round_.essay.strip():
        yield Finding(f"{path}.essay", _("Say what to write about, or give no points for it."))
        return
    if not round_.essay_points:
        yield Finding(f"{path}.essay_points", _("Say how many points the essay is worth."))
    if not 1 <= round_.essay_words <= MOST_WORDS:
        message = _("An essay may have 1 to %(most)s words.") % {"most": MOST_WORDS}
        yield Finding(f"{path}.essay_words", message)
    if round_.attempts != 1:
        message = _("With an essay allow one attempt: two people read each essay.")
        yield Finding(f"{path}.attempts", message)
    if not round_.is_scored:
        message = _("Nobody marks essays of practice: leave the essay out.")
        yield Finding(f"{path}.essay", message)
    if round_.prediction == PredictionTarget.FULL_MARKS:
        message = _(
            "Who has everything right is not known at the closing: the essays are marked later. "
            "Choose another prediction."
        )
        yield Finding(f"{path}.prediction", message)
