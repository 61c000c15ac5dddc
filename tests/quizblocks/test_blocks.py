"""What an editor may set at a quiz and a poll, and what readers get of it."""

from urllib.parse import urlsplit

from django.test import RequestFactory
from wagtail.blocks import StreamBlockValidationError
from wagtail_localize.models import StringSegment, TranslationSource

from news.blocks import StoryStreamBlock
from quizblocks.bands import bands_of
from quizblocks.invitations import Invitation, forget_inviting, register_inviting
from quizblocks.models import WHOLE_QUESTION, QuestionTally
from tests.news.factories import make_site, make_story

from .factories import BLOCK_ID, make_multiple, make_question, make_topic, quiz_value
from .test_answering import FORM, JSON, QuizCase

PASSAGE_ID = "22222222-2222-3333-4444-555555555555"
POLL_ID = "33333333-2222-3333-4444-555555555555"
CHOICE_IDS = [f"4444444{n}-2222-3333-4444-555555555555" for n in range(2)]
VISIT = "00112233445566ff"


def body(quiz: dict, *, poll: bool = False):
    """Return a story's body: a paragraph, a quiz and perhaps a poll."""
    rows = [
        {"type": "text", "value": "<p>Kẻ xấu gửi <b>đường dẫn</b> lạ.</p>", "id": PASSAGE_ID},
        {"type": "quiz", "value": quiz, "id": str(BLOCK_ID)},
    ]
    if poll:
        choices = [
            {"type": "item", "value": text, "id": pk}
            for text, pk in zip(("Hiến máu", "Dọn rác"), CHOICE_IDS, strict=True)
        ]
        value = {"question": "Tháng này bạn làm gì?", "choices": choices}
        rows.append({"type": "poll", "value": value, "id": POLL_ID})
    return StoryStreamBlock().to_python(rows)


