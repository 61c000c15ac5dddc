"""Import and export in the admin: the same two steps for units and for people."""

from datetime import timedelta
from io import BytesIO
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.units.models import Unit
from tests.accounts.factories import make_everybody, make_user
from tests.core.sheets import make_sheet

from .factories import make_unit

HEADINGS = ["Mã", "Tên", "Loại", "Mã cấp trên", "Từ ngày"]
NEW = ("MOI", "Phường Mới", "Phường", "TINH", "01/07/2025")


class SheetViewTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.province = make_unit(code="TINH")

    def setUp(self):
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        self.url = reverse("units:import")

    def check(self, *rows, content=None, url=None):
        content = make_sheet([HEADINGS, *rows]) if content is None else content
        file = SimpleUploadedFile("don-vi.xlsx", content)
        return self.client.post(url or self.url, {"file": file})


class ImportTests(SheetViewTestCase):
    def test_first_it_is_shown_then_it_is_done(self):
        response = self.check(NEW)
        self.assertContains(response, "Phường Mới (MOI)")
        self.assertFalse(Unit.objects.filter(code="MOI").exists())
        response = self.client.post(self.url, {"sealed": response.context["sealed"]}, follow=True)
        self.assertRedirects(response, reverse("units:index"))
        self.assertContains(response, "1 dòng được thêm")
        self.assertEqual(Unit.objects.get(code="MOI").get_parent(), self.province)

    def test_faults_name_row_and_column_and_cannot_be_confirmed(self):
        response = self.check(NEW, ("X", "Xã X", "huyện", "KHONG-CO", "31/02/2025"))
        self.assertEqual(response.context["sealed"], "")
        self.assertContains(response, "Dòng 3, cột E<br><strong>Có từ ngày</strong>")
        self.assertContains(response, "“31/02/2025” không phải là ngày")

    def test_a_file_without_news_says_so(self):
        response = self.check(("TINH", "Tỉnh Đoàn Minh Họa", "Tỉnh", None, "01/01/2020"))
        self.assertEqual(response.context["sealed"], "")
        self.assertContains(response, "không có gì để nhập")

    def test_no_file_an_empty_one_and_a_text_are_refused_at_the_field(self):
        for content in (b"", b"Ma,Ten\n1,2\n", b"\xd0\xcf\x11\xe0" * 200):
            with self.subTest(content=content[:4]):
                response = self.check(content=content)
                self.assertEqual(response.status_code, 200)
                self.assertIn("file", response.context["form"].errors)
        self.assertIn("file", self.client.post(self.url, {}).context["form"].errors)

    def test_a_checked_file_is_good_for_its_uploader_for_an_hour_and_as_it_was(self):
        sealed = self.check(NEW).context["sealed"]
        other = make_user("khac", role=Role.ADMINISTRATOR)
        self.client.force_login(other)
        self.client.post(self.url, {"sealed": sealed})
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        for bad in ("", "x", sealed[:-1], sealed[5:]):
            self.assertRedirects(self.client.post(self.url, {"sealed": bad}), self.url)
        # What was sealed for units is nothing that people are read from.
        self.client.post(reverse("wagtailusers_users:import"), {"sealed": sealed})
        later = (timezone.now() + timedelta(minutes=61)).timestamp()
        with mock.patch("django.core.signing.time.time", return_value=later):
            self.client.post(self.url, {"sealed": sealed})
        self.assertFalse(Unit.objects.filter(code="MOI").exists())

    def test_a_tree_that_changed_meanwhile_is_shown_again(self):
        sealed = self.check(NEW).context["sealed"]
        make_unit("Người khác thêm", parent=self.province, code="MOI")
        response = self.client.post(self.url, {"sealed": sealed})
        self.assertTrue(response.context["has_changed"])
        self.assertEqual(Unit.objects.get(code="MOI").name, "Người khác thêm")

    def test_a_code_that_somebody_adds_in_this_very_moment_ends_in_words(self):
        sealed = self.check(NEW).context["sealed"]
        with mock.patch("goodnews.units.imports.add_units", side_effect=IntegrityError):
            response = self.client.post(self.url, {"sealed": sealed}, follow=True)
        self.assertRedirects(response, self.url)
        self.assertContains(response, "chưa nhập gì")

    def test_sending_the_confirmation_twice_does_it_once(self):
        sealed = self.check(NEW).context["sealed"]
        for _attempt in range(2):
            self.client.post(self.url, {"sealed": sealed})
        self.assertEqual(Unit.objects.filter(code="MOI").count(), 1)


