"""A roster is read in from a spreadsheet, whole or not at all, and decides who may register."""

from datetime import date, timedelta
from io import BytesIO

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase
from openpyxl import load_workbook

from campaigns.contests.choices import PersonRule
from campaigns.contests.entrants.forgetting import forget_listed
from campaigns.contests.entrants.roster import identifying_fields, known_by
from campaigns.contests.entrants.roster_imports import import_roster
from campaigns.contests.entrants.roster_sheets import columns_for
from campaigns.contests.models import Contest, Entrant, RosterLine
from campaigns.contests.reading import rules_of
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.units.services import merge_units
from tests.accounts.factories import make_user
from tests.campaigns.contests.attempts.cases import PageCase
from tests.campaigns.contests.attempts.factories import CLOSES, NOON, make_rules, usual_round
from tests.core.sheets import make_sheet
from tests.units.factories import make_unit

HEADINGS = ("STT", "Họ tên", "Ngày sinh", "Đơn vị")
BINH = ("1", "Lê Thị Bình", "26/03/2006", "Đoàn xã Sín Chải")


class RosterCase(PageCase):
    rules = make_rules(usual_round(), roster_only=True, asks_birth_date=True, asks_unit=True)

    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.province = make_unit()
        cls.commune = make_unit("Đoàn xã Sín Chải", parent=cls.province, code="SC")
        cls.organiser = make_user("to-chuc", role=Role.ORGANISER)
        super().setUpTestData()
        cls.keep_rules(cls.rules)

    @classmethod
    def keep_rules(cls, rules):
        """Write into the record what the published rules say."""
        names = ("roster_only", "person", "asks_birth_date", "asks_unit", "asks_phone")
        said = {name: getattr(rules, name) for name in names}
        Contest.objects.filter(pk=cls.contest.pk).update(guardian_below=None, **said)
        cls.contest.refresh_from_db()

    def setUp(self):
        super().setUp()
        self.admin = self.client_class()
        self.admin.force_login(self.organiser)

    def admin_url(self, name):
        return reverse(f"contest_entry_admin:{name}", args=[self.contest.pk])

    def check(self, *rows, headings=HEADINGS, content=None):
        content = make_sheet([headings, *rows]) if content is None else content
        file = SimpleUploadedFile("danh-sach.xlsx", content)
        return self.admin.post(self.admin_url("roster_import"), {"file": file})

    def read_in(self, *rows, **values):
        sealed = self.check(*rows, **values).context["sealed"]
        return self.admin.post(self.admin_url("roster_import"), {"sealed": sealed}, follow=True)

    def register(self, **fields):
        fields = {"birth_date": "26/03/2006", "unit_text": "Đoàn xã Sín Chải", **fields}
        return super().register(**fields)


