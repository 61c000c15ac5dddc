"""Where a finding stands, in words; pure."""

from django.utils.translation import gettext as _

from .rules import ContestRules


def place_of(rules: ContestRules, path: str) -> str:
    """Return "Tuần 1: questions, line 2" for ``rounds.0.draws.1.count``."""
    steps = path.split(".")
    if steps[0] == "rounds" and len(steps) > 1:
        return _("Round “%(title)s”") % {"title": rules.rounds[int(steps[1])].title} + (
            _(", questions") if len(steps) > 3 else ""
        )
    if steps[0] == "leagues" and len(steps) > 1:
        return _("League “%(title)s”") % {"title": rules.leagues[int(steps[1])].title}
    if steps[0] == "prizes" and len(steps) > 1:
        return _("Prize “%(title)s”") % {"title": rules.prizes[int(steps[1])].title}
    return {
        "rounds": _("Rounds"),
        "leagues": _("Leagues"),
        "prizes": _("Prizes"),
        "is_cumulative": _("Result of the whole contest"),
        "cumulative_tie_breaks": _("Result of the whole contest"),
    }.get(steps[0], _("Who may enter"))
