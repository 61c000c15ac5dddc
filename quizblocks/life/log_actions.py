"""How the steps of a question's life read in Wagtail's history and audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter


class StepFormatter(LogFormatter):
    """A step, with its reason where one was given."""

    def format_message(self, log_entry):
        parts = (str(self.label), log_entry.data.get("reason"), log_entry.data.get("effect"))
        return " – ".join(part for part in parts if part)


LABELS = {
    "quizblocks.passed": _("Passed in review"),
    "quizblocks.returned": _("Sent back"),
    "quizblocks.approved": _("Approved and published"),
    "quizblocks.retired": _("Taken out of use"),
    "quizblocks.annulled": _("Annulled"),
    "quizblocks.corrected": _("Key corrected"),
    "quizblocks.annulment_asked": _("Annulment or correction asked for"),
    "quizblocks.annulment_withdrawn": _("Annulment or correction withdrawn"),
}


def register_life_actions(actions) -> None:
    """Tell Wagtail's log of every step."""
    for action, label in LABELS.items():
        formatter = type("LifeStepFormatter", (StepFormatter,), {"label": label})
        actions.register_action(action)(formatter)