class ImportTests(RosterCase):
    def test_first_it_is_shown_then_it_is_done_and_a_second_time_changes_nothing(self):
        response = self.check(BINH)
        self.assertContains(response, "Lê Thị Bình")
        self.assertFalse(RosterLine.objects.exists())
        response = self.admin.post(
            self.admin_url("roster_import"), {"sealed": response.context["sealed"]}, follow=True
        )
        self.assertRedirects(response, self.admin_url("roster"))
        self.assertContains(response, "1 người được dự thi")
        line = RosterLine.objects.get()
        self.assertEqual((line.full_name, line.unit), ("Lê Thị Bình", self.commune))
        self.assertContains(self.check(BINH), "không có gì để nhập")

    def test_what_is_kept_tells_no_birth_date(self):
        self.read_in(BINH)
        kept = RosterLine.objects.values().get()
        self.assertRegex(kept.pop("person_key"), "^[0-9a-f]{64}$")
        # Its microseconds may be any.
        kept.pop("added_at")
        self.assertNotIn("2006", str(kept))

    def test_a_spelling_of_the_same_person_changes_the_line(self):
        self.read_in(BINH)
        plan = self.check(("", "LÊ THỊ BÌNH", "2006-03-26", "sc")).context["plan"]
        self.assertEqual((plan.new_count, plan.changed_count), (0, 1))

    def test_csv_is_read_too(self):
        text = "Họ tên;Ngày sinh;Mã đơn vị\nLê Thị Bình;26/03/2006;SC\n"
        self.read_in(content=text.encode())
        self.assertEqual(RosterLine.objects.count(), 1)

    def test_each_fault_names_its_cell_and_nothing_is_read_in(self):
        rows = [
            BINH,
            ("2", "Lê Thị Bình", "26/03/2006", "SC"),
            ("3", "", "01/01/2006", "SC"),
            ("4", "Lò Văn Ba", "31/02/2006", "SC"),
            ("5", "Lò Văn Bốn", "01/02/2006", "Xã Không Có"),
            ("6", "Lò Văn Năm", "", "SC"),
        ]
        response = self.check(*rows)
        self.assertEqual(response.context["sealed"], "")
        cells = [(fault.row, fault.heading) for fault in response.context["plan"].faults]
        expected = [
            (3, "Họ và tên"),
            (4, "Họ và tên"),
            (5, "Ngày sinh"),
            (6, "Đơn vị"),
            (7, "Ngày sinh"),
        ]
        self.assertEqual(cells, expected)
        self.assertContains(response, "cùng một người với dòng 2")

    def test_two_thousand_faults_are_counted_and_come_as_a_file(self):
        rows = [f"{n};Lò Văn Ba;ngày {n};Xã {n}" for n in range(2000)]
        content = "\n".join(["STT;Họ tên;Ngày sinh;Đơn vị", *rows]).encode()
        response = self.check(content=content)
        counts = response.context["fault_counts"]
        self.assertEqual([(each.heading, each.count) for each in counts], [("Ngày sinh", 2000)])
        self.assertLess(len(response.content), 500_000)
        answer = self.admin.post(
            self.admin_url("roster_import"), {"faulty": response.context["faulty"]}
        )
        sheet = load_workbook(BytesIO(answer.content)).active
        self.assertEqual(sheet.max_row, 2001)
        self.assertEqual(sheet["A2"].value, 2)
        self.assertFalse(RosterLine.objects.exists())

    def test_a_file_that_was_checked_for_another_contest_is_refused(self):
        other = Contest.objects.create(title="Khác", slug="khac")
        sealed = self.check(BINH).context["sealed"]
        address = reverse("contest_entry_admin:roster_import", args=[other.pk])
        self.assertContains(
            self.admin.post(address, {"sealed": sealed}, follow=True), "quá một giờ"
        )
        self.assertFalse(RosterLine.objects.exists())

    def test_the_template_can_be_filled_in_and_read(self):
        content = self.admin.get(self.admin_url("roster_template")).content
        workbook = load_workbook(BytesIO(content))
        sheet = workbook.worksheets[0]
        self.assertEqual(
            [cell.value for cell in sheet[1]], ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"]
        )
        sheet.append(list(BINH))
        out = BytesIO()
        workbook.save(out)
        self.assertEqual(self.check(content=out.getvalue()).context["plan"].new_count, 1)

    def test_the_number_of_queries_does_not_grow_with_the_file(self):
        def queries(count):
            rows = [(n, f"Lò Văn {n}", "01/02/2006", "SC") for n in range(count)]
            content = make_sheet([HEADINGS, *rows])
            with self.subTest(count=count), self.assertNumQueries(14):
                import_roster(contest=self.contest, content=content, now=NOON, dry_run=True)

        for count in (10, 100):
            queries(count)

    def test_nonsense_is_no_fault_of_ours(self):
        self.assertContains(self.check(content=b"\x00\x01"), "error")
        page = self.admin.get(self.admin_url("roster"), {"q": "\x00", "p": "abc"})
        self.assertEqual(page.status_code, 200)
        for line in ("abc", "9" * 30, "7", "²"):
            answer = self.admin.post(self.admin_url("roster"), {"line": line}, follow=True)
            self.assertContains(answer, "không còn nữa")

    def test_only_organisers_come_in(self):
        visitor = make_user("khach")
        visitor.user_permissions.add(Permission.objects.get(codename="access_admin"))
        self.client.force_login(visitor)
        for name in ("roster", "roster_import", "roster_template", "excluded"):
            self.assertEqual(self.client.get(self.admin_url(name)).status_code, 302)


