"""Typed answers, orders and pairs: asked, answered, marked, with and without JavaScript."""

import re

from wagtail.models import ReferenceIndex

from quizblocks.bodies import Body
from quizblocks.choices import KeyStage, QuestionKind
from quizblocks.models import Question, QuestionTally
from quizblocks.services import read_keys
from tests.news.factories import make_story

from .factories import (
    answer_url,
    make_bodied,
    make_gaps,
    make_matching,
    make_numeric,
    make_ordering,
    make_question,
    make_short_answer,
    make_story_with_quiz,
    make_topic,
)
from .test_answering import JSON, PostingCase

STEPS = ("Dừng lại", "Chụp lại", "Báo công an", "Kể lại")


def token(question, text: str, *, is_item: bool = False) -> str:
    """Return the name of the row ``text`` as a form sends it."""
    return question.choices.get(text=text, is_item=is_item).translation_key.hex[:12]


class KindsCase(PostingCase):
    @classmethod
    def setUpTestData(cls):
        topic = make_topic()
        cls.numeric, cls.short = make_numeric(topic), make_short_answer(topic)
        cls.ordering, cls.matching = make_ordering(topic), make_matching(topic)
        cls.gaps, cls.single = make_gaps(topic), make_question(topic)
        cls.page = make_story_with_quiz(
            cls.numeric, cls.short, cls.ordering, cls.matching, cls.gaps, cls.single
        )
        cls.url = answer_url(cls.page)

    def typed(self, question, text) -> dict:
        return {"shown": question.pk, f"q{question.pk}": text}

    def order(self, *places: str) -> dict:
        question = self.ordering
        names = [f"q{question.pk}-{token(question, step)}" for step in STEPS]
        return {"shown": question.pk, **dict(zip(names, places, strict=True))}

    def pairs(self, *partners: str) -> dict:
        question = self.matching
        names = [
            f"q{question.pk}-{token(question, text, is_item=True)}" for text in ("Lào", "Thái Lan")
        ]
        values = [partner and token(question, partner) for partner in partners]
        return {"shown": question.pk, **dict(zip(names, values, strict=True))}

    def fill(self, *texts: str) -> dict:
        question = self.gaps
        names = [f"q{question.pk}-{gap}" for gap in (1, 2)]
        values = [text and token(question, text) for text in texts]
        return {"shown": question.pk, **dict(zip(names, values, strict=True))}

    def reply(self, data) -> dict:
        response = self.post(self.url, data, **JSON)
        self.assertEqual(response.status_code, 200, response.content)
        return response.json()["questions"][0]


class AskingTests(KindsCase):
    def test_the_article_asks_every_kind_and_tells_no_key(self):
        html = self.client.get(self.page.url).content.decode()
        for text in (
            # A keypad for numbers has no minus on an iPhone.
            f'name="q{self.numeric.pk}" value="" inputmode="text"',
            f'name="q{self.short.pk}" value="" inputmode="text"',
            "Mỗi bước một thứ tự",
            "Viêng Chăn",
            "Hà Nội",
        ):
            self.assertIn(text, html)
        for secret in ("Hồ Chí Minh", "Quốc", "khuyến cáo", "Vẫn còn ngắn", "Xem lại bài"):
            self.assertNotIn(secret, html.split('class="quiz"')[1].split("</section>")[0])

    def test_neither_order_nor_ids_of_steps_and_partners_tell_the_key(self):
        topic = make_topic("Chủ đề khác")
        orders = set()
        for number in range(12):
            body = Body(steps=("Một", "Hai", "Ba", "Bốn", "Năm"))
            question = make_bodied(topic, f"Xếp lại {number}.", QuestionKind.ORDERING, body)
            orders.add(tuple(row.text for row in question.choices.order_by("pk")))
            shown = [str(row.translation_key) for row in question.choices.all()]
            self.assertEqual(shown, sorted(shown))
        self.assertGreater(len(orders), 6)
        html = self.client.get(self.page.url).content.decode().split('class="quiz"')[1]
        html = html.split("</section>")[0]
        places = {str(place) for place in range(1, 5)}
        form = html.split("data-quiz-form")[1].split("</form>")[0]
        for value in re.findall(r'<option value="([^"]+)"', form):
            self.assertTrue(value in places or re.fullmatch("[0-9a-f]{12}", value), value)


