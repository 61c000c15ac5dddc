"""Readers practise a topic: cached pages, answers as in an article, nothing kept of them."""

from django.urls import reverse
from wagtail.models import Locale

from quizblocks.choices import QuestionUse
from quizblocks.models import PRACTICE_PAGE, QuestionTally
from quizblocks.practice.sets import LOTTERY, SET_SIZE, read_set
from quizblocks.quizzes import in_lot_order
from quizblocks.services import translate_question
from tests.news.factories import make_site
from tests.quizblocks.factories import choice_ids, make_question, make_topic
from tests.quizblocks.test_answering import PostingCase

INDEX = "/luyen-tap/"


class PracticeTests(PostingCase):
    @classmethod
    def setUpTestData(cls):
        make_site()
        cls.topic = make_topic()
        cls.url = f"{INDEX}{cls.topic.slug}/"
        cls.questions = [make_question(cls.topic, f"Câu hỏi số {n} là gì?") for n in range(7)]
        cls.hidden = make_question(cls.topic, "Câu thi giấu kín?", use=QuestionUse.CONTEST)
        make_question(make_topic("Chủ đề quá nhỏ", order=2))

    def shown(self, url: str) -> list:
        html = self.client.get(url).content.decode()
        return [q for q in self.questions if f'data-quiz-question="{q.pk}"' in html]

    def form(self, questions, *places) -> dict:
        data = {"shown": [question.pk for question in questions]}
        return data | {f"q{q.pk}": choice_ids(q, *places) for q in questions}

    def test_the_list_names_topics_with_enough_questions_and_costs_few_queries(self):
        response = self.client.get(INDEX)
        self.assertContains(response, self.topic.name)
        self.assertContains(response, "7 câu hỏi")
        self.assertNotContains(response, "Chủ đề quá nhỏ")
        self.assertFalse(response.cookies)
        self.assertIn("public", response["Cache-Control"])

    def test_without_questions_the_list_says_what_to_do(self):
        for question in self.questions:
            question.unpublish()
        self.assertContains(self.client.get(INDEX), "Chưa có gì để luyện tập")

    def test_the_sets_hold_every_question_once_and_nothing_of_the_keys(self):
        sets = [self.shown(self.url), self.shown(f"{self.url}2/")]
        self.assertEqual([len(each) for each in sets], [SET_SIZE, 2])
        self.assertEqual({q.pk for each in sets for q in each}, {q.pk for q in self.questions})
        response = self.client.get(self.url)
        for secret in ("Tài khoản của bạn", "874/QĐ", self.hidden.stem, "csrfmiddlewaretoken"):
            self.assertNotContains(response, secret)
        self.assertContains(response, f'href="{self.url}2/"')
        self.assertContains(self.client.get(f"{self.url}2/"), f'href="{self.url}"')
        self.assertEqual(response.content, self.client_class().get(self.url).content)
        self.assertFalse(response.cookies)

    def test_one_more_question_moves_the_others_by_one_place_at_most(self):
        before = [q.translation_key for q in self.questions]
        added = make_question(self.topic, "Câu hỏi thêm vào?")
        after = in_lot_order([*before, added.translation_key], of=LOTTERY)
        after.remove(added.translation_key)
        self.assertEqual(after, in_lot_order(before, of=LOTTERY))

    def test_answers_are_marked_explained_counted_and_lead_on(self):
        shown = self.shown(self.url)
        response = self.post(self.url, self.form(shown, 1))
        self.assertContains(response, "Đúng 5 trên 5 câu")
        self.assertContains(response, "Tài khoản của bạn có thể")
        self.assertContains(response, f'href="{self.url}2/"')
        self.assertIn("no-store", response["Cache-Control"])
        self.assertFalse(response.cookies)
        rows = QuestionTally.objects.filter(page_id=PRACTICE_PAGE)
        self.assertEqual(set(rows.values_list("answer_count", flat=True)), {1})
        # The next set is another quiz, not a later try at this one.
        self.post(f"{self.url}2/", self.form(self.shown(f"{self.url}2/"), 1))
        self.assertFalse(rows.filter(later_count__gt=0).exists())

    def test_a_question_left_open_keeps_the_other_answers(self):
        shown = self.shown(self.url)
        data = self.form(shown, 1)
        del data[f"q{shown[0].pk}"]
        response = self.post(self.url, data)
        self.assertContains(response, "Hãy chọn câu trả lời", status_code=422)
        self.assertContains(response, f'action="{self.url}"', status_code=422)

    def test_addresses_of_nothing_are_not_found(self):
        for url in ("3/", "999999999999/", "0/"):
            with self.subTest(url):
                self.assertEqual(self.client.get(f"{self.url}{url}").status_code, 404)
        self.assertEqual(self.client.get(f"{INDEX}khong-co/").status_code, 404)
        self.assertEqual(self.client.get(f"{INDEX}chu-de-qua-nho/").status_code, 404)
        self.assertRedirects(self.client.get(f"{self.url}1/"), self.url, 301)
        contest = {"shown": self.hidden.pk, f"q{self.hidden.pk}": choice_ids(self.hidden, 1)}
        self.assertEqual(self.post(self.url, contest).status_code, 400)

    def test_a_set_costs_the_same_number_of_queries_however_many_questions(self):
        locale = Locale.get_default()
        with self.assertNumQueries(8):
            read_set(slug=self.topic.slug, number=1, locale=locale)
        for number in range(10):
            make_question(self.topic, f"Câu hỏi nữa, số {number}?")
        with self.assertNumQueries(8):
            read_set(slug=self.topic.slug, number=2, locale=locale)

    def test_english_has_its_own_pages_and_the_sitemap_lists_all(self):
        english = Locale.objects.get(language_code="en")
        for number, question in enumerate(self.questions[:5]):
            translate_question(
                question=question,
                locale=english,
                stem=f"What is number {number}?",
                choices=["Open it", "Ask first", "Share it"],
                vouched_by="tests",
            )
        self.assertContains(self.client.get(f"/en{self.url}"), "What is number")
        self.assertContains(self.client.get("/en/luyen-tap/"), "Practise by topic")
        sitemap = self.client.get("/sitemap-1.xml").content.decode()
        for path in (INDEX, self.url, f"/en{INDEX}", f"/en{self.url}"):
            self.assertIn(f"{path}</loc>", sitemap)
        self.assertEqual(reverse("practice:index"), INDEX)
