"""Five published rule sets, typed into the form, become rules that everybody reads.

An organiser enters five weeks with a prediction and a gate, forgets what is predicted in the
third, mends it where it is said, and publishes; then contests with leagues and practice, of
speed, of five tries, and one that sums up uneven rounds with prizes for units. What the engine
reads of each is what was typed, and the page of the rules says it.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.contests.models import Contest
from campaigns.contests.reading import published_rules
from goodnews.accounts.roles import Role
from goodnews.home.services import build_site
from quizblocks.choices import QuestionUse
from quizblocks.models import Question
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_question, make_topic
from tests.units.factories import make_unit

from . import entered_rules
from .contest_form import ContestForm, open_admin
from .looks import check_accessible, each_look, violations

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

WEEKS = (
    "Tuần 1: mở lúc 10:00 Thứ Hai, 04/01/2027, đóng lúc 09:00 Thứ Hai, 11/01/2027.",
    "Tuần 5: mở lúc 10:00 Thứ Hai, 01/02/2027, đóng lúc 09:00 Thứ Hai, 08/02/2027.",
    "Mỗi lượt thi có 15 câu hỏi, điểm tối đa 150.",
    "Cùng với các câu hỏi, thí sinh dự đoán số lượt thi đã nộp trong vòng.",
    "Chỉ xếp hạng những người trả lời đúng tất cả các câu.",
    "Mỗi vòng: 1 Giải Nhất; 2 Giải Nhì; 3 Giải Ba; 5 Giải Khuyến khích.",
    "Tổng cộng 55 giải.",
)
LEAGUES = (
    "Thí sinh từ 11 đến 30 tuổi, tính đến ngày mở vòng thi đầu tiên.",
    "Bảng A – Thiếu niên: từ 11 đến 15 tuổi.",
    "Thi thử (thi thử): mở lúc 07:00 Thứ Hai, 04/01/2027, đóng lúc 24:00 Chủ Nhật, 10/01/2027.",
    "7 câu về “Lịch sử”, mỗi câu 1 điểm; 3 câu về “Địa lý” (mức dễ), mỗi câu 1 điểm.",
    "Bảng B – Thanh niên: mỗi lượt thi có 15 câu hỏi, điểm tối đa 30.",
    "Vòng chính thức, Bảng B – Thanh niên: 1 Giải Nhất, mỗi giải trị giá 500.000 đồng.",
)
SPEED = (
    "Mỗi người đăng ký một lần; một địa chỉ thư điện tử là một người.",
    "Kỳ 1: mở lúc 07:00 Thứ Tư, 06/01/2027, đóng lúc 22:00 Thứ Năm, 07/01/2027.",
    "Mỗi người được thi một lượt trong một vòng.",
    "2 câu giống nhau cho mọi thí sinh.",
    "Mỗi lượt thi có 20 câu hỏi, điểm tối đa 20.",
    "Nộp bài xong, thí sinh thấy ngay điểm, thời gian làm bài và đáp án đúng.",
)
FIVE_TRIES = (
    "Tuần 1: mở lúc 00:00 Thứ Hai, 04/01/2027, đóng lúc 24:00 Chủ Nhật, 10/01/2027.",
    "Mỗi người được thi tối đa 5 lượt trong một vòng; lấy kết quả của lượt cao nhất",
    "Mỗi lượt thi có 30 câu hỏi, điểm tối đa 300.",
    "chọn đúng một phần được một phần điểm",
    "Mỗi lượt thi kéo dài tối đa 15 phút theo đồng hồ máy chủ",
    "Sau khi xem điểm, thí sinh dự đoán số người trả lời đúng tất cả trong vòng.",
    "nếu bằng nhau thì xét nhiều lượt đúng tất cả hơn; nếu bằng nhau thì xét dự đoán gần",
)
SUMMED_UP = (
    "Thí sinh thuộc Xã Sín Chải.",
    "Đơn vị của thí sinh thuộc loại: xã, trường học.",
    "lấy kết quả của lượt cuối cùng.",
    "Câu hỏi của vòng trước không ra lại.",
    "Cộng điểm của cả 3 vòng. Ai bỏ một vòng thì vòng đó tính 0 điểm và vẫn được thi tiếp.",
    "giải tập thể xét theo tỷ lệ người tham gia trên số thanh niên của đơn vị: 1 Đơn vị dẫn đầu",
    "cộng điểm từ giải cá nhân của người trong đơn vị: 1 Đơn vị nhiều giải.",
)


@pytest.fixture(autouse=True)
def _before_the_first_opening(move_clock):
    """No round may have closed before it is published."""
    move_clock(entered_rules.MIDNIGHT - timedelta(weeks=2))


@pytest.fixture
def bank():
    """A bank of 40 easy questions for contests about two topics."""
    build_site(now=timezone.now())
    topics = [make_topic("Lịch sử"), make_topic("Địa lý", order=2)]
    for number in range(40):
        make_question(topics[number % 2], f"Câu hỏi số {number}?", use=QuestionUse.CONTEST)
    return topics


@pytest.fixture
def organiser(live_server, new_context, settings, bank):
    """The organiser's own browser."""
    settings.REQUIRE_MFA_FOR_STAFF = False
    return open_admin(make_user("lan", role=Role.ORGANISER), new_context, live_server)