class MarkingTests(KindsCase):
    def test_numbers_are_read_as_people_write_them(self):
        for text, state in (
            ("12", "right"),
            ("13,5", "right"),
            (" 14.0 ", "right"),
            ("8", "partly"),
            ("7", "wrong"),
            ("−12", "wrong"),
        ):
            with self.subTest(text):
                self.assertEqual(self.reply(self.typed(self.numeric, text))["state"], state)

    def test_what_is_said_to_an_answer_belongs_to_it(self):
        for text, remarks in (
            ("12", ["Đúng như khuyến cáo."]),
            ("8", ["Vẫn còn ngắn.", "Xem lại bài."]),
            ("1", ["Xem lại bài."]),
        ):
            reply = self.reply(self.typed(self.numeric, text))
            self.assertEqual((reply["remarks"], reply["accepted"]), (remarks, ["12 – 14"]))

    def test_short_answers_overlook_case_accents_and_signs(self):
        for text, state in (
            ("ho chi minh.", "right"),
            ("Nguyễn Ái Quốc", "partly"),
            ("Quốc Học", "wrong"),
        ):
            with self.subTest(text):
                self.assertEqual(self.reply(self.typed(self.short, text))["state"], state)

    def test_an_order_earns_its_right_neighbours_and_shows_the_right_places(self):
        self.assertEqual(self.reply(self.order("1", "2", "3", "4"))["state"], "right")
        self.assertEqual(self.reply(self.order("4", "3", "2", "1"))["state"], "wrong")
        reply = self.reply(self.order("4", "1", "2", "3"))
        self.assertEqual(reply["state"], "partly")
        self.assertEqual([row["right"] for row in reply["rows"]], ["1", "2", "3", "4"])

    def test_pairs_earn_their_shares(self):
        self.assertEqual(self.reply(self.pairs("Viêng Chăn", "Băng Cốc"))["state"], "right")
        reply = self.reply(self.pairs("Viêng Chăn", "Hà Nội"))
        self.assertEqual(reply["state"], "partly")
        self.assertEqual([row["is_right"] for row in reply["rows"]], [True, False])

    def test_gaps_earn_their_shares_and_are_shown_in_the_sentence(self):
        self.assertEqual(self.reply(self.fill("12", "6"))["state"], "right")
        reply = self.reply(self.fill("12", "60"))
        self.assertEqual(reply["state"], "partly")
        self.assertEqual([row["right"] for row in reply["rows"]], ["12", "6"])
        html = self.client.get(self.page.url).content.decode()
        self.assertIn(
            f'Mật khẩu cần <span class="quiz__gap" data-quiz-row><select name="q{self.gaps.pk}-1"',
            html,
        )
        self.assertNotIn("[[1]]", html)
        response = self.post(self.url, self.fill("8", "60"))
        self.assertContains(response, "Mật khẩu cần _____ ký tự")
        self.assertContains(response, "Chỗ trống 1")

    def test_the_page_of_the_reply_says_what_was_right(self):
        data = {
            **self.typed(self.numeric, "7"),
            **self.typed(self.short, "<b>Bác</b>"),
            **self.order("4", "3", "2", "1"),
            **self.pairs("Hà Nội", "Băng Cốc"),
        }
        shown = (self.numeric, self.short, self.ordering, self.matching)
        response = self.post(self.url, {**data, "shown": [q.pk for q in shown]})
        for text in ("12 – 14", "Hồ Chí Minh", "Viêng Chăn, đáp án đúng", "&lt;b&gt;Bác"):
            self.assertContains(response, text)
        rows = QuestionTally.objects.all()
        self.assertEqual(rows.count(), 4)
        self.assertEqual({(row.answer_count, row.right_count) for row in rows}, {(1, 0)})


