"""Readers answer a quiz, with and without JavaScript."""

from urllib.parse import urlencode

from django.conf import settings
from django.test import Client, TestCase
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from goodnews.workflows.choices import ApprovalChannel
from goodnews.workflows.services import approve_and_publish
from quizblocks.choices import Difficulty, QuestionUse
from quizblocks.models import WHOLE_QUESTION, QuestionTally
from quizblocks.quizzes import ShownChoice, ShownQuestion
from quizblocks.services import translate_question
from tests.news.factories import NOW

from .factories import (
    BLOCK_ID,
    answer_url,
    choice_ids,
    make_multiple,
    make_question,
    make_story_with_quiz,
    make_topic,
    save_live,
)

AGENT = "Mozilla/5.0 (Linux; Android 14) Zalo/24"
JSON = {"HTTP_ACCEPT": "application/json"}
FORM = "application/x-www-form-urlencoded"


class BrowserClient(Client):
    """A client that names itself as a phone's browser does."""

    def __init__(self, **defaults):
        super().__init__(**{"HTTP_USER_AGENT": AGENT, **defaults})


class PostingCase(TestCase):
    """Posts as a browser posts a plain form."""

    client_class = BrowserClient

    def setUp(self):
        # A request to an English address leaves its language behind.
        self.addCleanup(translation.activate, settings.LANGUAGE_CODE)

    def post(self, url, data, **headers):
        return self.client.post(url, urlencode(data, doseq=True), content_type=FORM, **headers)


