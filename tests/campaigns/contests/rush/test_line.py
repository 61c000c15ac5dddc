"""The waiting line: a pure rule, and where it is kept."""

import os
import threading
import time
from dataclasses import replace
from random import Random
from unittest import mock

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from campaigns.contests.rush import keeping
from campaigns.contests.rush import slots as slots_module
from campaigns.contests.rush.gate import place_words, seconds_to_next, wait_words
from campaigns.contests.rush.line import KEPT_FOR, ask, from_text, look, new_line, press, to_text
from campaigns.contests.rush.slots import Slots

TOP = 10.0


def waiting_line(**values):
    """Return a line of 60 numbers, 10 of them called, that calls five a second."""
    line = new_line(era="hang", top=TOP, now=0)
    return replace(line, **{"given": 60, "called": 10.0, "pace": 5.0, **values})


class LineTests:
    def test_it_calls_as_fast_as_may_be_at_first_and_promises_half(self):
        line = new_line(era="hang", top=TOP, now=0)
        for _number in range(60):
            line, place = ask(line, ticket=None, top=TOP, now=0)
        assert (place.ahead, place.seconds) == (50, 10)
        _line, later = ask(line, ticket=("hang", 60), top=TOP, now=3)
        assert later.ahead == 20

    def test_nobody_waits_while_there_is_room(self):
        line = new_line(era="hang", top=TOP, now=0)
        for number in range(1, 11):
            line, place = ask(line, ticket=None, top=TOP, now=0)
            assert (place.number, place.is_turn) == (number, True)
        line, place = ask(line, ticket=None, top=TOP, now=0)
        assert (place.number, place.ahead) == (11, 1)

    def test_the_place_is_kept_and_called_in_order(self):
        line = waiting_line()
        line, place = ask(line, ticket=None, top=TOP, now=0)
        assert (place.number, place.ahead, place.seconds) == (61, 51, 51 / 5)
        line, later = ask(line, ticket=("hang", 61), top=TOP, now=4)
        assert (later.number, later.ahead < 51) == (61, True)
        line, turn = ask(line, ticket=("hang", 61), top=TOP, now=12)
        assert turn.is_turn
        # Whoever comes back an hour later is still called; nobody has lost a place.
        line, turn = ask(line, ticket=("hang", 20), top=TOP, now=3600)
        assert turn.is_turn

    def test_a_number_that_was_never_given_or_is_very_old_is_a_newcomer(self):
        line = waiting_line()
        for number in (61, 10**9, 0, -3):
            assert ask(line, ticket=("hang", number), top=TOP, now=0)[1].number == 61
        old = waiting_line(given=KEPT_FOR + 100, called=KEPT_FOR + 50.0)
        assert ask(old, ticket=("hang", 49), top=TOP, now=0)[1].number == KEPT_FOR + 101

    def test_who_waited_in_a_line_that_was_lost_waits_no_more(self):
        line, place = ask(waiting_line(), ticket=("khac", 900), top=TOP, now=0)
        assert (place.is_turn, line.given) == (True, 60)

    def test_whoever_looks_with_a_number_that_the_line_does_not_know_is_called(self):
        for ticket in (("khac", 900), ("hang", 61), ("hang", 0)):
            place = look(waiting_line(), ticket=ticket, top=TOP, now=0)
            assert ((place.era, place.number), place.is_turn) == (ticket, True)

    def test_a_highest_pace_that_was_lowered_holds_at_once(self):
        for numbers in (0, 1000):
            line = waiting_line(given=numbers, pace=50.0)
            line, _place = ask(line, ticket=None, top=4, now=10)
            assert line.pace == 4
        assert line.called == 50

    def test_nobody_is_told_a_speed_of_before_the_highest_pace_was_lowered(self):
        line = waiting_line(given=1000, pace=50.0, speed=50.0)
        for now, ticket in ((0.1, None), (0.2, ("hang", 1000))):
            line, place = ask(line, ticket=ticket, top=4, now=now)
            assert place.seconds >= place.ahead / 4
        place = look(line, ticket=("hang", 1000), top=2, now=0.3)
        assert place.seconds >= place.ahead / 2

    def test_full_slots_stop_the_line_for_a_moment_and_slow_it(self):
        line = press(waiting_line(), top=TOP, now=1)
        assert line.called == 15
        assert line.pace < 5.25
        _line, still = ask(line, ticket=("hang", 60), top=TOP, now=1.4)
        _line, moved = ask(line, ticket=("hang", 60), top=TOP, now=2.5)
        assert (still.ahead, moved.ahead < 45) == (45, True)

    def test_what_people_are_told_is_the_measured_speed(self):
        line = waiting_line(given=1000)
        for tenth in range(1, 301):
            line = press(line, top=TOP, now=tenth / 10) if tenth % 10 == 0 else line
            line, place = ask(line, ticket=("hang", 1000), top=TOP, now=tenth / 10)
        before = line.called
        assert place.seconds == pytest.approx(place.ahead / line.speed, rel=0.1)
        assert line.speed == pytest.approx((before - 10) / 30, rel=0.5)

    @examples(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["ask", "old", "look", "press"]), st.floats(-2, 20)),
            max_size=30,
        ),
        st.floats(0.5, 100),
    )
    def test_numbers_are_called_in_order_and_nobody_falls_back(self, steps, top):
        line, now, tickets, ahead = new_line(era="hang", top=top, now=0), 0.0, [], {}
        for what, passed in steps:
            now += passed
            if what == "press":
                line = press(line, top=top, now=now)
                continue
            if what == "look" and tickets:
                place = look(line, ticket=tickets[-1], top=top, now=now)
                assert place == ask(line, ticket=tickets[-1], top=top, now=now)[1]
            else:
                ticket = tickets[-1] if what == "old" and tickets else None
                line, place = ask(line, ticket=ticket, top=top, now=now)
            tickets.append((place.era, place.number))
            assert place.ahead <= ahead.get(place.number, place.ahead)
            assert place.seconds >= 0
            ahead[place.number] = place.ahead
            # Of the clock's going back nothing but a pause comes.
            assert line.called <= line.given + top
            assert 0 < line.pace <= top
        assert from_text(to_text(line)) == line


