from datetime import UTC, date, datetime
from io import StringIO
from tempfile import NamedTemporaryFile

from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from wagtail.models import ModelLogEntry

from goodnews.core.spreadsheets.cells import escaped, tidy
from goodnews.core.spreadsheets.files import SpreadsheetRefusedError
from goodnews.units.choices import UnitKind
from goodnews.units.exports import export_units
from goodnews.units.imports import import_units
from goodnews.units.models import Headcount, Unit, UnitPlacement
from goodnews.units.services import merge_units
from goodnews.units.sheets import COLUMNS, KIND_NAMES, codes_in_circles
from tests.core.sheets import make_sheet

from .factories import FOUNDED, make_unit

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
HEADINGS = [
    "Mã đơn vị",
    "Tên đơn vị",
    "Loại",
    "Mã cấp trên",
    "Từ ngày",
    "Đến ngày",
    "Sĩ số",
    "Đoàn viên",
    "Ngày tính sĩ số",
    "Chuyển đến từ ngày",
]


def table(*rows) -> bytes:
    return make_sheet([HEADINGS, *rows], title="Đơn vị")


def run(content: bytes, *, dry_run: bool = False, **values):
    return import_units(content=content, now=NOW, dry_run=dry_run, **values)


def state() -> list:
    """Everything that an import could change."""
    return [
        list(Unit.objects.order_by("path").values()),
        list(UnitPlacement.objects.order_by("pk").values()),
        list(Headcount.objects.order_by("pk").values()),
    ]


class UnitImportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.province = make_unit(code="TINH")
        cls.north = make_unit("Xã Đông Bắc", parent=cls.province, code="DB")
        cls.south = make_unit("Xã Tây Nam", parent=cls.province, code="TN")

    def cells(self, *rows) -> list[str]:
        """Return where the faults of ``rows`` are; nothing may have been written."""
        before = state()
        plan = run(table(*rows))
        self.assertEqual(state(), before)
        return [fault.cell for fault in plan.faults]


class NewUnitTests(UnitImportTestCase):
    ROWS = (
        ("TH", "Trường Đông Bắc", "trường học", "MOI", "2025-09-01"),
        ("MOI", "Phường Mới", "Phường", "tinh", "01/07/2025", None, "1.200", 800, "01/01/2026"),
    )

    def test_they_are_placed_with_headcount_even_before_their_parent_in_the_file(self):
        plan = run(table(*self.ROWS))
        self.assertEqual((plan.faults, plan.new_count), ([], 2))
        ward, school = Unit.objects.get(code="MOI"), Unit.objects.get(code="TH")
        self.assertEqual(ward.get_parent(), self.province)
        self.assertEqual(school.get_parent(), ward)
        self.assertEqual((ward.slug, ward.short_name), ("phuong-moi", "Phường Mới"))
        self.assertEqual(school.placements.get().parent, ward)
        self.assertEqual(ward.headcounts.get().youth_count, 1200)
        self.assertIn(ward, Unit.objects.matching("phuong moi"))
        self.assertEqual(Unit.find_problems(), ([], [], [], [], []))
        self.assertEqual(ModelLogEntry.objects.filter(action="wagtail.create").count(), 2)

    def test_a_dry_run_says_the_same_and_does_nothing(self):
        before = state()
        plan = run(table(*self.ROWS), dry_run=True)
        self.assertEqual(state(), before)
        self.assertEqual([row.row for row in plan.rows], [2, 3])
        self.assertEqual(plan.rows[0].label, "Trường Đông Bắc (TH)")
        self.assertEqual(run(table(*self.ROWS)).digest, plan.digest)

    def test_reading_it_again_changes_nothing(self):
        run(table(*self.ROWS))
        before = state()
        plan = run(table(*self.ROWS))
        self.assertEqual((plan.rows, plan.same_ranges), ([], "2–3"))
        self.assertEqual(state(), before)

    def test_what_a_new_unit_needs_is_asked_for_in_its_cells(self):
        rows = [("MOI", None, None, "TINH", None), ("X", "Xã X", "huyện", "TINH", "31/02/2025")]
        self.assertEqual(self.cells(*rows), ["B2", "C2", "E2", "C3", "E3"])

    def test_a_parent_that_ends_before_a_new_unit_is_refused(self):
        make_unit("Xã Cũ", parent=self.province, code="CU", valid_to=date(2025, 6, 30))
        rows = [
            ("MOT", "Trường Một", "trường học", "CU", "01/07/2025"),
            ("HAI", "Trường Hai", "trường học", "CU", "01/07/2021"),
            ("BA", "Trường Ba", "trường học", "CU", "01/07/2021", "30/06/2025"),
            ("BON", "Trường Bốn", "trường học", "NAM", "01/07/2025"),
            ("NAM", "Xã Năm", "xã", "TINH", "02/07/2025"),
            ("TN", None, None, None, None, "31/12/2025"),
            ("SAU", "Trường Sáu", "trường học", "TN", "01/07/2025"),
        ]
        self.assertEqual(self.cells(*rows), ["D2", "D3", "D8"])
        self.assertIn("Xã Cũ", run(table(rows[0])).faults[0].message)
        self.assertEqual(run(table(*rows[2:5])).faults, [])


