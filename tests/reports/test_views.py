"""The report by unit as people meet it."""

from datetime import date
from io import BytesIO
from unittest import mock

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.models import Quota
from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.units.models import Unit
from news.metrics import PUBLISHED
from tests.accounts.factories import make_everybody
from tests.units.factories import make_unit

from .factories import NOW, counted, enter, make_tree

ADDRESS = "reports:by_unit"
XLSX = "reports:by_unit_xlsx"


class ReportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.units = make_tree()
        User.objects.update(unit=cls.units["province"])
        cls.reviewer = cls.people[Role.REVIEWER]
        User.objects.filter(pk=cls.reviewer.pk).update(unit=cls.units["commune"])
        enter(PUBLISHED, cls.units["commune"], 2)
        enter(PUBLISHED, cls.units["school"], 4)
        enter(PUBLISHED, cls.units["other"], 8)
        counted()

    def setUp(self):
        patcher = mock.patch("django.utils.timezone.now", return_value=NOW)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.client.force_login(self.people[Role.EDITOR])

    def get(self, name=ADDRESS, **query):
        return self.client.get(reverse(name), query)

    def labels(self, response) -> list[str]:
        return [row.label for row in response.context["rows"]]

    def total(self, response) -> int:
        """Return what all rows have published together."""
        table = response.context["table"]
        place = [column.key for column in table.columns].index("total")
        return table.totals.figures[place]


class PageTests(ReportTestCase):
    def test_this_month_and_all_units_are_shown_without_being_asked(self):
        response = self.get()
        self.assertContains(response, "Tháng 11 năm 2026")
        self.assertContains(response, "Tính lúc 12:00, 21/11/2026.")
        self.assertEqual(self.total(response), 14)

    def test_any_days_can_be_asked_for(self):
        response = self.get(ky="khoang", tu="2026-11-02", den="30/11/2026")
        self.assertContains(response, "Từ 02/11/2026 đến 30/11/2026")
        self.assertContains(response, "Kỳ này chưa có bài nào được gửi hay đăng.")

    def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(self):
        province = "Tỉnh Đoàn Minh Họa (riêng)"
        most_first = ["Phường Cam Đường", "Xã Nậm Pung", province]
        self.assertEqual(self.labels(self.get(sap_xep="-total")), most_first)
        self.assertEqual(self.labels(self.get(sap_xep="total")), most_first[::-1])
        by_name = ["Phường Cam Đường", province, "Xã Nậm Pung"]
        self.assertEqual(self.labels(self.get(sap_xep="unit")), by_name)
        self.assertContains(self.get(sap_xep="-total"), 'aria-sort="descending"', 1)

    def test_an_order_that_no_column_has_is_ignored(self):
        for order in ("abc", "\x00", "--total", "x" * 10_000):
            with self.subTest(order=order[:8]):
                self.assertEqual(len(self.labels(self.get(sap_xep=order))), 3)

    def test_faults_are_named_at_their_field_and_no_report_is_shown(self):
        cases = (
            ("ky", {"ky": "2026-13"}),
            ("ky", {"ky": "\x00"}),
            ("tu", {"ky": "khoang", "tu": "30/02/2026", "den": "2026-11-30"}),
            ("tu", {"ky": "khoang", "tu": "\x00", "den": "2026-11-30"}),
            ("tu", {"ky": "khoang", "den": "2026-11-30"}),
            ("tu", {"ky": "khoang", "tu": "1950-01-01", "den": "1950-11-30"}),
            ("den", {"ky": "khoang", "tu": "2026-11-30", "den": "2026-11-01"}),
            ("den", {"ky": "khoang", "tu": "2010-01-01", "den": "2026-01-01"}),
            ("den", {"ky": "khoang", "tu": "2026-01-01", "den": "9999-99-99"}),
            ("don_vi", {"don_vi": "\x00"}),
            ("don_vi", {"don_vi": "abc"}),
            ("don_vi", {"don_vi": "9" * 400}),
        )
        for field, query in cases:
            for name in (ADDRESS, XLSX):
                with self.subTest(query=str(query)[:60], name=name):
                    response = self.get(name, **query)
                    self.assertEqual(response.status_code, 200)
                    self.assertEqual(list(response.context["form"].errors), [field])
                    self.assertNotIn("table", response.context)
                    self.assertContains(response, "Hãy sửa các ô được đánh dấu")

    def test_what_was_typed_stays_beside_the_fault(self):
        response = self.get(ky="khoang", tu="2026-11-30", den="2026-11-01")
        self.assertContains(response, "Ngày cuối trước ngày đầu.")
        self.assertContains(response, "2026-11-30")

    def test_the_number_of_queries_does_not_grow(self):
        self.get()
        few = self.count_queries()
        self.assertLessEqual(few, 20)
        for number in range(30):
            unit = make_unit(f"Xã số {number}", parent=self.units["province"])
            enter(PUBLISHED, unit, 1)
        self.assertEqual(self.count_queries(), few)

    def count_queries(self) -> int:
        with CaptureQueriesContext(connection) as captured:
            self.get()
        return len(captured)

    def test_the_menu_leads_here(self):
        self.assertContains(self.client.get(reverse("wagtailadmin_home")), reverse(ADDRESS))


