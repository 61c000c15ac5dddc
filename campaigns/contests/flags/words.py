"""Why something is a sign, in a sentence for who looks at it. Pure."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from campaigns.contests.models import Flag

from .choices import FlagKind

MOMENTS = {
    "before_registration": lambda: _("the attempt begins before the registration"),
    "overlap": lambda: _("the attempt begins before the one before it has ended"),
    "saved_before": lambda: _("an answer was saved before the attempt began"),
    "saved_after": lambda: _("an answer was saved after the attempt had ended"),
}


def explanation(flag: Flag) -> str:
    """Return what was found, and what an honest cause may be."""
    said = {**flag.details}
    if flag.kind == FlagKind.ORDER:
        moments = [MOMENTS[code]() for code in said.get("moments", ()) if code in MOMENTS]
        said["moments"] = "; ".join(moments)
    if flag.kind == FlagKind.TOO_FAST:
        said["seconds"] = number_format(said["seconds"], decimal_pos=1)
    return _sentence(flag.kind) % said


def _sentence(kind: str) -> str:
    sentences = {
        FlagKind.TOO_FAST: _(
            "Try %(number)s: %(items)s questions in %(seconds)s seconds, at least half right. "
            "Somebody who has practised the questions may be as quick."
        ),
        FlagKind.TWIN: _(
            "Try %(number)s: %(people)s people gave the same answers, %(wrong)s of them wrong in "
            "the same way. They may have learnt from the same wrong paper."
        ),
        FlagKind.DEVICE: _(
            "%(people)s people registered on one device. A computer of a school or the phone of a "
            "branch secretary is used so."
        ),
        FlagKind.PHONE: _(
            "%(people)s people gave the same phone number. Brothers and sisters do, and classes "
            "that give the number of their teacher."
        ),
        FlagKind.ORDER: _("Try %(number)s: %(moments)s. The site does not let this happen."),
        FlagKind.NAMESAKE: _(
            "The name is that of somebody who runs the contest or is excluded from it. Many people "
            "have the same name."
        ),
    }
    return sentences[FlagKind(kind)]