class SettingsCase(QuizCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        cls.single, cls.multiple = make_question(cls.topic), make_multiple(cls.topic)
        value = quiz_value(
            questions=[cls.single.pk, cls.multiple.pk],
            pace="all",
            is_shuffled=True,
            bands=[{"percent": 0, "text": "Đọc lại nhé."}, {"percent": 50, "text": "Khá lắm!"}],
            passages=[{"number": 1, "words": "gui duong dan LA"}],
        )
        cls.page = make_story(make_site().stories, body=body(value, poll=True))
        cls.url = f"/trac-nghiem/{cls.page.pk}/{BLOCK_ID}/"
        cls.poll_url = f"/trac-nghiem/tham-do/{cls.page.pk}/{POLL_ID}/"


class QuizSettingsTests(SettingsCase):
    def faults(self, **values) -> str:
        """Return everything that saving a quiz with ``values`` complains of."""
        value = quiz_value(questions=[self.single.pk, self.multiple.pk], **values)
        block = StoryStreamBlock()
        with self.assertRaises(StreamBlockValidationError) as caught:
            block.clean(body(value))
        return str(caught.exception.as_json_data())

    def test_the_page_carries_the_settings_and_an_anchor_for_the_passage(self):
        html = self.client.get(self.page.url).content.decode()
        self.assertIn("data-quiz data-quiz-all data-quiz-shuffle", html)
        self.assertIn("Khá lắm!", html)
        self.assertEqual(html.count('id="doan-'), 1)

    def test_the_reply_has_the_editor_s_words_and_leads_back_to_the_passage(self):
        response = self.post(self.url, self.form(single=(0,)))
        self.assertContains(response, "Khá lắm!")
        self.assertContains(response, "Đọc lại đoạn này", 1)
        self.assertContains(response, f"{self.page.url}#doan-{PASSAGE_ID}")
        reply = self.post(self.url, self.form() | {"visit": VISIT}, **JSON).json()
        passages = [question["passage"] for question in reply["questions"]]
        self.assertEqual([urlsplit(each).fragment for each in passages], [f"doan-{PASSAGE_ID}", ""])

    def test_what_is_open_elsewhere_is_offered_after_the_answer(self):
        def inviting(now, generation):
            return [Invitation("Thử sức ở cuộc thi", "/cuoc-thi/")]

        register_inviting(inviting)
        self.addCleanup(forget_inviting, inviting)
        self.assertContains(self.post(self.url, self.form()), "Thử sức ở cuộc thi")

    def test_crooked_settings_are_refused_at_their_field(self):
        low, same = {"percent": 0, "text": "Ít"}, {"percent": 0, "text": "Nhiều"}
        self.assertIn("cùng một phần trăm", self.faults(bands=[low, same]))
        self.assertIn("bắt đầu từ 0", self.faults(bands=[{"percent": 10, "text": "Khá"}]))
        passage = {"number": 1, "words": "đường dẫn lạ"}
        self.assertIn("hai đoạn văn", self.faults(passages=[passage, passage]))
        self.assertIn("nhiều câu đến thế", self.faults(passages=[{**passage, "number": 3}]))
        self.assertIn("chứa các từ này", self.faults(passages=[{**passage, "words": "con mèo"}]))

    def test_no_bands_are_the_usual_ones(self):
        self.assertEqual([band.percent for band in bands_of({"bands": []})], [100, 70, 40, 0])

    def test_words_and_poll_are_translated_with_the_page(self):
        source, _created = TranslationSource.get_or_create_from_instance(self.page)
        source.refresh_segments()
        strings = set(
            StringSegment.objects.filter(source=source).values_list("string__data", flat=True)
        )
        self.assertLessEqual({"Khá lắm!", "Hiến máu", "gui duong dan LA"}, strings)

    def test_a_preview_shows_the_questions_and_marks_nothing(self):
        request = RequestFactory().get("/")
        request.is_preview = True
        stream = body(quiz_value(questions=[self.single.pk]), poll=True)
        draft = self.page.__class__(title="Nháp", locale=self.page.locale, body=stream)
        for child in list(draft.body)[1:]:
            html = child.render({"request": request, "page": draft})
            self.assertIn("bản xem trước", html)
            self.assertNotIn("<form", html)
            self.assertNotIn("Tài khoản của bạn", html)


class PollTests(SettingsCase):
    def votes(self) -> list[int]:
        rows = QuestionTally.objects.filter(question_key=POLL_ID)
        return [
            sum(rows.filter(choice_key=key).values_list("answer_count", flat=True))
            for key in (*CHOICE_IDS, str(WHOLE_QUESTION))
        ]

    def vote(self, place: int, **more):
        return self.post(self.poll_url, {"choice": CHOICE_IDS[place], **more})

    def test_a_vote_counts_once_and_everybody_sees_the_result(self):
        self.assertContains(self.vote(0), "Cảm ơn bạn đã cho ý kiến")
        self.assertContains(self.vote(1), "Bạn đã cho ý kiến rồi")
        self.vote(1, visit=VISIT)
        self.vote(1, visit=VISIT[::-1], again="1")
        self.assertEqual(self.votes(), [1, 1, 2])
        response = self.client.get(self.poll_url)
        self.assertContains(response, "50 %", 2)
        self.assertFalse(response.cookies)
        reply = self.client.get(self.poll_url, **JSON).json()
        self.assertEqual(reply["rows"], [["Hiến máu", 1, 50], ["Dọn rác", 1, 50]])

    def test_the_article_shows_the_poll_and_no_result(self):
        response = self.client.get(self.page.url)
        self.assertContains(response, "Tháng này bạn làm gì?")
        self.assertContains(response, f'action="{self.poll_url}"')
        self.assertNotContains(response, "poll__table")

    def test_what_is_no_vote_is_refused(self):
        posts = [{"choice": "x"}, {"choice": str(BLOCK_ID)}]
        for data in posts:
            self.assertEqual(self.post(self.poll_url, data).status_code, 400)
        self.assertContains(self.post(self.poll_url, {"a": "b"}), "Hãy chọn câu trả lời")
        other = self.client.post(
            self.poll_url, "choice=1", content_type=FORM, headers={"origin": "https://evil.vn"}
        )
        self.assertEqual(other.status_code, 400)
        wrong = f"/trac-nghiem/tham-do/{self.page.pk}/{BLOCK_ID}/"
        self.assertEqual(self.client.get(wrong).status_code, 404)
        self.assertEqual(self.votes(), [0, 0, 0])

    def test_two_choices_that_say_the_same_are_refused(self):
        stream = StoryStreamBlock().to_python(
            [{"type": "poll", "value": {"question": "Gì?", "choices": ["Có", "co"]}}]
        )
        with self.assertRaises(StreamBlockValidationError):
            StoryStreamBlock().clean(stream)
