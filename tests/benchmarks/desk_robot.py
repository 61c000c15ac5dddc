"""A volunteer with a bad line and a worse phone, played by chance; the same seed plays the same."""

import asyncio
import re
import time
from random import Random

from playwright.async_api import Error as BrowserError

from tests.images.files import photo_bytes

from .desk_records import Tally, drafts_of, kept_there, story_count
from .slow_line import NO_LINE, SLOW_3G

NEW, LIST = "/gui-bai/moi/", "/gui-bai/"
PATIENCE_SECONDS = 300
# A tab that crashed never answers what Playwright asks of it: nothing is asked without an end.
STEP_SECONDS, CLOSING_SECONDS = 20, 15
THERE, HERE = re.compile(r"^Đã lưu lên hệ thống lúc"), re.compile(r"^Đã lưu trên máy lúc")
PROMISED = re.compile(r"tự gửi đi khi có mạng|^Đang gửi")
CONFLICT = "thiết bị khác"
SENTENCES = (
    "Sáng nay hơn 40 đoàn viên dựng cột đèn ở bản.",
    "Bà con mang ngô luộc ra cùng ăn.",
    "Con đường dài hai cây số đã sáng từ tối qua.",
    "Các em nhỏ đi học về không còn sợ vấp đá.",
)
# The phone's clock, moved by the robot: minutes in localStorage.
CLOCK = """(() => {
  const Real = Date;
  const shift = () => { try { return Number(localStorage.clock || 0) * 60000; } catch { return 0; } };
  globalThis.Date = class extends Real {
    constructor(...parts) { if (parts.length) super(...parts); else super(Real.now() + shift()); }
    static now() { return Real.now() + shift(); }
  };
})()"""
# What is on the screen at one instant; nothing can change while it is read.
LOOK = """() => {
  const form = document.querySelector("[data-desk-form][data-ready]");
  if (!form || form.hidden) return null;
  const value = (name) => form.elements[name]?.value ?? "";
  const photos = [...form.querySelectorAll("[data-desk-photos] [data-hash]")];
  return {
    label: form.querySelector("[data-desk-state]").textContent.trim(),
    key: value("key"), title: value("title"), text: value("text"), place: value("place"),
    people: form.querySelector("[name=people]:checked")?.value ?? "",
    photos: Object.fromEntries(photos.map((row) => [
      row.dataset.hash, row.querySelector("[name$=alt_text]").value])),
  };
}"""