class RosterRegistrationTests(RosterCase):
    def test_who_is_on_the_roster_enters_once_and_others_read_why_not(self):
        self.read_in(BINH)
        refused = self.register(full_name="Lê Thị Binh")
        self.assertContains(refused, "Không tìm thấy bạn trong danh sách", status_code=422)
        self.assertContains(refused, "Chị Lan", status_code=422)
        self.assertIn("full_name", refused.context["form"].errors)
        self.assertEqual(self.register(full_name="lê thị  bình").status_code, 200)
        again = self.register(client=self.client_class())
        self.assertContains(again, "đã đăng ký", status_code=422)
        self.assertContains(self.admin.get(self.admin_url("roster")), "Có")

    def test_who_was_taken_off_is_refused(self):
        self.read_in(BINH)
        self.admin.post(self.admin_url("roster"), {"line": RosterLine.objects.get().pk})
        self.assertEqual(self.register().status_code, 422)

    def test_a_roster_of_other_rules_says_that_it_fits_nobody(self):
        self.read_in(BINH)
        Contest.objects.filter(pk=self.contest.pk).update(asks_unit=False)
        self.assertContains(self.admin.get(self.admin_url("roster")), "theo thể lệ khác")

    def test_members_of_the_running_team_are_refused_though_they_are_listed(self):
        self.read_in(BINH)
        self.client.force_login(self.organiser)
        self.assertEqual(self.register().status_code, 422)
        self.assertFalse(Entrant.objects.exists())

    def test_a_unit_that_was_merged_since_is_known_again(self):
        self.read_in(BINH, ("2", "Lò Văn Ba", "01/02/2006", "SC"))
        self.register()
        successor = make_unit("Đoàn xã Mường Mới", parent=self.province, code="MM")
        merge_units(units=[self.commune], into=successor, on=date(2026, 11, 24), now=NOON)
        old_name = self.register(client=self.client_class())
        self.assertContains(old_name, "đã sáp nhập vào: Đoàn xã Mường Mới", status_code=422)
        chosen = {"client": self.client_class(), "unit": successor.slug}
        again = self.register(**chosen)
        self.assertContains(again, "đã đăng ký", status_code=422)
        self.register(full_name="Lò Văn Ba", birth_date="01/02/2006", **chosen)
        units = [entrant.unit for entrant in Entrant.objects.order_by("pk")]
        self.assertEqual(units, [self.commune, successor])

    def test_lines_are_deleted_some_time_after_the_last_round(self):
        self.read_in(BINH)
        keys = [RosterLine.objects.get().pk]
        self.assertEqual(forget_listed(keys=keys, before=CLOSES - timedelta(seconds=1)), 0)
        self.assertEqual(forget_listed(keys=keys, before=CLOSES), 1)


class PhoneRosterTests(RosterCase):
    rules = make_rules(usual_round(), roster_only=True, person=PersonRule.PHONE, asks_phone=True)

    def test_a_phone_alone_is_enough_and_its_first_nought_may_be_lost(self):
        self.read_in(("Lê Thị Bình", 912345678), headings=("Họ tên", "SĐT"))
        self.assertNotIn("912345678", str(RosterLine.objects.values_list().get()))
        refused = self.register(phone="0912 345 679")
        self.assertIn("phone", refused.context["form"].errors)
        self.assertEqual(self.register(phone="+84 912 345 678").status_code, 200)


class IdentifyingFieldTests(HypothesisCase):
    @settings(max_examples=30, deadline=None)
    @given(st.sampled_from(PersonRule.values), st.booleans(), st.booleans(), st.booleans())
    def test_a_roster_asks_for_what_the_rules_know_one_by_and_nothing_else(
        self, person, birth_date, unit, phone
    ):
        rules = make_rules(
            person=person, asks_birth_date=birth_date, asks_unit=unit, asks_phone=phone
        )
        asked = [column.key for column in columns_for(rules) if column.is_needed]
        self.assertEqual(set(asked) - {"full_name"}, set(identifying_fields(rules)) - {"full_name"})
        self.assertTrue(known_by(rules).startswith(f"{person}:"))

    def test_rules_of_a_record_say_the_same_as_the_published_ones(self):
        contest = Contest.objects.create(title="Nháp", slug="nhap")
        self.assertEqual(known_by(rules_of(contest)), "name_birth_unit:full_name,birth_date,unit")
