"""Two published rule sets, typed into the form, become rules that everybody reads.

An organiser enters five weeks with a prediction and a gate, forgets what is predicted in the
third, mends it where it is said, and publishes; then a contest with leagues and practice.
"""

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.contests.models import Contest
from campaigns.contests.reading import published_rules
from goodnews.accounts.roles import Role
from goodnews.home.services import build_site
from quizblocks.choices import QuestionUse
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_question, make_topic

from .desk_phone import sign_in
from .looks import check_accessible, each_look, violations

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DESKTOP = {"width": 1280, "height": 1000}
NEW = "/admin/cuoc-thi/new/"
RANKS = (("Giải Nhất", 1), ("Giải Nhì", 2), ("Giải Ba", 3), ("Giải Khuyến khích", 5))
# Mondays; each week closes an hour before the next one opens.
MONDAYS = ("04/01/2027", "11/01/2027", "18/01/2027", "25/01/2027", "01/02/2027", "08/02/2027")


@pytest.fixture
def organiser(live_server, new_context, settings):
    """The organiser's own browser, and a bank of 20 questions for contests."""
    settings.REQUIRE_MFA_FOR_STAFF = False
    build_site(now=timezone.now())
    topic = make_topic()
    for number in range(20):
        make_question(topic, f"Câu hỏi số {number}?", use=QuestionUse.CONTEST)
    client = Client()
    client.force_login(make_user("lan", role=Role.ORGANISER))
    context = new_context(viewport=DESKTOP, base_url=live_server.url)
    sign_in(client, context, live_server.url)
    return context.new_page()


class ContestForm:
    """The form of a contest as somebody fills it in."""

    def __init__(self, page):
        self.page = page

    def open_tab(self, name):
        self.page.get_by_role("tab", name=name).click()

    def fill(self, **values):
        for name, value in values.items():
            self.field(name).fill(value)

    def choose(self, **values):
        for name, value in values.items():
            self.field(name).select_option(value)

    def field(self, name):
        return self.page.locator(f"[name='{name}']")

    def add(self, relation):
        """Add a part and return the beginning of its fields' names."""
        place = int(self.page.locator(f"#id_{relation}-TOTAL_FORMS").input_value())
        self.page.locator(f"#id_{relation}-ADD").click()
        return f"{relation}-{place}"

    def add_filled(self, relation, **values):
        own = self.add(relation)
        self.fill(**{f"{own}-{name}": value for name, value in values.items()})
        return own

    def rank_by(self, own, *keys):
        for place in range(6):
            self.field(f"{own}-tie_breaks_{place}").select_option(
                keys[place] if place < len(keys) else ""
            )

    def save(self):
        self.page.locator("#w-editor-form button[type=submit]").first.click()

    def error_at(self, name):
        wrapper = self.page.locator(".w-field__wrapper", has=self.field(name)).last
        return wrapper.locator(".error-message")

    def about(self, title):
        self.page.goto(NEW)
        self.fill(
            title=title,
            organiser_name="Ban Thường vụ Tỉnh Đoàn",
            complaint_contact="Văn phòng, 0210 000 000",
        )

    def publish(self):
        self.page.get_by_role("link", name="Kiểm tra và công bố").first.click()
        self.page.get_by_role("button", name="Công bố cuộc thi").click()
        expect(self.page.get_by_text("đã công bố.").first).to_be_visible()


