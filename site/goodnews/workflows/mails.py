"""Sending: after the commit, in the background where there is one, never in anybody's way."""

import logging
from dataclasses import asdict, dataclass

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override
from django_tasks import task

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """What one person is told, in their language.

    Attributes:
        subject: one line.
        paragraphs: plain text.
        comment: somebody's own words, quoted.
        comment_label: whose words they are; the reviewer's if nothing is said.
        link_label, link: what to do next.
    """

    subject: str
    paragraphs: tuple[str, ...]
    link_label: str
    link: str
    comment: str = ""
    comment_label: str = ""


def send_after_commit(recipients, make_notice) -> None:
    """Send each of ``recipients`` the notice that ``make_notice(user)`` words for them.

    Args:
        make_notice: called in the recipient's own language.
    """
    letters = []
    for user in recipients:
        with override(user.wagtail_userprofile.get_preferred_language()):
            letters.append({"to": user.email, **_render(make_notice(user), user)})
    if letters:
        transaction.on_commit(lambda: _enqueue(letters), robust=True)


def _render(notice: Notice, user) -> dict:
    context = {**asdict(notice), "name": user.get_full_name() or user.get_username()}
    return {
        # A line break in a title must not make a header of its own.
        "subject": " ".join(notice.subject.split()),
        "text": render_to_string("workflows/mail/notice.txt", context),
        "html": render_to_string("workflows/mail/notice.html", context),
    }


def _enqueue(letters: list[dict]) -> None:
    try:
        send_letters.enqueue(letters)
    except Exception:
        logger.exception("Mail not queued", extra={"event": "mail_not_queued"})


@task()
def send_letters(letters: list[dict]) -> int:
    """Send ``letters`` over one connection; a letter that fails stops no other."""
    sent_count = 0
    try:
        with get_connection() as connection:
            for letter in letters:
                sent_count += _send(letter, connection)
    except Exception:
        logger.exception("Mail server not reached", extra={"event": "mail_failed"})
    return sent_count


def _send(letter: dict, connection) -> int:
    mail = EmailMultiAlternatives(
        letter["subject"],
        letter["text"],
        to=[letter["to"]],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(letter["html"], "text/html")
    try:
        return mail.send()
    except Exception:
        logger.exception("Mail not sent", extra={"event": "mail_failed"})
        return 0
