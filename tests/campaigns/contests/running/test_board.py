"""The live board: what is counted, what it costs, and who sees it."""

from datetime import timedelta
from unittest import mock

from django.db import InterfaceError, OperationalError, connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.contests import attempt_urls
from campaigns.contests.attempts.errors import AttemptError
from campaigns.contests.entrants.errors import RegistrationError
from campaigns.contests.models import MinuteCount
from campaigns.contests.personal import PostRefusedError
from campaigns.contests.running.board import forget_counts, read_board
from campaigns.contests.running.charts import HEIGHT, bar_chart
from campaigns.contests.running.counting import SAVED, Sum, Tally, tally, write_sums
from campaigns.contests.running.errors import TooManyQuestionsError, TooManyWaitingError
from campaigns.contests.running.labels import refusal_label, step_label
from campaigns.contests.rush import keeping
from tests.campaigns.contests.attempts.cases import AttemptCase
from tests.campaigns.contests.attempts.factories import NOON, make_entrant
from tests.units.factories import make_unit

from .cases import RunningCase

MINUTE = timedelta(minutes=1)
NOW = "campaigns.contests.running.counting.database_now"


class CountingTests(RunningCase, AttemptCase):
    def test_what_entrants_do_is_counted_and_what_is_refused_with_its_reason(self):
        attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        with CaptureQueriesContext(connection) as queries:
            self.save(attempt, **{name: value})
        self.assertNotIn("minutecount", str(queries.captured_queries))
        self.save(attempt, place=9)
        self.post("attempt", 1, 1, do="finish", **self.fields(attempt))
        self.save(attempt, **{name: value})
        tally.write()
        counts = dict(MinuteCount.objects.values_list("kind", "count"))
        said = [counts[kind] for kind in ("registered", "started", "saved", "submitted")]
        self.assertEqual(said, [1, 1, 2, 1])
        refused = {kind: number for kind, number in counts.items() if kind.startswith("refused.")}
        self.assertEqual(refused, {"refused.UnreadableAnswerError": 1, "refused.SubmittedError": 1})
        self.assertEqual(counts["step.save"], 3)
        page = self.office.get(self.admin_url("board"))
        self.assertContains(page, "câu trả lời không đọc được")
        self.assertContains(page, "lưu câu trả lời")


