"""The chain of evidence: nothing in it changes unnoticed."""
# Tables and columns of the statements are those named in this file.
# ruff: noqa: S608

import os
from datetime import timedelta
from io import StringIO
from random import Random

from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from campaigns.contests.evidence.chain import chain_attempts, chain_marks, record_act
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import (
    Attempt,
    ChainHead,
    ChainLink,
    ContestAct,
    LinkChangedError,
    RulesVersion,
)
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.standings import disqualify
from campaigns.contests.results.versions import make_ranking

from .contests_world import (
    AFTER,
    OPENS,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
    rescore,
)

# How many random tamperings: a sample in the suite, 10,000 with TAMPERINGS=10000.
TAMPERINGS = int(os.environ.get("TAMPERINGS", "200"))
TRIGGERED = ("contests_chainlink", "contests_contestact")


class Chained(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest()
        cls.round = make_round(
            cls.contest, prediction="people", tie_breaks=["score", "distance", "submitted"]
        )
        publish_rules(cls.contest)
        cls.people = [make_entrant(cls.contest, name) for name in ("An", "Bình", "Chi")]
        cls.attempts = [
            make_attempt(each, cls.round, score, prediction=score)
            for score, each in enumerate(cls.people)
        ]
        chain_attempts(contest_id=cls.contest.pk, now=AFTER)
        close_round(round_=cls.round, user=None, now=AFTER)
        make_ranking(contest=cls.contest, round_=cls.round, reason="", user=None, now=AFTER)
        disqualify(entrant=cls.people[2], reason="Thi hộ.", user=None, now=AFTER)

    def check(self, now=AFTER):
        return verify_chain(self.contest, now)


class ChainTests(Chained):
    def test_a_chain_of_every_kind_holds_and_the_command_prints_its_head(self):
        found = self.check()
        self.assertEqual((found.breaks, found.links, found.waiting), ([], 8, 0))
        self.assertEqual(found.head, ChainHead.objects.get().hash)
        out = StringIO()
        call_command("verify_contest_chain", stdout=out)
        self.assertIn("holds", out.getvalue())

    def test_attempts_are_vouched_for_once(self):
        self.assertEqual(chain_attempts(contest_id=self.contest.pk, now=AFTER), 0)

    def test_a_prediction_that_comes_after_the_score_is_waited_for(self):
        later = make_round(self.contest, 2, prediction="people", prediction_moment="after")
        make_attempt(self.people[0], later, 1)
        running = later.opens_at + timedelta(hours=1)
        self.assertEqual(chain_attempts(contest_id=self.contest.pk, now=running), 0)
        Attempt.objects.filter(round=later).update(prediction=7)
        self.assertEqual(chain_attempts(contest_id=self.contest.pk, now=running), 1)

    def test_models_and_database_refuse_to_change_evidence(self):
        for record in (ChainLink.objects.first(), ContestAct.objects.first()):
            with self.assertRaises(LinkChangedError):
                record.save()
            with self.assertRaises(LinkChangedError):
                record.delete()
            for change in (
                lambda rows: rows.update(made_at=OPENS),
                lambda rows: rows.delete(),
            ):
                with self.assertRaises(LinkChangedError):
                    change(type(record).objects.all())
        for table in TRIGGERED:
            with self.assertRaises(IntegrityError), transaction.atomic():
                connection.cursor().execute(f"UPDATE {table} SET made_at = made_at")

    def test_marks_change_with_a_link_of_their_own_and_only_so(self):
        rescore(self.attempts[1], 2)
        (broken,) = self.check().breaks
        self.assertEqual((broken.kind, broken.subject), ("attempt", self.attempts[1].pk))
        chain_marks(contest_id=self.contest.pk, attempts=[self.attempts[1].pk], now=AFTER)
        self.assertTrue(self.check().holds)

    def test_a_changed_answer_does_not_slip_in_with_a_new_mark(self):
        self.attempts[1].answers.update(content=["y"])
        rescore(self.attempts[1], 2)
        chain_marks(contest_id=self.contest.pk, attempts=[self.attempts[1].pk], now=AFTER)
        self.assertFalse(self.check().holds)

    def test_an_attempt_slipped_in_after_the_end_is_named(self):
        made = make_attempt(self.people[0], self.round, 2, begins=5000)
        broken = self.check(now=AFTER + timedelta(hours=1)).breaks
        self.assertEqual([each.subject for each in broken], [made.pk])

    def test_the_command_names_the_first_link_that_does_not_hold(self):
        RulesVersion.objects.update(after_rules="Ban tổ chức quyết định.")
        self.attempts[2].answers.update(content=["y"])
        out = StringIO()
        with self.assertRaises(CommandError):
            call_command("verify_contest_chain", stdout=out)
        self.assertIn("first at 1 · rules", out.getvalue())

    def test_an_act_needs_a_reason_in_the_database_too(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            record_act(
                contest=self.contest, kind=ActKind.EXTRA_TIME, reason="", user=None, now=AFTER
            )


class TamperingTests(Chained):
    """Somebody with the database in his hands, who knows nothing of the others' links."""

    numbers = (
        ("contests_attempt", ("score", "prediction", "full_marks", "number")),
        ("contests_attemptanswer", ("place", "sequence", "share")),
        ("contests_frozentruth", ("number",)),
        ("contests_ranking", ("number",)),
        ("contests_rulesversion", ("number",)),
        ("contests_chainlink", ("sequence", "subject")),
        ("contests_chainhead", ("sequence",)),
    )
    texts = (
        ("contests_frozentruth", ("query", "target")),
        (
            "contests_ranking",
            ("content", "content_hash", "inputs_hash", "awards", "awards_hash", "reason"),
        ),
        (
            "contests_rulesversion",
            ("content", "content_hash", "before_rules", "after_rules", "reason"),
        ),
        ("contests_chainlink", ("kind", "content_hash", "marks_hash", "previous_hash", "hash")),
        ("contests_chainhead", ("hash",)),
        ("contests_contestact", ("reason",)),
        ("contests_entrant", ("standing_reason",)),
    )
    moments = (
        ("contests_attempt", ("started_at", "deadline", "submitted_at")),
        ("contests_attemptanswer", ("saved_at",)),
        ("contests_frozentruth", ("frozen_at",)),
        ("contests_ranking", ("made_at",)),
        ("contests_chainlink", ("made_at",)),
        ("contests_contestact", ("made_at",)),
    )
    deleted = (
        "contests_attemptanswer",
        "contests_frozentruth",
        "contests_ranking",
        "contests_chainlink",
        "contests_chainhead",
        "contests_contestact",
    )

    def test_random_tamperings_by_sql_are_all_found(self):
        rng = Random(20260326)
        self.disarm()
        unseen, done = [], 0
        while done < TAMPERINGS:
            statement, values = self.tampering(rng)
            try:
                with transaction.atomic():
                    with connection.cursor() as cursor:
                        cursor.execute(statement, values)
                        is_changed = cursor.rowcount > 0
                    done += is_changed
                    if is_changed and self.check().holds:
                        unseen.append((statement, values))
                    raise RollbackError
            except RollbackError:
                pass
            except IntegrityError:
                # The database refused it, which is better still.
                done += 1
        self.assertEqual(unseen, [])

    def disarm(self):
        """Take away what the database itself would refuse; who owns it can do so too."""
        with connection.cursor() as cursor:
            for table in TRIGGERED:
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_stays{on_table}")
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def tampering(self, rng):
        how = rng.choice(("number", "text", "moment", "delete"))
        if how == "delete":
            table = rng.choice(self.deleted)
            return f"DELETE FROM {table} WHERE id = %s", [self.row_of(table, rng)]
        table, columns = rng.choice(
            {"number": self.numbers, "text": self.texts, "moment": self.moments}[how]
        )
        column, row = rng.choice(columns), self.row_of(table, rng)
        if how == "number":
            share = "0.0001" if column == "share" else str(rng.randint(1, 50))
            return (
                f"UPDATE {table} SET {column} = {column} + {share} WHERE id = %s "
                f"AND {column} IS NOT NULL",
                [row],
            )
        if how == "text":
            kept = f"substr({column}, 1, {rng.randint(0, 8)})"
            return f"UPDATE {table} SET {column} = {kept} || %s WHERE id = %s", ["x", row]
        return f"UPDATE {table} SET {column} = %s WHERE id = %s", [
            AFTER + timedelta(microseconds=rng.randint(1, 10**9)),
            row,
        ]

    def row_of(self, table, rng):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {table} ORDER BY id")
            return rng.choice([row[0] for row in cursor.fetchall()] or [0])


class RollbackError(Exception):
    """Takes back what was done to the rows."""
