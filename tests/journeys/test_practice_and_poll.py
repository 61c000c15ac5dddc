"""A phone practises a topic and votes in a poll, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from goodnews.home.services import build_site
from quizblocks.bodies import Body, BodyChoice
from quizblocks.choices import QuestionKind
from quizblocks.formats.items import ItemPicture
from quizblocks.models import WHOLE_QUESTION, QuestionTally
from tests.images.factories import make_image
from tests.news.factories import NOW, make_story
from tests.quizblocks.factories import make_bodied, make_topic, quiz_value
from tests.quizblocks.test_blocks import POLL_ID, body

from .looks import check_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PHONE = {
    "viewport": {"width": 390, "height": 844},
    # Colours on their way from one to the other are no colours to be judged.
    "reduced_motion": "reduce",
    "user_agent": "Mozilla/5.0 (Linux; Android 14) Zalo/24",
}


def answer_the_set(page) -> None:
    """Give the right answer, the second choice, to each of five questions in turn."""
    for number in range(5):
        page.locator("[data-quiz-question]:visible input:not([type=hidden])").nth(1).check()
        page.get_by_role("button", name="Kiểm tra").click()
        expect(page.get_by_text("bạn chọn, đáp án đúng")).to_have_count(number + 1)
        if number < 4:
            page.get_by_role("button", name="Câu tiếp").click()
    expect(page.get_by_text("Đúng 5 trên 5 câu")).to_be_visible()


def pictured(topic, number: int):
    """Return a question with a picture, with marks, and with choices that are pictures; the second is right."""
    image = make_image(title="Biển báo")
    signs = tuple(
        BodyChoice("", place == 1, picture=ItemPicture(f"Hình thứ {place + 1}", image=image.pk))
        for place in range(3)
    )
    return make_bodied(
        topic,
        f"<rich>Câu hỏi số {number}: m<sup>2</sup> là <b>gì</b>?",
        QuestionKind.SINGLE,
        Body(choices=signs),
        picture=image,
        picture_alt="Ngã tư có đèn",
    )


def counted() -> set[tuple[int, int, int]]:
    """Return what was counted of each practice question: answers, those summed up, later ones."""
    rows = QuestionTally.objects.filter(choice_key=WHOLE_QUESTION).exclude(question_key=POLL_ID)
    return set(rows.values_list("answer_count", "form_count", "later_count"))


def test_practice_and_poll(live_server, browser, subtests):
    tree = build_site(now=NOW)
    topic = make_topic()
    questions = [pictured(topic, n) for n in range(6)]
    story = make_story(tree.stories, body=body(quiz_value(questions=[questions[0].pk]), poll=True))
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/luyen-tap/")
    with subtests.test("the list is accessible"):
        check_accessible(page)
    page.get_by_role("link", name=topic.name).click()
    answer_the_set(page)
    questions = page.locator("[data-quiz-question]:visible")
    with subtests.test("an answered set is whole, accessible and summed up"):
        expect(questions).to_have_count(5)
        expect(page.locator("[data-quiz-score]")).to_be_focused()
        expect(page.locator("[data-quiz-score]")).to_be_in_viewport(ratio=1)
        check_accessible(page)
        assert counted() == {(1, 1, 0)}
    with subtests.test("taken again without a load, it is a later try"):
        page.evaluate("document.body.dataset.sameLoad = ''")
        page.get_by_role("button", name="Làm lại").click()
        expect(questions).to_have_count(1)
        expect(questions.locator("input:not([type=hidden])").first).to_be_focused()
        expect(page.get_by_text("Đúng 5 trên 5 câu")).to_be_hidden()
        answer_the_set(page)
        expect(questions).to_have_count(5)
        expect(page.locator("body[data-same-load]")).to_be_attached()
        assert counted() == {(1, 1, 1)}
    with subtests.test("what was done stands on this phone alone"):
        page.goto(f"{live_server.url}/luyen-tap/")
        expect(page.get_by_text("Đã làm trên máy này: 1 trên 2 bộ")).to_be_visible()
        assert context.cookies() == []
        page.get_by_role("button", name="Xóa phần tôi đã làm").click()
        expect(page.get_by_text("Đã làm trên máy này")).to_be_hidden()
    page.goto(live_server.url + story.url)
    poll = page.locator(f"#tham-do-{POLL_ID}")
    poll.scroll_into_view_if_needed()
    poll.get_by_label("Hiến máu").check()
    poll.get_by_role("button", name="Gửi ý kiến").click()
    with subtests.test("the poll shows its result in place, and again at the next visit"):
        expect(poll.get_by_text("Cảm ơn bạn đã cho ý kiến")).to_be_visible()
        check_accessible(page)
        page.reload()
        poll.scroll_into_view_if_needed()
        expect(poll.get_by_role("row", name="Hiến máu 1 100 %")).to_be_visible()
    context.close()
    with subtests.test("without JavaScript the poll is a form and its result a page"):
        plain = browser.new_context(java_script_enabled=False, **PHONE).new_page()
        plain.goto(live_server.url + story.url)
        plain.get_by_label("Dọn rác").check()
        plain.get_by_role("button", name="Gửi ý kiến").click()
        expect(plain.get_by_role("row", name="Dọn rác")).to_contain_text("50 %")
