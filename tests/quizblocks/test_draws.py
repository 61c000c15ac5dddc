"""Draws by quotas: pure, with hypothesis, and from the bank."""

from random import Random

import pytest
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from quizblocks.choices import Difficulty, QuestionUse
from quizblocks.draws import (
    PoolTooSmallError,
    Quota,
    draw_from,
    draw_questions,
    pool_counts,
    topics_within,
)
from quizblocks.models import AnswerKey, Topic

from .factories import make_question, make_topic

TOPICS, LEVELS = (1, 2, 3), ("easy", "medium", "hard")
SIZES = st.dictionaries(
    st.tuples(st.sampled_from(TOPICS), st.sampled_from(LEVELS)), st.integers(1, 6), max_size=9
)
QUOTAS = st.lists(
    st.builds(
        Quota,
        count=st.integers(1, 5),
        topics=st.frozensets(st.sampled_from(TOPICS), max_size=2),
        difficulty=st.sampled_from(("", *LEVELS)),
    ),
    min_size=1,
    max_size=5,
)


def pool_of(sizes):
    """Return a pool in which each id says its cell: topic, level, number."""
    return {
        (topic, level): [topic * 1000 + LEVELS.index(level) * 100 + n for n in range(size)]
        for (topic, level), size in sizes.items()
    }


def can_be_filled(sizes, quotas) -> bool:
    """Tell by Hall's theorem, for every set of quotas, whether there is enough for all of them."""
    for chosen in range(1, 2 ** len(quotas)):
        group = [quota for place, quota in enumerate(quotas) if chosen >> place & 1]
        had = sum(n for cell, n in sizes.items() if any(quota.takes(cell) for quota in group))
        if had < sum(quota.count for quota in group):
            return False
    return True


class DrawFromAPoolTests:
    @settings(deadline=None)
    @given(SIZES, QUOTAS, st.integers())
    def test_quotas_are_filled_whenever_they_can_be(self, sizes, quotas, seed):
        pool = pool_of(sizes)
        if not can_be_filled(sizes, quotas):
            with pytest.raises(PoolTooSmallError):
                draw_from(pool, quotas, rng=Random(seed))
            return
        drawn = draw_from(pool, quotas, rng=Random(seed))
        assert len(set(drawn)) == len(drawn) == sum(quota.count for quota in quotas)
        cells = {pk: cell for cell, ids in pool.items() for pk in ids}
        for quota in quotas:
            own, drawn = drawn[: quota.count], drawn[quota.count :]
            assert all(quota.takes(cells[pk]) for pk in own)

    def test_a_quota_gives_way_to_one_that_finds_nothing_left(self):
        pool = pool_of({(topic, "easy"): 1 for topic in TOPICS})
        quotas = [Quota(1, frozenset(pair)) for pair in ({1, 2}, {2, 3}, {1, 3})]
        for seed in range(20):
            assert len(set(draw_from(pool, quotas, rng=Random(seed)))) == 3

    def test_every_question_has_the_same_chance(self):
        pool = {(1, "easy"): [1], (1, "hard"): [2, 3, 4, 5, 6, 7, 8, 9]}
        counts = dict.fromkeys(range(1, 10), 0)
        for seed in range(900):
            for pk in draw_from(pool, [Quota(3, frozenset({1}))], rng=Random(seed)):
                counts[pk] += 1
        # 300 are expected of each; three times the deviation is 42.
        assert all(250 < count < 350 for count in counts.values())


class DrawFromTheBankTests(TestCase):
    def test_only_live_questions_for_this_use_with_a_key_are_drawn(self):
        topic, other = make_topic(), make_topic("Lịch sử", 2)
        wanted = {
            make_question(topic, f"Câu {n} dễ?", difficulty=Difficulty.EASY).pk for n in range(3)
        }
        hard = make_question(topic, "Câu khó?", difficulty=Difficulty.HARD)
        history = make_question(other, "Câu lịch sử?")
        make_question(topic, "Câu nháp?", live=False)
        secret = make_question(topic, "Câu bí mật?", use=QuestionUse.CONTEST)
        keyless = make_question(topic, "Câu không đáp án?")
        AnswerKey.objects.filter(question_key=keyless.translation_key).delete()
        locale = Locale.get_default()
        part = Topic.objects.create(name="Mật khẩu", parent=topic)
        about = topics_within(topic)
        self.assertEqual(about, {topic.pk, part.pk})
        quotas = [Quota(1, about, Difficulty.HARD), Quota(3, about, Difficulty.EASY)]

        def drawn(*quotas, use=QuestionUse.PRACTICE, seed=1):
            found = draw_questions(use=use, locale=locale, quotas=quotas, rng=Random(seed))
            return list(found)

        for seed in range(4):
            first, *rest = drawn(*quotas, seed=seed)
            self.assertEqual((first, set(rest)), (hard.pk, wanted))
        self.assertEqual(set(drawn(Quota(5))), wanted | {hard.pk, history.pk})
        self.assertEqual(
            draw_questions(
                use=QuestionUse.CONTEST, locale=locale, quotas=[Quota(1)], rng=Random(1)
            ),
            {secret.pk: secret.translation_key},
        )
        with self.assertRaises(PoolTooSmallError) as caught:
            drawn(Quota(1, topics_within(other)), Quota(5, about))
        self.assertEqual((caught.exception.place, caught.exception.found), (1, 4))
        counts = pool_counts(use=QuestionUse.PRACTICE, locale=locale)
        self.assertEqual(counts[topic.pk, Difficulty.HARD], 1)
        with self.assertNumQueries(2):
            drawn(Quota(1, about, Difficulty.HARD))
