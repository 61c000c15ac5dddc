"""The way to the mail server: one connection for a run, and a reason for each failure."""

import logging
from collections.abc import Callable

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from campaigns.reminders.choices import LetterState

from .log import Outcome

logger = logging.getLogger("goodnews.reminders")


class Post:
    """Sends letter after letter; what fails stops no other, unless the server is gone.

    Attributes:
        fault: why the server cannot be reached; nothing is tried after that.
    """

    def __init__(self):
        self.connection = get_connection()
        self.fault = ""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._hang_up()

    def send(self, make_mail: Callable[[], EmailMultiAlternatives]) -> Outcome:
        """Send the letter that ``make_mail`` composes, and return what became of it."""
        if not self._is_open():
            return Outcome(LetterState.FAILED, self.fault)
        try:
            mail = make_mail()
            mail.connection = self.connection
            is_sent = bool(mail.send())
        except Exception as error:
            logger.exception("Reminder not sent", extra={"event": "reminders.not_sent"})
            # What is left of a broken connection would fail every other letter, too.
            self._hang_up()
            return Outcome(LetterState.FAILED, reason_of(error))
        if is_sent:
            return Outcome(LetterState.SENT)
        return Outcome(LetterState.FAILED, _("The mail server did not take the letter."))

    def _is_open(self) -> bool:
        if self.fault:
            return False
        try:
            self.connection.open()
        except Exception as error:
            logger.exception("Mail server not reached", extra={"event": "reminders.no_server"})
            self.fault = _("The mail server was not reached. %(reason)s") % {
                "reason": reason_of(error)
            }
            return False
        return True

    def _hang_up(self) -> None:
        try:
            self.connection.close()
        except Exception:
            logger.exception("Connection not closed", extra={"event": "reminders.not_closed"})


def reason_of(error: Exception) -> str:
    """Return what the log says of ``error``."""
    return f"{type(error).__name__}: {error}".strip(": ")
