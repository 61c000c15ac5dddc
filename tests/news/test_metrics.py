"""What the newsroom counts for the ledger."""

from datetime import UTC, date, datetime, timedelta

from django.test import TestCase
from wagtail.models import Locale, PageViewRestriction, TaskState

from goodnews.stats.days import Days
from goodnews.stats.metrics import all_countables, all_metrics
from goodnews.stats.models import MetricValue
from goodnews.stats.services import recount_metrics
from goodnews.workflows.services import approve_and_publish
from news.choices import Origin, StoryKind
from news.desk.models import DeskDraft
from news.models import StoryPage
from tests.workflows.factories import act, fresh, make_newsroom

# 01:00 on 21 November 2026 in Viet Nam, which is still the 20th in London.
NIGHT = datetime(2026, 11, 20, 18, tzinfo=UTC)
DAY = date(2026, 11, 21)
NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 30))
HOUR = timedelta(hours=1)


class LedgerTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def recount(self, code: str) -> list[tuple]:
        """Return (unit, day, dimension, value) as the ledger has them after a recount."""
        metrics = [metric for metric in all_metrics() if metric.code == code]
        recount_metrics(metrics=metrics, days=NOVEMBER, now=NIGHT)
        rows = MetricValue.objects.filter(metric=code).order_by("day", "unit", "dimension")
        return list(rows.values_list("unit", "day", "dimension", "value"))

    def publish(self, title: str, *, at=NIGHT, **values) -> StoryPage:
        return approve_and_publish(page=self.room.story(title, **values), now=at)


class PublishedTests(LedgerTestCase):
    CODE = "news.published"

    def test_stories_are_counted_by_their_own_unit_day_kind_and_origin(self):
        self.publish("Một")
        self.publish("Hai")
        self.publish("Ba", kind=StoryKind.BEAUTIFUL_STORY, unit=self.room.other_unit)
        self.publish("Bốn", origin=Origin.SHARE, at=NIGHT + timedelta(days=1))
        source = {"source_name": "Báo tỉnh", "source_url": "https://example.org/tin"}
        self.publish("Năm", origin=Origin.REPOST, unit=None, **source)
        unit, other = self.room.unit.pk, self.room.other_unit.pk
        expected = {
            (unit, DAY, "good_news/own", 2),
            (other, DAY, "beautiful_story/own", 1),
            (unit, date(2026, 11, 22), "good_news/share", 1),
            (None, DAY, "good_news/repost", 1),
        }
        self.assertEqual(set(self.recount(self.CODE)), expected)

    def test_only_what_everybody_may_read_counts_and_a_translation_is_no_second_story(self):
        page = self.publish("Một")
        self.room.story("Bản nháp")
        hidden = self.publish("Riêng tư")
        PageViewRestriction.objects.create(
            page=hidden.page_ptr, restriction_type=PageViewRestriction.LOGIN
        )
        taken_down = self.publish("Đã gỡ")
        taken_down.unpublish()
        english = Locale.objects.get_or_create(language_code="en")[0]
        translation = self.publish("A road")
        StoryPage.objects.filter(pk=translation.pk).update(listed_locale=english)
        self.assertEqual(self.recount(self.CODE), [(page.unit_id, DAY, "good_news/own", 1)])

    def test_a_corrected_day_moves_the_story_in_the_ledger(self):
        page = self.publish("Một")
        self.recount(self.CODE)
        StoryPage.objects.filter(pk=page.pk).update(published_on=date(2026, 11, 3))
        self.assertEqual([row[1] for row in self.recount(self.CODE)], [date(2026, 11, 3)])


class DecisionTests(LedgerTestCase):
    """A story sent at 01:00, returned after 4 hours, sent again after 10, approved 3 hours later."""

    def setUp(self):
        self.page = self.room.sent("Con đường sáng")
        act(self.page, self.room.reviewer, "reject", comment="Thiếu ảnh")
        page = fresh(self.page)
        page.current_workflow_state.resume(page.owner)
        act(page, self.room.reviewer, "approve")
        act(page, self.room.editor, "approve")
        act(page, self.room.approver, "approve")
        states = list(TaskState.objects.order_by("pk"))
        self.assertEqual(len(states), 4)
        for state, begins, ends in zip(states, (0, 14, 15, 16), (4, 15, 16, 17), strict=True):
            TaskState.objects.filter(pk=state.pk).update(
                started_at=NIGHT + begins * HOUR, finished_at=NIGHT + ends * HOUR
            )

    def test_a_return_and_the_last_approval_are_two_decisions(self):
        row = (self.room.unit.pk, DAY, "good_news/own")
        self.assertEqual(self.recount("news.decided"), [(*row, 2)])
        self.assertEqual(self.recount("news.returned"), [(*row, 1)])

    def test_the_time_with_the_author_is_not_waited(self):
        row = (self.room.unit.pk, DAY, "good_news/own")
        self.assertEqual(self.recount("news.decision_seconds"), [(*row, 7 * 3600)])

    def test_what_is_under_way_or_withdrawn_has_no_decision_yet(self):
        before = self.recount("news.decided")
        act(self.room.sent("Đang chờ"), self.room.reviewer, "approve")
        withdrawn = self.room.sent("Rút lại")
        withdrawn.current_workflow_state.cancel(user=withdrawn.owner)
        TaskState.objects.filter(finished_at__gt=NIGHT + 17 * HOUR).update(finished_at=NIGHT)
        self.assertEqual(self.recount("news.decided"), before)

    def test_a_deleted_story_leaves_the_ledger(self):
        StoryPage.objects.get(pk=self.page.pk).delete()
        self.assertEqual(self.recount("news.decided"), [])


class SubmittedTests(LedgerTestCase):
    def test_a_submission_counts_on_the_local_day_of_its_first_sending(self):
        values = {"owner": self.room.correspondent, "unit": self.room.unit}
        times = {"created_at": NIGHT, "saved_at": NIGHT}
        DeskDraft.objects.create(**values, **times, sent_at=NIGHT)
        DeskDraft.objects.create(**values, **times)
        self.assertEqual(
            self.recount("desk.submitted"), [(self.room.unit.pk, DAY, "good_news/own", 1)]
        )


class CountableTests(TestCase):
    def test_a_repost_fills_no_quota(self):
        for countable in all_countables():
            with self.subTest(countable=countable.code):
                self.assertFalse([d for d in countable.dimensions if d.endswith("/repost")])

    def test_what_quotas_count_is_in_the_ledger(self):
        codes = {metric.code for metric in all_metrics()}
        self.assertLessEqual({countable.metric for countable in all_countables()}, codes)
