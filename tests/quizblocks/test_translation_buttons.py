"""The bank's list offers what wagtail-localize offers, for all rows by one question."""

from django.test import RequestFactory, TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.wagtail_hooks import register_snippet_listing_buttons

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.services import translate_question
from quizblocks.translation_buttons import TranslationButtons
from tests.accounts.factories import make_user

from .factories import make_question, make_topic

LIST = reverse("wagtailsnippets_quizblocks_question:list")


class TranslationButtonsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        english = Locale.objects.get_or_create(language_code="en")[0]
        topic = make_topic()
        cls.questions = [make_question(topic, f"Câu hỏi thứ {n} là gì?") for n in range(4)]
        # New, begun, finished, and no longer followed.
        for question in cls.questions[1:]:
            source, _ = TranslationSource.get_or_create_from_instance(question)
            translation = Translation.objects.create(source=source, target_locale=english)
            if question != cls.questions[1]:
                translate_question(
                    question=question,
                    locale=english,
                    stem="What is it?",
                    choices=["One", "Two", "Three"],
                    live=False,
                )
        Translation.objects.filter(pk=translation.pk).update(enabled=False)
        cls.translator = make_user("translator", role=Role.TRANSLATOR)

    def test_they_are_those_of_wagtail_localize(self):
        request = RequestFactory().get(LIST)
        request.user = self.translator
        ours = TranslationButtons(self.questions, next_url=LIST)
        labels = []
        for question in self.questions:
            theirs = list(register_snippet_listing_buttons(question, self.translator, LIST))
            own = list(ours.of(question))
            as_said = [(b.label, b.url, b.attrs.get("aria-label")) for b in own]
            self.assertEqual(as_said, [(b.label, b.url, b.attrs.get("aria-label")) for b in theirs])
            labels.append(len(own))
        self.assertEqual(labels, [1, 2, 1, 0])

    def test_the_list_shows_them(self):
        self.client.force_login(self.translator)
        begun = TranslationSource.objects.get(object_id=self.questions[1].translation_key)
        response = self.client.get(LIST)
        self.assertContains(
            response, reverse("wagtail_localize:update_translations", args=[begun.pk])
        )