class ExportTests(SheetViewTestCase):
    def sheet(self, name: str):
        response = self.client.get(reverse(name))
        self.assertIn("no-store", response["Cache-Control"])
        self.assertIn(".xlsx", response["Content-Disposition"])
        return load_workbook(BytesIO(response.content)).worksheets[0]

    def test_units_and_people_are_written_with_vietnamese_headings(self):
        make_unit("=1+1", parent=self.province, code="@X")
        rows = list(self.sheet("units:export").values)
        self.assertEqual(rows[0][:2], ("Mã đơn vị", "Tên đơn vị"))
        self.assertEqual(rows[2][:2], ("'@X", "'=1+1"))
        rows = list(self.sheet("wagtailusers_users:export").values)
        self.assertEqual(rows[0][0], "Tên đăng nhập")
        self.assertIn("editor@example.org", {row[2] for row in rows})

    def test_an_export_takes_as_many_queries_with_few_rows_as_with_many(self):
        for name in ("units:export", "wagtailusers_users:export"):
            with self.subTest(name=name):
                few = self.count_queries(name)
                for number in range(9):
                    unit = make_unit(f"Xã {name} {number}", parent=self.province)
                    make_user(f"{name[:5]}{number}", role=Role.EDITOR, unit=unit)
                self.assertEqual(self.count_queries(name), few)

    def count_queries(self, name: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            self.client.get(reverse(name))
        return len(captured)

    def test_the_templates_can_be_sent_back_as_they_are(self):
        for name in ("units", "wagtailusers_users"):
            with self.subTest(name=name):
                content = self.client.get(reverse(f"{name}:import_template")).content
                response = self.check(content=content, url=reverse(f"{name}:import"))
                self.assertEqual(response.context["plan"].rows, [])
                self.assertEqual(len(response.context["plan"].faults), 1)


class PeopleTests(SheetViewTestCase):
    def test_people_are_imported_and_the_page_says_how_they_sign_in(self):
        url = reverse("wagtailusers_users:import")
        rows = [("Tên đăng nhập", "Họ tên", "E-mail"), ("hoa", "Trần Hoa", "hoa@example.org")]
        response = self.check(content=make_sheet(rows), url=url)
        self.assertContains(response, reverse("account_reset_password"))
        self.client.post(url, {"sealed": response.context["sealed"]})
        self.assertEqual(User.objects.get(username="hoa").get_full_name(), "Trần Hoa")


class DoorTests(SheetViewTestCase):
    def test_only_administrators_import_and_see_the_buttons(self):
        for role in Role:
            self.client.force_login(self.people[role])
            for name in ("units:import", "wagtailusers_users:import", "wagtailusers_users:export"):
                with self.subTest(role=role, name=name):
                    status = self.client.get(reverse(name)).status_code
                    self.assertEqual(status == 200, role == Role.ADMINISTRATOR)
                    status = self.client.post(reverse(name), {"sealed": "x"}).status_code
                    self.assertNotEqual(status, 200)
        for index in ("units:index", "wagtailusers_users:index"):
            self.client.force_login(self.people[Role.ADMINISTRATOR])
            url = reverse(index.replace("index", "import"))
            self.assertContains(self.client.get(reverse(index)), url)
