"""One letter to each person, once; never at night; a failure stops nobody else."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from io import StringIO
from unittest import mock

from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings
from wagtail.users.models import UserProfile

from campaigns.reminders.choices import LetterState, RuleKind
from campaigns.reminders.errors import ImmutableLogError
from campaigns.reminders.models import Letter, Reminder, ReminderMute, ReminderSettings
from campaigns.reminders.quiet_hours import VIET_NAM
from campaigns.reminders.services import mute_reminders, send_reminders, sending
from goodnews.accounts.roles import Role
from tests.accounts.factories import make_user
from tests.units.factories import make_unit
from tests.workflows.factories import make_newsroom

from .factories import DAY, HOUR, NOW, TODAY, ask, count_ledger, make_rule, publish, returned

User = get_user_model()
REFUSED: set[str] = set()


class StrictBackend(EmailBackend):
    """Refuses some addresses, as a mail server does."""

    def send_messages(self, messages):
        for message in messages:
            if set(message.to) & REFUSED:
                raise OSError("550 no such mailbox")
        return super().send_messages(messages)


class ClosedBackend(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("nobody listens")


def backend(name: str) -> str:
    return f"{__name__}.{name}"


@contextmanager
def refusing(*addresses: str):
    REFUSED.update(addresses)
    try:
        with override_settings(EMAIL_BACKEND=backend("StrictBackend")):
            yield
    finally:
        REFUSED.clear()


class SendingTestCase(TestCase):
    """Two communes that have published nothing; one correspondent and one reviewer."""

    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.stranger = make_user("khac", role=Role.CORRESPONDENT, unit=cls.room.other_unit)
        count_ledger()
        publish(cls.room.province, TODAY - 30 * DAY)

    def setUp(self):
        mail.outbox.clear()

    def send(self, moment: datetime = NOW, **options):
        count_ledger(moment)
        return send_reminders(now=moment, **options)

    def addresses(self) -> list[str]:
        return [address for message in mail.outbox for address in message.to]


class DigestTests(SendingTestCase):
    def test_one_letter_has_everything_that_concerns_a_person(self):
        make_rule()
        make_rule(RuleKind.RETURNED)
        make_rule(RuleKind.QUOTA)
        ask()
        page = returned(self.room, "Đèn sáng bản Sín Chải")
        mail.outbox.clear()
        run = self.send()
        self.assertEqual(sorted(run.sent), ["correspondent@example.org", "khac@example.org"])
        letter = next(m for m in mail.outbox if "correspondent@example.org" in m.to)
        self.assertEqual(letter.subject, "Nhắc 3 việc")
        self.assertIn("Chào Nguyễn Văn Correspondent", letter.body)
        self.assertIn("“Đèn sáng bản Sín Chải” đã được trả lại", letter.body)
        self.assertIn("0/2", letter.body)
        self.assertIn("/gui-bai/", letter.body)
        self.assertNotIn("Xã Bản Liền", letter.body)
        self.assertEqual(letter.alternatives[0].mimetype, "text/html")
        self.assertEqual(Reminder.objects.filter(recipient=self.room.correspondent).count(), 3)
        self.assertTrue(Reminder.objects.filter(thing=f"page:{page.pk}").exists())

    def test_a_mail_program_can_end_them_by_the_header(self):
        make_rule()
        self.send()
        headers = mail.outbox[0].extra_headers
        self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        address = headers["List-Unsubscribe"].strip("<>")
        self.assertIn(address, mail.outbox[0].body)
        path = "/" + address.split("/", 3)[3]
        self.client.post(path, {"List-Unsubscribe": "One-Click"})
        self.assertTrue(ReminderMute.objects.filter(user__email=mail.outbox[0].to[0]).exists())

    def test_reviewers_are_told_in_place_of_correspondents_with_links_to_the_office(self):
        make_rule(tells_correspondents=False, tells_reviewers=True)
        self.send()
        self.assertEqual(self.addresses(), ["reviewer@example.org"])
        self.assertIn("/admin/", mail.outbox[0].body)
        self.assertNotIn("/gui-bai/", mail.outbox[0].body)

    def test_a_unit_without_a_reviewer_has_that_of_the_next_unit_above(self):
        make_rule(tells_correspondents=False, tells_reviewers=True)
        make_user("tren", role=Role.REVIEWER, unit=self.room.province)
        self.send()
        letters = {message.to[0]: message.body for message in mail.outbox}
        self.assertIn("Xã Bản Liền", letters["tren@example.org"])
        self.assertNotIn("Xã Nậm Pung", letters["tren@example.org"])

    def test_two_roles_are_one_letter_with_each_thing_once(self):
        self.room.correspondent.groups.add(Role.REVIEWER.group())
        make_rule(tells_reviewers=True, unit_kind="commune")
        self.send()
        own = Reminder.objects.filter(recipient=self.room.correspondent)
        self.assertEqual(own.count(), 1)

    def test_a_title_with_a_line_break_makes_no_header(self):
        make_rule(RuleKind.RETURNED)
        page = returned(self.room)
        type(page).objects.filter(pk=page.pk).update(draft_title="Tin\r\nBcc: ai@example.org")
        mail.outbox.clear()
        self.assertEqual(len(self.send().sent), 1)
        self.assertNotIn("\n", mail.outbox[0].subject)

    def test_who_chose_another_language_reads_that(self):
        profile = UserProfile.get_for_user(self.room.correspondent)
        profile.preferred_language = "en"
        profile.save()
        make_rule()
        self.send()
        letters = {message.to[0]: message.body for message in mail.outbox}
        self.assertIn("Hello Nguyễn Văn", letters["correspondent@example.org"])
        self.assertIn("Chào Nguyễn Văn", letters["khac@example.org"])


class WhoTests(SendingTestCase):
    def test_those_who_left_or_muted_get_nothing(self):
        make_rule()
        make_rule(RuleKind.RETURNED)
        returned(self.room)
        mail.outbox.clear()
        person = User.objects.filter(pk=self.room.correspondent.pk)
        ended = make_unit("Xã cũ", parent=self.room.province, valid_to=TODAY - DAY)
        cases = (
            {"is_active": False},
            {"email": ""},
            {"unit": None},
            {"unit": ended},
        )
        for values in cases:
            with self.subTest(values=values), transaction.atomic():
                person.update(**values)
                self.send()
                self.assertNotIn("correspondent@example.org", self.addresses())
                transaction.set_rollback(True)
        with self.subTest("no role"), transaction.atomic():
            self.room.correspondent.groups.clear()
            self.send()
            self.assertNotIn("correspondent@example.org", self.addresses())
            transaction.set_rollback(True)
        mute_reminders(user=self.room.correspondent, now=NOW)
        self.send()
        self.assertNotIn("correspondent@example.org", self.addresses())

    def test_who_mutes_while_the_run_goes_gets_nothing(self):
        make_rule()
        begin = sending._begin

        def mute_now(outlook):
            mute_reminders(user=self.room.correspondent, now=NOW)
            return begin(outlook)

        with mock.patch.object(sending, "_begin", mute_now):
            self.send()
        self.assertEqual(self.addresses(), ["khac@example.org"])

    def test_a_rule_that_is_switched_off_reminds_nobody(self):
        make_rule(is_active=False)
        self.assertEqual(self.send().sent, [])


class RepetitionTests(SendingTestCase):
    def test_the_same_comes_again_after_the_interval_and_not_before(self):
        make_rule(repeat_days=7)
        for hours, expected in ((0, 2), (1, 0), (7 * 24 - 1, 0), (7 * 24, 2), (7 * 24 + 1, 0)):
            with self.subTest(hours=hours):
                self.assertEqual(len(self.send(NOW + hours * HOUR).sent), expected)
        numbers = Reminder.objects.filter(recipient=self.stranger).values_list("number", flat=True)
        self.assertEqual(sorted(numbers), [1, 2])

    def test_something_new_does_not_bring_the_old_along(self):
        make_rule()
        self.send()
        make_rule(RuleKind.RETURNED)
        returned(self.room)
        mail.outbox.clear()
        self.send(NOW + HOUR)
        self.assertEqual(self.addresses(), ["correspondent@example.org"])
        self.assertIn("đã được trả lại", mail.outbox[0].body)
        self.assertEqual(Letter.objects.latest("pk").reminders.count(), 1)

    def test_the_database_refuses_the_same_number_twice(self):
        make_rule()
        self.send()
        first = Reminder.objects.first()
        with self.assertRaises(IntegrityError), transaction.atomic():
            Reminder.objects.create(
                letter=first.letter,
                recipient=first.recipient,
                rule=first.rule,
                thing=first.thing,
                number=first.number,
                text="Lần nữa",
            )

    def test_what_was_sent_is_not_changed(self):
        make_rule()
        self.send()
        for row in (Letter.objects.first(), Reminder.objects.first()):
            with self.subTest(row=type(row)), self.assertRaises(ImmutableLogError):
                row.save()


class QuietTests(SendingTestCase):
    NIGHT = datetime(2026, 11, 21, 21, tzinfo=VIET_NAM)
    MORNING = datetime(2026, 11, 22, 6, 30, tzinfo=VIET_NAM)

    def test_the_night_is_left_in_peace_and_the_morning_brings_it(self):
        make_rule()
        run = self.send(self.NIGHT)
        self.assertEqual((run.sent, run.quiet_until), ([], self.MORNING))
        self.assertFalse(Letter.objects.exists())
        self.assertEqual(len(self.send(self.MORNING).sent), 2)

    def test_the_editors_set_the_hours(self):
        settings = ReminderSettings.load()
        settings.quiet_from = settings.quiet_to = time(0)
        settings.save()
        make_rule()
        self.assertEqual(len(self.send(self.NIGHT).sent), 2)

    def test_a_run_that_comes_into_the_night_stops(self):
        make_rule()
        before = self.NIGHT - timedelta(seconds=1)
        run = self.send(before, clock=lambda: self.NIGHT)
        self.assertEqual((run.sent, run.quiet_until), ([], self.MORNING))


class FailureTests(SendingTestCase):
    def test_one_failure_stops_nobody_and_is_tried_again_alone(self):
        make_rule()
        with refusing("correspondent@example.org"):
            run = self.send()
        self.assertEqual(run.sent, ["khac@example.org"])
        failed = Letter.objects.get(state=LetterState.FAILED)
        self.assertEqual(failed.recipient, self.room.correspondent)
        self.assertIn("550 no such mailbox", failed.reason)
        self.assertEqual(self.send(NOW + timedelta(minutes=10)).sent, [])
        run = self.send(NOW + HOUR)
        self.assertEqual(run.sent, ["correspondent@example.org"])
        self.assertEqual(self.addresses(), ["khac@example.org", "correspondent@example.org"])
        self.assertEqual(Letter.objects.filter(state=LetterState.FAILED).count(), 1)

    def test_the_next_try_says_only_what_is_still_true(self):
        make_rule()
        with refusing("correspondent@example.org"):
            self.send()
        publish(self.room.unit, TODAY)
        self.assertEqual(self.send(NOW + HOUR).sent, [])

    def test_an_address_that_is_none_fails_alone(self):
        make_rule()
        User.objects.filter(pk=self.room.correspondent.pk).update(email="hỏng\nBcc: x@example.org")
        run = self.send()
        self.assertEqual(run.sent, ["khac@example.org"])
        self.assertEqual(len(run.failed), 1)

    @override_settings(EMAIL_BACKEND=backend("ClosedBackend"))
    def test_without_a_server_the_run_stops_and_says_so(self):
        make_rule()
        run = self.send()
        self.assertIn("nobody listens", run.server_fault)
        self.assertEqual(Letter.objects.filter(state=LetterState.FAILED).count(), 2)
        out = StringIO()
        with mock.patch("django.utils.timezone.now", return_value=NOW + HOUR):
            call_command("send_reminders", stdout=out)
        self.assertIn("nobody listens", out.getvalue())

    def test_a_run_that_is_interrupted_answers_for_its_letters(self):
        make_rule()
        with (
            mock.patch(f"{__name__}.EmailBackend.send_messages", side_effect=KeyboardInterrupt),
            self.assertRaises(KeyboardInterrupt),
        ):
            self.send()
        states = list(Letter.objects.order_by("pk").values_list("state", flat=True))
        self.assertEqual(states, [LetterState.UNCLEAR, LetterState.FAILED])
        # The one that may have gone out is not sent again; the other one is.
        self.assertEqual(len(self.send(NOW + HOUR).sent), 1)

    def test_a_run_that_was_killed_leaves_no_letter_open(self):
        make_rule()
        letter = Letter.objects.create(
            recipient=self.stranger, address=self.stranger.email, taken_at=NOW - 2 * HOUR
        )
        self.send()
        letter.refresh_from_db()
        self.assertEqual(letter.state, LetterState.UNCLEAR)
        self.assertIn("khac@example.org", self.addresses())

    def test_who_is_being_written_to_by_another_run_is_left_to_it(self):
        make_rule()
        Letter.objects.create(
            recipient=self.stranger,
            address=self.stranger.email,
            taken_at=NOW - timedelta(minutes=1),
        )
        self.assertEqual(self.send().sent, ["correspondent@example.org"])
