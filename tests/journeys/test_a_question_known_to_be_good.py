"""From an office's crooked Excel file to a question that is known to be good, and one that is not.

An organiser imports sixty questions and mends three, a colleague approves them,
an article draws five, a reader without JavaScript learns why, and a week later
the figures point at the question whose key was wrong.
"""

import itertools
import re
import uuid
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.functional import cached_property
from playwright.sync_api import expect

from goodnews.accounts.roles import Role
from goodnews.home.services import build_site
from news.blocks import StoryStreamBlock
from quizblocks.models import Question
from quizblocks.quizzes import draw
from quizblocks.solutions import find_quiz
from tests.accounts.factories import make_user
from tests.news.factories import make_story
from tests.quizblocks.factories import quiz_value
from tests.quizblocks.test_answering import FORM

from .crooked_sheet import COUNT, MISTAKES, STEM, WRONG_KEY, crooked_sheet
from .desk_phone import sign_in
from .looks import violations

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

BANK = "/admin/snippets/quizblocks/question/"
TOPIC = "An toàn mạng"
PASSAGE = "Gặp tin nhắn lạ, hãy dừng lại và kiểm tra."
PASSAGE_ID = "22222222-2222-3333-4444-555555555555"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
AGENT = "Mozilla/5.0 (Linux; Android 9) Zalo/24"


@pytest.fixture
def tree(live_server, settings):
    """An empty site with two organisers and an editor."""
    settings.REQUIRE_MFA_FOR_STAFF = False
    tree = build_site(now=timezone.now())
    for name, role in (
        ("lan", Role.ORGANISER),
        ("minh", Role.ORGANISER),
        ("editor", Role.EDITOR),
    ):
        make_user(name, role=role)
    return tree


@pytest.fixture
def person(new_context, live_server, tree, django_user_model):
    """Return a function that gives a signed-in page of somebody's own browser."""

    def open_page(username: str):
        client = Client()
        client.force_login(django_user_model.objects.get(username=username))
        context = new_context(viewport=DESKTOP, base_url=live_server.url)
        sign_in(client, context, live_server.url)
        return context.new_page()

    return open_page


