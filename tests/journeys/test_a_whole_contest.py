"""A whole contest with the clock moved by hand, from the rules to what corrects the ranking.

An organiser types the rules; thirty people of five units take part, three of them in browsers:
a pupil with a guardian whose phone loses the signal, somebody who submits twice, and somebody
who knows less. The round closes, the truth is frozen, the table says why the third stands ahead
of the fourth; a question is annulled and version 2 says what it changed; the prize of the units
goes by the headcounts of that week. Certificates say what is true of them under either version.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.models import Attempt, Contest, FrozenTruth
from goodnews.accounts.roles import Role
from goodnews.home.services import build_site
from quizblocks.choices import AnnulmentKind
from quizblocks.life.annulments import ask_annulment, confirm_annulment
from tests.accounts.factories import make_user
from tests.campaigns.contests.moved_clock import running_clock

from .contest_form import ContestForm, open_admin
from .desk_phone import sign_in
from .looks import check_accessible
from .whole_contest import (
    CLOSES,
    DAY,
    MINUTE,
    OPENS,
    QUESTIONS,
    RIGHT,
    RULES,
    UNITS,
    WRONG_QUESTION,
    make_world,
    play,
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
SLUG = "tuoi-tre-minh-hoa"
ENTER, RESULTS = f"/cuoc-thi/{SLUG}/vao-thi/", f"/cuoc-thi/{SLUG}/ket-qua/1/"
SAVED = "Đã lưu trên máy chủ"
GUARDIAN = "Số điện thoại của cha"
OWN = f"{ENTER}ket-qua/1/"
IN_FORCE = "Giấy chứng nhận là thật và đang có giá trị."


@pytest.fixture
def clock():
    with running_clock() as found:
        found.move(OPENS - 2 * DAY)
        yield found


@pytest.fixture
def world(clock, settings):
    settings.REQUIRE_MFA_FOR_STAFF = False
    build_site(now=OPENS - 30 * DAY)
    return make_world()


class Phone:
    """The phone of one entrant.

    Attributes:
        looks: whether every page that it opens is looked at.
    """

    def __init__(self, new_context, live_server, *, looks=False):
        self.context = new_context(base_url=live_server.url, **PHONE)
        self.page = self.context.new_page()
        self.looks = looks

    def look(self):
        if self.looks:
            check_accessible(self.page)

    def find_the_way_in(self):
        """Come from the front page, as somebody does who looks around, or by the address."""
        if not self.looks:
            self.page.goto(ENTER)
            return
        self.page.goto("/")
        self.look()
        self.page.get_by_role("link", name="Vào thi").click()
        self.page.wait_for_url(f"**{ENTER}")

    def register(self, name, *, born, unit, guardian=""):
        self.find_the_way_in()
        self.look()
        self.page.get_by_label("Họ và tên").fill(name)
        self.page.get_by_label("Ngày sinh").fill(born)
        self.page.get_by_label("Đơn vị").fill(unit)
        if guardian:
            self.page.get_by_label(GUARDIAN).fill(guardian)
        self.page.get_by_label("Tôi đã đọc thể lệ").check()
        self.page.get_by_role("button", name="Đăng ký dự thi").click()
        expect(self.page.get_by_role("heading", name="Bạn đã đăng ký xong")).to_be_visible()
        self.look()
        self.page.get_by_role("link", name="Tôi đã lưu mã").click()
        self.look()
        self.page.get_by_role("button", name="Bắt đầu làm bài").click()
        expect(self.page.locator("[data-state]")).to_have_text(SAVED)
        self.look()

    def answer(self, *, guess, wrong=()):
        questions = self.page.locator("[data-quiz-question]")
        for place in range(QUESTIONS):
            question = questions.nth(place)
            is_wrong = any(stem in question.inner_text() for stem in wrong)
            question.get_by_label("Bấm vào để xem" if is_wrong else RIGHT).check()
        self.page.locator("[name=du_doan]").fill(str(guess))

    def certificate(self) -> str:
        """Take the own certificate; return the path to which its square leads."""
        self.page.goto(OWN)
        self.look()
        (path,) = download(self.page, self.page.get_by_role("button", name="Tải giấy chứng nhận"))
        return path

    def submit(self, page=None):
        page = page or self.page
        page.get_by_role("button", name="Nộp bài").click()
        receipt = page.get_by_role("link", name="Biên nhận kiểm tra được")
        expect(receipt).to_be_visible()
        self.look()
        return receipt.get_attribute("href")


def test_a_whole_contest(clock, world, live_server, new_context, subtests):
    units, questions = world
    lan, minh = (make_user(name, role=Role.ORGANISER) for name in ("lan", "minh"))
    admin = open_admin(lan, new_context, live_server)
    with subtests.test("the rules are entered"):
        form = ContestForm(admin)
        form.enter(RULES)
        form.save()
        form.publish()
    contest = Contest.objects.get(slug=SLUG)
    attempts = Attempt.objects.filter(round__contest=contest)
    clock.move(OPENS + MINUTE)
    with subtests.test("a pupil with a guardian loses the signal"):
        mai = Phone(new_context, live_server, looks=True)
        mai.register("Lò Thị Mai", born="26/03/2014", unit="sin chai", guardian="0912 345 678")
        mai.context.set_offline(True)
        mai.answer(guess=33)
        expect(mai.page.locator("[data-state]")).to_contain_text("Đang chờ mạng")
        mai.context.set_offline(False)
        expect(mai.page.locator("[data-state]")).to_have_text(SAVED)
        mai.submit()
        assert contest.entrants.get().guardian_phone == "0912345678"
    with subtests.test("somebody submits twice"):
        binh = Phone(new_context, live_server)
        binh.register("Lê Văn Bình", born="01/02/2001", unit="nam pung")
        binh.answer(guess=29, wrong=[WRONG_QUESTION])
        expect(binh.page.locator("[data-state]")).to_have_text(SAVED)
        twin = binh.context.new_page()
        twin.goto(binh.page.url)
        assert binh.submit() == binh.submit(twin)
        assert attempts.count() == 2
    with subtests.test("somebody knows less"):
        chi = Phone(new_context, live_server)
        chi.register("Đỗ Thị Chi", born="05/09/1999", unit="ban lien")
        chi.answer(guess=90, wrong=["số 2", "số 3", "số 4"])
        chi.submit()
    play(contest=contest, units=units)
    clock.move(CLOSES + MINUTE)
    call_command("expire_attempts")
    sign_in_again(admin, lan, live_server)
    with subtests.test("the round closes and the truth freezes"):
        admin.goto(f"/admin/ket-qua-thi/{contest.pk}/vong/1/")
        admin.get_by_role("button", name="Đóng vòng thi").click()
        expect(admin.get_by_text("30").first).to_be_visible()
        assert FrozenTruth.objects.get(round__contest=contest).number == 30
        assert attempts.count() == 30
    page = new_context(base_url=live_server.url, **PHONE).new_page()
    with subtests.test("the table says why the third is ahead of the fourth"):
        early = new_context(base_url=live_server.url, **PHONE).new_page()
        early.goto(RESULTS)
        expect(early.get_by_text("Chưa có kết quả").first).to_be_visible()
        admin.get_by_role("button", name="Công bố bảng xếp hạng").click()
        expect(admin.get_by_role("heading", name="Phiên bản 1")).to_be_visible()
        page.goto(RESULTS)
        check_accessible(page)
        rows = page.locator("#bang-xep-hang ~ table tbody tr")
        expect(rows.nth(0)).to_contain_text("Hoàng Thị Nhất")
        expect(rows.nth(2)).to_contain_text("L. T. M.")
        assert "Lò Thị Mai" not in page.content()
        fourth = rows.nth(3)
        fourth.locator("summary").click()
        expect(fourth).to_contain_text("Vàng Thị Tư")
        why = fourth.locator("details p")
        for said in ("5/5", "lệch 3", "lệch 4"):
            expect(why).to_contain_text(said)
    with subtests.test("the prize of the units goes by the headcounts of that week"):
        table = page.locator(".results__units")
        # With what was counted a day after the round the first unit would win by 6 of 7.
        expect(table.locator("tr", has_text=UNITS[0])).to_contain_text("6/40")
        expect(table.locator("tr", has_text=UNITS[4])).to_contain_text("6/20")
        expect(table.locator("tr", has_text=UNITS[4])).to_contain_text("30 %")
        prize = page.locator(".results__prize", has_text="Đơn vị dẫn đầu")
        expect(prize).to_contain_text(UNITS[4])
    checks = new_context(base_url=live_server.url, **PHONE).new_page()
    with subtests.test("certificates verify"):
        admin.goto(f"/admin/ket-qua-thi/{contest.pk}/giay-chung-nhan/vong/1/")
        printed = download(admin, admin.get_by_role("button", name="Tải về (PDF)").first)
        assert len(printed) == 3
        assert mai.certificate() == printed[2]
        checks.goto(printed[2])
        expect(checks.get_by_text(IN_FORCE)).to_be_visible()
        expect(checks.locator(".contest-facts")).to_contain_text("L. T. M.")
        expect(checks.locator(".contest-facts")).to_contain_text("Giải Ba")
        assert "Lò Thị Mai" not in checks.content()
        check_accessible(checks)
        (of_unit,) = download(admin, admin.get_by_role("button", name="Tải về (PDF)").nth(1))
        checks.goto(of_unit)
        expect(checks.get_by_text(IN_FORCE)).to_be_visible()
        for said in (UNITS[4], "Đơn vị dẫn đầu", "Giải tập thể xét theo tỷ lệ"):
            expect(checks.locator(".contest-facts")).to_contain_text(said)
        check_accessible(checks)
    with subtests.test("one question is annulled and version 2 says what it changed"):
        annul(questions[-1], lan, minh, now=clock.moment())
        admin.goto(f"/admin/ket-qua-thi/{contest.pk}/vong/1/")
        admin.locator("[name=reason]").fill("Câu số 5 sai đáp án.")
        admin.get_by_role("button", name="Công bố bản tiếp theo").click()
        expect(admin.get_by_role("heading", name="Phiên bản 2")).to_be_visible()
        page.reload()
        check_accessible(page)
        expect(page.locator(".results__changes")).to_contain_text("Câu số 5 sai đáp án.")
        expect(page.locator(".results__changes")).to_contain_text("Lê V. B.")
        expect(rows.nth(1)).to_contain_text("Lê V. B.")
        page.goto(f"{RESULTS}ban-1/")
        expect(page.get_by_text("Bản này đã được sửa.").first).to_be_visible()
        expect(rows.nth(1)).to_contain_text("Tẩn A Hai")
    with subtests.test("certificates say what version 2 made of them"):
        checks.goto(printed[0])
        expect(checks.get_by_text(IN_FORCE)).to_be_visible()
        expect(checks.get_by_text("Phiên bản 2 của bảng")).to_be_visible()
        for path, said in ((printed[1], "Giải Ba, hạng 3"), (printed[2], "không có giấy")):
            checks.goto(path)
            warning = checks.get_by_role("alert")
            expect(warning).to_contain_text("đã được đính chính")
            expect(warning).to_contain_text(said)
        check_accessible(checks)
        checks.goto(binh.certificate())
        expect(checks.get_by_text(IN_FORCE)).to_be_visible()
        expect(checks.locator(".contest-facts")).to_contain_text("Giải Nhì")
    assert verify_chain(contest, clock.moment()).breaks == []


def sign_in_again(page, user, live_server):
    """Sign in anew: the session is older than a week by the clock that was moved."""
    client = Client()
    client.force_login(user)
    sign_in(client, page.context, live_server.url)


def download(page, button) -> list[str]:
    """Press ``button``; return the paths to which the squares of the certificates lead."""
    with page.expect_download() as started:
        button.click()
    content = Path(started.value.path()).read_bytes()
    return [urlsplit(each.decode()).path for each in re.findall(rb"/URI \((.*?)\)", content)]


def annul(question, first, second, *, now):
    """Let one organiser ask and another confirm that ``question`` is annulled."""
    annulment = ask_annulment(
        question=question,
        kind=AnnulmentKind.ANNUL,
        first_version=1,
        reason="Đáp án sai.",
        user=first,
        now=now,
    )
    confirm_annulment(annulment=annulment, user=second, now=now)
