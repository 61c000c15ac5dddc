"""A letter is written with the change that it tells of, and goes out once."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.users.models import UserProfile

from goodnews.workflows.mails import Notice, deliver, send_after_commit
from goodnews.workflows.models import Letter
from goodnews.workflows.models.letters import GIVEN_UP_AFTER, KEPT_FOR, LONGEST_PAUSE, pause_after
from goodnews.workflows.services import publish_due, send_waiting_letters
from tests.accounts.factories import make_user

from .factories import make_newsroom
from .test_schedule import plan

MINUTE = timedelta(minutes=1)


class BrokenBackend(EmailBackend):
    """A server that takes no letter."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def killed_after_the_commit():
    """Let the process die between the commit and what follows it."""
    return patch("goodnews.workflows.mails._enqueue")


def word(_reader) -> Notice:
    return Notice(subject="Đã đăng", paragraphs=("Cảm ơn bạn!",), link_label="Xem", link="/tin/")


class LetterTests(TestCase):
    def setUp(self):
        self.person = make_user("reader")
        UserProfile.get_for_user(self.person)

    def write(self) -> Letter:
        with killed_after_the_commit(), self.captureOnCommitCallbacks(execute=True):
            send_after_commit([self.person], word)
        return Letter.objects.get()

    def test_what_a_dying_process_left_is_sent_by_the_next_run(self):
        letter = self.write()
        self.assertEqual(mail.outbox, [])
        self.assertEqual(send_waiting_letters(now=letter.created_at + MINUTE).sent_count, 1)
        self.assertEqual([m.to for m in mail.outbox], [["reader@example.org"]])
        self.assertEqual(send_waiting_letters(now=letter.created_at + MINUTE).sent_count, 0)
        self.assertEqual(len(mail.outbox), 1)

    def test_publication_and_its_letter_are_one(self):
        page = plan(make_newsroom(), "Tin số một")
        with killed_after_the_commit(), self.captureOnCommitCallbacks(execute=True):
            publish_due(now=timezone.now())
        letter = Letter.objects.get(recipient=page.owner.email)
        self.assertIn("Tin số một", letter.subject)

    def test_of_two_who_deliver_at_once_one_sends(self):
        letter = self.write()
        mine, theirs = list(Letter.objects.all()), list(Letter.objects.all())
        self.assertEqual(deliver(mine, now=letter.created_at), 1)
        self.assertEqual(deliver(theirs, now=letter.created_at), 0)
        self.assertEqual(len(mail.outbox), 1)

    def test_one_that_was_claimed_and_not_noted_goes_again_under_the_same_name(self):
        letter = self.write()
        with patch("goodnews.workflows.mails._note_sent"):
            deliver([letter], now=letter.created_at)
        soon = letter.created_at + pause_after(0) - MINUTE
        self.assertEqual(send_waiting_letters(now=soon).sent_count, 0)
        later = letter.created_at + pause_after(0)
        self.assertEqual(send_waiting_letters(now=later).sent_count, 1)
        first, second = (m.extra_headers["Message-ID"] for m in mail.outbox)
        self.assertEqual(first, second)
        self.assertIn(str(letter.key), first)

    def test_a_server_that_is_away_gets_it_later(self):
        letter = self.write()
        with self.settings(EMAIL_BACKEND=f"{__name__}.BrokenBackend"):
            self.assertEqual(send_waiting_letters(now=letter.created_at).sent_count, 0)
        later = letter.created_at + pause_after(0)
        self.assertEqual(send_waiting_letters(now=later).sent_count, 1)

    def test_pauses_grow_and_the_letter_is_given_up_after_a_day(self):
        pauses = [pause_after(n) for n in range(40)]
        self.assertEqual(pauses, sorted(pauses))
        self.assertEqual(pauses[-1], LONGEST_PAUSE)
        letter = self.write()
        late = letter.created_at + GIVEN_UP_AFTER
        self.assertEqual(send_waiting_letters(now=late).sent_count, 0)

    def test_only_who_was_told_when_is_kept_and_not_for_ever(self):
        letter = self.write()
        self.assertIn("Cảm ơn bạn!", letter.text)
        moment = letter.created_at + MINUTE
        send_waiting_letters(now=moment)
        letter.refresh_from_db()
        self.assertEqual((letter.text, letter.html, letter.sent_at), ("", "", moment))
        run = send_waiting_letters(now=letter.created_at + KEPT_FOR)
        self.assertEqual((run.forgotten_count, Letter.objects.count()), (1, 0))

    def test_the_command_sends_and_its_dry_run_only_counts(self):
        self.write()
        dry, out = StringIO(), StringIO()
        call_command("send_letters", "--dry-run", stdout=dry)
        self.assertIn("1 letters would be sent", dry.getvalue())
        self.assertEqual(mail.outbox, [])
        call_command("send_letters", stdout=out)
        self.assertIn("1 sent", out.getvalue())
        self.assertEqual(len(mail.outbox), 1)