class KnownToBeGoodTests:
    def test_from_the_crooked_file_to_the_annulment(
        self, person, tree, live_server, new_context, move_clock
    ):
        lan, minh = person("lan"), person("minh")
        self.import_and_mend(lan)
        self.approve_together(minh)
        story = self.ask_five(tree)
        old_phone = {"viewport": PHONE, "java_script_enabled": False, "user_agent": AGENT}
        readers = [new_context(base_url=live_server.url, **old_phone).new_page() for _ in "ab"]
        self.answer_without_javascript(readers[0], story)
        self.many_answer(story)
        move_clock(timezone.now() + timedelta(days=7))
        self.find_the_wrong_key(lan)
        self.annul(lan)
        self.see_that_it_is_said(person("editor"), readers[1], story)

    def import_and_mend(self, page):
        page.goto(f"{BANK}import/")
        xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        file = {"name": "60-cau.xlsx", "mimeType": xlsx, "buffer": crooked_sheet()}
        page.set_input_files("[name=file]", file)
        page.locator("[name=topic]").fill(TOPIC)
        page.locator("[name=use][value=practice]").check()
        page.locator("main form button[type=submit]").last.click()
        good = page.get_by_role("button", name=re.compile(r"^Mới: "))
        expect(good).to_have_text(f"Mới: {COUNT - len(MISTAKES)}")
        assert violations(page, "main") == []
        cards = page.locator(".bank-import__card")
        expect(cards).to_have_count(len(MISTAKES))
        expect(cards.locator(".error-message")).to_have_count(len(MISTAKES))
        for place, number in enumerate(MISTAKES):
            card = cards.nth(place)
            expect(card.locator("[name$='-stem']")).to_have_value(STEM.format(number))
            card.locator("[name$='-right-0']").check()
        cards.nth(2).locator("[name$='-choice-3']").fill("Xóa tin nhắn rồi thôi")
        page.get_by_role("button", name="Kiểm tra lại").last.click()
        page.get_by_role("button", name="Nhập", exact=True).click()
        expect(page.get_by_text(str(COUNT)).first).to_be_visible()
        assert Question.objects.filter(live=False).count() == COUNT

    def approve_together(self, page):
        page.goto(f"{BANK}queue/")
        page.locator("[data-bulk-action-select-all-checkbox]").first.check()
        page.locator(".bulk-action-btn", has_text="Duyệt").click()
        page.wait_for_url(re.compile("/bulk/"))
        assert violations(page, "main") == []
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(re.compile(re.escape(BANK)))
        assert Question.objects.for_practice().count() == COUNT

    def ask_five(self, tree):
        """Publish a story that draws five of the topic, the one with the wrong key among them."""
        topic = Question.objects.first().topic
        passages = [{"number": None, "words": "dừng lại và kiểm tra"}]
        value = quiz_value(mode="drawn", topic=topic.pk, count=5, passages=passages)
        rows = [
            {"type": "text", "value": f"<p>{PASSAGE}</p>", "id": PASSAGE_ID},
            {"type": "quiz", "value": value, "id": str(self.block_id)},
        ]
        return make_story(tree.stories, body=StoryStreamBlock().to_python(rows))

    @cached_property
    def block_id(self) -> uuid.UUID:
        """A block whose lot draws the question with the wrong key."""
        wrong = Question.objects.get(stem=STEM.format(WRONG_KEY))
        value = {"topic": wrong.topic, "difficulty": "", "count": 5}
        ids = (uuid.UUID(int=number) for number in itertools.count(1))
        return next(
            block_id
            for block_id in ids
            if wrong.translation_key in draw(value, locale_id=wrong.locale_id, block_id=block_id)
        )

    def answer_without_javascript(self, page, story):
        page.goto(story.url)
        questions = page.locator("[data-quiz-question]")
        expect(questions).to_have_count(5)
        for number in range(5):
            questions.nth(number).locator("input[type=radio]").first.check()
        page.get_by_role("button", name="Kiểm tra").click()
        expect(page.locator(".quiz__total")).to_have_text("Đúng 4 trên 5 câu")
        page.get_by_role("link", name="Đọc lại đoạn này").first.click()
        expect(page.get_by_text(PASSAGE)).to_be_in_viewport()

    def many_answer(self, story):
        """Let sixty more answer: half know the topic, and so miss the wrong key; half guess."""
        rng = Random(5)
        quiz = find_quiz(page_id=story.pk, block_id=self.block_id)
        for reader in range(60):
            data = {"shown": [question.value for question in quiz.quiz.questions]}
            for question in quiz.quiz.questions:
                picked = 0 if reader % 2 else rng.randrange(4)
                data[question.name] = question.choices[picked].value
            client = Client(headers={"user-agent": AGENT}, REMOTE_ADDR=f"10.0.0.{reader}")
            response = client.post(quiz.answer_url, urlencode(data, doseq=True), content_type=FORM)
            assert response.status_code == 200

    def find_the_wrong_key(self, page):
        page.goto("/admin/reports/phan-tich-cau-hoi/")
        first = page.locator("tbody tr").first
        expect(first).to_contain_text(STEM.format(WRONG_KEY))
        first.get_by_role("link").first.click()
        expect(page.locator("main")).to_contain_text("có thể đáp án sai")
        assert violations(page, "main") == []

    def annul(self, page):
        page.get_by_role("link", name="Sửa câu hỏi này").click()
        page.get_by_role("link", name="Hủy câu hoặc sửa đáp án").click()
        page.locator("[name=reason]").fill("Đáp án ghi nhầm B.")
        page.locator("[name=kind]").first.check()
        page.get_by_role("button", name="Tiếp tục").click()
        expect(page.locator("main")).to_contain_text("Đáp án ghi nhầm B.")

    def see_that_it_is_said(self, editor, reader, story):
        editor.goto("/admin/reports/ban-doc-hoc-duoc-gi/")
        expect(editor.locator("main")).to_contain_text("Đáp án ghi nhầm B.")
        expect(editor.locator("main")).to_contain_text(STEM.format(WRONG_KEY))
        reader.goto(story.url)
        expect(reader.locator("[data-quiz-question]")).to_have_count(5)
        expect(reader.locator("main")).not_to_contain_text(STEM.format(WRONG_KEY))
