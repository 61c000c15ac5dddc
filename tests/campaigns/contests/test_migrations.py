"""Migrations of contests can be taken back and done again, on each database, with rows in them."""

from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from campaigns.contests.certificates.issuing import issue_certificates
from campaigns.contests.certificates.statements import certified_table
from campaigns.contests.choices import CollectiveMeasure
from campaigns.contests.flags.choices import FlagKind, Verdict
from campaigns.contests.models import Certificate, EntrantReminder, Flag, FlagReview
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.rules import PrizeRules
from goodnews.core.migrating import many_migrations
from tests.accounts.factories import make_user
from tests.concurrency import AtOnceTestCase
from tests.units.factories import make_unit

from .contests_world import (
    AFTER,
    PRIZES,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)

APP = "contests"
BEFORE = "0006_lost_return_codes"
# Tables that the migrations between make.
CAME_LATER = {"contests_entrantreminder", "contests_rounditem", "contests_summedround"}
FOR_UNITS = PrizeRules("Giải tập thể", 1, 1, measure=CollectiveMeasure.ENTRANTS, round=1)


def migrate(name: str) -> None:
    """Bring the tables of contests to the migration ``name``."""
    with many_migrations():
        MigrationExecutor(connection).migrate([(APP, name)])


class ReversalTests(AtOnceTestCase):
    def setUp(self):
        self.contest = make_contest()
        self.round = make_round(self.contest)
        publish_rules(self.contest, prizes=(*PRIZES, FOR_UNITS))
        self.entrant = make_entrant(self.contest, "Nguyễn Văn An", unit=make_unit())
        make_attempt(self.entrant, self.round, 2)
        close_round(round_=self.round, user=None, now=AFTER)
        make_ranking(contest=self.contest, round_=self.round, reason="", user=None, now=AFTER)
        EntrantReminder.objects.create(
            entrant=self.entrant, round=self.round, kind="opens", written_at=AFTER
        )
        flag = Flag.objects.create(
            round=self.round, entrant=self.entrant, kind=FlagKind.DEVICE, found_at=AFTER
        )
        FlagReview.objects.create(
            flag=flag, reviewer=make_user("an"), verdict=Verdict.NO_FAULT, reason="x", made_at=AFTER
        )
        ((_app, self.newest),) = MigrationExecutor(connection).loader.graph.leaf_nodes(APP)
        # Whatever fails, the tables are there for the tests that follow.
        self.addCleanup(migrate, self.newest)

    def issue(self) -> set[tuple[str, str]]:
        """Print all certificates; return their names and codes."""
        table = certified_table(self.contest, self.round)
        said = [*table.winners(), *table.winning_units()]
        made = issue_certificates(ranking=table.ranking, statements=said, now=AFTER)
        return {(each.name, each.code) for each in made}

    def test_back_to_the_lost_return_codes_and_forth_again(self):
        printed = self.issue()
        self.assertEqual(Certificate.objects.count(), 2)
        self.assertRaises(IntegrityError, self.change_what_reviews_say)
        migrate(BEFORE)
        self.assertEqual(tables() & CAME_LATER, set())
        self.assertEqual(count_of("contests_certificate"), 1)
        self.change_what_reviews_say()
        migrate(self.newest)
        self.assertEqual(tables() & CAME_LATER, CAME_LATER)
        self.assertRaises(IntegrityError, self.change_what_reviews_say)
        self.assertEqual(Certificate.objects.get().entrant, self.entrant)
        # The certificate of the unit went with its column; printed again it bears the same code.
        self.assertEqual(self.issue(), printed)
        self.assertEqual(Certificate.objects.count(), 2)

    def change_what_reviews_say(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE contests_flagreview SET reason = 'y'")


def tables() -> set[str]:
    return set(connection.introspection.table_names())


def count_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 -- a name of this file
        return cursor.fetchone()[0]
