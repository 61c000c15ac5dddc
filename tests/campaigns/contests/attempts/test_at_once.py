"""Several requests of one entrant in the same moment; PostgreSQL only."""

from random import Random

from campaigns.contests.attempts.errors import AttemptError
from campaigns.contests.attempts.saving import save_answer
from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.entrants.errors import AlreadyRegisteredError
from campaigns.contests.entrants.registration import Application, register_entrant
from campaigns.contests.models import Attempt, AttemptAnswer, Entrant
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.quizblocks.factories import make_topic

from .factories import (
    NOON,
    OPENS,
    SECOND,
    begin,
    make_bank,
    make_contest,
    make_entrant,
    make_rules,
    right_content,
)


@needs_postgresql
class AtOnceTests(AtOnceTestCase):
    def setUp(self):
        make_bank(make_topic())
        self.contest = make_contest()
        self.entrant = make_entrant(self.contest)

    def test_a_double_start_is_one_attempt(self):
        starts = [lambda seed=seed: begin(self.entrant, seed=seed).pk for seed in range(6)]
        self.assertEqual(len(set(self.at_once(starts))), 1)
        self.assertEqual(Attempt.objects.count(), 1)

    def test_a_double_submission_is_marked_once(self):
        attempt = begin(self.entrant)
        moments = [NOON + number * SECOND for number in range(1, 7)]
        ended = self.at_once(
            [
                lambda now=now: submit_attempt(attempt=attempt, now=now).submitted_at
                for now in moments
            ]
        )
        self.assertEqual(len(set(ended)), 1)

    def test_an_answer_that_was_acknowledged_is_marked(self):
        for number in range(12):
            entrant = make_entrant(self.contest, f"Thí sinh {number}")
            attempt = begin(entrant)
            content = right_content(attempt, 1)

            def save(attempt=attempt, content=content):
                save_answer(attempt=attempt, place=1, sequence=1, content=content, now=NOON)
                return True

            saved, submitted = self.at_once(
                [save, lambda attempt=attempt: submit_attempt(attempt=attempt, now=NOON)],
                refusals=(AttemptError,),
            )
            is_kept = AttemptAnswer.objects.filter(attempt=attempt).exists()
            self.assertEqual(saved is True, is_kept)
            self.assertEqual(submitted.score, int(is_kept))

    def test_the_highest_of_many_saves_stays(self):
        attempt = begin(self.entrant)
        saves = [
            lambda number=number: save_answer(
                attempt=attempt,
                place=1,
                sequence=number,
                content={"picked": [str(number)]},
                now=NOON,
            )
            for number in (3, 7, 1, 8, 2, 5, 4, 6)
        ]
        self.at_once(saves)
        self.assertEqual(AttemptAnswer.objects.get().sequence, 8)

    def test_one_person_who_registers_many_times_at_once_is_one_entrant(self):
        def register(seed):
            application = Application(full_name="Lê Thị Bình")
            entrant, _code = register_entrant(
                contest=self.contest,
                rules=make_rules(),
                application=application,
                now=OPENS,
                rng=Random(seed),
            )
            return entrant.pk

        replies = self.at_once(
            [lambda seed=seed: register(seed) for seed in range(6)],
            refusals=(AlreadyRegisteredError,),
        )
        self.assertEqual(sum(isinstance(reply, int) for reply in replies), 1)
        self.assertEqual(Entrant.objects.filter(full_name="Lê Thị Bình").count(), 1)
