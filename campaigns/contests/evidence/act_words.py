"""What an act says beside its reason, in words. Pure."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.contests.flags.choices import FlagKind, Verdict
from campaigns.contests.models import ContestAct

from .choices import ActKind


def act_detail(act: ContestAct) -> str:
    """Return for an extra time how much, for which attempts, and the new deadlines; for a revoked
    certificate of a unit which unit and prize; for a sign that was looked at what was said of it;
    else ""."""
    if act.kind == ActKind.REVIEWED:
        return _judged(**act.details)
    if act.kind == ActKind.REVOKED and "unit" in act.details:
        return "{unit}, {prize}".format(**act.details["says"])
    if act.kind != ActKind.EXTRA_TIME or "minutes" not in act.details:
        return ""
    minutes = act.details["minutes"]
    said = [ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}]
    if act.details.get("from_now_on"):
        said.append(_("in every attempt from then on"))
    for moved in act.details.get("attempts", ()):
        deadline = timezone.localtime(
            datetime.fromisoformat(moved["after"]), timezone.get_default_timezone()
        )
        words = _("round %(round)s, try %(number)s: until %(deadline)s")
        said.append(words % {**moved, "deadline": f"{deadline:%H:%M:%S %d/%m/%Y}"})
    return "; ".join(said)


def _judged(*, sign: str, verdict: str, outcome: str) -> str:
    words = _("%(sign)s: two people say “%(verdict)s”") if outcome else _("%(sign)s: “%(verdict)s”")
    # As it was written down, should a kind of sign ever have another name.
    labels = {**dict(FlagKind.choices), **dict(Verdict.choices)}
    return words % {"sign": labels.get(sign, sign), "verdict": labels.get(verdict, verdict)}
