from datetime import date, timedelta
from io import StringIO
from unittest import mock
from uuid import uuid4

from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings

from goodnews.consents import notices, withdrawals
from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.services import expire_consents, warn_of_last_days

from .factories import NOW, SUBJECT, make_consent, make_text

DAY = timedelta(days=1)
LAST_DAY = date(2026, 11, 25)
# 25 November, 23:59:59 in Vietnam, and the second after.
LAST_MOMENT = NOW + 5 * DAY + timedelta(hours=14, minutes=59, seconds=59)
JUST_OVER = LAST_MOMENT + timedelta(seconds=1)


class LastDayTestCase(TestCase):
    """A consent that is valid until 25 November 2026; ``ended`` is what actions were told."""

    @classmethod
    def setUpTestData(cls):
        make_text()
        cls.record = make_consent(valid_until=LAST_DAY)

    def setUp(self):
        self.ended = []
        own = list(withdrawals.withdrawal_actions(Purpose.PROFILE))
        self.addCleanup(withdrawals._actions.__setitem__, Purpose.PROFILE.value, own)
        withdrawals.register_withdrawal_action(Purpose.PROFILE, self.take_down)

    def take_down(self, *, record, now):
        self.ended.append(record.pk)


class ValidityTests(LastDayTestCase):
    def covered(self, now):
        records = ConsentRecord.objects
        return (
            records.in_force(now).exists(),
            records.covering(SUBJECT, Purpose.PROFILE, now).exists(),
            self.record.is_standing(now),
        )

    def test_the_last_day_counts_whole_and_the_next_not(self):
        self.assertEqual(self.covered(LAST_MOMENT), (True, True, True))
        self.assertEqual(self.covered(JUST_OVER), (False, False, False))

    @override_settings(CONSENT_VALID_DAYS=365)
    def test_the_setting_gives_a_last_day_where_nobody_says_one(self):
        self.assertEqual(make_consent().valid_until, date(2027, 11, 20))
        self.assertEqual(make_consent(valid_until=LAST_DAY).valid_until, LAST_DAY)

    def test_without_a_last_day_it_is_valid_until_it_is_withdrawn(self):
        record = make_consent()
        self.assertIsNone(record.valid_until)
        with self.assertRaises(IntegrityError), transaction.atomic():
            ConsentRecord.objects.filter(pk=record.pk).update(expired_at=NOW)


class ExpireConsentsTests(LastDayTestCase):
    def test_what_stood_on_it_is_taken_down_once(self):
        self.assertEqual(expire_consents(now=LAST_MOMENT), 0)
        self.assertEqual(expire_consents(now=JUST_OVER), 1)
        self.assertEqual(expire_consents(now=JUST_OVER), 0)
        self.assertEqual(self.ended, [self.record.pk])
        self.record.refresh_from_db()
        self.assertEqual((self.record.expired_at, self.record.withdrawn_at), (JUST_OVER, None))

    def test_a_fault_in_one_does_not_hold_up_the_others_and_is_tried_again(self):
        other = make_consent(subject_key=uuid4(), valid_until=LAST_DAY)

        def fail(*, record, now):
            if record.pk == self.record.pk:
                raise RuntimeError

        withdrawals.register_withdrawal_action(Purpose.PROFILE, fail)
        with self.assertLogs("goodnews.consents", "ERROR"):
            self.assertEqual(expire_consents(now=JUST_OVER), 1)
        self.assertIn(other.pk, self.ended)
        self.assertEqual(list(ConsentRecord.objects.past_last_day(JUST_OVER)), [self.record])

    def test_the_command_counts_before_it_acts(self):
        ConsentRecord.objects.update(valid_until=date(2026, 11, 21))
        self.assertEqual(
            self.run_command("--dry-run"), "1 consents would end; staff would be told of 0.\n"
        )
        self.assertEqual(self.ended, [])
        self.assertEqual(self.run_command(), "1 consents ended; staff told of 0.\n")
        self.assertEqual(self.ended, [self.record.pk])

    def run_command(self, *arguments):
        out = StringIO()
        call_command("expire_consents", *arguments, stdout=out, no_color=True)
        return out.getvalue()


class WarnOfLastDaysTests(LastDayTestCase):
    def setUp(self):
        super().setUp()
        self.told = []
        patch = mock.patch.object(notices, "_last_day_notices", [self.tell])
        patch.start()
        self.addCleanup(patch.stop)

    def tell(self, *, records, now):
        self.told.append([record.pk for record in records])

    def test_staff_are_told_once_from_thirty_days_before(self):
        ConsentRecord.objects.update(valid_until=date(2026, 12, 21))
        self.assertEqual(warn_of_last_days(now=NOW), 0)
        self.assertEqual(warn_of_last_days(now=NOW + DAY), 1)
        self.assertEqual(warn_of_last_days(now=NOW + DAY), 0)
        self.assertEqual(self.told, [[self.record.pk]])

    def test_nothing_is_noted_while_nobody_can_tell(self):
        notices._last_day_notices.clear()
        self.assertEqual(warn_of_last_days(now=NOW), 0)
        self.record.refresh_from_db()
        self.assertIsNone(self.record.warned_at)
