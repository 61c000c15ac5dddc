"""The command of the reminders: what it says, and what a run costs."""

from io import StringIO
from unittest import mock

from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.reminders.choices import RuleKind
from campaigns.reminders.models import Letter
from campaigns.reminders.services import send_reminders
from campaigns.reminders.services.sending import BATCH
from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user
from tests.units.factories import make_unit

from .factories import DAY, HOUR, NOW, ask, count_ledger, make_rule, returned
from .test_sending import SendingTestCase


class CommandTests(SendingTestCase):
    def run_command(self, moment=NOW, **options) -> str:
        out = StringIO()
        with mock.patch("django.utils.timezone.now", return_value=moment):
            call_command("send_reminders", stdout=out, **options)
        return out.getvalue()

    def test_a_dry_run_says_who_would_get_what_and_changes_nothing(self):
        make_rule()
        make_rule(RuleKind.RETURNED, tells_correspondents=False, tells_reviewers=True)
        returned(self.room, "Lạc", unit=self.room.other_unit, owner=self.stranger)
        mail.outbox.clear()
        said = self.run_command(dry_run=True)
        self.assertIn("Nguyễn Văn Correspondent <correspondent@example.org>", said)
        self.assertIn("Xã Nậm Pung", said)
        self.assertIn("nobody to tell: “Lạc”", said)
        self.assertIn("2 letters would be sent.", said)
        self.assertEqual((mail.outbox, Letter.objects.count()), ([], 0))
        self.assertIn("2 sent, 0 failed.", self.run_command())
        self.assertIn("0 letters would be sent.", self.run_command(dry_run=True))

    def test_a_dry_run_at_night_says_until_when_it_waits(self):
        make_rule()
        said = self.run_command(NOW + 10 * HOUR, dry_run=True)
        self.assertIn("Quiet until 06:30 22/11/2026.", said)
        self.assertIn("2 letters would be sent.", said)

    def test_a_ledger_that_nobody_counts_reminds_nobody(self):
        make_rule()
        said = self.run_command(NOW + 2 * DAY)
        self.assertIn("left out, the ledger was not counted lately", said)
        self.assertIn("0 sent, 0 failed.", said)


class QueriesTests(SendingTestCase):
    def queries(self, moment) -> tuple[int, int]:
        count_ledger(moment)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            run = send_reminders(now=moment)
        self.assertFalse(run.failed)
        return len(captured), len(run.sent)

    def test_queries_follow_the_batches_and_not_the_units(self):
        make_rule(tells_reviewers=True)
        make_rule(RuleKind.QUOTA, tells_reviewers=True)
        make_rule(RuleKind.RETURNED)
        ask()
        returned(self.room)
        few, sent = self.queries(NOW)
        self.assertEqual(sent, 3)
        for number in range(60):
            unit = make_unit(f"Xã số {number}", parent=self.room.province)
            make_user(f"ctv{number}", role=Role.CORRESPONDENT, unit=unit)
        for number in range(5):
            returned(self.room, f"Tin {number}")
        self.send(NOW + HOUR)
        many, sent = self.queries(NOW + 8 * DAY)
        self.assertEqual(sent, 63)
        batches = -(-63 // BATCH)
        self.assertLessEqual(many - few, (batches - 1) * 9)
