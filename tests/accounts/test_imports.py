from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from wagtail.models import ModelLogEntry

from goodnews.accounts.exports import export_people
from goodnews.accounts.imports import import_people
from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.accounts.sheets import COLUMNS
from goodnews.units.models import Unit
from tests.core.sheets import make_sheet
from tests.units.factories import make_unit

from .factories import make_everybody, make_user

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HEADINGS = ["Tên đăng nhập", "Họ và tên", "E-mail", "Vai trò", "Mã đơn vị", "Đang hoạt động"]


def table(*rows) -> bytes:
    return make_sheet([HEADINGS, *rows], title="Người dùng")


def state() -> list:
    """Everything that an import could change."""
    return [
        list(User.objects.order_by("pk").values()),
        list(User.groups.through.objects.order_by("user", "group").values("user", "group")),
    ]


class PeopleImportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.unit = make_unit(code="TINH")
        cls.ended = make_unit("Xã Cũ", parent=cls.unit, code="CU", valid_to=date(2025, 6, 30))
        cls.people = make_everybody(unit=cls.unit)
        cls.admin = cls.people[Role.ADMINISTRATOR]

    def run_import(self, *rows, dry_run=False, user=None, **values):
        user = user or self.admin
        return import_people(content=table(*rows), now=NOW, dry_run=dry_run, user=user, **values)

    def cells(self, *rows, user=None) -> list[str]:
        """Return where the faults of ``rows`` are; nothing may have been written."""
        before = state()
        plan = self.run_import(*rows, user=user)
        self.assertEqual(state(), before)
        return [fault.cell for fault in plan.faults]


class NewPeopleTests(PeopleImportTestCase):
    ROW = ("hoa.ctv", "Trần Thị Hoa", "hoa@example.org", "Cộng tác viên", "tinh", "Có")

    def test_somebody_is_added_with_unit_and_role_and_without_a_password(self):
        plan = self.run_import(self.ROW)
        self.assertEqual((plan.faults, plan.new_count), ([], 1))
        user = User.objects.get(username="hoa.ctv")
        self.assertEqual((user.last_name, user.first_name), ("Trần Thị", "Hoa"))
        self.assertEqual((user.unit, user.roles), (self.unit, {Role.CORRESPONDENT}))
        self.assertTrue(user.is_active)
        self.assertFalse(user.has_usable_password())
        self.assertFalse(user.is_superuser or user.is_staff)
        self.assertEqual(mail.outbox, [])
        entry = ModelLogEntry.objects.get(action="wagtail.create", object_id=str(user.pk))
        self.assertEqual(entry.user, self.admin)

    def test_they_ask_for_their_first_password_by_mail(self):
        self.run_import(self.ROW)
        self.client.post(reverse("account_reset_password"), {"email": "hoa@example.org"})
        self.assertEqual([message.to for message in mail.outbox], [["hoa@example.org"]])

    def test_a_dry_run_says_the_same_and_does_nothing(self):
        before = state()
        plan = self.run_import(self.ROW, dry_run=True)
        self.assertEqual(state(), before)
        self.assertEqual(self.run_import(self.ROW).digest, plan.digest)

    def test_reading_it_again_changes_nothing(self):
        self.run_import(self.ROW)
        before = state()
        plan = self.run_import(self.ROW)
        self.assertEqual((plan.rows, plan.same_rows), ([], [2]))
        self.assertEqual(state(), before)

    def test_what_is_missing_or_wrong_is_told_in_its_cell(self):
        rows = [
            ("hoa ctv", "Trần Thị Hoa", "hoa@example.org", "Cộng tác viên"),
            ("lan", None, None, "Giám đốc"),
            ("mai", "Lê Mai", "khong-phai-thu", None, "KHONG-CO", "có lẽ"),
            ("nga", "Lê Nga", "EDITOR@example.org", None, "CU"),
            ("oanh", "Lê Oanh", "hoa@Example.org"),
            ("OANH", "Lê Oanh", "oanh@example.org"),
            ("phuc", "a" * 160, "phuc@example.org"),
        ]
        expected = ["A2", "B3", "C3", "D3", "C4", "E4", "F4", "C5", "E5", "C6", "A7", "B8"]
        self.assertEqual(self.cells(*rows), expected)


