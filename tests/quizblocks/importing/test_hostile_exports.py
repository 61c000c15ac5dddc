"""Questions that no file holds: the list says so, and nothing fails."""

from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import QuestionKind
from quizblocks.importing.exports import EXPORTS
from quizblocks.models import Question
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_question, make_topic

LIST = "wagtailsnippets_quizblocks_question:list"
EXPORT = "wagtailsnippets_quizblocks_question:export_{}"


class UnwritableQuestionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.organiser = make_user("organiser", role=Role.ORGANISER)
        cls.topic = make_topic()

    def export(self, name: str):
        self.client.force_login(self.organiser)
        return self.client.get(reverse(EXPORT.format(name)), {"topic": self.topic.pk}, follow=True)

    def test_a_text_too_long_for_a_cell_is_a_message_in_the_list(self):
        make_question(self.topic, "Câu rất dài " + "x" * 40_000)
        response = self.export("xlsx")
        self.assertRedirects(response, f"{reverse(LIST)}?topic={self.topic.pk}")
        self.assertContains(response, "dài hơn sức chứa")
        self.assertEqual(self.export("gift")["Content-Type"], "text/plain; charset=utf-8")

    def test_more_choices_than_letters_are_a_message_too(self):
        make_question(self.topic, choices=[(f"Ý {n}", n == 0) for n in range(27)])
        self.assertContains(self.export("xlsx"), "nhiều phương án hơn")


class UnfinishedDraftTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.organiser = make_user("organiser", role=Role.ORGANISER)
        cls.topic = make_topic()

    def setUp(self):
        self.client.force_login(self.organiser)

    def save_draft(self, kind: str, stem: str, choices=()) -> None:
        """Save what the form has as soon as text and topic are typed."""
        data = {
            "stem": stem,
            "kind": kind,
            "topic": self.topic.pk,
            "difficulty": "easy",
            "use": "practice",
            "statement_is": "",
            "choices": inline_formset([{"text": text} for text in choices]),
        }
        add = reverse("wagtailsnippets_quizblocks_question:add")
        self.assertEqual(self.client.post(add, nested_form_data(data)).status_code, 302)

    def export(self, key: str):
        return self.client.get(reverse(EXPORT.format(key)))

    def test_a_half_written_draft_of_any_kind_is_left_out_and_named(self):
        make_question(self.topic, "Câu đã viết xong thì hỏi gì?")
        for kind in QuestionKind.values:
            self.save_draft(kind, f"Câu đang viết dở {kind} là gì?")
        self.save_draft("single", "Câu chưa có đáp án là gì?", ["Có", "Không"])
        for each in EXPORTS:
            with self.subTest(each.key):
                response = self.export(each.key)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(response["Content-Type"], each.content_type)
                self.assertNotIn("Câu đang viết dở", response.content.decode(errors="replace"))
                named = self.client.get(reverse(LIST), {"q": "viet xong"})
                self.assertContains(named, f"{len(QuestionKind.values) + 1} bản nháp")
                self.assertContains(named, "Câu đang viết dở single là gì?")
                self.assertContains(named, "Câu chưa có đáp án là gì?")

    def test_where_nothing_else_is_there_the_list_says_so_instead_of_a_file(self):
        self.save_draft("true_false", "Câu đang viết dở là gì?")
        self.assertFalse(Question.objects.get().live)
        for each in EXPORTS:
            with self.subTest(each.key):
                response = self.export(each.key)
                self.assertRedirects(response, f"{reverse(LIST)}?", fetch_redirect_response=False)
                self.assertContains(self.client.get(response.url), "1 bản nháp")