class EnteredRulesTests:
    def test_what_was_typed_is_what_is_read(self, organiser):
        form = ContestForm(organiser)
        self.enter_weeks(form)
        self.mend_the_third_week(form)
        form.publish()
        self.read_weeks(organiser)
        self.enter_leagues(form)
        form.publish()
        self.read_leagues(organiser)

    def enter_weeks(self, form):
        form.about("Tìm hiểu lịch sử tỉnh nhà")
        form.open_tab("Vòng thi")
        for week in range(5):
            own = form.add_filled(
                "rounds",
                number=str(week + 1),
                title=f"Tuần {week + 1}",
                opens_at=f"10:00 {MONDAYS[week]}",
                closes_at=f"09:00 {MONDAYS[week + 1]}",
                seconds="15",
                attempts_allowed="",
                shown_count="11",
            )
            form.choose(
                **{
                    f"{own}-counting": "best",
                    f"{own}-prediction": "none" if week == 2 else "attempts",
                    f"{own}-prediction_moment": "" if week == 2 else "inside",
                    f"{own}-gate": "full_marks",
                }
            )
            form.rank_by(own, "score", "distance", "submitted")
            form.add_filled(f"{own}-draws", count="15", points="10")
        form.open_tab("Giải thưởng")
        form.field("one_prize_each").uncheck()
        for week in range(5):
            for place, (title, count) in enumerate(RANKS, 1):
                form.add_filled(
                    "prizes",
                    title=title,
                    place=str(place),
                    count=str(count),
                    round_number=str(week + 1),
                )
        form.save()

    def mend_the_third_week(self, form):
        form.open_tab("Vòng thi")
        expect(form.error_at("rounds-2-prediction")).to_contain_text("Xếp hạng có xét câu dự đoán")
        expect(form.field("rounds-4-opens_at")).to_have_value(f"10:00 {MONDAYS[4]}")
        expect(form.field("prizes-19-title")).to_have_value("Giải Khuyến khích")
        assert not Contest.objects.exists()
        form.choose(**{"rounds-2-prediction": "attempts", "rounds-2-prediction_moment": "inside"})
        form.save()
        expect(form.page.get_by_text("Bản nháp: chưa ai xem được")).to_be_visible()
        assert violations(form.page, ".contest-bar") == []

    def read_weeks(self, page):
        page.goto("/cuoc-thi/tim-hieu-lich-su-tinh-nha/the-le/")
        text = page.locator("main").inner_text()
        for sentence in (
            "Tuần 1: mở lúc 10:00 Thứ Hai, 04/01/2027, đóng lúc 09:00 Thứ Hai, 11/01/2027.",
            "Tuần 5: mở lúc 10:00 Thứ Hai, 01/02/2027, đóng lúc 09:00 Thứ Hai, 08/02/2027.",
            "Mỗi lượt thi có 15 câu hỏi, điểm tối đa 150.",
            "Cùng với các câu hỏi, thí sinh dự đoán số lượt thi đã nộp trong vòng.",
            "Chỉ xếp hạng những người trả lời đúng tất cả các câu.",
            "Mỗi vòng: 1 Giải Nhất; 2 Giải Nhì; 3 Giải Ba; 5 Giải Khuyến khích.",
            "Tổng cộng 55 giải.",
        ):
            assert sentence in text
        # One article for five weeks that are played alike.
        assert text.count("Cách thi và xếp hạng") == 1

    def enter_leagues(self, form):
        form.about("Em yêu lịch sử")
        form.open_tab("Ai được thi")
        form.fill(age_from="11", age_to="30")
        form.choose(person="phone_name")
        form.field("asks_phone").check()
        for code, title, low, high in (
            ("thieu-nien", "Bảng A – Thiếu niên", "11", "15"),
            ("thanh-nien", "Bảng B – Thanh niên", "16", "30"),
        ):
            form.add_filled("leagues", code=code, title=title, age_from=low, age_to=high)
        form.open_tab("Vòng thi")
        for number, title, kind, opens, closes in (
            ("1", "Thi thử", "practice", "07:00 04/01/2027", "24:00 10/01/2027"),
            ("2", "Vòng chính thức", "scored", "10:00 11/01/2027", "24:00 24/01/2027"),
        ):
            own = form.add_filled(
                "rounds",
                number=number,
                title=title,
                opens_at=opens,
                closes_at=closes,
                seconds="30",
                attempts_allowed="3",
            )
            form.choose(**{f"{own}-kind": kind, f"{own}-shown_at_once": "nothing"})
            form.add_filled(f"{own}-draws", count="10", league_code="thieu-nien")
            form.add_filled(f"{own}-draws", count="15", league_code="thanh-nien", points="2")
        form.open_tab("Giải thưởng")
        for code in ("thieu-nien", "thanh-nien"):
            form.add_filled(
                "prizes",
                title="Giải Nhất",
                place="1",
                count="1",
                round_number="2",
                league_code=code,
                value="500.000 đồng",
            )
        form.save()
        expect(form.page.get_by_text("Bản nháp: chưa ai xem được")).to_be_visible()

    def read_leagues(self, page):
        page.goto("/cuoc-thi/em-yeu-lich-su/the-le/")
        text = page.locator("main").inner_text()
        for sentence in (
            "Thí sinh từ 11 đến 30 tuổi, tính đến ngày mở vòng thi đầu tiên.",
            "Bảng A – Thiếu niên: từ 11 đến 15 tuổi.",
            "Thi thử (thi thử): mở lúc 07:00 Thứ Hai, 04/01/2027, đóng lúc 24:00 Chủ Nhật, "
            "10/01/2027.",
            "Bảng A – Thiếu niên: mỗi lượt thi có 10 câu hỏi, điểm tối đa 10.",
            "Bảng B – Thanh niên: mỗi lượt thi có 15 câu hỏi, điểm tối đa 30.",
            "Vòng chính thức, Bảng B – Thanh niên: 1 Giải Nhất, mỗi giải trị giá 500.000 đồng.",
        ):
            assert sentence in text
        contest = Contest.objects.get(slug="em-yeu-lich-su")
        assert published_rules(contest)[1].round(2).attempts == 3
        for address in ("/cuoc-thi/", "/cuoc-thi/em-yeu-lich-su/", page.url):
            page.goto(address)
            for _look in each_look(page):
                check_accessible(page)