class ChangedPeopleTests(PeopleImportTestCase):
    def test_roles_replace_those_held_and_other_groups_stay(self):
        person = self.people[Role.EDITOR]
        person.groups.create(name="Nhóm khác")
        plan = self.run_import(("editor", None, None, "Người duyệt, Phiên dịch", None, "không"))
        self.assertEqual((plan.faults, plan.changed_count), ([], 1))
        person = User.objects.get(pk=person.pk)
        self.assertEqual(person.roles, {Role.APPROVER, Role.TRANSLATOR})
        self.assertTrue(person.groups.filter(name="Nhóm khác").exists())
        self.assertFalse(person.is_active)
        self.assertEqual(person.email, "editor@example.org")
        self.assertTrue(person.has_usable_password())

    def test_two_people_may_exchange_addresses(self):
        rows = [
            ("editor", None, "approver@example.org"),
            ("approver", None, "editor@example.org"),
        ]
        self.assertEqual(self.run_import(*rows).faults, [])
        editor = User.objects.get(username="editor")
        self.assertEqual(editor.email, "approver@example.org")
        self.assertEqual([row.email for row in editor.emailaddress_set.all()], [editor.email])

    def test_an_old_address_opens_the_account_no_more_and_is_free_again(self):
        editor = self.people[Role.EDITOR]
        EmailAddress.objects.create(user=editor, email=editor.email, primary=True, verified=True)
        rows = [
            ("editor", None, "moi@example.org"),
            ("hoa", "Lê Hoa", editor.email, "Biên tập viên", "TINH"),
        ]
        self.assertEqual(self.run_import(*rows).faults, [])
        held = EmailAddress.objects.values_list("user__username", "email", "verified")
        self.assertEqual(
            sorted(held), [("editor", "moi@example.org", True), ("hoa", editor.email, True)]
        )

    def test_nobody_locks_themselves_out(self):
        self.assertEqual(self.cells(("administrator", None, None, None, None, "Không")), ["F2"])
        self.assertEqual(self.cells(("administrator", None, None, "Biên tập viên")), ["D2"])

    def test_a_superuser_is_changed_by_superusers_only(self):
        root = make_user("root", is_superuser=True)
        row = ("root", None, "toi@example.org")
        self.assertEqual(self.cells(row), ["A2"])
        self.assertEqual(self.run_import(row, user=root).faults, [])

    def test_a_plan_that_is_not_the_one_shown_is_not_done(self):
        row = ("editor", "Lê Thị Biên Tập")
        shown = self.run_import(row, dry_run=True)
        User.objects.filter(username="editor").update(first_name="Khác")
        before = state()
        self.run_import(row, expected=shown.digest)
        self.assertEqual(state(), before)


class SizeTests(PeopleImportTestCase):
    def queries(self, count: int) -> int:
        rows = [
            (f"ctv{n}", f"Lê Thị {n}", f"ctv{n}@example.org", "Cộng tác viên", "TINH")
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(self.run_import(*rows, dry_run=True).faults, [])
        return len(captured)

    def test_many_rows_take_as_many_queries_as_few(self):
        # What is read once in the life of a process is read before.
        self.queries(1)
        self.assertEqual(self.queries(2), self.queries(90))

    def test_every_column_says_how_to_fill_it_in(self):
        self.assertEqual([column.key for column in COLUMNS if not column.note], [])


NAMES = st.text(max_size=40).filter(lambda text: "\x00" not in text)
USERNAMES = st.from_regex(r"[A-Za-z0-9@.+\-_áàạđĐ]{1,20}", fullmatch=True)


class RoundTripTests(HypothesisTestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_reading_an_export_changes_nothing(self, data):
        apply_roles()
        unit = make_unit(code=f"U{Unit.objects.count()}")
        admin = make_user("admin-cua-kiem-thu")
        names = data.draw(st.lists(USERNAMES, max_size=6, unique_by=str.casefold))
        for name in names:
            person = User.objects.create_user(
                username=name,
                first_name=data.draw(NAMES),
                last_name=data.draw(NAMES),
                email=data.draw(st.sampled_from(["", f"{len(name)}@example.org"])),
                unit=data.draw(st.sampled_from([None, unit])),
                is_active=data.draw(st.booleans()),
            )
            roles = data.draw(st.sets(st.sampled_from(Role), max_size=3))
            person.groups.add(*(role.group() for role in roles))
        before = state()
        plan = import_people(content=export_people(), now=NOW, dry_run=False, user=admin)
        self.assertEqual((plan.faults, plan.rows), ([], []))
        self.assertEqual(len(plan.same_rows), len(names) + 1)
        self.assertEqual(state(), before)
