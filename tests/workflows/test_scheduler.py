"""The round of chores, and the command that goes round."""

from datetime import UTC, datetime, timedelta
from io import StringIO

from django.core.management import call_command
from django.test import SimpleTestCase, TestCase

from goodnews.workflows.chores import Chore, Round, all_chores, register_chore

from .factories import fresh, make_newsroom
from .test_schedule import plan

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class RoundTests(SimpleTestCase):
    def setUp(self):
        self.now, self.log = NOON, []

    def clock(self) -> datetime:
        return self.now

    def go(self, rounds: Round, seconds: int = 0) -> list[str]:
        self.now += seconds * SECOND
        return rounds.run(clock=self.clock)

    def note(self, name: str):
        return lambda now: self.log.append((name, now))

    def test_each_chore_is_done_at_once_and_then_as_often_as_it_says(self):
        often = Chore("often", SECOND, self.note("often"))
        rounds = Round([often, Chore("rarely", 60 * SECOND, self.note("rarely"))])
        self.assertEqual(self.go(rounds), ["often", "rarely"])
        self.assertEqual(self.go(rounds), [])
        self.assertEqual(self.go(rounds, 1), ["often"])
        self.assertEqual(self.go(rounds, 59), ["often", "rarely"])
        self.assertEqual(self.log[-1], ("rarely", NOON + 60 * SECOND))

    def test_one_that_fails_stops_no_other_and_is_tried_again(self):
        def fail(now):
            raise RuntimeError("away")

        rounds = Round([Chore("bad", SECOND, fail), Chore("good", SECOND, self.note("good"))])
        with self.assertLogs("goodnews.workflows.chores", "ERROR") as logs:
            self.assertEqual(self.go(rounds), ["good"])
            self.assertEqual(self.go(rounds, 1), ["good"])
        self.assertEqual(len(logs.records), 2)

    def test_the_moment_moves_on_while_a_chore_is_at_work(self):
        def work(now):
            self.now += 30 * SECOND

        self.go(Round([Chore("slow", SECOND, work), Chore("next", SECOND, self.note("next"))]))
        self.assertEqual(self.log, [("next", NOON + 30 * SECOND)])

    def test_a_name_is_taken_once(self):
        with self.assertRaises(ValueError):
            register_chore(Chore("publish_due", SECOND, self.note("x")))


class RunSchedulerTests(TestCase):
    def test_one_round_does_what_cron_does(self):
        page = plan(make_newsroom(), "Đã hẹn giờ")
        out = StringIO()
        call_command("run_scheduler", "--once", stdout=out)
        self.assertTrue(fresh(page).live)
        names = {chore.name for chore in all_chores()}
        wanted = {"publish_due", "send_letters", "watch_calendar", "settle_owed_purges"}
        self.assertLessEqual(wanted, names)
        self.assertIn(f"{len(names)} of {len(names)} done", out.getvalue())
