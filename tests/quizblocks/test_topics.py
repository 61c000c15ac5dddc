"""Topics are a tree: a topic brings its parts."""

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse

from quizblocks.models import Question, Topic
from tests.news.factories import make_site

from .factories import make_question, make_story_with_quiz, make_topic, save_live
from .test_admin import LIST, BankCase


class TopicTreeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.network = make_topic("An toàn mạng")
        cls.password = Topic.objects.create(name="Mật khẩu", parent=cls.network)

    def test_a_path_follows_the_names_above_it(self):
        self.assertEqual(str(self.password), "An toàn mạng › Mật khẩu")
        self.network.name = "Mạng"
        self.network.save()
        self.password.refresh_from_db()
        self.assertEqual(self.password.path_name, "Mạng › Mật khẩu")
        self.assertEqual(self.password.folded_path, "mang › mat khau")

    def test_parts_stand_below_their_whole_in_its_place(self):
        make_topic("Biển đảo", order=0)
        self.assertEqual(
            [topic.path_name for topic in Topic.objects.all()],
            ["Biển đảo", "An toàn mạng", "An toàn mạng › Mật khẩu"],
        )

    def test_a_name_may_stand_in_two_places_but_not_twice_in_one(self):
        Topic(name="Mật khẩu").full_clean()
        with self.assertRaises(ValidationError) as caught:
            Topic(name="mat  khau", parent=self.network).full_clean()
        self.assertIn("name", caught.exception.message_dict)

    def test_no_topic_is_a_part_of_itself_and_no_tree_grows_too_deep(self):
        self.network.parent = self.password
        with self.assertRaises(ValidationError):
            self.network.full_clean()
        deep = self.password
        for name in ("Ba", "Bốn"):
            deep = Topic.objects.create(name=name, parent=deep)
        with self.assertRaises(ValidationError):
            Topic(name="Năm", parent=deep).full_clean()

    def test_what_would_divide_a_path_leaves_a_name(self):
        topic = Topic(name="Đúng/Sai › gì")
        topic.full_clean()
        self.assertEqual(topic.name, "Đúng\u2215Sai > gì")

    def test_a_drawn_quiz_takes_questions_of_all_parts(self):
        near = make_topic("An toàn mạng xã hội")
        for topic in (self.network, self.password, near):
            make_question(topic, f"Câu của {topic.name} là gì?")
        self.assertEqual(Question.objects.about(self.network).count(), 2)
        page = make_story_with_quiz(tree=make_site(), mode="drawn", topic=self.network.pk, count=2)
        html = self.client.get(page.url).content.decode()
        self.assertIn("Câu của Mật khẩu", html)
        self.assertNotIn("xã hội là gì", html)


class TopicsAndTagsInTheAdminTests(BankCase):
    def test_the_list_of_a_topic_shows_its_parts_and_tags_filter(self):
        below = Topic.objects.create(name="Mật khẩu", parent=self.topic)
        question = make_question(below)
        make_question(make_topic("Biển đảo"), "Đảo nào lớn nhất nước ta?")
        question.tags.add("mật khẩu mạnh")
        save_live(question)
        listed = self.client.get(reverse(LIST), {"topic": self.topic.pk})
        self.assertContains(listed, question.stem)
        self.assertNotContains(listed, "Đảo nào")
        listed = self.client.get(reverse(LIST), {"tags": question.tags.get().pk})
        self.assertNotContains(listed, "Đảo nào")

    def test_tags_and_author_are_kept_and_tags_told_to_keepers_alone(self):
        self.add(choices=(("a", True), ("b", False)), tags="bí mật, mạng", use="contest")
        question = Question.objects.get()
        self.assertEqual({tag.name for tag in question.tags.all()}, {"bí mật", "mạng"})
        self.assertEqual(question.author, self.organiser)
        url = "/admin/tag-autocomplete/quizblocks/questiontag/?term=b"
        self.assertEqual(self.client.get(url).json(), ["bí mật"])
        for user in (self.translator, self.editor, None):
            self.client.logout()
            if user:
                self.client.force_login(user)
            response = self.client.get(url)
            self.assertNotEqual(response.status_code, 200)
            if user == self.translator:
                self.assertNotContains(self.client.get(reverse(LIST)), "bí mật")
