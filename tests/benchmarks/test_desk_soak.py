"""Stories sent from bad phones over a bad line: none lost, none doubled, no false "Đã lưu".

DESK_RUNS=200 DESK_SEED=2026 DATABASE_URL=postgres://… uv run pytest -s tests/benchmarks/test_desk_soak.py
One line a run; what was done is told where something is wrong, or of every run with DESK_STEPS=1.
DESK_ONLY=17,31 plays runs of a seed again, DESK_FIRST=100 begins with the hundredth.
"""

import asyncio
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from playwright.async_api import Error as BrowserError
from playwright.async_api import async_playwright

from goodnews.accounts.roles import Role
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.conftest import CHROMIUM_FLAGS, chromium_path
from tests.news.desk.factories import make_desk

from .desk_records import Tally
from .desk_robot import Robot

RUNS = int(os.environ.get("DESK_RUNS", "0"))
FIRST = int(os.environ.get("DESK_FIRST", "0"))
ONLY = os.environ.get("DESK_ONLY", "")
SEED = os.environ.get("DESK_SEED", "2026")
PHONES = int(os.environ.get("DESK_PHONES", "6"))
MINUTES = float(os.environ.get("DESK_MINUTES", "60"))
PHONE = {"width": 390, "height": 844}

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        not (RUNS or ONLY) or chromium_path() is None, reason="on request: DESK_RUNS=200"
    ),
]


class Phones:
    """Several robots at once, each with a browser context of its own, in one browser."""

    def __init__(self, address: str, sessions: list[str]):
        self.address, self.sessions = address, sessions
        self.numbers = iter(map(int, ONLY.split(",")) if ONLY else range(FIRST, RUNS))
        self.ends_at = time.monotonic() + 60 * MINUTES
        self.tallies: list[Tally] = []

    async def play(self) -> list[Tally]:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium_path(), args=CHROMIUM_FLAGS
            )
            await asyncio.gather(*(self.use(browser, session) for session in self.sessions))
            await browser.close()
        return self.tallies

    async def use(self, browser, session: str) -> None:
        for number in self.numbers:
            if time.monotonic() > self.ends_at:
                return
            context = await browser.new_context(viewport=PHONE, base_url=self.address)
            cookie = {"name": "sessionid", "value": session, "url": self.address}
            await context.add_cookies([cookie])
            tally = await Robot(context, seed=SEED, number=number).play()
            with suppress(TimeoutError, BrowserError):
                await asyncio.wait_for(context.close(), 30)
            self.tallies.append(tally)
            print(tally, flush=True)  # noqa: T201


class DeskSoakTests:
    def test_nothing_is_lost_doubled_or_falsely_said_to_be_saved(self, live_server):
        room = make_desk()
        people = [
            make_user(f"phone-{n}", role=Role.CORRESPONDENT, unit=room.unit) for n in range(PHONES)
        ]
        phones = Phones(live_server.url, [self.session_of(person) for person in people])
        print(f"\nseed {SEED}, {PHONES} phones at once")  # noqa: T201
        # Playwright's other journeys may have left an event loop in this thread.
        with ThreadPoolExecutor(1) as pool:
            tallies = pool.submit(self.run, phones).result()
        self.report(tallies)
        assert [(t.number, t.faults) for t in tallies if t.faults] == []
        assert StoryPage.objects.count() == len(tallies)

    def run(self, phones: Phones) -> list[Tally]:
        try:
            return asyncio.run(phones.play())
        finally:
            close_old_connections()
            connections.close_all()

    def session_of(self, person) -> str:
        client = Client()
        client.force_login(person)
        return client.cookies["sessionid"].value

    def report(self, tallies: list[Tally]) -> None:
        names = ("drops", "kills", "reloads", "clocks", "looks")
        sums = {name: sum(getattr(tally, name) for tally in tallies) for name in names}
        middle = statistics.median(tally.seconds for tally in tallies)
        faulty = [tally.number for tally in tallies if tally.faults]
        print(f"{len(tallies)} runs, median {middle:.0f} s, {sums}, faulty: {faulty}")  # noqa: T201
