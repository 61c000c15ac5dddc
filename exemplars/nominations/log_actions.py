"""How the steps of a selection read in Wagtail's history and audit log. None names a score."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .choices import NominationState, RoundState


def _label(choices, value: str) -> str:
    return dict(choices.choices).get(value, value)


class MoveFormatter(LogFormatter):
    label = _("Decision on a nomination")

    def format_message(self, log_entry):
        data = log_entry.data
        state, reason = _label(NominationState, data.get("to", "")), data.get("reason", "")
        return f"{state}: {reason}" if reason else str(state)


class StageFormatter(LogFormatter):
    label = _("Next stage of a round")

    def format_message(self, log_entry):
        state = _label(RoundState, log_entry.data.get("to", ""))
        return _("Now: %(state)s") % {"state": state}


class TieFormatter(LogFormatter):
    label = _("Decision between the level")

    def format_message(self, log_entry):
        data = log_entry.data
        names = " – ".join(data.get("order", []))
        return _("Order: %(names)s. %(reason)s") % {
            "names": names,
            "reason": data.get("reason", ""),
        }


class ProfileFormatter(LogFormatter):
    label = _("Profile made")

    def format_message(self, log_entry):
        return _("The draft profile was made from the nomination.")


FORMATTERS = {
    "nominations.move": MoveFormatter,
    "nominations.stage": StageFormatter,
    "nominations.tie": TieFormatter,
    "nominations.profile": ProfileFormatter,
}
