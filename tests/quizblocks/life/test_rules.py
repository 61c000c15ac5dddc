"""What a question says, which step may follow, who uses it: rules without a database."""

import json
import uuid
from datetime import UTC, datetime
from unittest import mock

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from quizblocks import rescoring, usage
from quizblocks.choices import AnnulmentKind, QuestionState, Verdict
from quizblocks.contents import (
    BOOKKEEPING,
    changed_fields,
    digest_of,
    joint_digest,
    said_in,
)
from quizblocks.life.rules import is_allowed
from quizblocks.rescoring import Rescored, Rescoring, rescore_all
from quizblocks.usage import Use, lock_lifted, running_uses

KEYS = st.uuids().map(str)
CHOICES = st.lists(
    st.fixed_dictionaries({"translation_key": KEYS, "text": st.text(min_size=1, max_size=20)}),
    min_size=1,
    max_size=5,
    unique_by=lambda choice: choice["translation_key"],
)
SAID = st.fixed_dictionaries(
    {"stem": st.text(max_size=30), "kind": st.sampled_from(["single", "multiple"])}
)
NOTES = st.dictionaries(
    st.sampled_from(sorted(BOOKKEEPING)), st.one_of(st.none(), st.integers(), st.text(max_size=5))
)


def as_revision(said, choices, notes, start):
    rows = [
        {**choice, "pk": start + place, "question": 7, "sort_order": place, "locale": 1}
        for place, choice in enumerate(choices)
    ]
    return {**notes, **said, "translation_key": str(uuid.uuid4()), "choices": rows}


class ContentTests(SimpleTestCase):
    @given(SAID, CHOICES, NOTES, NOTES)
    def test_bookkeeping_and_ids_never_change_what_is_said(self, said, choices, one, other):
        first = said_in(as_revision(said, choices, one, 1))
        second = said_in(as_revision(said, choices, other, 900))
        self.assertEqual(digest_of(first), digest_of(second))
        self.assertEqual(changed_fields(first, second), [])
        self.assertEqual(json.loads(json.dumps(first)), first)

    @given(SAID, CHOICES, st.text(min_size=1, max_size=10))
    def test_any_other_word_or_order_is_another_content(self, said, choices, more):
        first = said_in(as_revision(said, choices, {}, 1))
        longer = said_in(as_revision({**said, "stem": said["stem"] + more}, choices, {}, 1))
        self.assertNotEqual(digest_of(first), digest_of(longer))
        self.assertEqual(changed_fields(first, longer), ["stem"])
        if len(choices) > 1:
            turned = said_in(as_revision(said, choices[::-1], {}, 1))
            self.assertNotEqual(digest_of(first), digest_of(turned))

    def test_a_field_of_later_days_counts_as_content(self):
        self.assertNotEqual(
            digest_of(said_in({"stem": "a"})), digest_of(said_in({"stem": "a", "x": 1}))
        )

    def test_text_and_key_are_told_apart(self):
        self.assertNotEqual(joint_digest("a", "b"), joint_digest("b", "a"))


class RuleTests(SimpleTestCase):
    def test_approved_content_has_only_the_way_out(self):
        for verdict in (Verdict.PASSED, Verdict.RETURNED, Verdict.APPROVED):
            self.assertFalse(is_allowed(verdict, QuestionState.APPROVED, is_live=True))
        self.assertTrue(is_allowed(Verdict.RETIRED, QuestionState.APPROVED, is_live=True))
        self.assertTrue(is_allowed(Verdict.APPROVED, QuestionState.APPROVED, is_live=False))

    def test_what_was_taken_out_comes_back_through_a_review(self):
        for state in (QuestionState.RETIRED, QuestionState.ANNULLED):
            for verdict in (Verdict.PASSED, Verdict.APPROVED):
                self.assertTrue(is_allowed(verdict, state, is_live=False))


class UsageTests(SimpleTestCase):
    def test_only_running_uses_lock_and_an_annulment_lifts_them(self):
        running, over = uuid.uuid4(), uuid.uuid4()
        fake = mock.Mock()
        fake.uses_of = lambda keys: [
            Use(key, "Tuần 1", is_running=key == running) for key in keys if key in (running, over)
        ]
        with mock.patch.object(usage, "_users", [fake]):
            self.assertEqual([u.question_key for u in running_uses([running, over])], [running])
            with lock_lifted([running]):
                self.assertEqual(running_uses([running]), [])
            self.assertEqual(len(running_uses([running])), 1)

    def test_rescorers_are_summed_and_registered_once(self):
        class Fake:
            def rescore(self, event):
                return Rescored(contest_count=1, response_count=600 + event.last_version)

        event = Rescoring(
            uuid.uuid4(), AnnulmentKind.ANNUL, 1, 2, None, "sai", None, datetime.now(UTC)
        )
        with mock.patch.object(rescoring, "_rescorers", []):
            self.assertEqual(rescore_all(event), Rescored())
            for _ in range(2):
                rescoring.register_rescorer(Fake())
            self.assertEqual(rescore_all(event), Rescored(1, 602))
