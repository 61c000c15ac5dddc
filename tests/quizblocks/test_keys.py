"""Keys in their own table: one row a question and stage."""

import uuid

from django.db import IntegrityError, transaction
from django.test import TestCase

from quizblocks.choices import KeyStage
from quizblocks.models import AnswerKey
from quizblocks.services import publish_key, read_keys, set_draft_keys

from .factories import make_question, make_topic, right_texts

FIRST, SECOND, THIRD = (uuid.UUID(int=number) for number in (1, 2, 3))


class KeyTests(TestCase):
    def test_saved_keys_are_read_again_many_at_a_time_by_stage(self):
        set_draft_keys({FIRST: {"right": ["a"]}, SECOND: {"right": ["b"]}})
        AnswerKey.objects.create(question_key=FIRST, stage=KeyStage.LIVE, content={"right": ["c"]})
        with self.assertNumQueries(1):
            found = read_keys([FIRST, SECOND, THIRD], stage=KeyStage.DRAFT)
        self.assertEqual(found, {FIRST: {"right": ["a"]}, SECOND: {"right": ["b"]}})

    def test_a_key_saved_again_is_replaced_and_an_empty_one_is_taken_away(self):
        set_draft_keys({FIRST: {"right": ["a"]}, SECOND: {"right": ["b"]}})
        set_draft_keys({FIRST: {"right": ["c"], "more": 1}, SECOND: {}})
        found = read_keys([FIRST, SECOND], stage=KeyStage.DRAFT)
        self.assertEqual(found, {FIRST: {"right": ["c"], "more": 1}})

    def test_publishing_takes_what_fits_the_published_choices_and_keeps_the_rest(self):
        question = make_question(make_topic())
        right = str(question.choices.get(text="Bấm vào để xem").translation_key)
        gone = str(uuid.uuid4())
        content = {"right": [gone, right], "feedback": {"vi": {right: "Vì thế."}}}
        set_draft_keys({question.translation_key: content})
        self.assertEqual(right_texts(question), {"Hỏi lại bạn bằng kênh khác"})
        publish_key(question=question)
        live = read_keys([question.translation_key], stage=KeyStage.LIVE)
        self.assertEqual(live[question.translation_key], content | {"right": [right]})

    def test_a_key_that_does_not_fit_leaves_the_published_one(self):
        question = make_question(make_topic())
        set_draft_keys({question.translation_key: {"right": [str(uuid.uuid4())]}})
        publish_key(question=question)
        self.assertEqual(right_texts(question), {"Hỏi lại bạn bằng kênh khác"})

    def test_the_database_refuses_two_keys_an_empty_key_and_an_unknown_stage(self):
        set_draft_keys({FIRST: {"right": ["a"]}})
        for values in (
            {"question_key": FIRST, "stage": KeyStage.DRAFT, "content": {"right": ["b"]}},
            {"question_key": SECOND, "stage": KeyStage.DRAFT, "content": {}},
            {"question_key": SECOND, "stage": "other", "content": {"right": ["b"]}},
        ):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                AnswerKey.objects.create(**values)
