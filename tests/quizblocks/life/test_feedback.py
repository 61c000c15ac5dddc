"""Feedback in other languages: keepers write it, translators never see it, a second person approves."""

from django.urls import reverse
from wagtail.models import Locale

from quizblocks.bodies import Body, BodyChoice
from quizblocks.choices import KeyStage, QuestionKind, QuestionState, QuestionUse
from quizblocks.key_contents import feedback_of
from quizblocks.models import Question, QuestionLife
from quizblocks.services import read_keys, translate_question
from tests.quizblocks.factories import approve, make_bodied, make_question
from tests.quizblocks.test_admin import BankCase

SAID = ("Nguy hiểm đấy.", "Đúng cách.")


class FeedbackCase(BankCase):
    use = QuestionUse.PRACTICE

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        body = Body(
            choices=(BodyChoice("Bấm vào", False, SAID[0]), BodyChoice("Hỏi lại", True, SAID[1])),
            wrong_feedback="Xem lại bài.",
        )
        cls.question = make_bodied(
            cls.topic, "Nhận đường dẫn lạ thì làm gì?", QuestionKind.SINGLE, body, use=cls.use
        )
        cls.translated = translate_question(
            question=cls.question,
            locale=Locale.objects.get_or_create(language_code="en")[0],
            stem="What do you do with a strange link?",
            choices=["Click it", "Ask back"],
            vouched_by="tests",
        )
        cls.url = reverse("wagtailsnippets_quizblocks_question:feedback", args=[cls.translated.pk])

    def said_in(self, code: str, stage=KeyStage.LIVE) -> list[str]:
        key = self.question.translation_key
        content = read_keys([key], stage=stage)[key]
        return sorted(feedback_of(content, code).values())


class FeedbackTests(FeedbackCase):
    def test_a_keeper_translates_and_another_person_approves(self):
        page = self.client.get(self.url)
        for text in (*SAID, "Xem lại bài.", "Bấm vào"):
            self.assertContains(page, text)
        fields = {"en-0": "Dangerous.", "en-1": "Well done.", "en-2": ""}
        response = self.client.post(self.url, fields)
        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.said_in("en"), [])
        self.assertEqual(self.said_in("en", KeyStage.DRAFT), ["Dangerous.", "Well done."])
        self.assertEqual(self.said_in("vi", KeyStage.DRAFT), sorted([*SAID, "Xem lại bài."]))
        life = QuestionLife.objects.get(question=self.question)
        self.assertEqual(life.state, QuestionState.DRAFT)
        self.client.force_login(self.second)
        review = reverse("wagtailsnippets_quizblocks_question:review", args=[self.question.pk])
        self.assertContains(self.client.get(review), "Well done.")
        approve(Question.objects.get(pk=self.question.pk), by=self.second)
        self.assertEqual(self.said_in("en"), ["Dangerous.", "Well done."])

    def test_what_is_too_long_comes_back_as_it_was_typed(self):
        response = self.client.post(self.url, {"en-0": "x" * 1001, "en-1": "Well done."})
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "Well done.")
        self.assertEqual(self.said_in("en", KeyStage.DRAFT), [])

    def test_nobody_without_the_keys_gets_in(self):
        for person in (self.editor, self.translator):
            self.client.force_login(person)
            for answer in (self.client.get(self.url), self.client.post(self.url, {"en-0": "x"})):
                self.assertEqual(answer.status_code, 302)
        self.assertEqual(self.said_in("en", KeyStage.DRAFT), [])

    def test_a_question_without_feedback_or_translation_says_what_to_do(self):
        bare = make_question(self.topic, "Câu không có lời nhắn nào?")
        url = reverse("wagtailsnippets_quizblocks_question:feedback", args=[bare.pk])
        self.assertContains(self.client.get(url), "chưa có nhận xét nào")

    def test_the_form_of_the_question_leads_there(self):
        edit = reverse("wagtailsnippets_quizblocks_question:edit", args=[self.question.pk])
        url = reverse("wagtailsnippets_quizblocks_question:feedback", args=[self.question.pk])
        self.assertContains(self.client.get(edit), url)


class ContestFeedbackTests(FeedbackCase):
    use = QuestionUse.CONTEST

    def test_a_translator_sees_the_feedback_of_a_contest_question_nowhere(self):
        self.client.force_login(self.translator)
        answer = self.client.get(self.url, follow=True)
        for text in SAID:
            self.assertNotContains(answer, text)
