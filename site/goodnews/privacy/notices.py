"""What is told by e-mail: to who asked, and to the people who answer. Never what it is about."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodnews.core.addresses import absolute
from goodnews.workflows.deadlines import VIET_NAM
from goodnews.workflows.due_badges import due_badge
from goodnews.workflows.mails import Notice, send_after_commit, send_to_address

from .choices import RequestState
from .models import DataRequest
from .permissions import people_who_answer

LINES_SHOWN = 20


def moment_in_words(moment: datetime) -> str:
    """Return ``moment`` as it is in Viet Nam."""
    return date_format(timezone.localtime(moment, VIET_NAM), "H:i d/m/Y")


def tell_received(request: DataRequest) -> None:
    """Send the code to the address that was given; nothing that was typed goes into the letter."""

    def word() -> Notice:
        words = {"code": request.code, "due": moment_in_words(request.due_at)}
        return Notice(
            subject=_("We have your request %(code)s") % words,
            paragraphs=(
                _("We have received your request about personal data. Its code is %(code)s.")
                % words,
                _("You will have an answer by %(due)s at the latest.") % words,
                _("If you have not asked for anything, you need not do anything."),
            ),
            link_label=_("See how far it is"),
            link=absolute(request.get_absolute_url()),
        )

    _tell_requester(request, word)


def tell_answered(request: DataRequest) -> None:
    """Send the answer to the address that was given."""

    def word() -> Notice:
        words = {"code": request.code}
        is_done = request.state == RequestState.DONE
        return Notice(
            subject=_("Answer to your request %(code)s") % words,
            paragraphs=(
                _("Your request %(code)s has been done.") % words
                if is_done
                else _("Your request %(code)s could not be met.") % words,
            ),
            comment=request.answer,
            comment_label=_("What we did:") if is_done else _("The reason:"),
            link_label=_("See the answer on the site"),
            link=absolute(request.get_absolute_url()),
        )

    _tell_requester(request, word)


def _tell_requester(request: DataRequest, word) -> None:
    if request.email:
        send_to_address(request.email, word, language=request.language)


def tell_waiting(requests: Sequence[DataRequest], *, now: datetime) -> None:
    """Tell the people who answer what is late or soon will be: codes, no names."""

    def word(_reader) -> Notice:
        count = len(requests)
        lines = [
            f"{request.code} – {due_badge(due_at=request.due_at, now=now).text} "
            f"({moment_in_words(request.due_at)})"
            for request in requests[:LINES_SHOWN]
        ]
        sentence = ngettext(
            "%(count)s request about personal data waits for an answer:",
            "%(count)s requests about personal data wait for an answer:",
            count,
        )
        return Notice(
            subject=_("Requests about personal data: %(count)s due") % {"count": count},
            paragraphs=(sentence % {"count": count}, *lines),
            link_label=_("Open the requests"),
            link=absolute(reverse("data_requests:index")),
        )

    send_after_commit(people_who_answer(), word)
