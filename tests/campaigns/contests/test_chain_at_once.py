"""Several lots and several organisers at the same moment."""

from campaigns.contests.evidence.chain import chain_attempts
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.evidence.choices import LinkKind
from campaigns.contests.models import ChainLink, Ranking
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.errors import ResultError
from campaigns.contests.results.versions import make_ranking
from tests.concurrency import AtOnceTestCase, needs_postgresql

from .contests_world import (
    AFTER,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)


@needs_postgresql
class AtOnceTests(AtOnceTestCase):
    def test_each_attempt_is_vouched_for_once_and_one_first_version_is_published(self):
        contest = make_contest()
        round_ = make_round(contest)
        publish_rules(contest)
        for number in range(20):
            make_attempt(make_entrant(contest, f"Thí sinh {number}"), round_, 1, begins=number)
        self.at_once([lambda: chain_attempts(contest_id=contest.pk, now=AFTER)] * 4)
        self.assertEqual(ChainLink.objects.filter(kind=LinkKind.ATTEMPT).count(), 20)

        def publish():
            close_round(round_=round_, user=None, now=AFTER)
            return make_ranking(contest=contest, round_=round_, reason="", user=None, now=AFTER)

        answers = self.at_once([publish] * 3, refusals=(ResultError,))
        self.assertEqual(sum(isinstance(each, Ranking) for each in answers), 1)
        self.assertEqual(contest.acts.count(), 1)
        self.assertEqual(verify_chain(contest, AFTER).breaks, [])
