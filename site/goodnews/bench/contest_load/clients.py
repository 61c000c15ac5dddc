"""Entrants as programs: start, ten saves, submit; replays, and repetitions with the same keys."""

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from .checking import last_saves
from .http import Line, Reply
from .records import Load, Log, Prepared, Save, Ticket

RECEIPT = re.compile(rb"/kiem-tra/([^/\"]+)/")
RETRIED = {408, 425, 429, 500, 502, 503, 504}
TRIES = 40
MOST_LATE = 500
# As :mod:`.reading` shows it.
NO_ANSWER = "{}"
JSON = "application/json"


@dataclass(frozen=True)
class Habits:
    """How the entrants of one run behave.

    Attributes:
        clients: how many are at it at the same time.
        saves: answers that each sends, several to the same item.
        replays: share of the requests that are sent once more, later.
        longest_wait: seconds before a failed request is sent again, at the most.
        pause: seconds between two requests of one entrant, at the most.
        starts: how many times each presses "start" in the same moment.
        races: whether answers are sent on until the submission is there.
        submits: whether they submit at all.
    """

    clients: int = 200
    saves: int = 10
    replays: float = 0.05
    longest_wait: float = 2.0
    pause: float = 0.0
    starts: int = 1
    races: bool = False
    submits: bool = True
    seed: int = 1


class RefusedError(Exception):
    """The site refused what an entrant may do."""


async def play(base: str, prepared: Prepared, habits: Habits, load: Load) -> Load:
    """Let every entrant of ``prepared`` take part at ``base``; fill and return ``load``."""
    waiting = iter(prepared.tickets)
    started = time.monotonic()
    async with asyncio.TaskGroup() as group:
        for number in range(habits.clients):
            rng = Random(f"{habits.seed} {number}")  # noqa: S311 -- the same load in every run
            group.create_task(_client(base, prepared, habits, load, waiting, rng))
    load.seconds = time.monotonic() - started
    return load


async def _client(base, prepared, habits, load, waiting: Iterator[Ticket], rng: Random) -> None:
    for ticket in waiting:
        player = Player(base, prepared, ticket, habits, load, rng)
        try:
            await player.take_part()
        except RefusedError as error:
            load.refusals.append(str(error))
        finally:
            player.line.close()