class SourceTests(KindsCase):
    def test_an_article_of_this_site_is_linked_while_everybody_may_read_it(self):
        source = make_story(self.page.get_parent(), title="Bài dạy về mật khẩu")
        question = self.numeric
        address = "https://example.vn/luat"
        Question.objects.filter(pk=question.pk).update(source_page=source, source_url=address)
        reply = self.reply(self.typed(question, "12"))
        self.assertEqual((reply["source"], reply["source_url"]), (source.title, source.url))
        self.assertFalse(ReferenceIndex.get_references_to(source).exists())
        with self.captureOnCommitCallbacks(execute=True):
            source.unpublish()
        reply = self.reply(self.typed(question, "12"))
        self.assertEqual((reply["source"], reply["source_url"]), ("", "https://example.vn/luat"))


class FaultTests(KindsCase):
    def test_what_is_missing_is_said_and_what_was_typed_is_kept(self):
        for data, message in (
            (self.typed(self.numeric, ""), "Hãy viết một con số"),
            (self.typed(self.numeric, "mười hai"), "không phải là số"),
            (self.typed(self.numeric, "1.234"), "hai cách"),
            (self.typed(self.short, "  "), "Hãy viết câu trả lời"),
            (self.order("1", "2", "", "4"), "Hãy cho mỗi bước một thứ tự"),
            (self.order("1", "2", "2", "4"), "Hai bước có cùng thứ tự"),
            (self.pairs("Hà Nội", ""), "Hãy chọn cho mọi dòng"),
            (self.fill("8", ""), "Hãy điền mọi chỗ trống"),
        ):
            with self.subTest(message):
                response = self.post(self.url, data)
                self.assertContains(response, message, status_code=422)
                self.assertEqual(self.post(self.url, data, **JSON).status_code, 422)
                kept = [value for name, value in data.items() if name != "shown" and value.strip()]
                html = response.content.decode()
                for value in kept:
                    self.assertRegex(html, rf'value="{re.escape(value)}"( selected| inputmode)')
        self.assertFalse(QuestionTally.objects.exists())

    def test_what_no_form_of_ours_sends_is_refused(self):
        ordering, matching = f"q{self.ordering.pk}", f"q{self.matching.pk}"
        row = token(self.matching, "Lào", is_item=True)
        for name, data in {
            "two texts": self.typed(self.short, ["a", "b"]),
            "a text too long": self.typed(self.short, "x" * 201),
            "a null byte": self.typed(self.short, "a\x00"),
            "a place that is none": self.order("1", "2", "3", "9"),
            "a row that is none": {"shown": self.ordering.pk, f"{ordering}-abc": "1"},
            "a partner that is none": {"shown": self.matching.pk, f"{matching}-{row}": "abc"},
            "a left side as partner": {"shown": self.matching.pk, f"{matching}-{row}": row},
            "a choice of another gap": {
                "shown": self.gaps.pk,
                f"q{self.gaps.pk}-1": token(self.gaps, "60"),
            },
            "a choice where rows are": {"shown": self.matching.pk, matching: "1"},
        }.items():
            with self.subTest(name):
                self.assertEqual(self.post(self.url, data).status_code, 400)

    def test_a_question_whose_key_no_longer_fits_is_neither_asked_nor_marked(self):
        key = read_keys([self.ordering.translation_key], stage=KeyStage.LIVE)
        self.assertEqual(len(key[self.ordering.translation_key]["order"]), 4)
        self.ordering.choices.first().delete()
        self.ordering.save()
        question = self.ordering
        self.assertNotContains(self.client.get(self.page.url), question.stem)
        data = {"shown": question.pk} | {
            f"q{question.pk}-{row.translation_key.hex[:12]}": str(place)
            for place, row in enumerate(question.choices.all(), start=1)
        }
        self.assertEqual(self.post(self.url, data).status_code, 400)