class ChangedUnitTests(UnitImportTestCase):
    def test_names_and_dates_change_and_empty_cells_keep_what_is_there(self):
        plan = run(table(("DB", "Xã Đông Bắc Mới", None, None, "2021-01-01")))
        self.assertEqual((plan.faults, plan.changed_count), ([], 1))
        self.north.refresh_from_db()
        self.assertEqual(self.north.name, "Xã Đông Bắc Mới")
        self.assertEqual(self.north.short_name, "Xã Đông Bắc")
        self.assertEqual(self.north.folded_name, "xa dong bac moi")
        self.assertEqual(self.north.valid_from, date(2021, 1, 1))
        self.assertEqual(self.north.placements.get().valid_from, date(2021, 1, 1))
        self.assertEqual(self.north.get_parent(), self.province)

    def test_a_unit_moves_from_the_day_given_and_its_past_stays(self):
        row = ("DB", None, None, "TN", None, None, None, None, None, "01/07/2025")
        self.assertEqual(run(table(row)).faults, [])
        self.north.refresh_from_db()
        self.assertEqual(self.north.get_parent(), self.south)
        parents = self.north.placements.order_by("valid_from").values_list("parent", "valid_from")
        expected = [(self.province.pk, FOUNDED), (self.south.pk, date(2025, 7, 1))]
        self.assertEqual(list(parents), expected)

    def test_two_units_change_places(self):
        child = make_unit("Trường", parent=self.north, code="CON")
        on = "01/07/2025"
        rows = [
            ("DB", None, None, "CON", None, None, None, None, None, on),
            ("CON", None, None, "TINH", None, None, None, None, None, on),
        ]
        self.assertEqual(run(table(*rows)).faults, [])
        child.refresh_from_db()
        self.north.refresh_from_db()
        self.assertEqual((child.get_parent(), self.north.get_parent()), (self.province, child))
        self.assertEqual(Unit.find_problems(), ([], [], [], [], []))

    def test_a_move_without_a_day_or_on_a_day_to_come_is_refused(self):
        self.assertEqual(self.cells(("DB", None, None, "TN")), ["J2"])
        row = ("DB", None, None, "TN", None, None, None, None, None, "21/11/2026")
        self.assertEqual(self.cells(row), ["D2"])

    def test_a_headcount_of_a_known_day_is_corrected_and_one_of_another_day_added(self):
        Headcount.objects.create(
            unit=self.north, counted_on=FOUNDED, youth_count=100, member_count=60, source="BC 1"
        )
        counts = ("DB", None, None, None, None, None)
        run(table((*counts, 110, None, "01/01/2020")))
        run(table((*counts, 120, 70, "01/01/2026")))
        values = Headcount.objects.order_by("counted_on").values_list(
            "youth_count", "member_count", "source"
        )
        self.assertEqual(list(values), [(110, 60, "BC 1"), (120, 70, "")])

    def test_figures_that_do_not_fit_are_refused(self):
        counts = ("DB", None, None, None, None, None)
        self.assertEqual(self.cells((*counts, 10, 11, "01/01/2026")), ["H2"])
        self.assertEqual(self.cells((*counts, 10, None, "01/01/2026")), ["H2"])
        self.assertEqual(self.cells((*counts, 10, 5, None)), ["I2"])
        self.assertEqual(self.cells((*counts, "=5*2", 5, "01/01/2026")), ["G2"])
        self.assertEqual(self.cells(("DB", None, None, None, None, "01/01/2019")), ["F2"])

    def test_the_past_of_a_merged_unit_is_not_rewritten(self):
        merge_units(units=[self.north], into=self.south, on=date(2025, 7, 1), now=NOW)
        self.assertEqual(self.cells(("DB", None, None, None, None, "31/12/2026")), ["A2"])


class RefusedFileTests(UnitImportTestCase):
    def test_unknown_parents_circles_and_codes_that_stand_twice(self):
        rows = [
            ("A", "Xã A", "xã", "B", "01/07/2025"),
            ("B", "Xã B", "xã", "A", "01/07/2025"),
            ("C", "Xã C", "xã", "KHONG-CO", "01/07/2025"),
            ("D", "Xã D", "xã", "D", "01/07/2025"),
            ("E", "Xã E", "xã", "A", "01/07/2025"),
            ("e", "Xã E", "xã", "TINH", "01/07/2025"),
            ("TINH", None, None, "DB", None, None, None, None, None, "01/07/2025"),
        ]
        self.assertEqual(self.cells(*rows), ["D2", "D3", "D4", "D5", "A7", "D8"])

    def test_one_fault_anywhere_and_nothing_is_written(self):
        good = ("MOI", "Phường Mới", "Phường", "TINH", "01/07/2025")
        self.assertEqual(self.cells(good, ("XAU", "Xã Xấu", "xã", "TINH", "=1+1")), ["E3"])

    def test_too_many_levels_are_refused(self):
        above = ["TINH", *(f"C{number}" for number in range(80))]
        rows = [(f"C{n}", f"Cấp {n}", "xã", above[n], "01/07/2025") for n in range(80)]
        self.assertEqual(self.cells(*rows)[0], "D64")

    def test_a_plan_that_is_not_the_one_shown_is_not_done(self):
        content = table(("DB", "Tên mới"))
        shown = run(content, dry_run=True)
        Unit.objects.filter(code="DB").update(name="Tên của người khác")
        before = state()
        plan = run(content, expected=shown.digest)
        self.assertNotEqual(plan.digest, shown.digest)
        self.assertEqual(state(), before)

    def test_circles(self):
        parents = {"a": "b", "b": "c", "c": "a", "d": "a", "e": None, "f": "f"}
        self.assertEqual(codes_in_circles(parents), {"a", "b", "c", "f"})