class Player:
    """One entrant at one attempt."""

    def __init__(self, base, prepared: Prepared, ticket: Ticket, habits, load: Load, rng: Random):
        self.line = Line(base, ticket.cookie)
        self.base, self.cookie = base, ticket.cookie
        self.items = prepared.items
        self.habits, self.load, self.rng = habits, load, rng
        self.log = Log(ticket.entrant)
        self.round = f"{prepared.path}vong/1/"
        self.attempt = f"{self.round}luot/1/"
        self.writer = f"{rng.getrandbits(64):016x}"
        self.replies: dict[Save, bytes] = {}

    async def take_part(self) -> Log:
        """Start, save, submit; the log is kept whatever happens.

        Raises:
            RefusedError: the site refused what is allowed.
        """
        self.load.logs.append(self.log)
        await self._start()
        for sequence in range(1, self.habits.saves + 1):
            await self._save(self._answer(sequence))
            if self.replies and self.rng.random() < self.habits.replays:
                await self._replay()
            if self.habits.pause:
                await asyncio.sleep(self.rng.uniform(0, self.habits.pause))
        if self.habits.submits:
            await self._submit()
        return self.log

    def _answer(self, sequence: int, place: int | None = None) -> Save:
        place = place or self.rng.randint(1, self.items - 1)
        ending = "đúng" if self.rng.random() < 0.5 else "sai"
        return Save(place, sequence, f"{self.log.entrant[:12]} {place} {sequence} {ending}")

    async def _start(self) -> None:
        presses = 1 + (self.rng.random() < self.habits.replays)
        if self.habits.starts > 1:
            await self._start_at_once()
        for _press in range(presses):
            reply = await self._send("POST", f"{self.round}bat-dau/")
            self._expect(reply, 302)
            if not reply.headers["location"].endswith(self.attempt):
                self.log.differing += 1

    async def _start_at_once(self) -> None:
        lines = [Line(self.base, self.cookie) for _each in range(self.habits.starts)]
        path = f"{self.round}bat-dau/"
        await asyncio.gather(*(self._send("POST", path, line=line) for line in lines))
        for line in lines:
            line.close()

    async def _save(self, save: Save, *, line: Line | None = None) -> Reply:
        self.log.sent.append(save)
        started = time.monotonic()
        reply = await self._send_save(save, line=line)
        self.load.waits.append(time.monotonic() - started)
        if reply.status == 200:
            self.log.acknowledged.append(save)
            self.replies[save] = reply.body
        elif not (self.habits.races and reply.status == 409):
            self._expect(reply, 200)
        return reply

    async def _send_save(self, save: Save, *, line: Line | None = None) -> Reply:
        fields = {
            "place": save.place,
            "sequence": save.sequence,
            "writer": self.writer,
            f"q{save.place}": save.text,
        }
        return await self._send("POST", f"{self.attempt}luu/", urlencode(fields), line=line)

    async def _replay(self) -> None:
        save = self.rng.choice(list(self.replies))
        reply = await self._send_save(save)
        if (reply.status, reply.body) != (200, self.replies[save]):
            self.log.differing += 1

    async def _submit(self) -> None:
        last = last_saves(self.log.acknowledged)
        so = self.habits.saves + 2
        fields = {"so": so, "do": "finish"}
        fields |= {f"q{place}": save.text for place, save in last.items()}
        # The form writes what is saved otherwise than it says.
        self.log.sent += [Save(place, so, save.text) for place, save in last.items()]
        if self.habits.races:
            self.log.sent.append(Save(self.items, so, NO_ANSWER))
            await asyncio.gather(self._post_form(fields), self._save_late())
        for _press in range(1 + (self.rng.random() < self.habits.replays)):
            await self._post_form(fields)
            reply = await self._send("GET", f"{self.attempt}bien-nhan/", accept="text/html")
            self._expect(reply, 200)
            self.log.receipts.append(RECEIPT.search(reply.body).group(1).decode())

    async def _post_form(self, fields) -> None:
        reply = await self._send("POST", self.attempt, urlencode(fields), accept="text/html")
        self._expect(reply, 302)

    async def _save_late(self) -> None:
        """Save one answer after the other until the submission is there: one meets its moment."""
        line, first = Line(self.base, self.cookie), self.habits.saves + 3
        for sequence in range(first, first + MOST_LATE):
            reply = await self._save(self._answer(sequence, self.items), line=line)
            if reply.status != 200:
                break
        line.close()

    async def _send(self, method, path, body="", *, accept=JSON, line=None) -> Reply:
        """Send until there is an answer, the same bytes each time; note every failure.

        Whoever is told a place in the waiting line comes back when the site says: no failure.

        Raises:
            RefusedError: there is none, however often it was sent.
        """
        line, wait, failures = line or self.line, 0.1, 0
        while failures < TRIES:
            self.load.requests += 1
            try:
                reply = await line.ask(method, path, body, accept=accept)
                if reply.status == 503 and b'"reason": "line"' in reply.body:
                    await asyncio.sleep(float(reply.headers["retry-after"]))
                    continue
                failure = str(reply.status) if reply.status in RETRIED else ""
            except (OSError, EOFError, TimeoutError) as error:
                failure = type(error).__name__
            if not failure:
                self.load.reply_moments.append(time.monotonic())
                return reply
            failures += 1
            self.load.errors[failure] += 1
            self.load.error_moments.append(time.monotonic())
            # Nobody at the same moment as all others.
            await asyncio.sleep(self.rng.uniform(wait / 2, wait))
            wait = min(2 * wait, self.habits.longest_wait)
        raise RefusedError(f"{method} {path}: {failure} each of {TRIES} times")

    def _expect(self, reply: Reply, status: int) -> None:
        if reply.status != status:
            said = reply.body[:200].decode(errors="replace")
            raise RefusedError(f"{reply.status} instead of {status} for {self.log.entrant}: {said}")