class WordsTests:
    def test_times_and_places_are_said_as_people_say_them(self):
        assert [wait_words(seconds) for seconds in (0, 59, 61, 119, 600)] == [
            "chưa đầy một phút",
            "chưa đầy một phút",
            "khoảng 1 phút",
            "khoảng 2 phút",
            "khoảng 10 phút",
        ]
        assert place_words(0) == "Đến lượt bạn."
        assert place_words(1) == "Trước bạn còn 1 người."
        assert place_words(1234) == "Trước bạn còn 1.234 người."

    def test_pages_come_back_spread_when_it_is_their_turn_and_once_on_the_way(self):
        def again(seconds):
            return {seconds_to_next(seconds, rng=Random(seed)) for seed in range(200)}

        assert again(20) == {20, 21, 22}
        assert again(60) == {36, 37, 38, 39, 40}
        assert min(again(600)) == 60 and max(again(600)) == 66
        assert again(0.1) == {3}


class KeepingTests:
    def test_processes_share_one_line_whose_numbers_are_given_once(self, settings, tmp_path):
        settings.CONTEST_LINE_FILE = tmp_path / "line"
        settings.CONTEST_STARTS_PER_SECOND = 1
        numbers = []

        def come():
            for _time in range(10):
                numbers.append(keeping.take_place(None).number)

        threads = [threading.Thread(target=come) for _thread in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(numbers) == list(range(1, 41))

    def test_looking_on_moves_nobody_and_writes_nothing(self, settings, tmp_path, monkeypatch):
        settings.CONTEST_LINE_FILE = tmp_path / "line"
        settings.CONTEST_STARTS_PER_SECOND = 1
        if not os.environ.get("REDIS_URL"):
            assert keeping.people_waiting() == 0
            assert not settings.CONTEST_LINE_FILE.exists()
        for _each in range(40):
            keeping.take_place(None)
        before = keeping._look()[0]
        assert 0 < keeping.people_waiting() < 40
        last = (from_text(before).era, 40)
        assert 0 < keeping.look_up(last).ahead < 40
        assert keeping._look()[0] == before
        monkeypatch.setattr(keeping, "_look", lambda: ("{", 100.0))
        assert keeping.people_waiting() == 0
        assert keeping.look_up(last).is_turn

    def test_whoever_comes_is_let_in_where_nothing_can_be_kept(
        self, settings, tmp_path, monkeypatch
    ):
        settings.CONTEST_LINE_FILE = tmp_path / "nowhere" / "line"
        if os.environ.get("REDIS_URL"):
            monkeypatch.setattr(type(caches["default"]), "look", lambda *args: None)
        assert keeping.take_place(None) is None
        keeping.tell_full()

    def test_what_another_release_or_a_restart_left_behind_is_a_new_line(self):
        for text in ("", "{", '{"era": 1}', "[]", '{"era":"x","pace":1,"speed":1,"at":1e12}'):
            new, place = keeping._step_from_text(
                lambda line, now: ask(line, ticket=None, top=TOP, now=now), text, 100.0
            )
            assert place.is_turn
            assert from_text(new).given == 1


class SlotsTests:
    def test_a_slot_is_free_again_after_its_block_and_few_may_wait(self):
        slots = Slots(1)
        with slots.taken() as first, slots.taken(patience=0) as second:
            assert (first, second) == (True, False)
        with pytest.raises(ValueError), slots.taken():
            raise ValueError
        with slots.taken(patience=0) as again:
            assert again

    def test_slots_are_full_for_long_though_one_changes_hands(self, monkeypatch):
        clock = mock.Mock(return_value=100.0)
        monkeypatch.setattr(slots_module, "time", mock.Mock(monotonic=clock))
        slots, has_second = Slots(1), threading.Event()
        may_end = threading.Event()

        def come():
            with slots.taken(patience=60) as has_slot:
                assert has_slot
                has_second.set()
                may_end.wait(60)

        second = threading.Thread(target=come)
        with slots.taken():
            assert not slots.are_full_for_long
            second.start()
            while not slots._waiting:
                may_end.wait(0.001)
            clock.return_value += 0.4
        assert has_second.wait(60)
        assert not slots.are_full_for_long
        clock.return_value += 0.1
        assert slots.are_full_for_long
        may_end.set()
        second.join()
        assert not slots.are_full_for_long
        with slots.taken():
            assert not slots.are_full_for_long

    def test_only_a_few_wait_for_a_slot(self):
        slots, entered = Slots(1), []
        with slots.taken():
            threads = [
                threading.Thread(target=lambda: entered.append(slots._take(60)))
                for _each in range(slots_module.MOST_WAITING)
            ]
            for thread in threads:
                thread.start()
            while slots._waiting < slots_module.MOST_WAITING:
                time.sleep(0.001)
            with slots.taken(patience=60) as third:
                assert not third
        slots._give_back()
        for thread in threads:
            thread.join()
        assert entered == [True, True]
