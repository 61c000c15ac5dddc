"""One round in full sentences; pure."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizblocks.choices import Difficulty

from .choices import CountingRule, Gate, PredictionTarget, SeveralRightRule, ShownAtOnce, TieBreak
from .rules import DrawRules, LeagueRules, RoundRules


def round_sentences(round_: RoundRules, leagues: Sequence[LeagueRules]) -> Iterator[str]:
    """Yield how ``round_`` is played, marked and ranked."""
    yield from _attempts(round_)
    yield from _questions(round_, leagues)
    yield from _time(round_)
    if round_.prediction != PredictionTarget.NONE:
        yield from _prediction(round_)
    if round_.is_scored:
        yield from _ranking(round_)
    yield shown_sentence(round_)


def _attempts(round_: RoundRules) -> Iterator[str]:
    if round_.attempts == 1:
        yield _("Everybody has one attempt in a round.")
        return
    if round_.attempts is None:
        allowed = _("Everybody may try as often as they like while the round is open")
    else:
        allowed = _("Everybody has at most %(count)s attempts in a round")
        allowed %= {"count": round_.attempts}
    counts = {
        CountingRule.ONLY: _("the only attempt counts"),
        CountingRule.BEST: _("the best attempt counts, among equal ones the earliest"),
        CountingRule.LAST: _("the last attempt counts"),
    }[CountingRule(round_.counting)]
    yield _("%(allowed)s; %(counts)s.") % {"allowed": allowed, "counts": counts}


def _questions(round_: RoundRules, leagues: Sequence[LeagueRules]) -> Iterator[str]:
    titles = {each.code: each.title for each in leagues}
    for code in _paper_codes(round_, leagues):
        draws = round_.draws_for(code)
        fixed = round_.fixed_for(code)
        values = {
            "count": sum(each.count for each in draws) + len(fixed),
            "points": round_.points_for(code),
            "league": titles.get(code, ""),
        }
        if not values["count"]:
            continue
        if code:
            yield (
                _("%(league)s: %(count)s questions in each attempt, full marks %(points)s.")
                % values
            )
        else:
            yield _("Each attempt has %(count)s questions, full marks %(points)s.") % values
        yield from _sources(draws, len(fixed))
    yield from _marking(round_)
    if round_.essay:
        yield from _essay(round_)


def _essay(round_: RoundRules) -> Iterator[str]:
    values = {
        "words": round_.essay_words,
        # The sentence around it has a full stop of its own.
        "topic": " ".join(round_.essay.split()).removesuffix("."),
        "points": round_.essay_points,
        "gap": round_.essay_gap,
    }
    yield (
        _(
            "Each entrant also writes an essay of at most %(words)s words: “%(topic)s”. It is "
            "worth %(points)s points, which the full marks hold."
        )
        % values
    )
    yield (
        _(
            "Two people mark each essay; neither knows who wrote it, nor what the other gave. The mean "
            "of the two counts. If they differ by more than %(gap)s points, a third person marks it, "
            "and the mean of the three counts."
        )
        % values
    )
    yield _("The ranking is provisional until every essay is marked.")


def _paper_codes(round_: RoundRules, leagues: Sequence[LeagueRules]) -> list[str]:
    """Return the leagues whose papers differ, or "" where all have the same."""
    differs = any(each.league for each in (*round_.draws, *round_.fixed))
    return [each.code for each in leagues] if differs else [""]


def _sources(draws: Sequence[DrawRules], fixed_count: int) -> Iterator[str]:
    if fixed_count:
        yield ngettext(
            "%(count)s question is the same for everybody.",
            "%(count)s questions are the same for everybody.",
            fixed_count,
        ) % {"count": fixed_count}
    if draws:
        kinds = "; ".join(_draw(each) for each in draws)
        yield _("Drawn by lot from the question bank for each attempt: %(kinds)s.") % {
            "kinds": kinds
        }


def _draw(draw: DrawRules) -> str:
    """Return "7 questions about Điều lệ Đoàn (hard), 10 points each"."""
    values = {
        "count": draw.count,
        "topic": draw.topic_title,
        "points": draw.points,
        "difficulty": Difficulty(draw.difficulty).label.lower() if draw.difficulty else "",
    }
    about = _("%(count)s about “%(topic)s”") if draw.topic_title else _("%(count)s of any topic")
    hard = _(" (difficulty: %(difficulty)s)") if draw.difficulty else ""
    worth = ngettext(", %(points)s point each", ", %(points)s points each", draw.points)
    return f"{about}{hard}{worth}" % values


def _marking(round_: RoundRules) -> Iterator[str]:
    if round_.several_right == SeveralRightRule.EXACT:
        yield _(
            "A question with several right choices gives its points only for exactly these choices."
        )
    else:
        yield _(
            "A question with several right choices gives a part of its points for a part of them; "
            "wrong choices take away."
        )
    if round_.bars_earlier:
        yield _("No question of an earlier round comes again.")


def _time(round_: RoundRules) -> Iterator[str]:
    if round_.seconds is None:
        yield _("There is no time limit for an attempt, other than the closing of the round.")
        return
    yield _(
        "An attempt lasts at most %(time)s by the server's clock, and never beyond the closing of "
        "the round. When the time is over, the answers saved by then are submitted."
    ) % {"time": duration(round_.seconds)}


def duration(seconds: int) -> str:
    """Return "15 minutes", or with seconds where they matter."""
    minutes, rest = divmod(seconds, 60)
    parts = []
    if minutes:
        parts.append(
            ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
        )
    if rest or not minutes:
        parts.append(ngettext("%(count)s second", "%(count)s seconds", rest) % {"count": rest})
    return " ".join(parts)


def target_text(target: str) -> str:
    """Return what a prediction asks for, inside a sentence."""
    return {
        PredictionTarget.NONE: "",
        PredictionTarget.PEOPLE: _("how many people take part in the round"),
        PredictionTarget.ATTEMPTS: _("how many attempts are submitted in the round"),
        PredictionTarget.FULL_MARKS: _("how many people have everything right in the round"),
    }[PredictionTarget(target)]


def _prediction(round_: RoundRules) -> Iterator[str]:
    values = {"target": target_text(round_.prediction)}
    if round_.prediction_moment == "after":
        yield _("After the score is shown, entrants predict %(target)s.") % values
    else:
        yield _("Together with the questions, entrants predict %(target)s.") % values
    yield _("The true number is counted once when the round closes, and is not changed afterwards.")
    if round_.prediction != PredictionTarget.ATTEMPTS:
        yield _("A person is counted once, whatever the number of attempts.")


def _ranking(round_: RoundRules) -> Iterator[str]:
    if round_.gate == Gate.FULL_MARKS:
        yield _("Only those who have everything right are ranked.")
    yield chain_sentence(round_.tie_breaks)
    if round_.shown_count:
        yield ngettext(
            "The first place is published.",
            "The first %(count)s places are published.",
            round_.shown_count,
        ) % {"count": round_.shown_count}


def chain_sentence(chain: Sequence[str]) -> str:
    """Return the order of a ranking in one sentence."""
    said = {
        TieBreak.SCORE: _("the higher score"),
        TieBreak.DISTANCE: _(
            "the prediction nearer to the true number (over and under count the same)"
        ),
        TieBreak.DURATION: _("the shorter time"),
        TieBreak.SUBMITTED: _("the earlier submission"),
        TieBreak.STARTED: _("the earlier start"),
        TieBreak.FULL_MARK_ATTEMPTS: _("more attempts with everything right"),
    }
    first, *others = [said[TieBreak(each)] for each in chain]
    text = _("Ahead is who has %(first)s") % {"first": first}
    for other in others:
        text += _("; if that is equal, %(next)s") % {"next": other}
    return f"{text}."


def shown_sentence(round_: RoundRules) -> str:
    """Return what an entrant sees right after submitting."""
    return {
        ShownAtOnce.NOTHING: _("After submitting, nothing is shown until the round closes."),
        ShownAtOnce.SCORE: _("After submitting, entrants see their score and time."),
        ShownAtOnce.ANSWERS: _(
            "After submitting, entrants see their score, their time and the right answers."
        ),
    }[ShownAtOnce(round_.shown_at_once)]
