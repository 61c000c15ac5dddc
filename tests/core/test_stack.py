"""Room for a stack: a loop at the edge of a piece fetches no memory with each turn."""

import resource
from threading import Thread

from django.test import SimpleTestCase

from goodnews.core.stack import RoomyApplication

TURNS = 200
# More calls than a piece of 16 KB has room for.
DEPTHS = 400


def pages_fetched() -> int:
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt


def loop(turns: int) -> None:
    for _ in range(turns):
        abs(len(str(int_of(1))))


def int_of(value) -> int:
    return int(value)


def at_every_depth(depth: int, fetched: list[int]) -> None:
    """Loop at this depth and at all below it; note how many pages of memory each loop fetched."""
    before = pages_fetched()
    loop(TURNS)
    fetched.append(pages_fetched() - before)
    if depth:
        at_every_depth(depth - 1, fetched)


def in_a_thread(function, *arguments) -> None:
    """Call it where the tests' own room does not reach: every thread has a stack of its own."""
    thread = Thread(target=function, args=arguments)
    thread.start()
    thread.join()


class RoomTests(SimpleTestCase):
    def test_at_no_depth_a_loop_fetches_memory_with_each_turn(self):
        fetched: list[int] = []

        def application(environ, start_response):
            at_every_depth(DEPTHS, fetched)
            return [b"read"]

        in_a_thread(RoomyApplication(application), {}, None)

        self.assertEqual(len(fetched), DEPTHS + 1)
        self.assertLess(max(fetched), TURNS / 2)

    def test_without_room_it_does(self):
        fetched: list[int] = []
        in_a_thread(at_every_depth, DEPTHS, fetched)
        self.assertGreaterEqual(max(fetched), TURNS)

    def test_what_the_application_says_is_passed_on(self):
        said = RoomyApplication(lambda environ, start: [environ["PATH_INFO"], start])

        self.assertEqual(said({"PATH_INFO": "/"}, print), ["/", print])
