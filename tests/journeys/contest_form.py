"""The form of a contest in the admin, filled in by hand, and the organiser's own browser."""

from datetime import datetime, time, timedelta

from django.test import Client
from playwright.sync_api import expect

from campaigns.contests.rules import ContestRules, RoundRules
from goodnews.workflows.deadlines import VIET_NAM
from quizblocks.models import Question

from .desk_phone import sign_in

DESKTOP = {"width": 1280, "height": 1000}
NEW = "/admin/cuoc-thi/new/"
CHOSEN_OF_ROUND = (
    "kind",
    "counting",
    "several_right",
    "prediction",
    "gate",
    "shown_at_once",
)
ASKED = ("asks_birth_date", "asks_unit", "asks_phone", "asks_email")


def open_admin(user, new_context, live_server):
    """Return a page of ``user``'s own browser, signed in."""
    client = Client()
    client.force_login(user)
    context = new_context(viewport=DESKTOP, base_url=live_server.url)
    sign_in(client, context, live_server.url)
    return context.new_page()


def typed(moment: datetime, *, is_end: bool = False) -> str:
    """Return a moment as organisers type it."""
    local = moment.astimezone(VIET_NAM)
    if is_end and local.time() == time.min:
        return f"24:00 {local - timedelta(days=1):%d/%m/%Y}"
    return f"{local:%H:%M %d/%m/%Y}"


class ContestForm:
    """The form of a contest as somebody fills it in, by keyboard.

    A click where the bars of the admin lie over a button is tried again for a second.
    """

    def __init__(self, page):
        self.page = page

    def open_tab(self, name):
        self.page.get_by_role("tab", name=name).press("Enter")

    def fill(self, own="", **values):
        """Type ``values``; the names of their fields begin with ``own``."""
        for name, value in values.items():
            self.field(own + name).fill("" if value is None else str(value))

    def choose(self, own="", **values):
        for name, value in values.items():
            self.field(own + name).select_option(str(value))

    def tick(self, name, values):
        for value in values:
            self.set_ticked(name, value=value)

    def set_ticked(self, name, is_ticked=True, *, value=None):
        box = self.field(name)
        if value is not None:
            box = box.and_(self.page.locator(f"[value='{value}']"))
        if box.is_checked() != is_ticked:
            box.press("Space")

    def field(self, name):
        return self.page.locator(f"[name='{name}']")

    def add(self, relation):
        """Add a part and return the beginning of its fields' names."""
        place = int(self.page.locator(f"#id_{relation}-TOTAL_FORMS").input_value())
        self.page.locator(f"#id_{relation}-ADD").press("Enter")
        return f"{relation}-{place}-"

    def rank_by(self, name, keys):
        """Choose the keys of a ranking; an empty form offers the usual three."""
        for place in range(max(len(keys), 3)):
            self.choose(**{f"{name}_{place}": keys[place] if place < len(keys) else ""})

    def save(self):
        self.page.locator("#w-editor-form button[type=submit]").first.click()

    def error_at(self, name):
        wrapper = self.page.locator(".w-field__wrapper", has=self.field(name)).last
        return wrapper.locator(".error-message")

    def publish(self):
        expect(self.page.get_by_text("Bản nháp: chưa ai xem được")).to_be_visible()
        self.page.get_by_role("link", name="Kiểm tra và công bố").first.press("Enter")
        self.page.get_by_role("button", name="Công bố cuộc thi").click()
        expect(self.page.get_by_text("đã công bố.").first).to_be_visible()

    def enter(self, rules: ContestRules):
        """Fill in everything that ``rules`` say, beginning with an empty form."""
        self.page.goto(NEW)
        self.fill(
            title=rules.title,
            organiser_name="Ban Thường vụ Tỉnh Đoàn",
            complaint_contact="Văn phòng, 0210 000 000",
        )
        self.open_tab("Ai được thi")
        self.enter_who(rules)
        self.open_tab("Vòng thi")
        for each in rules.rounds:
            self.enter_round(each)
        if rules.is_cumulative:
            self.set_ticked("is_cumulative")
            self.rank_by("cumulative_tie_breaks", rules.cumulative_tie_breaks)
        self.open_tab("Giải thưởng")
        self.set_ticked("one_prize_each", rules.one_prize_each)
        for each in rules.prizes:
            own = self.add("prizes")
            self.fill(own, title=each.title, place=each.place, count=each.count)
            self.fill(own, round_number=each.round, league_code=each.league)
            self.fill(own, value=each.value, points=each.points)
            self.choose(own, measure=each.measure)

    def enter_who(self, rules):
        self.fill(age_from=rules.age_from, age_to=rules.age_to)
        self.fill(guardian_below=rules.guardian_below)
        self.choose(unit=rules.unit or "", person=rules.person)
        self.tick("unit_kinds", rules.unit_kinds)
        for name in ASKED:
            self.set_ticked(name, getattr(rules, name))
        for each in rules.leagues:
            own = self.add("leagues")
            self.fill(own, code=each.code, title=each.title)
            self.fill(own, age_from=each.age_from, age_to=each.age_to)

    def enter_round(self, round_: RoundRules):
        own = self.add("rounds")
        self.fill(own, number=round_.number, title=round_.title)
        self.fill(
            own,
            opens_at=typed(round_.opens_at),
            closes_at=typed(round_.closes_at, is_end=True),
            seconds=round_.seconds and round_.seconds // 60,
            attempts_allowed=round_.attempts,
            shown_count=round_.shown_count,
        )
        self.choose(own, **{name: getattr(round_, name) for name in CHOSEN_OF_ROUND})
        moment = "" if round_.prediction == "none" else round_.prediction_moment
        self.choose(own, prediction_moment=moment)
        self.rank_by(f"{own}tie_breaks", round_.tie_breaks)
        self.set_ticked(f"{own}bars_earlier", round_.bars_earlier)
        for each in round_.draws:
            line = self.add(f"{own}draws")
            self.fill(line, count=each.count, points=each.points, league_code=each.league)
            self.choose(line, topic=each.topic or "", difficulty=each.difficulty)
        for each in round_.fixed:
            line = self.add(f"{own}fixed_questions")
            number = Question.objects.get(translation_key=each.question).pk
            self.fill(line, question=number, points=each.points)