class QuizCase(PostingCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        cls.single = make_question(cls.topic)
        cls.multiple = make_multiple(cls.topic)
        cls.page = make_story_with_quiz(cls.single, cls.multiple)
        cls.url = answer_url(cls.page)

    def form(self, single=(1,), multiple=(0, 1)) -> dict:
        return {
            "shown": [self.single.pk, self.multiple.pk],
            f"q{self.single.pk}": choice_ids(self.single, *single),
            f"q{self.multiple.pk}": choice_ids(self.multiple, *multiple),
        }


class QuizPageTests(QuizCase):
    def test_the_article_shows_the_questions_and_nothing_of_the_key(self):
        html = self.client.get(self.page.url).content.decode()
        for text in ("Thử nhanh", self.single.stem, "Đặt mật khẩu mạnh", f'action="{self.url}"'):
            self.assertIn(text, html)
        for secret in ("Tài khoản của bạn có thể", "874/QĐ", "csrfmiddlewaretoken", "is_right"):
            self.assertNotIn(secret, html)

    def test_the_article_is_the_same_for_two_visitors_and_sets_no_cookie(self):
        first, second = (self.client_class().get(self.page.url) for _ in range(2))
        self.assertEqual(first.content, second.content)
        self.assertFalse(first.cookies)
        self.assertNotIn("Cookie", first.get("Vary", ""))

    def test_a_question_moved_to_a_contest_leaves_the_article(self):
        self.single.use = QuestionUse.CONTEST
        save_live(self.single)
        self.assertNotContains(self.client.get(self.page.url), self.single.stem)

    def test_a_question_withdrawn_leaves_the_article_and_the_others_stay(self):
        self.single.unpublish()
        response = self.client.get(self.page.url)
        self.assertNotContains(response, self.single.stem)
        self.assertContains(response, self.multiple.stem)

    def test_ids_over_a_thousand_have_no_separator(self):
        shown = ShownQuestion(12345, self.single.translation_key, "single", "?", ())
        self.assertEqual((shown.name, shown.value), ("q12345", "12345"))
        self.assertEqual(ShownChoice(54321, self.single.translation_key, "").value, "54321")


class QuizReplyTests(QuizCase):
    def test_the_reply_keeps_the_answers_and_gives_verdict_reason_and_source(self):
        response = self.post(self.url, self.form(single=(0,)))
        self.assertContains(response, "Chưa đúng")
        self.assertContains(response, "Tài khoản của bạn có thể đã bị chiếm.")
        self.assertContains(response, "Quyết định 874/QĐ-BTTTT, Điều 4")
        self.assertContains(response, "bạn chọn")
        self.assertContains(response, f"{self.page.url}#trac-nghiem-{BLOCK_ID}")
        self.assertFalse(response.cookies)
        self.assertIn("no-store", response["Cache-Control"])

    def test_everything_right_is_said_in_words(self):
        response = self.post(self.url, self.form())
        self.assertContains(response, "Đúng 2 trên 2 câu")

    def test_half_of_several_right_choices_is_partly_right(self):
        response = self.post(self.url, self.form(multiple=(0,)))
        self.assertContains(response, "Đúng một phần")

    def test_a_question_left_open_gets_a_message_and_the_other_answer_is_kept(self):
        response = self.post(self.url, self.form(multiple=()))
        self.assertContains(response, "Hãy chọn câu trả lời", status_code=422)
        picked = choice_ids(self.single, 1)[0]
        self.assertContains(response, f'value="{picked}" checked', status_code=422)
        self.assertNotContains(response, "Tài khoản của bạn có thể", status_code=422)
        self.assertEqual(QuestionTally.objects.count(), 0)

    def test_the_script_asks_question_by_question(self):
        data = {"shown": self.single.pk, f"q{self.single.pk}": choice_ids(self.single, 1)}
        reply = self.post(self.url, data, **JSON).json()["questions"]
        self.assertEqual(len(reply), 1)
        self.assertEqual(reply[0]["state"], "right")
        self.assertEqual(reply[0]["right"], [int(choice_ids(self.single, 1)[0])])
        self.assertNotIn("stem", reply[0])

    def test_what_is_kept_of_equal_answers_is_marked_anew_once_the_question_changes(self):
        data = {"shown": self.single.pk, f"q{self.single.pk}": choice_ids(self.single, 1)}
        first, same = (self.post(self.url, data, **JSON).json() for _ in range(2))
        self.assertEqual(first, same)
        self.single.explanation = "Hỏi lại bạn bằng cách khác."
        with self.captureOnCommitCallbacks(execute=True):
            save_live(self.single)
        told = self.post(self.url, data, **JSON).json()["questions"][0]
        self.assertEqual(told["explanation"], "Hỏi lại bạn bằng cách khác.")

    def test_equal_answers_are_told_in_the_language_of_the_address(self):
        data = {"shown": self.single.pk, f"q{self.single.pk}": choice_ids(self.single, 1)}
        told = [
            self.post(url, data, **JSON).json()["questions"][0]["verdict"]
            for url in (self.url, f"/en{self.url}", self.url)
        ]
        self.assertEqual(told, ["Đúng", "Right", "Đúng"])

    def test_equal_answers_of_two_readers_count_twice_and_with_earlier_ones_otherwise(self):
        one = {"shown": self.single.pk, f"q{self.single.pk}": choice_ids(self.single, 1)}
        whole = one | {
            "earlier": self.multiple.pk,
            f"q{self.multiple.pk}": choice_ids(self.multiple, 0, 1),
        }
        for number, data in enumerate((one, one, whole)):
            self.post(self.url, data | {"visit": f"{number:016}"}, **JSON)
        tally = QuestionTally.objects.get(
            question_key=self.single.translation_key, choice_key=WHOLE_QUESTION
        )
        self.assertEqual((tally.answer_count, tally.form_count), (3, 1))

    def test_reloading_the_reply_leads_back_to_the_article(self):
        response = self.client.get(self.url)
        self.assertEqual(response.status_code, 302)
        self.assertTrue(response["Location"].startswith(self.page.url))

    def test_answering_costs_one_write_and_no_read_once_the_quiz_is_known(self):
        first, other = self.form(), self.form(single=(0,))
        self.post(self.url, first, **JSON)
        with self.assertNumQueries(1):
            self.post(self.url, other, **JSON)


class HostileAnswerTests(QuizCase):
    def assert_refused(self, response, status=400):
        self.assertContains(response, "trắc nghiệm", status_code=status)
        self.assertNotContains(response, "Tài khoản của bạn có thể", status_code=status)
        self.assertEqual(QuestionTally.objects.count(), 0)

    def test_what_no_form_of_ours_sends_is_refused_and_never_a_fault(self):
        contest = make_question(self.topic, "Bí mật của cuộc thi?", use=QuestionUse.CONTEST)
        stranger = make_question(self.topic, "Câu không có trong bài?")
        own, other = f"q{self.single.pk}", choice_ids(self.multiple, 0)
        posts = {
            "nothing": {},
            "unknown question": {"shown": 999999, "q999999": 1},
            "contest question": {
                "shown": contest.pk,
                f"q{contest.pk}": choice_ids(contest, 1),
            },
            "question of the bank that the page does not ask": {
                "shown": stranger.pk,
                f"q{stranger.pk}": choice_ids(stranger, 1),
            },
            "answer to what was not shown": {**self.form(), f"q{stranger.pk}": 1},
            "choice of another question": {"shown": self.single.pk, own: other},
            "two choices where one is allowed": self.form(single=(0, 1)),
            "null byte": {"shown": "\x00", own: "\x00"},
            "no number": {"shown": "abc", own: "-1"},
            "a number of another script": {"shown": "１２", own: "٣"},
            "a number too long for the database": {"shown": "9" * 40, own: 1},
            "the same question twice": {"shown": [self.single.pk] * 2, own: 1},
            "eleven questions": {"shown": list(range(1, 12))},
        }
        for name, data in posts.items():
            with self.subTest(name):
                self.assert_refused(self.post(self.url, data))
                reply = self.post(self.url, data, **JSON)
                self.assertEqual(reply.status_code, 400)
                self.assertNotIn("right", reply.json())

    def test_a_megabyte_a_file_upload_and_a_json_body_are_refused(self):
        self.assert_refused(self.client.post(self.url, "a=" + "x" * 1_000_000, content_type=FORM))
        self.assert_refused(self.client.post(self.url, "{}", content_type="application/json"))
        self.assert_refused(
            self.client.post(self.url, b"\xff\xfe", content_type="multipart/form-data; boundary=x")
        )

    def test_a_form_of_another_site_is_refused(self):
        for header in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.vn"}):
            with self.subTest(header):
                self.assert_refused(self.post(self.url, self.form(), **header))

    def test_wrong_addresses_are_not_found(self):
        for url in (
            f"/trac-nghiem/999999/{BLOCK_ID}/",
            f"/trac-nghiem/999999999999/{BLOCK_ID}/",
            f"/trac-nghiem/{self.page.pk}/11111111-2222-3333-4444-666666666666/",
        ):
            with self.subTest(url):
                self.assertEqual(self.post(url, self.form()).status_code, 404)

    def test_the_quiz_of_a_page_taken_down_or_restricted_is_not_found(self):
        PageViewRestriction.objects.create(page=self.page, restriction_type="login")
        self.assert_refused(self.post(self.url, self.form()), 404)

    def test_a_flood_is_stopped_but_a_school_is_not(self):
        with self.settings(QUIZ_COUNTED_PER_MINUTE=2, QUIZ_ANSWERS_PER_MINUTE=4):
            pupils = [self.form() | {"visit": f"{pupil:016}"} for pupil in range(5)]
            codes = [self.post(self.url, pupil).status_code for pupil in pupils]
        self.assertEqual(codes, [200, 200, 200, 200, 429])
        whole = QuestionTally.objects.get(
            question_key=self.single.translation_key, choice_key=WHOLE_QUESTION
        )
        self.assertEqual(whole.answer_count, 2)


class DrawnQuizTests(PostingCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        cls.questions = [make_question(cls.topic, f"Câu hỏi số {n} là gì?") for n in range(8)]
        make_question(cls.topic, "Câu khó thì không rút?", difficulty=Difficulty.HARD)
        make_question(cls.topic, "Câu thi thì không rút?", use=QuestionUse.CONTEST)
        cls.page = make_story_with_quiz(
            mode="drawn", topic=cls.topic.pk, difficulty=Difficulty.EASY, count=3
        )

    def drawn(self) -> list[int]:
        html = self.client.get(self.page.url).content.decode()
        return [q.pk for q in self.questions if f'data-quiz-question="{q.pk}"' in html]

    def test_every_reader_gets_the_same_questions(self):
        first = self.drawn()
        self.assertEqual(len(first), 3)
        self.assertEqual(self.drawn(), first)
        response = self.client.get(self.page.url)
        self.assertNotContains(response, "thì không rút")

    def test_one_question_withdrawn_changes_one_place(self):
        before = self.drawn()
        self.questions[[q.pk for q in self.questions].index(before[0])].unpublish()
        after = self.drawn()
        self.assertEqual(len(set(before) & set(after)), 2)

    def test_an_open_page_can_still_be_answered_after_the_draw_changed(self):
        others = [q for q in self.questions if q.pk not in self.drawn()]
        data = {"shown": others[0].pk, f"q{others[0].pk}": choice_ids(others[0], 1)}
        self.assertContains(self.post(answer_url(self.page), data), "Đúng")


class EnglishQuizTests(PostingCase):
    def test_the_english_page_asks_and_answers_in_english(self):
        topic = make_topic()
        question, untranslated = make_question(topic), make_multiple(topic)
        page = make_story_with_quiz(question, untranslated)
        english = Locale.objects.get(language_code="en")
        translation = translate_question(
            question=question,
            locale=english,
            stem="What do you do first with a strange link?",
            choices=["Open it", "Ask your friend another way", "Share it"],
            explanation="The account may have been taken over.",
            vouched_by="tests",
        )
        copy = page.copy_for_translation(english)
        approve_and_publish(page=copy, user=None, now=NOW, channel=ApprovalChannel.SETUP)
        copy.refresh_from_db()
        html = self.client.get(copy.url).content.decode()
        self.assertIn("What do you do first", html)
        self.assertNotIn(untranslated.stem, html)
        self.assertIn(f"/en/trac-nghiem/{copy.pk}/", html)
        url = f"/en/trac-nghiem/{copy.pk}/{BLOCK_ID}/"
        data = {"shown": translation.pk, f"q{translation.pk}": choice_ids(translation, 1)}
        response = self.post(url, data)
        self.assertContains(response, "The account may have been taken over.")
        self.assertContains(response, "Right")
