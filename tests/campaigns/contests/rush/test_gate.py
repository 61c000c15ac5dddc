"""Starts wait in line when more people come than can be served; answers never do."""

import re
from base64 import urlsafe_b64decode
from contextlib import contextmanager
from unittest import mock

from django.conf import settings
from django.test import override_settings

from campaigns.contests.models import Attempt, Entrant
from campaigns.contests.rush import gate, keeping, known
from campaigns.contests.rush.line import Place
from campaigns.contests.rush.slots import SLOTS
from tests.campaigns.contests.attempts.cases import AttemptCase
from tests.campaigns.contests.attempts.factories import CLOSES, NOON

JSON = {"Accept": "application/json"}
LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
IN_MEMORY = {"default": LOCAL, "pages": LOCAL}


@contextmanager
def full_slots():
    """Let nobody in for as long as the block takes."""
    with mock.patch.object(SLOTS, "_take", return_value=False):
        yield


def decoded(part: str) -> bytes:
    """Return what anybody can read in a part of a cookie."""
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


class LinePageTests(AttemptCase):
    def setUp(self):
        super().setUp()
        now = mock.patch.object(keeping, "time")
        self.time = now.start()
        self.addCleanup(now.stop)
        self.time.monotonic.return_value = 1000.0
        # Two a second may begin.
        self.enterContext(override_settings(CONTEST_STARTS_PER_SECOND=2, CACHES=IN_MEMORY))
        for _number in range(40):
            keeping.take_place(None)

    def pass_time(self, seconds):
        self.time.monotonic.return_value += seconds

    def test_whoever_comes_into_a_rush_is_told_place_and_time_and_keeps_the_place(self):
        page = self.post("start", 1)
        self.assertContains(page, "Trước bạn còn 39 người.", status_code=503)
        self.assertContains(page, "Còn chưa đầy một phút nữa là đến lượt bạn.", status_code=503)
        self.assertContains(page, "09:00 30/11/2026", status_code=503)
        again = int(page["Retry-After"])
        self.assertTrue(3 <= again <= 40)
        url = self.url("line", 1)
        self.assertContains(page, f'content="{again};url={url}"', status_code=503)
        self.assertNotContains(page, "<script", status_code=503)
        self.assertFalse(Attempt.objects.exists())
        self.pass_time(10)
        later = self.client.get(url)
        self.assertEqual((later.status_code, later.has_header("Retry-After")), (503, True))
        self.assertIn("no-store", later["Cache-Control"])
        ahead = later.content.decode().split("Trước bạn còn ")[1].split(" người")[0]
        self.assertLess(int(ahead), 30)
        # Pressing the button once more costs nobody the place either.
        self.assertContains(self.post("start", 1), f"còn {ahead} người", status_code=503)
        self.pass_time(60)
        turn = self.client.get(url)
        self.assertContains(turn, "Bắt đầu làm bài")
        self.assertNotContains(turn, "http-equiv")
        # The page itself begins nothing: the time would run unseen.
        self.assertFalse(Attempt.objects.exists())
        begun = self.post("start", 1)
        self.assertRedirects(begun, self.url("attempt", 1, 1))
        self.assertEqual(begun.cookies[f"cho-thi-{self.contest.slug}"].value, "")

    def test_the_last_seconds_are_counted_down_by_a_script_and_end_with_the_button(self):
        self.post("start", 1)
        self.pass_time(15)
        page = self.client.get(self.url("line", 1))
        again = page["Retry-After"]
        self.assertContains(page, f"<b data-seconds>{again}</b>", status_code=503)
        self.assertContains(
            page, f'<noscript><meta http-equiv="refresh" content="{again}', status_code=503
        )
        self.assertContains(page, f'action="{self.url("start", 1)}"', status_code=503)
        # Whoever presses too early is told the place again.
        self.assertEqual(self.post("start", 1).status_code, 503)
        self.pass_time(int(again))
        self.assertRedirects(self.post("start", 1), self.url("attempt", 1, 1))

    def test_machines_are_told_in_their_own_words(self):
        response = self.client.post(self.url("start", 1), headers=JSON)
        said = response.json()
        self.assertEqual((response.status_code, said["reason"], said["ahead"]), (503, "line", 39))
        self.assertGreater(int(response["Retry-After"]), 0)

    def test_attempts_that_run_never_wait(self):
        with mock.patch.object(gate, "take_place", return_value=None):
            attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        with full_slots():
            self.assertEqual(self.save(attempt, name[1], 1, **{name: value}).status_code, 200)
            self.assertEqual(self.client.get(self.url("attempt", 1, 1)).status_code, 200)
            # A second press of the button leads to the attempt, not into the line.
            self.assertRedirects(self.post("start", 1), self.url("attempt", 1, 1))
            done = self.post("attempt", 1, 1, do="finish", **self.fields(attempt))
            self.assertRedirects(done, self.url("receipt", 1, 1))

    def test_nobody_waits_for_what_is_refused_anyway(self):
        self.set_clock(CLOSES)
        self.assertContains(self.post("start", 1), "notice--error", status_code=409)
        self.set_clock(NOON)
        self.assertEqual(self.post("start", 9).status_code, 404)
        Entrant.objects.update(standing="disqualified", standing_reason="Hai tài khoản")
        self.assertContains(self.post("start", 1), "notice--error", status_code=409)
        self.assertRedirects(self.client_class().post(self.url("start", 1)), self.url("come_back"))

    def test_a_number_of_somebody_else_or_a_forged_one_is_worth_nothing(self):
        self.post("start", 1)
        name = f"cho-thi-{self.contest.slug}"
        number = self.client.cookies[name].value
        other = self.client_class()
        self.register(client=other, full_name="Vàng A Páo")
        for value in (number, "gia-mao", number[:-1], ""):
            other.cookies[name] = value
            self.assertRedirects(other.get(self.url("line", 1)), self.url("mine"))

    def test_nobody_can_read_from_a_number_how_many_began_before(self):
        self.post("start", 1)
        name = f"cho-thi-{self.contest.slug}"
        kept = self.client.cookies[name].value
        # The moment of closing stands beside the number.
        self.assertNotIn(b"2026-11-30", kept.encode() + b"".join(map(decoded, kept.split(":"))))
        # The forty-first number and the ten-thousandth are equally long.
        with mock.patch.object(gate, "take_place", return_value=Place("era", 12_345, 3, 1)):
            self.post("start", 1)
        self.assertEqual(len(self.client.cookies[name].value), len(kept))

    def test_a_place_outlives_a_new_secret_of_the_site(self):
        self.post("start", 1)
        with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
            again = self.post("start", 1)
        self.assertContains(again, "Trước bạn còn 39 người.", status_code=503)

    def test_one_entrant_cannot_make_the_line_long(self):
        for _time in range(gate.TICKETS_PER_ENTRANT):
            self.assertEqual(self.post("start", 1).status_code, 503)
            del self.client.cookies[f"cho-thi-{self.contest.slug}"]
        self.assertEqual(self.post("start", 1).status_code, 429)

    def test_a_place_asks_the_database_for_the_title_every_few_seconds_and_for_nothing_else(self):
        self.post("start", 1)
        known._known.cache_clear()
        asks = (lambda: self.client.get(self.url("line", 1)), lambda: self.post("start", 1))
        with mock.patch.object(known.time, "monotonic") as clock:
            for moment, queries in ((0, 1), (known.KEPT_SECONDS - 1, 0), (known.KEPT_SECONDS, 1)):
                clock.return_value = 1000.0 + moment
                for ask in asks:
                    with self.assertNumQueries(queries):
                        self.assertEqual(ask().status_code, 503)
                    queries = 0

    def test_the_page_is_rendered_once_and_says_to_each_what_is_theirs(self):
        gate._page.cache_clear()
        render = mock.patch.object(gate, "render_to_string", wraps=gate.render_to_string)
        with render as rendered:
            first = self.post("start", 1)
            self.pass_time(3)
            second = self.client.get(self.url("line", 1))
        self.assertEqual(rendered.call_count, 1)
        title = "<title>Trước bạn còn 39 người. Chưa đầy một phút nữa"
        self.assertContains(first, title.partition(" nữa")[0], status_code=503)
        self.assertNotContains(second, "còn 39 người", status_code=503)
        for page in (first, second):
            again = f'content="{page["Retry-After"]};url='
            self.assertContains(page, again, status_code=503)
            self.assertIsNone(re.search("[\ue000-\ue00f]", page.content.decode()))


