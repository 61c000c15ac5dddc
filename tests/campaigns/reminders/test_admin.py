"""Rules and log in the admin."""

from unittest import mock

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.reminders.choices import LetterState, RuleKind
from campaigns.reminders.models import Letter, Reminder, ReminderRule, ReminderSettings
from goodnews.accounts.roles import Role
from tests.accounts.factories import make_everybody, make_user
from tests.units.factories import make_unit

from .factories import DAY, NOW, STORIES, make_rule

RULES, LETTERS = "reminder_rules", "reminder_letters"


class AdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.unit = make_unit()
        cls.people = make_everybody(unit=cls.unit)

    def setUp(self):
        patcher = mock.patch("django.utils.timezone.now", return_value=NOW)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.client.force_login(self.people[Role.EDITOR])


class RuleTests(AdminTestCase):
    def post(self, **values):
        data = {
            "kind": "silence",
            "countable": STORIES,
            "days": "10",
            "share": "",
            "unit_kind": "commune",
            "tells_correspondents": "on",
            "repeat_days": "7",
            "is_active": "on",
            **values,
        }
        return self.client.post(reverse(f"{RULES}:add"), data)

    def test_an_editor_sets_a_rule_of_each_kind_and_switches_it_off(self):
        empty = self.client.get(reverse(f"{RULES}:index"))
        self.assertContains(empty, "Chưa có quy tắc nhắc việc nào")
        for values in (
            {},
            {"kind": "returned", "countable": ""},
            {"kind": "quota", "countable": "", "days": "", "share": "50"},
            {"kind": "quota", "days": "", "share": "50"},
        ):
            with self.subTest(values=values):
                self.assertRedirects(self.post(**values), reverse(f"{RULES}:index"))
        rules = list(ReminderRule.objects.order_by("pk"))
        listing = self.client.get(reverse(f"{RULES}:index"))
        for rule in rules:
            self.assertContains(listing, str(rule))
        data = {"kind": "returned", "days": "3", "tells_reviewers": "on", "repeat_days": "5"}
        edit = reverse(f"{RULES}:edit", args=[rules[1].pk])
        self.assertContains(self.client.get(edit), "bài bị trả lại")
        self.assertRedirects(self.client.post(edit, data), reverse(f"{RULES}:index"))
        rules[1].refresh_from_db()
        self.assertFalse(rules[1].is_active)
        self.assertEqual(rules[1].repeat_days, 5)

    def test_faults_are_named_at_their_field_and_nothing_typed_is_lost(self):
        cases = (
            ("kind", {"kind": ""}),
            ("kind", {"kind": "x"}),
            ("countable", {"countable": ""}),
            ("countable", {"countable": "news.published"}),
            ("countable", {"kind": "returned"}),
            ("days", {"days": ""}),
            ("days", {"days": "0"}),
            ("days", {"days": "366"}),
            ("days", {"days": "ba"}),
            ("days", {"days": "9" * 40}),
            ("days", {"kind": "quota", "share": "50"}),
            ("share", {"kind": "quota", "days": ""}),
            ("share", {"kind": "quota", "days": "", "share": "100"}),
            ("share", {"share": "50"}),
            ("unit_kind", {"unit_kind": "\x00"}),
            ("repeat_days", {"repeat_days": "0"}),
            ("repeat_days", {"repeat_days": ""}),
            ("tells_correspondents", {"tells_correspondents": ""}),
        )
        for field, values in cases:
            with self.subTest(values=str(values)[:60]):
                response = self.post(**values)
                self.assertEqual(list(response.context["form"].errors), [field])
        self.assertContains(self.post(days="", repeat_days="23"), 'value="23"')
        self.assertFalse(ReminderRule.objects.exists())

    def test_the_database_refuses_what_makes_no_sense(self):
        for kind, wrong in (
            (RuleKind.SILENCE, {"countable": ""}),
            (RuleKind.SILENCE, {"days": None}),
            (RuleKind.SILENCE, {"share": 50}),
            (RuleKind.RETURNED, {"countable": STORIES}),
            (RuleKind.RETURNED, {"days": 0}),
            (RuleKind.RETURNED, {"days": None}),
            (RuleKind.QUOTA, {"share": 100}),
            (RuleKind.QUOTA, {"share": None}),
            (RuleKind.QUOTA, {"days": 3}),
            (RuleKind.QUOTA, {"tells_correspondents": False}),
            (RuleKind.QUOTA, {"repeat_days": 0}),
        ):
            with (
                self.subTest(kind=kind, wrong=wrong),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                make_rule(kind, **wrong)

    def test_only_editors_and_administrators_set_rules_and_nobody_deletes_them(self):
        rule = make_rule()
        root = make_user("root", is_superuser=True)
        office = {self.people[Role.EDITOR], self.people[Role.ADMINISTRATOR], root}
        for user in (*self.people.values(), root):
            with self.subTest(user=user.username):
                self.client.force_login(user)
                names = ((f"{RULES}:index", []), (f"{RULES}:edit", [rule.pk]))
                seen = {
                    self.client.get(reverse(name, args=args)).status_code == 200
                    for name, args in names
                }
                self.assertEqual(seen, {user in office})
                delete = reverse(f"{RULES}:delete", args=[rule.pk])
                self.assertNotEqual(self.client.post(delete).status_code, 200)
        self.assertTrue(ReminderRule.objects.exists())


class LogTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.rule = make_rule()
        cls.person = cls.people[Role.CORRESPONDENT]

    def letter(self, user=None, *, moment=NOW, state=LetterState.SENT, reason="", rule=None):
        user = user or self.person
        letter = Letter.objects.create(
            recipient=user,
            address=user.email,
            state=state,
            taken_at=moment,
            ended_at=moment,
            reason=reason,
        )
        Reminder.objects.create(
            letter=letter,
            recipient=user,
            rule=rule or self.rule,
            thing="unit:1",
            number=letter.pk,
            unit=self.unit,
            text="Xã Nậm Pung: đã 12 ngày chưa có bài nào",
        )
        return letter

    def test_an_empty_log_says_so(self):
        response = self.client.get(reverse(f"{LETTERS}:index"))
        self.assertContains(response, "Chưa có thư nhắc nào")
        self.assertNotContains(response, "Thêm thư nhắc")

    def test_the_list_says_who_when_and_why_not(self):
        self.letter()
        self.letter(
            self.people[Role.REVIEWER], state=LetterState.FAILED, reason="OSError: 550 no mailbox"
        )
        response = self.client.get(reverse(f"{LETTERS}:index"))
        for text in ("correspondent@example.org", "12:00 21/11/2026", "đã gửi", "550 no mailbox"):
            self.assertContains(response, text)

    def test_one_letter_shows_everything_that_it_said(self):
        letter = self.letter()
        response = self.client.get(reverse(f"{LETTERS}:inspect", args=[letter.pk]))
        self.assertContains(response, "Nguyễn Văn Correspondent")
        self.assertContains(response, "đã 12 ngày chưa có bài nào")
        self.assertContains(response, "12:00 21/11/2026")
        self.assertNotContains(response, "/delete/")
        self.assertNotContains(response, "/edit/")

    def test_filters(self):
        sent = self.letter()
        quota = make_rule(RuleKind.QUOTA)
        failed = self.letter(
            self.people[Role.REVIEWER],
            moment=NOW - 3 * DAY,
            state=LetterState.FAILED,
            reason="x",
            rule=quota,
        )
        cases = (
            ({"state": "failed"}, failed),
            ({"state": "sent"}, sent),
            ({"kind": "quota"}, failed),
            ({"kind": "silence"}, sent),
            ({"recipient": self.person.pk}, sent),
            ({"first": "20/11/2026"}, sent),
            ({"last": "18/11/2026"}, failed),
        )
        for values, expected in cases:
            with self.subTest(values=values):
                response = self.client.get(reverse(f"{LETTERS}:index"), values)
                self.assertEqual(list(response.context["object_list"]), [expected])
        response = self.client.get(reverse(f"{LETTERS}:index"), {"unit": self.unit.pk})
        self.assertEqual(len(response.context["object_list"]), 2)
        for strange in ({"first": "31/02/2026"}, {"last": "01/01/9999"}, {"state": "\x00"}):
            with self.subTest(strange=strange):
                response = self.client.get(reverse(f"{LETTERS}:index"), strange)
                self.assertEqual(response.status_code, 200)

    def test_the_list_asks_the_same_however_long_it_is(self):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                self.client.get(reverse(f"{LETTERS}:index"))
            return len(captured)

        self.letter()
        queries()
        few = queries()
        for number in range(20):
            self.letter(make_user(f"ctv{number}"))
        self.assertEqual(queries(), few)

    def test_nobody_writes_the_log(self):
        letter = self.letter()
        root = make_user("root", is_superuser=True)
        for user in (self.people[Role.EDITOR], self.people[Role.ADMINISTRATOR], root):
            self.client.force_login(user)
            for name, args in (("add", []), ("edit", [letter.pk]), ("delete", [letter.pk])):
                with self.subTest(user=user.username, name=name):
                    address = reverse(f"{LETTERS}:{name}", args=args)
                    data = {"state": LetterState.FAILED}
                    for response in (self.client.get(address), self.client.post(address, data)):
                        self.assertNotEqual(response.status_code, 200)
        self.assertEqual(Letter.objects.get().state, LetterState.SENT)

    def test_the_log_stays_when_an_account_is_deleted(self):
        user = make_user("roi-di")
        self.letter(user)
        self.client.force_login(make_user("root", is_superuser=True))
        self.client.post(reverse("wagtailusers_users:delete", args=[user.pk]))
        self.assertFalse(type(user).objects.filter(pk=user.pk).exists())
        self.client.force_login(self.people[Role.EDITOR])
        response = self.client.get(reverse(f"{LETTERS}:index"))
        self.assertContains(response, "roi-di@example.org")


class SettingsTests(AdminTestCase):
    def test_editors_set_the_quiet_hours(self):
        address = reverse("wagtailsettings:edit", args=["reminders", "remindersettings"])
        response = self.client.get(address, follow=True)
        self.assertContains(response, "Giờ yên tĩnh")
        target = response.redirect_chain[-1][0]
        self.assertContains(
            self.client.post(target, {"quiet_from": "25:00", "quiet_to": "06:00"}), "25:00"
        )
        self.client.post(target, {"quiet_from": "22:00", "quiet_to": "05:30"})
        self.assertEqual(f"{ReminderSettings.load().quiet_from:%H:%M}", "22:00")
        self.client.force_login(self.people[Role.REVIEWER])
        self.assertNotEqual(self.client.get(address, follow=True).redirect_chain, [])