class EnteredRulesTests:
    def test_what_was_typed_is_what_is_read(self, organiser, bank, subtests):
        form = ContestForm(organiser)
        weeks = entered_rules.mountain_weeks()
        with subtests.test("five weeks with a prediction and a gate"):
            self.forget_and_mend(form, weeks)
            form.publish()
            text = self.read(organiser, weeks, "tim-hieu-lich-su-tinh-nha", WEEKS)
            # One article for five weeks that are played alike.
            assert text.count("Cách thi và xếp hạng") == 1
        with subtests.test("leagues"):
            self.enter(form, entered_rules.leagues(*bank))
            self.read(organiser, entered_rules.leagues(*bank), "em-yeu-lich-su", LEAGUES)
        self.look_at(organiser, "/cuoc-thi/", "/cuoc-thi/em-yeu-lich-su/")

    def test_so_it_is_with_three_others(self, organiser, bank, subtests):
        form = ContestForm(organiser)
        unit = make_unit("Xã Sín Chải", parent=make_unit())
        fixed = Question.objects.order_by("pk")[:2]
        for name, rules, slug, sentences in (
            ("speed", entered_rules.speed(fixed), "nhanh-tay-dung-y", SPEED),
            ("five tries", entered_rules.best_of_five(), "nam-luot-moi-tuan", FIVE_TRIES),
            ("summed up", entered_rules.summed_up(unit), "cong-diem-ba-dot", SUMMED_UP),
        ):
            with subtests.test(name):
                self.enter(form, rules)
                self.read(organiser, rules, slug, sentences)
        self.look_at(organiser, "/cuoc-thi/cong-diem-ba-dot/the-le/")

    def enter(self, form, rules):
        form.enter(rules)
        form.save()
        form.publish()

    def look_at(self, page, *addresses):
        page.set_viewport_size({"width": 390, "height": 844})
        for address in addresses:
            page.goto(address)
            for _look in each_look(page):
                check_accessible(page)

    def forget_and_mend(self, form, weeks):
        """Enter ``weeks`` without what is predicted in the third, and mend it where it is said."""
        rounds = list(weeks.rounds)
        rounds[2] = replace(rounds[2], prediction="none")
        form.enter(replace(weeks, rounds=tuple(rounds)))
        form.save()
        form.open_tab("Vòng thi")
        expect(form.error_at("rounds-2-prediction")).to_contain_text("Xếp hạng có xét câu dự đoán")
        expect(form.field("rounds-4-opens_at")).to_have_value("10:00 01/02/2027")
        expect(form.field("prizes-19-title")).to_have_value("Giải Khuyến khích")
        assert not Contest.objects.exists()
        form.choose("rounds-2-", prediction="attempts", prediction_moment="inside")
        form.save()
        expect(form.page.get_by_text("Bản nháp: chưa ai xem được")).to_be_visible()
        assert violations(form.page, "#w-editor-form") == []

    def read(self, page, rules, slug, sentences) -> str:
        """Compare what the engine reads with what was typed; return the page of the rules."""
        assert published_rules(Contest.objects.get(slug=slug))[1] == rules
        page.goto(f"/cuoc-thi/{slug}/the-le/")
        text = page.locator("main").inner_text()
        assert [each for each in sentences if each not in text] == []
        return text
