"""How the steps of a request read in Wagtail's history."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .choices import RequestState


class ReceiveFormatter(LogFormatter):
    label = _("Request received")

    def format_message(self, log_entry):
        return _("Received by the form on the site")


class CheckFormatter(LogFormatter):
    label = _("Identity checked")

    def format_message(self, log_entry):
        return _("Written down how the identity was checked")


class CloseFormatter(LogFormatter):
    label = _("Request answered")

    def format_message(self, log_entry):
        if log_entry.data.get("state") == RequestState.REFUSED:
            return _("Refused, with the reason")
        return _("Done and answered")


class WithdrawFormatter(LogFormatter):
    label = _("Consent withdrawn for a request")

    def format_message(self, log_entry):
        return _("Consent no. %(number)s withdrawn") % {"number": log_entry.data.get("consent", "")}


class ExportFormatter(LogFormatter):
    label = _("Holdings exported")

    def format_message(self, log_entry):
        name = str(log_entry.data.get("file", "")).upper()
        return _("List of what is held made as a file (%(name)s)") % {"name": name}


FORMATTERS = {
    "privacy.receive": ReceiveFormatter,
    "privacy.check": CheckFormatter,
    "privacy.close": CloseFormatter,
    "privacy.withdraw": WithdrawFormatter,
    "privacy.export": ExportFormatter,
}
