"""What the figures say, in the words of people who write questions."""

from collections.abc import Hashable, Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .items import Finding, Flag

LABELS = {
    Flag.SUSPECT_KEY: _("Key may be wrong"),
    Flag.NEGATIVE: _("Misleads those who know"),
    Flag.GUESSED: _("Guessed"),
    Flag.LOW: _("Tells little"),
    Flag.TOO_EASY: _("Too easy"),
    Flag.WEAK_DISTRACTOR: _("Weak choices"),
    Flag.TOO_FEW: _("Too few answers"),
}
SENTENCES = {
    Flag.SUSPECT_KEY: _(
        "People who do well in the other questions pick %(choices)s rather than the key: "
        "the key may be wrong."
    ),
    Flag.NEGATIVE: _(
        "People who do well in the other questions get this one wrong more often than the rest: "
        "read the question and its key again."
    ),
    Flag.GUESSED: _("No more people are right than by guessing: too hard, or unclear."),
    Flag.LOW: _("It hardly tells those who know from those who do not."),
    Flag.TOO_EASY: _("Nearly everybody is right: it tells nothing about who knows."),
    Flag.WEAK_DISTRACTOR: _(
        "Choice %(choices)s misleads hardly anybody, or rather those who do well: find a better one."
    ),
    Flag.TOO_FEW: _("Fewer than 30 answers: too few to judge the question."),
}
CHOICES = [(flag.value, label) for flag, label in LABELS.items()]


def sentence_of(finding: Finding, letters: Mapping[Hashable, str]) -> str:
    """Return what ``finding`` says, with the letters of its choices."""
    named = ", ".join(letters[choice] for choice in finding.choices if choice in letters)
    return str(SENTENCES[finding.flag]) % {"choices": named}


def lettered_sentence(finding: Finding) -> str:
    """Return what ``finding`` says whose choices are letters already."""
    return sentence_of(finding, {letter: letter for letter in finding.choices})


def label_of(findings: Sequence[Finding]) -> str:
    """Return the gravest flag in a word or two; empty where all is well."""
    return str(LABELS[findings[0].flag]) if findings else ""


def percent(share: float | None) -> str:
    """Return a share as a percentage; a dash where too few answers tell it."""
    return "–" if share is None else f"{number_format(100 * share, 0)} %"


def decimal(value: float | None) -> str:
    """Return a correlation with two places; a dash where too few answers tell it."""
    return "–" if value is None else number_format(value, 2)


def with_error(value: float | None, error: float | None, *, as_percent: bool = False) -> str:
    """Return a figure with its standard error."""
    if value is None:
        return gettext("too few answers")
    if as_percent:
        return f"{percent(value)} ± {percent(error)}"
    return f"{decimal(value)} ± {decimal(error)}" if error is not None else decimal(value)


def duration(seconds: float) -> str:
    """Return a time as people read it: 45 s, 2 min 5 s."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return gettext("%(seconds)s s") % {"seconds": rest}
    return gettext("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
