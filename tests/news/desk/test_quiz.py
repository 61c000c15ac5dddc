"""The quiz that an author may hang under a story."""

from django.test import Client

from news.models import StoryPage
from quizblocks.models import Topic
from tests.quizblocks.factories import make_question, make_topic

from .factories import described, filled, photo
from .test_views import EDIT, NEW, DeskTestCase


class QuizUnderTheStoryTests(DeskTestCase):
    def make_topic_of(self, count: int) -> Topic:
        topic = make_topic()
        for number in range(count):
            make_question(topic, f"Câu hỏi số {number}?")
        return topic

    def test_three_questions_of_the_topic_come_with_the_story(self):
        topic = self.make_topic_of(3)
        self.client.post(NEW, filled(photos=[photo()], do="photos"))
        self.client.post(EDIT, filled(do="send", quiz_topic=topic.pk, **described(self.draft)))
        block = StoryPage.objects.get().get_latest_revision_as_object().body[-1]
        self.assertEqual(block.block_type, "quiz")
        self.assertEqual((block.value["topic"], block.value["count"]), (topic, 3))

    def test_a_topic_with_too_few_questions_is_not_offered(self):
        topic = self.make_topic_of(2)
        response = self.client.post(NEW, filled(quiz_topic=topic.pk))
        self.assertNotContains(self.client.get(NEW), topic.name)
        self.assertContains(response, "Con đường sáng giữa bản", status_code=response.status_code)

    def test_a_story_without_a_quiz_needs_no_choice(self):
        self.make_topic_of(3)
        self.client.post(NEW, filled(photos=[photo()], do="photos"))
        self.client.post(EDIT, filled(do="send", **described(self.draft)))
        body = StoryPage.objects.get().get_latest_revision_as_object().body
        self.assertNotIn("quiz", [block.block_type for block in body])
        self.assertEqual(Client().get(NEW).status_code, 302)
