"""Royalties: points, sheets that are signed once, and the adjustments of later ones."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from unittest import mock

from django.db import DatabaseError, connection, transaction
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from goodnews.accounts.roles import Role
from goodnews.reports.models import RoyaltyLine, RoyaltyRate, RoyaltySheet
from goodnews.reports.royalties import errors
from goodnews.reports.royalties.drafts import draft_sheet, next_sheet_month
from goodnews.reports.royalties.points import next_month, points_of
from goodnews.reports.royalties.services import appraise_story, save_rate, sign_sheet
from news.choices import Origin, StoryKind
from news.models import StoryPage
from tests.accounts.factories import make_everybody, make_user
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.news.factories import make_many_stories, make_site

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
# Noon of 2 November and of 3 December 2026 in Viet Nam.
NOW = datetime(2026, 11, 2, 5, tzinfo=UTC)
LATER = datetime(2026, 12, 3, 5, tzinfo=UTC)


class PointsTests(SimpleTestCase):
    def test_a_half_tenth_is_rounded_upwards(self):
        cases = {("10.0", "1.15"): "11.5", ("0.1", "0.50"): "0.1", ("0.1", "0.49"): "0.0"}
        for (rate, coefficient), expected in cases.items():
            with self.subTest(rate=rate, coefficient=coefficient):
                self.assertEqual(points_of(Decimal(rate), Decimal(coefficient)), Decimal(expected))

    @given(
        st.decimals(min_value=0, max_value=99999, places=1),
        st.decimals(min_value=Decimal("0.01"), max_value=99, places=2),
    )
    def test_rounding_moves_an_item_by_half_a_tenth_at_most(self, rate, coefficient):
        points = points_of(rate, coefficient)
        self.assertLessEqual(abs(points - rate * coefficient), Decimal("0.05"))
        self.assertEqual(points, points.quantize(Decimal("0.1")))

    def test_december_is_followed_by_january(self):
        self.assertEqual(next_month(date(2026, 12, 1)), date(2027, 1, 1))
        self.assertEqual(next_sheet_month_without_sheets(date(2027, 1, 31)), date(2026, 12, 1))


def next_sheet_month_without_sheets(today: date) -> date:
    with mock.patch.object(RoyaltySheet.objects, "order_by") as rows:
        rows.return_value.first.return_value = None
        return next_sheet_month(today)


class Office:
    """An editor, an approver, a writer, rates since September, two stories of October."""

    def __init__(self):
        people = make_everybody()
        self.editor, self.approver = people[Role.EDITOR], people[Role.APPROVER]
        self.people = people
        self.writer = make_user("lan")
        self.tree = make_site()
        for kind, origin, points in (
            (StoryKind.GOOD_NEWS, Origin.OWN, "10.0"),
            (StoryKind.GOOD_NEWS, Origin.SHARE, "4.0"),
            (StoryKind.BEAUTIFUL_STORY, Origin.OWN, "25.0"),
        ):
            rate = RoyaltyRate(kind=kind, origin=origin, points=Decimal(points))
            rate.valid_from = SEPTEMBER
            save_rate(rate=rate)
        self.numbers = self.publish(2, date(2026, 10, 5))

    def publish(self, count: int, day: date, **values) -> list[int]:
        numbers = make_many_stories(self.tree.stories, count)
        values = {"owner": self.writer, "published_on": day, **values}
        StoryPage.objects.filter(pk__in=numbers).update(**values)
        return numbers

    def story(self, place: int = 0) -> StoryPage:
        return StoryPage.objects.get(pk=self.numbers[place])

    def sign(self, month: date, now: datetime = NOW) -> RoyaltySheet:
        digest = draft_sheet(month).digest
        return sign_sheet(month=month, digest=digest, user=self.approver, now=now)

    def appraise(self, story: StoryPage, coefficient: str, author=None, reason="Bài hay"):
        return appraise_story(
            story=story,
            coefficient=Decimal(coefficient),
            author=author,
            reason=reason,
            user=self.editor,
            now=NOW,
        )


def lines_of(month: date) -> list[tuple]:
    """Return type, author and points of the lines of a sheet or a draft."""
    held = RoyaltyLine.objects.filter(sheet__month=month).order_by("story_number", "pk")
    lines = held if held.exists() else draft_sheet(month).lines
    rows = [(line.story_number, line.line_type, line.author_name, line.points) for line in lines]
    return [row[1:] for row in sorted(rows)]


class OfficeTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.office = Office()
        cls.name = cls.office.writer.get_full_name()


class DraftTests(OfficeTestCase):
    def test_published_items_earn_their_rate_by_kind_and_origin(self):
        self.office.publish(1, date(2026, 10, 6), kind=StoryKind.BEAUTIFUL_STORY)
        self.office.publish(1, date(2026, 10, 7), origin=Origin.SHARE)
        source = {"source_name": "Báo", "source_url": "https://example.org/"}
        self.office.publish(1, date(2026, 10, 8), origin=Origin.REPOST, **source)
        self.office.publish(1, date(2026, 11, 1))
        points = sorted(line.points for line in draft_sheet(OCTOBER).lines)
        self.assertEqual(points, [Decimal(n) for n in (0, 4, 10, 10, 25)])

    def test_the_coefficient_and_the_author_come_from_the_appraisal(self):
        other = make_user("minh")
        self.office.appraise(self.office.story(), "1.25", author=other)
        expected = [
            ("month", other.get_full_name(), Decimal("12.5")),
            ("month", self.name, Decimal("10.0")),
        ]
        self.assertEqual(lines_of(OCTOBER), expected)

    def test_a_coefficient_is_written_as_it_was_given(self):
        self.office.appraise(self.office.story(), "1.2")
        coefficients = sorted(str(line.coefficient) for line in draft_sheet(OCTOBER).lines)
        self.assertEqual(coefficients, ["1.00", "1.20"])

    def test_items_without_a_rate_or_an_author_are_named(self):
        self.office.publish(1, date(2026, 8, 31))
        self.assertEqual(len(draft_sheet(date(2026, 8, 1)).without_rate), 1)
        self.office.publish(1, date(2026, 10, 9), owner=None)
        self.assertEqual(len(draft_sheet(OCTOBER).without_author), 1)
        self.assertEqual(len(draft_sheet(OCTOBER).lines), 2)

    def test_the_number_of_queries_does_not_grow(self):
        with self.assertNumQueries(5):
            draft_sheet(OCTOBER)
        self.office.publish(30, date(2026, 10, 9))
        with self.assertNumQueries(5):
            draft_sheet(OCTOBER)


class SigningTests(OfficeTestCase):
    def test_a_signed_sheet_is_locked_and_logged(self):
        sheet = self.office.sign(OCTOBER)
        self.assertEqual(sheet.lines.count(), 2)
        self.assertEqual(sheet.signer_name, self.office.approver.get_full_name())
        with self.assertRaises(errors.LockedSheetError):
            self.office.sign(OCTOBER)

    def test_a_month_is_signed_after_its_end_in_viet_nam(self):
        # 23:30 on 31 October and 00:30 on 1 November in Viet Nam.
        with self.assertRaises(errors.MonthNotOverError):
            self.office.sign(OCTOBER, datetime(2026, 10, 31, 16, 30, tzinfo=UTC))
        self.office.sign(OCTOBER, datetime(2026, 10, 31, 17, 30, tzinfo=UTC))

    def test_sheets_follow_one_another(self):
        self.office.sign(SEPTEMBER)
        with self.assertRaises(errors.WrongMonthError):
            self.office.sign(NOVEMBER, LATER)
        self.office.sign(OCTOBER)
        self.office.sign(NOVEMBER, LATER)

    def test_what_changed_since_it_was_read_is_not_signed(self):
        digest = draft_sheet(OCTOBER).digest
        self.office.appraise(self.office.story(), "1.50")
        with self.assertRaises(errors.SheetChangedError):
            sign_sheet(month=OCTOBER, digest=digest, user=self.office.approver, now=NOW)
        self.assertFalse(RoyaltySheet.objects.exists())

    def test_a_missing_rate_keeps_the_sheet_open(self):
        self.office.publish(1, date(2026, 10, 9), kind="beautiful_story", origin=Origin.SHARE)
        with self.assertRaises(errors.MissingRateError):
            self.office.sign(OCTOBER)
        self.assertFalse(RoyaltySheet.objects.exists())

    def test_nothing_changes_a_locked_sheet(self):
        sheet = self.office.sign(OCTOBER)
        line = sheet.lines.first()
        attempts = (
            line.save,
            line.delete,
            sheet.delete,
            sheet.lines.all().delete,
            lambda: sheet.lines.update(points=99),
        )
        for attempt in attempts:
            with self.assertRaises(errors.LockedSheetError):
                attempt()
        table = RoyaltyLine._meta.db_table
        with self.assertRaises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET points = 99")  # noqa: S608


class AdjustmentTests(OfficeTestCase):
    def setUp(self):
        self.office.sign(OCTOBER)

    def test_without_changes_there_are_none(self):
        self.assertEqual(lines_of(NOVEMBER), [])

    def test_a_story_taken_down_is_taken_back_on_the_next_sheet(self):
        self.office.story().unpublish()
        self.assertEqual(lines_of(NOVEMBER), [("reversal", self.name, Decimal("-10.0"))])
        self.assertEqual(len(lines_of(OCTOBER)), 2)

    def test_a_deleted_story_is_taken_back_and_its_line_stays(self):
        self.office.story().delete()
        self.assertEqual(lines_of(NOVEMBER), [("reversal", self.name, Decimal("-10.0"))])
        self.assertEqual(RoyaltyLine.objects.count(), 2)

    def test_a_story_credited_to_another_moves_its_points(self):
        other = make_user("minh")
        self.office.appraise(self.office.story(), "1.00", author=other)
        expected = [
            ("late", other.get_full_name(), Decimal("10.0")),
            ("reversal", self.name, Decimal("-10.0")),
        ]
        self.assertEqual(lines_of(NOVEMBER), expected)

    def test_a_correction_stands_on_one_sheet_only(self):
        self.office.appraise(self.office.story(), "2.00")
        self.office.sign(NOVEMBER, LATER)
        expected = [
            ("late", self.name, Decimal("20.0")),
            ("reversal", self.name, Decimal("-10.0")),
        ]
        self.assertEqual(lines_of(NOVEMBER), expected)
        self.assertEqual(lines_of(date(2026, 12, 1)), [])

    def test_a_story_that_comes_back_is_added_again(self):
        StoryPage.objects.filter(pk=self.office.numbers[0]).update(listed_locale=None)
        self.office.sign(NOVEMBER, LATER)
        locale = self.office.tree.stories.locale_id
        StoryPage.objects.filter(pk=self.office.numbers[0]).update(listed_locale=locale)
        self.assertEqual(lines_of(date(2026, 12, 1)), [("late", self.name, Decimal("10.0"))])

    def test_what_came_before_the_first_sheet_is_never_counted(self):
        self.office.publish(1, date(2026, 9, 30))
        self.assertEqual(lines_of(NOVEMBER), [])


class RateTests(OfficeTestCase):
    def rate(self, **values) -> RoyaltyRate:
        rate = RoyaltyRate.objects.get(kind=StoryKind.GOOD_NEWS, origin=Origin.OWN)
        for name, value in values.items():
            setattr(rate, name, value)
        return rate

    def refused(self, rate: RoyaltyRate) -> str:
        with self.assertRaises(errors.RateError) as caught:
            save_rate(rate=rate)
        return caught.exception.field

    def test_rates_of_the_same_do_not_overlap(self):
        rate = RoyaltyRate(kind=StoryKind.GOOD_NEWS, origin=Origin.OWN, points=Decimal(12))
        rate.valid_from = NOVEMBER
        self.assertEqual(self.refused(rate), "valid_from")
        save_rate(rate=self.rate(valid_to=date(2026, 10, 31)))
        save_rate(rate=rate)

    def test_locked_months_keep_their_rates(self):
        self.office.sign(OCTOBER)
        self.assertEqual(self.refused(self.rate(points=Decimal(11))), "points")
        self.assertEqual(self.refused(self.rate(valid_to=date(2026, 10, 30))), "valid_to")
        late = RoyaltyRate(kind=StoryKind.BEAUTIFUL_STORY, origin=Origin.SHARE, points=Decimal(1))
        late.valid_from = date(2026, 10, 31)
        self.assertEqual(self.refused(late), "valid_from")
        save_rate(rate=self.rate(valid_to=date(2026, 10, 31)))


class PageTests(OfficeTestCase):
    def setUp(self):
        patcher = mock.patch("django.utils.timezone.now", return_value=NOW)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.client.force_login(self.office.approver)
        self.address = reverse("royalties:sheet", args=[2026, 10])

    def sign(self, digest: str | None = None):
        digest = draft_sheet(OCTOBER).digest if digest is None else digest
        return self.client.post(self.address, {"digest": digest}, follow=True)

    def test_the_approver_reads_signs_and_can_sign_no_more(self):
        self.assertContains(self.client.get(self.address), "Ký duyệt và khóa")
        self.assertContains(self.sign(), "đã ký duyệt và khóa lúc 12:00, 02/11/2026")
        self.assertContains(self.sign(), "Bảng này đã ký duyệt và khóa.")
        self.assertNotContains(self.client.get(self.address), 'name="digest"')

    def test_a_digest_of_nothing_signs_nothing(self):
        for digest in ("", "\x00", "x" * 10_000):
            self.assertContains(self.sign(digest), "Bảng đã thay đổi sau khi bạn mở.")
        self.assertFalse(RoyaltySheet.objects.exists())

    def test_nobody_but_the_role_that_signs_can_sign(self):
        for role in (Role.EDITOR, Role.REVIEWER, Role.ORGANISER, Role.CORRESPONDENT):
            self.client.force_login(self.office.people[role])
            self.sign()
            self.assertFalse(RoyaltySheet.objects.exists(), role)

    def test_months_that_are_none_are_not_found(self):
        for year, month in ((2026, 13), (2026, 0), (9999, 1), (1950, 1), (2026, 12)):
            response = self.client.get(f"/admin/reports/nhuan-but/{year}/{month}/")
            self.assertEqual(response.status_code, 404)

    def test_the_files_say_what_the_page_says(self):
        page = self.client.get(self.address)
        rows = page.context["authors"].rows
        xlsx = self.client.get(reverse("royalties:xlsx", args=[2026, 10]))
        sheet = load_workbook(BytesIO(xlsx.content)).worksheets[0]
        self.assertEqual(
            [sheet.cell(7, column).value for column in range(2, 9)],
            [rows[0].label, *rows[0].figures],
        )
        docx = self.client.get(reverse("royalties:docx", args=[2026, 10]))
        tables = Document(BytesIO(docx.content)).tables
        shown = [cell.text for cell in tables[1].rows[2].cells]
        self.assertEqual(shown, ["1", rows[0].label, *rows[0].cells])
        self.assertIn("NGƯỜI LẬP BẢNG", "".join(cell.text for cell in tables[-1].rows[0].cells))

    def test_the_paper_has_the_day_of_the_signature_in_viet_nam(self):
        # Three o'clock in the morning of 3 November in Viet Nam.
        night = datetime(2026, 11, 2, 20, tzinfo=UTC)
        with mock.patch("django.utils.timezone.now", return_value=night):
            self.sign()
        docx = self.client.get(reverse("royalties:docx", args=[2026, 10]))
        cells = [cell.text for t in Document(BytesIO(docx.content)).tables for cell in t._cells]
        self.assertIn("ngày 03 tháng 11 năm 2026", " ".join(cells))

    def test_an_editor_appraises_within_the_range_and_says_why(self):
        self.client.force_login(self.office.editor)
        story = self.office.story()
        address = reverse("royalties:appraise", args=[story.pk])
        for field, values in (
            ("coefficient", {"coefficient": "2,01", "reason": "Hay"}),
            ("coefficient", {"coefficient": "\x00", "reason": "Hay"}),
            ("coefficient", {"coefficient": "NaN", "reason": "Hay"}),
            ("reason", {"coefficient": "1,5", "reason": "   "}),
            ("author", {"coefficient": "1,5", "reason": "Hay", "author": "999999"}),
        ):
            with self.subTest(values=str(values)):
                response = self.client.post(address, values)
                self.assertEqual(list(response.context["form"].errors), [field])
        self.client.post(address, {"coefficient": "1,5", "reason": "Ảnh đẹp"})
        story.refresh_from_db()
        self.assertEqual(story.royalty_appraisal.coefficient, Decimal("1.50"))

    def test_a_rate_that_cannot_be_is_refused_at_its_field(self):
        values = {"kind": "good_news", "origin": "own", "points": "12", "valid_from": "2026-11-01"}
        address = reverse("royalty_rates:add")
        response = self.client.post(address, values)
        self.assertEqual(list(response.context["form"].errors), ["valid_from"])
        response = self.client.post(address, {**values, "points": "-1", "origin": "repost"})
        self.assertEqual(sorted(response.context["form"].errors), ["origin", "points"])


@needs_postgresql
class TwoSignersTests(AtOnceTestCase):
    def test_of_two_who_sign_at_the_same_moment_one_wins(self):
        office = Office()
        digest = draft_sheet(OCTOBER).digest

        def sign(user):
            sign_sheet(month=OCTOBER, digest=digest, user=user, now=NOW)
            return "signed"

        people = (office.approver, office.editor)
        answers = self.at_once(
            [partial(sign, user) for user in people], refusals=(errors.LockedSheetError,)
        )
        self.assertEqual(answers.count("signed"), 1)
        self.assertEqual(RoyaltyLine.objects.count(), 2)
