"""A question with marks: written in the editor, shown, found, translated; nothing else gets through."""

import json

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments

from quizblocks.choices import QuestionKind
from quizblocks.formats.rich_texts import rich_text
from quizblocks.models import Question, QuestionLife
from quizblocks.quizzes import shown_questions
from quizblocks.shown import AskedQuestion

from .factories import (
    approve,
    make_gaps,
    make_question,
    make_story_with_quiz,
    make_topic,
)
from .test_admin import ADD, EDIT, LIST, BankCase

WATER = rich_text("Công thức H<sub>2</sub>O là của chất <b>nào</b>?")[0]


def typed(text: str, *ranges: tuple[int, int, str]) -> str:
    """Return what the editor sends for one line."""
    styles = [{"offset": start, "length": size, "style": style} for start, size, style in ranges]
    block = {
        "key": "00000",
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": styles,
        "entityRanges": [],
    }
    return json.dumps({"blocks": [block], "entityMap": {}})


class WritingTests(BankCase):
    def post(self, stem: str, choices=("Nước", "Muối")) -> Question | None:
        rows = [{"text": choices[0], "is_right": "on"}, *({"text": text} for text in choices[1:])]
        data = self.data() | nested_form_data({"stem": stem, "choices": inline_formset(rows)})
        self.response = self.client.post(reverse(ADD), data)
        return Question.objects.order_by("pk").last()

    def test_the_editor_s_marks_are_kept_and_shown_again(self):
        stem = typed("Công thức H2O là gì?", (11, 1, "SUBSCRIPT"), (17, 2, "BOLD"))
        question = self.post(stem, (typed("m2", (1, 1, "SUPERSCRIPT")), "12"))
        expected = "<rich>Công thức H<sub>2</sub>O là <b>gì</b>?"
        self.assertEqual(question.stem, expected)
        self.assertEqual(
            [row.text for row in question.choices.all()], ["<rich>m<sup>2</sup>", "12"]
        )
        form = self.client.get(reverse(EDIT, args=[question.pk])).context["form"]
        self.assertIn("SUBSCRIPT", form["stem"].field.widget.format_value(form["stem"].value()))

    def test_saving_it_unchanged_makes_nobody_its_author(self):
        question = self.post(typed("Công thức H2O là gì?", (11, 1, "SUBSCRIPT")))
        page = self.client.get(reverse(EDIT, args=[question.pk]))
        form = page.context["form"]
        self.client.force_login(self.second)
        rows = [
            {"id": row.pk, "text": row.text, "is_right": "on" if row.text == "Nước" else ""}
            for row in question.choices.all()
        ]
        stem = form["stem"].field.widget.format_value(form["stem"].value())
        data = self.data() | nested_form_data(
            {"stem": stem, "choices": inline_formset(rows, initial=2)}
        )
        self.assertEqual(self.client.post(reverse(EDIT, args=[question.pk]), data).status_code, 302)
        self.assertEqual(QuestionLife.objects.get(question=question).text_by, self.organiser)

    def test_html_typed_as_text_stays_text_and_forged_states_are_text_too(self):
        for stem in (
            "Thẻ <b>đậm</b> <script>x</script> là gì?",
            '{"blocks": [{}], "entityMap": 1}',
        ):
            with self.subTest(stem):
                question = self.post(stem)
                self.assertEqual(question.stem, stem)

    def test_too_short_a_question_is_refused_whatever_its_marks(self):
        self.assertIsNone(self.post(typed("H2O?", (1, 1, "SUBSCRIPT"))))
        self.assertContains(self.response, "quá ngắn")

    def test_lists_logs_and_reviews_show_no_signs_of_the_storage(self):
        make_question(self.topic, WATER, choices=[("<rich>m<sup>2</sup>", True), ("m", False)])
        question = Question.objects.get()
        self.assertIn("H₂O", str(question))
        for address in (
            reverse(LIST),
            reverse("wagtailsnippets_quizblocks_question:review", args=[question.pk]),
            reverse("wagtailsnippets_quizblocks_question:versions", args=[question.pk]),
            reverse("wagtailsnippets_quizblocks_question:history", args=[question.pk]),
        ):
            with self.subTest(address):
                html = self.client.get(address).content.decode()
                self.assertNotIn("rich&gt;", html)
                self.assertNotIn("<rich>", html)
        self.assertContains(self.client.get(f"{reverse(LIST)}?q=h2o"), "H₂O")

    def test_versions_tell_a_change_of_marks_alone(self):
        question = make_question(self.topic, WATER.replace("<b>", "").replace("</b>", ""))
        question.stem = WATER
        question.save_revision(user=self.organiser)
        approve(question, by=self.second)
        url = reverse("wagtailsnippets_quizblocks_question:versions", args=[question.pk])
        self.assertContains(self.client.get(url), "&lt;b&gt;nào")


class ShowingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        cls.question = make_question(
            cls.topic,
            WATER,
            choices=[("<rich>m<sup>2</sup> &lt;b&gt;", True), ("Hai\ndòng", False)],
        )
        cls.page = make_story_with_quiz(cls.question)

    def test_the_article_shows_marks_and_escapes_all_else(self):
        html = self.client.get(self.page.url).content.decode()
        self.assertIn("H<sub>2</sub>O là của chất <b>nào</b>?", html)
        self.assertIn("m<sup>2</sup> &lt;b&gt;</span>", html)
        self.assertIn("Hai<br>dòng", html)
        self.assertNotIn("rich", html.replace("enrich", ""))

    def test_what_stands_in_the_table_by_another_way_runs_nothing(self):
        Question.objects.filter(pk=self.question.pk).update(
            stem='<rich><b onclick="x">a</b><script>alert(1)</script><sub>2'
        )
        html = self.client.get(self.page.url).content.decode()
        self.assertNotIn("<script>alert", html)
        self.assertNotIn("<b onclick", html)

    def test_gaps_stand_between_marked_pieces(self):
        stem = rich_text("Nước <b>là H<sub>2</sub>O</b>, có [[1]] và <i>[[2]] nữa</i>.")[0]
        question = make_gaps(self.topic, stem)
        shown = shown_questions([question.translation_key], locale_id=question.locale_id)[0]
        pieces = [text for text, _row in AskedQuestion(shown).pieces]
        self.assertEqual(
            pieces,
            [
                "<rich>Nước <b>là H</b><b><sub>2</sub></b><b>O</b>, có ",
                "<rich> và ",
                "<rich><i> nữa</i>.",
            ],
        )
        self.assertEqual(question.kind, QuestionKind.GAPS)


class TranslationTests(TestCase):
    def test_translators_get_the_text_with_its_marks_and_nothing_else_comes_back(self):
        question = make_question(make_topic(), WATER)
        segments = [each for each in extract_segments(question) if each.path == "stem"]
        self.assertEqual(
            segments[0].render_text(), "Công thức H<sub>2</sub>O là của chất <b>nào</b>?"
        )
        segments[0].string.data = "What is H&lt;sub&gt;2&lt;/sub&gt;O, &lt;img src=x onerror=y&gt;?"
        english = Locale.objects.create(language_code="en")
        copy = question.copy_for_translation(english)
        ingest_segments(question, copy, question.locale, english, segments)
        self.assertEqual(copy.stem, "<rich>What is H<sub>2</sub>O, &lt;img src=x onerror=y&gt;?")