class Robot:
    """Writes one story with photographs and does not stop before the site has it."""

    def __init__(self, context, *, seed: str, number: int):
        self.context, self.rng = context, Random(f"{seed}:{number}")
        self.tally = Tally(number)
        self.began = time.monotonic()
        self.page = None
        self.is_up = True
        self.address = NEW
        self.title = f"Bản {number} sáng đèn"
        self.place = f"Bản Sín Chải {number}"
        self.text = "\n\n".join(self.rng.choices(SENTENCES, k=self.rng.randint(2, 5)))
        sizes = self.rng.sample(range(120, 400), self.rng.randint(1, 3))
        # One that has to be made small among many that go as they are.
        sizes = [2700 if self.rng.random() < 0.1 else size for size in sizes]
        # No two alike: the same photograph twice is one, and the robot would wait for the other.
        self.files = [photo_bytes(size=(size, 90 + n)) for n, size in enumerate(sizes)]
        self.is_sending = False

    async def play(self) -> Tally:
        self.began = time.monotonic()
        await self.context.add_init_script(CLOCK)
        await self.settle_in()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not await self.is_sent():
                    await self.move()
        except TimeoutError:
            self.fault(f"not sent after {PATIENCE_SECONDS} s; pressed: {self.is_sending}")
            await self.say_what_is_seen()
        # A browser that lost a tab may never answer; the story is looked for all the same.
        await self.try_to(self.come_back_later(), seconds=90)
        await self.check_the_story()
        self.tally.seconds = time.monotonic() - self.began
        return self.tally

    def fault(self, sentence: str) -> None:
        self.tally.faults.append(sentence)

    def note(self, step: str) -> None:
        self.tally.steps.append(f"{time.monotonic() - self.began:.1f} {step}")

    async def say_what_is_seen(self) -> None:
        try:
            self.fault(f"seen: {self.page.url} {await self.page.evaluate(LOOK)}")
        except BrowserError as error:
            self.fault(f"seen: {error.message[:80]}")

    async def settle_in(self) -> None:
        """Open the desk once with a good line, as everybody has done at home."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self.try_to(self.keep_the_desk(), seconds=60):
                await self.leave()
        await self.leave()

    async def keep_the_desk(self) -> None:
        self.page = await self.context.new_page()
        await self.page.goto(LIST)
        await self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        while not await self.page.evaluate("caches.keys().then((names) => names.length)"):
            await asyncio.sleep(0.1)

    # --- What a volunteer does -----------------------------------------------------------

    async def move(self) -> None:
        """Do the next thing, and let something happen meanwhile or after it."""
        try:
            if self.page is None:
                await asyncio.wait_for(self.open(), STEP_SECONDS)
            elif self.is_sending and "/sua/" not in self.page.url and NEW not in self.page.url:
                await asyncio.sleep(0.5)
            else:
                await asyncio.wait_for(self.write_on(), STEP_SECONDS)
            if self.rng.random() < 0.5:
                await asyncio.sleep(self.rng.uniform(0, 1.5))
                await self.suffer()
        except (BrowserError, TimeoutError) as error:
            # The page went under our hands: the next move opens it again.
            self.note(f"lost the page: {str(error)[:60]!r}")
            self.tally.reloads += 1
            await self.leave()

    async def open(self) -> None:
        address = LIST if self.is_sending and self.rng.random() < 0.5 else self.address
        self.note(f"open {address}")
        self.page = await self.context.new_page()
        self.page.set_default_timeout(15_000)
        await self.set_line()
        await self.page.goto(address, wait_until="commit")

    async def leave(self) -> None:
        """Close the tab, whether it still answers or not."""
        page, self.page = self.page, None
        if page is not None and not await self.try_to(page.close(), seconds=CLOSING_SECONDS):
            # Left open, it would hold its draft, and the next tab would say so.
            self.note("the tab does not answer")
            await self.try_to(self.crash(page), seconds=CLOSING_SECONDS)

    async def write_on(self) -> None:
        """Fill in what is missing; press "Gửi" when nothing is."""
        seen = await self.page.evaluate(LOOK)
        if seen is None:
            await asyncio.sleep(0.3)
            return
        if CONFLICT in seen["label"]:
            self.fault(f"conflict with itself: {seen['label']}")
        if seen["key"] and (seen["title"] or seen["photos"]):
            self.address = f"{NEW}#{seen['key']}"
        if PROMISED.search(seen["label"]) or seen["label"].startswith("Đã gửi"):
            await asyncio.sleep(0.5)
            return
        page, todo = self.page, self.missing(seen)
        if not todo:
            self.is_sending = True
            self.note("press")
            await page.locator("button[data-desk-send]").click(timeout=5_000)
        else:
            await self.do(self.rng.choice(todo))

    def missing(self, seen: dict) -> list[str]:
        todo = [name for name in ("title", "text", "place") if seen[name] != getattr(self, name)]
        if not seen["people"]:
            todo.append("people")
        if len(seen["photos"]) < len(self.files):
            todo.append("photo")
        todo += [f"alt:{key}" for key, alt in seen["photos"].items() if not alt]
        return todo

    async def do(self, what: str) -> None:
        page = self.page
        self.note(what[:10])
        if what == "photo":
            # Picked once more, a photograph that is there already is not added again.
            files = [
                {"name": f"anh-{n}.jpg", "mimeType": "image/jpeg", "buffer": file}
                for n, file in enumerate(self.files)
            ]
            await page.set_input_files("[name=photos]", files)
            await asyncio.sleep(self.rng.uniform(0, 1))
        elif what.startswith("alt:"):
            field = page.locator(f'[data-hash="{what[4:]}"] [name$=alt_text]')
            await field.fill(f"Đoàn viên dựng cột đèn {what[4:10]}", timeout=5_000)
        elif what == "people":
            await page.locator("[name=people][value=nobody]").check(timeout=5_000)
        else:
            await page.locator(f"[name={what}]").fill(getattr(self, what), timeout=5_000)

    # --- What happens to a volunteer -----------------------------------------------------

    async def suffer(self) -> None:
        chance = self.rng.random()
        if self.page is None:
            return
        if chance < 0.4:
            await self.drop()
        elif chance < 0.7:
            await self.kill()
        elif chance < 0.85:
            self.tally.reloads += 1
            self.note("reload")
            await self.try_to(self.page.reload(wait_until="commit"))
        else:
            self.tally.clocks += 1
            minutes = self.rng.choice((-3 * 24 * 60, -61, -1, 5, 600, 40 * 24 * 60))
            self.note(f"clock {minutes}")
            await self.try_to(self.page.evaluate(f"localStorage.clock = {minutes}"))

    async def try_to(self, doing, *, seconds: float = 15) -> bool:
        try:
            await asyncio.wait_for(doing, seconds)
        except (BrowserError, TimeoutError):
            return False
        return True

    async def drop(self) -> None:
        """The line goes, or comes back."""
        self.tally.drops += 1
        self.is_up = not self.is_up
        await self.set_line()
        if not self.is_up and self.rng.random() < 0.7:
            await asyncio.sleep(self.rng.uniform(0.1, 3))
            self.is_up = True
            await self.set_line()

    async def set_line(self) -> None:
        await self.context.set_offline(not self.is_up)
        self.note("line up" if self.is_up else "line down")
        if self.page is not None:
            await self.try_to(self.throttle(SLOW_3G if self.is_up else NO_LINE))

    async def throttle(self, line: dict) -> None:
        session = await self.context.new_cdp_session(self.page)
        await session.send("Network.enable")
        await session.send("Network.emulateNetworkConditions", line)

    async def kill(self) -> None:
        """Look, and in the same instant the tab is gone; then see whether the label told the truth."""
        self.tally.kills += 1
        seen = None
        try:
            seen = await asyncio.wait_for(self.page.evaluate(LOOK), 5)
            if self.rng.random() < 0.5:
                await self.crash(self.page)
        except (BrowserError, TimeoutError):
            pass
        self.note(f"killed: {seen and seen['label']}")
        await self.leave()
        if seen and seen["key"] and (seen["title"] or seen["photos"]):
            self.address = f"{NEW}#{seen['key']}"
            await self.check_the_label(seen)

    async def crash(self, page) -> None:
        session = await asyncio.wait_for(self.context.new_cdp_session(page), CLOSING_SECONDS)
        # It never answers: there is nobody left.
        crash = asyncio.ensure_future(session.send("Page.crash"))
        await asyncio.wait([crash], timeout=0.3)
        crash.cancel()

    # --- What must be true ---------------------------------------------------------------

    async def check_the_label(self, seen: dict) -> None:
        self.tally.looks += 1
        if THERE.search(seen["label"]):
            await self.check_saved_there(seen)
        elif HERE.search(seen["label"]) or PROMISED.search(seen["label"]):
            await self.check_saved_here(seen)

    async def check_saved_there(self, seen: dict) -> None:
        kept = await kept_there(seen["key"])
        if kept is None:
            self.fault(f"said to be on the site, but is not: {seen}")
            return
        for name in ("title", "text", "place"):
            if kept[name] != seen[name]:
                self.fault(f"{seen['label']}: {name} is {kept[name]!r}, shown {seen[name]!r}")
        if not seen["photos"].keys() <= kept["photos"].keys():
            self.fault(f"{seen['label']}: photographs are missing on the site")

    async def check_saved_here(self, seen: dict) -> None:
        """Open the story again and compare; a story that was sent meanwhile is safe."""
        for _ in range(3):
            try:
                await asyncio.wait_for(self.open_form(), 40)
            except (BrowserError, TimeoutError):
                self.note("not opened again")
                await self.leave()
                continue
            break
        if await self.is_sent():
            return
        again = await self.page.evaluate(LOOK) if self.page else None
        if again is None:
            # Sent in the very moment, or the list came up.
            if not await self.is_sent():
                self.fault(f"could not be opened again: {seen['label']}")
            return
        for name in ("title", "text", "place", "photos"):
            if again[name] != seen[name]:
                self.fault(f"{seen['label']}: {name} {seen[name]!r} came back as {again[name]!r}")

    async def open_form(self) -> None:
        self.page = await self.context.new_page()
        self.page.set_default_timeout(30_000)
        await self.set_line()
        await self.page.goto(self.address, wait_until="commit")
        while await self.page.evaluate(LOOK) is None and not await self.is_sent():
            await asyncio.sleep(0.2)

    async def is_sent(self) -> bool:
        return await story_count(self.title) > 0

    async def come_back_later(self) -> None:
        """Open the list with a good line: whatever is left on the phone would go out now."""
        self.is_up = True
        await self.leave()
        self.page = await self.context.new_page()
        await self.context.set_offline(False)
        await self.try_to(self.page.goto(LIST))
        await asyncio.sleep(3)

    async def check_the_story(self) -> None:
        stories, drafts = await story_count(self.title), await drafts_of(self.title)
        if stories != 1:
            self.fault("not on the site" if stories == 0 else f"{stories} stories of one")
            return
        if len(drafts) != 1:
            self.fault(f"{len(drafts)} drafts of one story")
        kept = drafts[0]
        if (kept["text"], kept["place"]) != (self.text, self.place):
            self.fault(f"another text: {kept}")
        if len(kept["photos"]) != len(self.files):
            self.fault(f"{len(kept['photos'])} of {len(self.files)} photographs")
        if not all(kept["photos"].values()):
            self.fault(f"a text alternative is lost: {kept['photos']}")