class SizeTests(TestCase):
    def queries(self, count: int) -> int:
        rows = [
            (
                f"U{n}",
                f"Đơn vị {n}",
                "xã",
                "U0" if n else None,
                "01/07/2025",
                None,
                n,
                0,
                "01/01/2026",
            )
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(run(table(*rows), dry_run=True).faults, [])
        return len(captured)

    def test_many_rows_take_as_many_queries_as_few(self):
        self.assertEqual(self.queries(3), self.queries(90))


class CommandTests(UnitImportTestCase):
    def call(self, content: bytes, *arguments) -> str:
        out = StringIO()
        with NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(content)
            file.flush()
            call_command("import_units", file.name, *arguments, stdout=out, stderr=StringIO())
        return out.getvalue()

    def test_it_says_what_it_did_and_what_it_would_do(self):
        content = table(("MOI", "Phường Mới", "Phường", "TINH", "01/07/2025"), ("DB", "Tên mới"))
        said = self.call(content, "--dry-run")
        self.assertIn("Would be: 1 new, 1 changed, 0 the same.", said)
        self.assertFalse(Unit.objects.filter(code="MOI").exists())
        said = self.call(content)
        self.assertIn("+ 2: Phường Mới (MOI)", said)
        self.assertIn("Xã Đông Bắc → Tên mới", said)
        self.assertTrue(Unit.objects.filter(code="MOI").exists())
        self.assertIn("0 new, 0 changed, 2 the same", self.call(content))

    def test_faults_and_files_that_cannot_be_read_end_it(self):
        for content in (table(("DB", None, "huyện")), b"no spreadsheet"):
            with self.subTest(content=content[:9]), self.assertRaises(CommandError):
                self.call(content)
        with self.assertRaises(CommandError):
            call_command("import_units", "/khong/co.xlsx")


class FixedTextTests(TestCase):
    def test_names_of_kinds_are_those_of_the_admin(self):
        for kind in UnitKind:
            self.assertEqual(KIND_NAMES[kind].lower(), str(kind.label))

    def test_an_old_file_is_refused(self):
        with self.assertRaises(SpreadsheetRefusedError):
            run(b"\xd0\xcf\x11\xe0" + b"\x00" * 100)

    def test_every_column_says_how_to_fill_it_in(self):
        self.assertEqual([column.key for column in COLUMNS if not column.note], [])


NAMES = st.text(min_size=1, max_size=60).filter(lambda text: "\x00" not in text and text.strip())
CODES = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20
).filter(lambda code: readable(code))
DAYS = st.dates(min_value=date(1931, 1, 1), max_value=date(2026, 1, 1))


class RoundTripTests(HypothesisTestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_reading_an_export_changes_nothing(self, data):
        units = []
        codes = data.draw(
            st.lists(CODES, min_size=1, max_size=6, unique_by=lambda code: readable(code))
        )
        for code in codes:
            parent = data.draw(st.sampled_from([None, *units]))
            # A unit ends with the one above it at the latest.
            is_open = parent is None or parent.valid_to is None
            first = data.draw(DAYS if is_open else st.dates(date(1931, 1, 1), parent.valid_to))
            lasts = st.dates(first, TODAY if is_open else parent.valid_to)
            unit = make_unit(
                data.draw(NAMES),
                parent=parent,
                code=code,
                kind=data.draw(st.sampled_from(UnitKind.values)),
                valid_from=first,
                valid_to=data.draw(st.none() | lasts if is_open else lasts),
            )
            units.append(unit)
            if data.draw(st.booleans()):
                youth = data.draw(st.integers(0, 10**6))
                members = data.draw(st.integers(0, youth))
                Headcount.objects.create(
                    unit=unit, counted_on=first, youth_count=youth, member_count=members
                )
        before = state()
        plan = run(export_units(day=TODAY))
        self.assertEqual((plan.faults, plan.rows), ([], []))
        self.assertEqual(len(plan.same_rows), len(units))
        self.assertEqual(state(), before)


def readable(code: str) -> str:
    """Return what tells a code from others in a file."""
    return tidy(escaped(code)).casefold()
