"""Every secret of the bank is planted as a canary, and everything public is searched for it."""

import json
from fractions import Fraction
from urllib.parse import urlencode

from django.contrib.auth.models import Permission
from django.core import serializers
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Revision
from wagtail_localize.models import Translation, TranslationSource

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from quizblocks.bodies import Body
from quizblocks.choices import ROW_KINDS, QuestionKind, QuestionUse
from quizblocks.formats.items import WHOLE, ItemChoice, ItemNumber, ItemPair
from quizblocks.models import AnswerKey, Choice, Question

from .factories import (
    answer_url,
    make_bodied,
    make_question,
    make_story_with_quiz,
    make_topic,
)

CANARY = "hoangyen"
PUBLIC = (
    "/",
    "/tin-tot/",
    "/rss/",
    "/atom/",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/en/",
    "/tim-kiem/?q={}",
    "/tim-kiem/goi-y/?q={}",
    "/en/tim-kiem/?q={}",
    "/api/v2/pages/?fields=*",
    "/api/v3/pages/",
    "/khong-co-trang-nay/",
)


# What is right, and what is said to an answer, with canaries; rows that readers see have none.
BODIES = {
    QuestionKind.NUMERIC: Body(
        numbers=(ItemNumber(Fraction(7), Fraction(7), feedback=f"{CANARY}n"),),
        right_feedback=f"{CANARY}r",
        wrong_feedback=f"{CANARY}w",
    ),
    QuestionKind.SHORT_ANSWER: Body(texts=(ItemChoice(f"{CANARY}t", WHOLE, f"{CANARY}f"),)),
    QuestionKind.ORDERING: Body(steps=("Một", "Hai", "Ba"), wrong_feedback=f"{CANARY}o"),
    QuestionKind.MATCHING: Body(
        pairs=(ItemPair("Lào", "Viêng Chăn"), ItemPair("Thái", "Băng Cốc")),
        right_feedback=f"{CANARY}p",
    ),
    QuestionKind.GAPS: Body(gaps=(("Một", "Hai", "Ba"),), wrong_feedback=f"{CANARY}g"),
}


class CanaryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        cls.practice = make_question(
            cls.topic,
            explanation=f"{CANARY}1",
            source=f"{CANARY}2",
            source_url=f"https://{CANARY}3.vn/",
        )
        cls.kinds = [
            make_bodied(cls.topic, f"Câu hỏi {kind} hỏi gì [[1]]?", kind, body)
            for kind, body in BODIES.items()
        ]
        cls.page = make_story_with_quiz(cls.practice, *cls.kinds)
        # Kept for a contest only after the article was published: the hard case.
        cls.contest = make_question(
            cls.topic,
            f"{CANARY}4 là gì?",
            choices=[(f"{CANARY}5", True), (f"{CANARY}6", False)],
            explanation=f"{CANARY}7",
            use=QuestionUse.CONTEST,
        )
        body = cls.page.body
        body[0].value["questions"].append(cls.contest)
        cls.page.save(update_fields=["body"])
        call_command("update_index", verbosity=0)

    def assert_silent(self, response, address):
        self.assertNotIn(CANARY, response.content.decode(errors="replace"), address)
        self.assertNotIn(CANARY, str(response.headers), address)

    def test_nothing_public_holds_a_canary(self):
        for address in (*PUBLIC, self.page.url):
            for accept in ("text/html", "application/json"):
                for word in ("1", "hoang"):
                    with self.subTest(address, accept=accept):
                        # The word typed is echoed, so it is never the whole canary.
                        url = address.format(CANARY[:5] if word == "1" else word)
                        self.assert_silent(
                            self.client.get(url, headers={"accept": accept}), address
                        )

    def test_the_article_as_data_holds_no_canary(self):
        texts = [
            serializers.serialize("json", [self.page]),
            json.dumps(self.page.serializable_data(), default=str),
            self.page.folded_text(),
            str(self.page.body.stream_block.get_api_representation(self.page.body)),
            *(json.dumps(r.content, default=str) for r in Revision.objects.for_instance(self.page)),
        ]
        for text in texts:
            self.assertNotIn(CANARY, text)

    def test_the_index_holds_no_canary(self):
        from wagtail.search.models import IndexEntry

        for row in IndexEntry.objects.values():
            self.assertNotIn(CANARY, str(row))

    def test_orders_and_pairs_are_told_by_nothing_but_the_key(self):
        for question in self.kinds:
            rows = [row for row in question.choices.all() if not row.is_item]
            names = [str(row.translation_key) for row in rows]
            if question.kind in ROW_KINDS:
                self.assertEqual(names, sorted(names))
                self.assertEqual([row.pk for row in rows], sorted(row.pk for row in rows))
        revisions = [question.save_revision().content for question in self.kinds]
        self.assertNotIn(CANARY, json.dumps(revisions, default=str))

    def test_no_answer_to_a_contest_question_is_marked(self):
        data = {
            "shown": [self.practice.pk, self.contest.pk],
            f"q{self.practice.pk}": Choice.objects.filter(question=self.practice).first().pk,
            f"q{self.contest.pk}": Choice.objects.filter(question=self.contest).first().pk,
        }
        response = self.client.post(
            answer_url(self.page),
            urlencode(data, doseq=True),
            content_type="application/x-www-form-urlencoded",
        )
        self.assertEqual(response.status_code, 400)
        self.assert_silent(response, "reply")

    def test_an_editor_without_the_bank_meets_no_canary_in_the_page_s_admin(self):
        editor = User.objects.create_user("editor", "e@example.vn", "editor")
        editor.groups.set([Role.EDITOR.group()])
        self.client.force_login(editor)
        pk, revision = self.page.pk, self.page.latest_revision_id
        for address in (
            reverse("wagtailadmin_pages:edit", args=[pk]),
            reverse("wagtailadmin_pages:history", args=[pk]),
            reverse("wagtailadmin_pages:revisions_view", args=[pk, revision]),
            reverse("wagtailadmin_pages:revisions_compare", args=[pk, "earliest", "live"]),
            reverse("wagtailadmin_pages:view_draft", args=[pk]),
            f"/admin/api/main/pages/{pk}/",
            "/admin/reports/site-history/",
        ):
            with self.subTest(address):
                self.assert_silent(self.client.get(address, follow=True), address)

    def test_a_translation_of_the_article_carries_no_canary(self):
        source, _ = TranslationSource.get_or_create_from_instance(self.page)
        self.assertNotIn(CANARY, source.content_json)
        english = self.page.locale.__class__.objects.get(language_code="en")
        translation = Translation.objects.create(source=source, target_locale=english)
        self.assertNotIn(CANARY, str(translation.export_po()))

    def test_the_key_of_a_question_is_not_reached_from_it(self):
        relations = [field.related_model for model in (Question, Choice) for field in
                     model._meta.get_fields() if field.is_relation]  # fmt: skip
        self.assertNotIn(AnswerKey, relations)
        for revision in Revision.objects.for_instance(self.practice):
            self.assertNotIn("key", set(revision.content) - {"translation_key"})
        self.assertFalse(Permission.objects.filter(content_type__model="answerkey").exists())