class RightsTests(ReportTestCase):
    def test_a_unit_reviewer_sees_the_own_branch_only(self):
        self.client.force_login(self.reviewer)
        response = self.get()
        self.assertEqual(self.labels(response), ["Xã Nậm Pung (riêng)", "Trường THPT Nậm Pung"])
        self.assertEqual(self.total(response), 6)
        for name in ("province", "other"):
            for address in (ADDRESS, XLSX):
                with self.subTest(unit=name, address=address):
                    response = self.get(address, don_vi=self.units[name].pk)
                    self.assertIn("don_vi", response.context["form"].errors)
                    self.assertNotIn("table", response.context)

    def test_a_unit_reviewer_without_a_unit_is_told_so(self):
        User.objects.filter(pk=self.reviewer.pk).update(unit=None)
        self.client.force_login(self.reviewer)
        for address in (ADDRESS, XLSX):
            response = self.get(address, don_vi=self.units["other"].pk)
            self.assertContains(response, "chưa thuộc đơn vị nào")
            self.assertNotIn("table", response.context)

    def test_who_has_no_part_in_reports_is_refused(self):
        readers = {Role.REVIEWER, Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}
        for role, user in self.people.items():
            self.client.force_login(user)
            for address in (ADDRESS, XLSX):
                with self.subTest(role=role, address=address):
                    self.assertEqual(self.get(address).status_code == 200, role in readers)


class SpreadsheetTests(ReportTestCase):
    def sheet(self, **query):
        response = self.get(XLSX, **query)
        self.assertIn("spreadsheetml", response["Content-Type"])
        self.assertIn("attachment", response["Content-Disposition"])
        return load_workbook(BytesIO(response.content)).active

    def rows(self, sheet) -> list[list]:
        return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]

    def test_it_says_what_the_page_says(self):
        sheet = self.sheet()
        heads = [sheet.cell(row, 1).value for row in (1, 2, 3)]
        self.assertEqual(heads, ["Kết quả theo đơn vị", "Mọi đơn vị", "Tháng 11 năm 2026"])
        self.assertEqual(
            [sheet.cell(5, column).value for column in (1, 2, 3)], ["TT", "Đơn vị", "Tin tốt"]
        )
        rows = self.rows(sheet)
        self.assertEqual(rows[1][:3], [2, "Xã Nậm Pung", 6])
        self.assertEqual(rows[3][1:3], ["Tổng cộng", 14])

    def test_quotas_have_columns_of_their_own(self):
        Quota.objects.create(
            countable="news.good_news",
            unit_kind="commune",
            number=7,
            period="month",
            valid_from=date(2026, 1, 1),
        )
        sheet = self.sheet()
        self.assertEqual(sheet.cell(5, 14).value, "Định mức: Tin tốt (không tính bài đăng lại)")
        heads = [sheet.cell(6, column).value for column in range(14, 18)]
        self.assertEqual(heads, ["Giao", "Thực hiện", "Thiếu (tính từng kỳ)", "Đạt liên tục"])
        self.assertEqual([sheet.cell(8, column).value for column in range(14, 18)], [7, 6, 1, 0])

    def test_a_name_that_begins_like_a_formula_is_text(self):
        for sign in "=+-@":
            with self.subTest(sign=sign):
                name = f"{sign}HYPERLINK(1)"
                Unit.objects.filter(pk=self.units["other"].pk).update(name=name)
                cell = self.sheet().cell(9, 2)
                self.assertEqual((cell.value, cell.data_type), (f"'{name}", "s"))

    def test_one_unit_gives_one_branch_and_its_name_in_the_file(self):
        query = {"don_vi": self.units["commune"].pk, "ky": "2026-q4"}
        response = self.get(XLSX, **query)
        name = "don-vi-xa-nam-pung-20261001-20261231.xlsx"
        self.assertEqual(response["Content-Disposition"], f'attachment; filename="{name}"')
        self.assertEqual(len(self.rows(self.sheet(**query))), 9)

    def test_days_are_those_of_viet_nam(self):
        # 00:30 on 1 December in Viet Nam.
        with mock.patch("django.utils.timezone.now", return_value=NOW.replace(day=30, hour=17)):
            self.assertEqual(self.sheet().cell(3, 1).value, "Tháng 12 năm 2026")
        self.assertEqual(NOW.date(), date(2026, 11, 21))
