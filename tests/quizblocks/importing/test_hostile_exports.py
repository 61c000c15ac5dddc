"""Questions that no spreadsheet holds: the list says so, and nothing fails."""

from django.test import TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
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