class SlotTests(AttemptCase):
    def test_whose_turn_it_is_comes_back_in_a_moment_if_no_slot_is_free(self):
        with full_slots():
            page = self.post("start", 1)
            self.assertContains(page, "Bạn không mất lượt", status_code=503)
            self.assertLessEqual(int(page["Retry-After"]), 3)
            self.assertContains(self.client.get(self.url("line", 1)), "Bắt đầu làm bài")
        self.begin()

    def test_the_line_is_told_of_slots_that_stay_full_and_of_no_burst(self):
        for is_full, times in ((False, 0), (True, 1)):
            with (
                self.subTest(is_full),
                full_slots(),
                mock.patch.object(type(SLOTS), "are_full_for_long", is_full),
                mock.patch.object(gate, "tell_full") as told,
            ):
                page = self.post("start", 1)
                self.assertEqual(page.status_code, 503)
                self.assertIn(int(page["Retry-After"]), range(*((3, 9) if is_full else (1, 4))))
                self.assertEqual(told.call_count, times)

    def test_a_line_that_is_lost_lets_people_in(self):
        with mock.patch.object(gate, "take_place", return_value=None):
            with full_slots():
                self.assertEqual(self.post("start", 1).status_code, 503)
            self.assertRedirects(self.post("start", 1), self.url("attempt", 1, 1))

    def test_a_registration_without_a_slot_keeps_what_was_typed(self):
        other = self.client_class()
        with full_slots():
            page = self.register(client=other, full_name="Vàng A Páo")
        self.assertContains(page, 'value="Vàng A Páo"', status_code=503)
        self.assertTrue(page.has_header("Retry-After"))
        self.assertFalse(Entrant.objects.filter(full_name="Vàng A Páo").exists())
