"""A question falls in the moment in which a paper that asks it is submitted."""

from campaigns.contests.attempts.submitting import submit_attempt
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import AnnulmentKind
from quizblocks.life.annulments import ask_annulment, confirm_annulment
from tests.accounts.factories import make_user
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.quizblocks.factories import make_topic

from .factories import NOON, SECOND, begin, make_bank, make_contest, make_entrant


@needs_postgresql
class AnnulledAtOnceTests(AtOnceTestCase):
    def setUp(self):
        apply_roles()
        lan, self.minh = (make_user(name, role=Role.ORGANISER) for name in ("lan", "minh"))
        questions = make_bank(make_topic(), 2)
        self.attempt = begin(make_entrant(make_contest()))
        self.asked = ask_annulment(
            question=questions[0],
            kind=AnnulmentKind.ANNUL,
            reason="Hai ý đều đúng.",
            first_version=1,
            user=lan,
            now=NOON,
        )

    def submit(self):
        submit_attempt(attempt=self.attempt, now=NOON + SECOND)

    def confirm(self):
        confirm_annulment(annulment=self.asked, user=self.minh, now=NOON + SECOND)

    def test_a_paper_submitted_meanwhile_has_the_points(self):
        self.overlap(first=self.confirm, second=self.submit)
        self.check()

    def test_a_paper_just_being_submitted_has_the_points(self):
        self.overlap(first=self.submit, second=self.confirm)
        self.check()

    def check(self):
        self.attempt.refresh_from_db()
        # Nothing was answered: the one point is that of the annulled question.
        self.assertEqual(self.attempt.score, 1)
