"""Commands at the same moment: everybody gets one letter."""

from threading import Barrier, Lock
from unittest import mock

from django.core.mail.backends.locmem import EmailBackend

from campaigns.reminders.choices import LetterState, RuleKind
from campaigns.reminders.models import Letter, Reminder
from campaigns.reminders.services import log, send_reminders
from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.units.factories import make_unit
from tests.workflows.factories import make_newsroom

from .factories import DAY, NOW, TODAY, count_ledger, make_rule, publish, returned

RIVALS = 6
PEOPLE = 30


@needs_postgresql
class SendAtOnceTests(AtOnceTestCase):
    def setUp(self):
        room = make_newsroom()
        for number in range(PEOPLE - 1):
            unit = make_unit(f"Xã số {number}", parent=room.province)
            make_user(f"ctv{number}", role=Role.CORRESPONDENT, unit=unit)
        publish(room.province, TODAY - 30 * DAY)
        make_rule()
        make_rule(RuleKind.RETURNED)
        returned(room)
        self.sent, self.lock = [], Lock()

    def send_at_once(self, moment) -> list:
        """Let rivals run the command; they meet between reading the past and writing."""
        count_ledger(moment)
        barrier = Barrier(RIVALS, timeout=30)
        due, met = log.due_drafts, set()

        def due_together(readers, **options):
            drafts = due(readers, **options)
            key = (readers[0].user.pk, len(readers))
            with self.lock:
                met.add(key)
            if len(readers) > 1 and len(met) == 1:
                barrier.wait()
            return drafts

        def record(_backend, messages):
            with self.lock:
                self.sent += [message.to[0] for message in messages]
            return len(messages)

        with (
            mock.patch.object(log, "due_drafts", due_together),
            mock.patch.object(EmailBackend, "send_messages", record),
        ):
            return self.at_once([lambda: send_reminders(now=moment)] * RIVALS)

    def test_everybody_gets_one_letter_and_again_after_the_interval(self):
        for turn, moment in enumerate((NOW, NOW + 7 * DAY), start=1):
            with self.subTest(turn=turn):
                self.sent.clear()
                runs = self.send_at_once(moment)
                self.assertEqual(len(self.sent), PEOPLE)
                self.assertEqual(len(set(self.sent)), PEOPLE)
                self.assertEqual(sum(len(run.sent) for run in runs), PEOPLE)
                letters = Letter.objects.filter(state=LetterState.SENT)
                self.assertEqual(letters.count(), PEOPLE * turn)
                self.assertEqual(Reminder.objects.filter(number=turn).count(), PEOPLE + 1)
