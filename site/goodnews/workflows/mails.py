"""Sending: written with the change, sent after it, never in anybody's way."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks import task

from .models import Letter

logger = logging.getLogger(__name__)
SUBJECT_LENGTH = Letter._meta.get_field("subject").max_length


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
    """Write each of ``recipients`` the letter that ``make_notice(user)`` words for them.

    It is kept in the running transaction, and goes out after its commit: at
    once, or with the next ``send_letters`` if this process dies before that.

    Args:
        make_notice: called in the recipient's own language.
    """
    letters = []
    for user in recipients:
        with override(user.wagtail_userprofile.get_preferred_language()):
            words = _render(make_notice(user), user.display_name)
        letters.append((user.email, words))
    _write(letters)


def send_to_address(address: str, make_notice, *, language: str) -> None:
    """Write the letter that ``make_notice()`` words to somebody who has no account here.

    It greets nobody by name: whoever typed the address may have typed any name.
    """
    send_to_addresses([(address, make_notice)], language=language)


def send_to_addresses(letters: Iterable[tuple[str, Callable]], *, language: str) -> None:
    """Write letters to people who have no account here; they go out over one connection.

    Args:
        letters: addresses, each with what words the letter.
    """
    with override(language):
        name = gettext("Sir or Madam")
        words = [(address, _render(make_notice(), name)) for address, make_notice in letters]
    _write(words)


def _write(letters: list[tuple[str, dict]]) -> None:
    """Keep letters in the running transaction, and send them after its commit."""
    now = timezone.now()
    rows = [
        Letter(recipient=address, created_at=now, next_try_at=now, **words)
        for address, words in letters
    ]
    if rows:
        Letter.objects.bulk_create(rows)
        keys = [str(letter.key) for letter in rows]
        transaction.on_commit(lambda: _enqueue(keys), robust=True)


def _render(notice: Notice, name: str) -> dict:
    context = {**asdict(notice), "name": name}
    return {
        # A line break in a title must not make a header of its own.
        "subject": " ".join(notice.subject.split())[:SUBJECT_LENGTH],
        "text": render_to_string("workflows/mail/notice.txt", context),
        "html": render_to_string("workflows/mail/notice.html", context),
    }


def _enqueue(keys: list[str]) -> None:
    try:
        send_letters.enqueue(keys)
    except Exception:
        logger.exception("Mail not queued", extra={"event": "mail_not_queued"})


@task()
def send_letters(keys: list[str]) -> int:
    """Send the letters of ``keys`` that nobody has tried yet."""
    letters = Letter.objects.filter(pk__in=keys, attempt_count=0)
    return deliver(letters, now=timezone.now())


def deliver(letters: Iterable[Letter], *, now: datetime) -> int:
    """Send ``letters`` over one connection; a letter that fails stops no other.

    Each is claimed before it is sent, so that of many who deliver at the same
    moment one sends it. Whoever dies in between leaves it to be tried again.

    Returns:
        how many were sent.
    """
    sent_count = 0
    try:
        with get_connection() as connection:
            for letter in list(letters):
                if Letter.objects.claim(letter, now=now) and _send(letter, connection):
                    _note_sent(letter, now)
                    sent_count += 1
    except Exception:
        logger.exception("Mail server not reached", extra={"event": "mail_failed"})
    return sent_count


def _send(letter: Letter, connection) -> bool:
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[letter.recipient],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated", "Message-ID": _message_id(letter)},
    )
    mail.attach_alternative(letter.html, "text/html")
    try:
        return bool(mail.send())
    except Exception:
        logger.exception("Mail not sent", extra={"event": "mail_failed"})
        return False


def _message_id(letter: Letter) -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{letter.key}@{domain}>"


def _note_sent(letter: Letter, now: datetime) -> None:
    """Keep who was told when; the words, and the links in them, are needed no longer."""
    Letter.objects.filter(pk=letter.pk).update(sent_at=now, text="", html="")