class BoardTests(RunningCase):
    def note(self, kind, count, *, minutes_ago=0, ms=0):
        with mock.patch(NOW, return_value=NOON - minutes_ago * MINUTE):
            write_sums({(self.contest.slug, kind): Sum(count, ms, ms)})

    def test_what_several_processes_write_is_added_up_and_the_last_hour_is_shown(self):
        self.note(SAVED, 3, minutes_ago=1, ms=40)
        self.note(SAVED, 4, minutes_ago=1, ms=25)
        self.note(SAVED, 100, minutes_ago=60)
        write_sums({("khong-co", SAVED): Sum(1)})
        row = MinuteCount.objects.get(minute=NOON - MINUTE)
        self.assertEqual((row.count, row.total_ms, row.slowest_ms), (7, 65, 40))
        board = read_board(self.contest, now=NOON)
        self.assertEqual((board.rates[1].now, board.rates[1].total), (7, 7))
        self.assertEqual(board.stretches[0].numbers[1], 7)

    def test_the_form_of_a_published_contest_and_its_results_lead_here_in_plain_sight(self):
        board = self.admin_url("board")
        results = reverse("contest_results_admin:board", args=[self.contest.pk])
        form = self.office.get(reverse("contest_rules:edit", args=[self.contest.pk]))
        self.assertContains(form, f'<a class="button" href="{board}">')
        self.assertContains(form, f'<a class="button" href="{results}">')
        self.assertContains(self.office.get(results), board)

    def test_the_slowest_page_and_the_refusals_of_the_day(self):
        self.note("step.save", 10, ms=50)
        self.note("step.start", 2, ms=400)
        self.note("refused.RoundClosedError", 2, minutes_ago=5)
        self.note("refused.RoundClosedError", 5, minutes_ago=90)
        self.note("refused.EmptyBankError", 1, minutes_ago=25 * 60)
        board = read_board(self.contest, now=NOON)
        self.assertEqual((board.slowest.mean_ms, board.slowest.count), (200, 2))
        said = [(each.last_hour, each.last_day) for each in board.refusals]
        self.assertEqual(said, [(2, 7)])
        self.assertEqual(forget_counts(NOON + timedelta(days=2)), 3)

    def test_as_many_queries_for_many_as_for_one(self):
        def ask():
            with CaptureQueriesContext(connection) as queries:
                read_board(self.contest, now=NOON)
            return len(queries)

        few, province = ask(), make_unit()
        for number in range(5):
            unit = make_unit(f"Xã {number}", parent=province)
            make_entrant(self.contest, f"Người {number}", unit=unit)
            self.note(f"refused.Kind{number}", 1)
            self.note(f"step.page{number}", 1, ms=number)
        self.assertEqual((few, ask()), (7, 7))

    def test_the_page_and_its_part_are_for_organisers_alone(self):
        self.office.force_login(self.visitor)
        self.assertEqual(self.office.get(self.admin_url("board")).status_code, 302)
        self.office.force_login(self.organiser)
        part = self.office.get(self.admin_url("board"), {"phan": "1"})
        self.assertNotContains(part, "<html")
        self.assertContains(part, "<svg", count=4)
        self.assertIn("no-store", part["Cache-Control"])

    def test_the_board_says_how_many_wait_in_line(self):
        for _each in range(100):
            keeping.take_place(None)
        waiting = read_board(self.contest, now=NOON).in_line
        self.assertGreater(waiting, 0)
        self.assertLess(waiting, 100)
        self.assertContains(self.office.get(self.admin_url("board")), "Đang xếp hàng")
        with mock.patch("campaigns.contests.running.board.people_waiting", return_value=None):
            self.assertIsNone(read_board(self.contest, now=NOON).in_line)

    def test_what_cannot_be_written_waits(self):
        own = Tally()
        own.note("thi", SAVED)
        with mock.patch(
            "campaigns.contests.running.counting.write_sums", side_effect=OperationalError
        ):
            own.write()
        own.note("thi", SAVED, count=2)
        self.assertEqual(own.take(), {("thi", SAVED): Sum(3)})


class LabelTests(SimpleTestCase):
    """Nobody reads the name of a view or of an error on the board."""

    def test_every_page_of_entrants_has_a_name(self):
        pages = {each.callback.__name__ for each in attempt_urls.urlpatterns}
        self.assertEqual({page for page in pages if step_label(page) == page}, set())

    def test_every_refusal_has_a_reason(self):
        raised = {PostRefusedError, TooManyQuestionsError, TooManyWaitingError}
        raised |= {OperationalError, InterfaceError}
        for parent in (AttemptError, RegistrationError, PostRefusedError):
            raised |= set(parent.__subclasses__())
        names = {each.__name__ for each in raised}
        self.assertIn("EssayTooLongError", names)
        self.assertEqual({name for name in names if refusal_label(name) == name}, set())


class TallyTests(SimpleTestCase):
    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abc"), st.integers(0, 900))))
    def test_nothing_is_lost_and_nothing_counted_twice(self, notes):
        own = Tally()
        for slug, kind, ms in notes:
            own.note(slug, kind, ms=ms)
        taken = own.take()
        self.assertEqual(sum(each.count for each in taken.values()), len(notes))
        self.assertEqual(sum(each.total_ms for each in taken.values()), sum(n[2] for n in notes))
        self.assertEqual(own.take(), {})

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.integers(0, 10**6), max_size=60))
    def test_every_number_above_nothing_has_a_bar_within_the_chart(self, values):
        chart = bar_chart(values, label="Số lượt")
        self.assertEqual(chart.count("<rect"), sum(value > 0 for value in values))
        tall = [int(part.split('"')[0]) for part in chart.split(' height="')[1:]]
        self.assertTrue(all(0 < each <= HEIGHT for each in tall))
