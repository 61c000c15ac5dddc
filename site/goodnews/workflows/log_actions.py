"""How the steps of this room read in Wagtail's history and audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .choices import Priority


class TakeDownFormatter(LogFormatter):
    label = _("Take down")

    def format_message(self, log_entry):
        return _("Taken down: %(reason)s") % {"reason": log_entry.data.get("reason", "")}


class PublicationFailedFormatter(LogFormatter):
    label = _("Publication failed")

    def format_message(self, log_entry):
        reason = log_entry.data.get("reason", "")
        return _("Not published as planned: %(reason)s") % {"reason": reason}


class StageSkippedFormatter(LogFormatter):
    label = _("Stage skipped")

    def format_message(self, log_entry):
        data = log_entry.data
        words = {"stage": data.get("stage", ""), "reason": data.get("reason", "")}
        return _("“%(stage)s”: %(reason)s") % words


class ClaimFormatter(LogFormatter):
    label = _("Claim")

    def format_message(self, log_entry):
        return _("Claimed at the stage “%(stage)s”") % {"stage": log_entry.data.get("stage", "")}


class ReleaseFormatter(LogFormatter):
    label = _("Release")

    def format_message(self, log_entry):
        data = log_entry.data
        words = {"name": data.get("holder", ""), "stage": data.get("stage", "")}
        if data.get("by_time"):
            return _("The claim of %(name)s at the stage “%(stage)s” ran out") % words
        return _("The claim of %(name)s at the stage “%(stage)s” was released") % words


class PriorityFormatter(LogFormatter):
    label = _("Priority")

    def format_message(self, log_entry):
        if log_entry.data.get("priority") == Priority.URGENT:
            return _("Marked as urgent")
        return _("No longer marked as urgent")


class ReplyFormatter(LogFormatter):
    label = _("Reply of the author")

    def format_message(self, log_entry):
        return _("The author replied: %(text)s") % {"text": log_entry.data.get("text", "")}


FORMATTERS = {
    "workflows.take_down": TakeDownFormatter,
    "workflows.publication_failed": PublicationFailedFormatter,
    "workflows.stage_skipped": StageSkippedFormatter,
    "workflows.claim": ClaimFormatter,
    "workflows.release": ReleaseFormatter,
    "workflows.priority": PriorityFormatter,
    "workflows.reply": ReplyFormatter,
}
