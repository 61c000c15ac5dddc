"""Essays: written within limits, read nameless by two people, a third where they differ."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from unittest.mock import patch

from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns.contests.attempts.bank import mark_again
from campaigns.contests.attempts.essays import ERASED, ESSAY, mean_mark, needs_third
from campaigns.contests.entrants.forgetting import forget_entrants
from campaigns.contests.essay_marks.errors import (
    EssayDoneError,
    MarkedBeforeError,
    PointsError,
    RoundOpenError,
)
from campaigns.contests.essay_marks.giving import give_mark
from campaigns.contests.essay_marks.waiting import next_essay, own_marks, waiting_essays
from campaigns.contests.evidence.chain import Entry, append_links, chain_attempts, chain_marks
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.evidence.choices import LinkKind
from campaigns.contests.evidence.contents import fingerprints_of
from campaigns.contests.models import (
    AttemptAnswer,
    ChainLink,
    ContestAct,
    EssayMark,
    LinkChangedError,
)
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.versions import faults_of, findings_of
from campaigns.contests.round_sentences import round_sentences
from campaigns.contests.rules import from_json, to_json
from campaigns.contests.validation import findings
from tests.accounts.factories import make_user

from .attempts.cases import AttemptCase
from .attempts.factories import CLOSES, NOON, make_rules, usual_round
from .essay_cases import AFTER, WITH_ESSAY, EssayCase

LATER = CLOSES + timedelta(days=731)
TEXT_OF_BINH = {"text": "Em trồng cây."}
POINTS = st.integers(0, 40).map(lambda quarter: Fraction(quarter, 4))


class MeanTests:
    def test_two_that_agree_make_the_mean_and_two_that_do_not_wait_for_a_third(self):
        assert mean_mark([], gap=2) is None
        assert mean_mark([Fraction(7)], gap=2) is None
        assert mean_mark([Fraction(7), Fraction(9)], gap=2) == 8
        assert mean_mark([Fraction(7), Fraction("9.25")], gap=2) is None
        assert mean_mark([Fraction(7), Fraction(10), Fraction(8)], gap=2) == Fraction(25, 3)

    @given(st.permutations([Fraction(3), Fraction("9.5"), Fraction(4)]))
    def test_the_order_of_the_markers_changes_nothing(self, marks):
        assert mean_mark(marks, gap=1) == Fraction(11, 2)

    @given(st.lists(POINTS, min_size=2, max_size=3), st.integers(0, 10))
    def test_a_mean_lies_between_its_marks(self, marks, gap):
        mean = mean_mark(marks, gap=gap)
        assert (mean is None) == needs_third(marks, gap=gap)
        assert mean is None or min(marks) <= mean <= max(marks)


class RuleTests:
    def found(self, **values):
        rules = make_rules(replace(WITH_ESSAY, **values))
        return {each.path for each in findings(rules)}

    def test_what_contradicts_itself_is_said_at_its_field(self):
        assert not {path for path in self.found() if path.startswith("rounds")}
        assert "rounds.0.essay" in self.found(essay="")
        assert "rounds.0.essay_points" in self.found(essay_points=0)
        assert "rounds.0.essay_words" in self.found(essay_words=0)
        assert "rounds.0.essay_words" in self.found(essay_words=1001)
        assert "rounds.0.attempts" in self.found(attempts=2)
        assert "rounds.0.essay" in self.found(kind="practice")
        chain = ("score", "distance", "submitted")
        assert "rounds.0.prediction" in self.found(prediction="full_marks", tie_breaks=chain)

    def test_rules_of_before_keep_their_bytes(self):
        assert "essay" not in to_json(make_rules(usual_round()))
        rules = make_rules(WITH_ESSAY)
        assert from_json(to_json(rules)) == rules
        assert WITH_ESSAY.points_for("") == 20

    def test_the_rules_page_says_how_it_is_marked(self):
        said = " ".join(round_sentences(WITH_ESSAY, ()))
        for words in ("“Viết về một việc tốt”. ", "20", "10"):
            assert words in said


class WritingTests(AttemptCase):
    rules = make_rules(WITH_ESSAY)

    def kept(self):
        return dict(AttemptAnswer.objects.values_list("place", "content")).get(ESSAY)

    def test_it_is_saved_with_the_form_and_by_the_script_within_its_limit(self):
        attempt = self.begin()
        page = self.client.get(self.url("attempt", 1, 1))
        self.assertContains(page, 'name="bai_viet"')
        self.post("attempt", 1, 1, bai_viet="  Em giúp\r\nbạn. ", do="save")
        self.assertEqual(self.kept(), {"text": "Em giúp\nbạn."})
        answer = self.post(
            "save", 1, 1, place=ESSAY, sequence=9, writer="a", bai_viet="Em giúp bà."
        )
        self.assertEqual((answer.status_code, self.kept()), (200, {"text": "Em giúp bà."}))
        long = "từ " * 21
        page = self.post("attempt", 1, 1, bai_viet=long, do="submit")
        self.assertContains(page, "từ từ từ", status_code=422)
        self.assertEqual(self.kept(), {"text": "Em giúp bà."})
        answer = self.post("save", 1, 1, place=ESSAY, sequence=12, writer="a", bai_viet=long)
        self.assertEqual((answer.status_code, answer.json()["reason"]), (422, "essay"))
        attempt.refresh_from_db()
        self.assertTrue(attempt.is_open)
        self.post("attempt", 1, 1, bai_viet="Em giúp bà.", do="finish")
        attempt.refresh_from_db()
        self.assertEqual((attempt.is_open, attempt.score, attempt.full_marks), (False, None, 20))
        self.assertNotContains(self.client.get(self.url("receipt", 1, 1)), "None")
        self.assertEqual(self.client.get(self.url("mine")).status_code, 200)


class MarkingTests(EssayCase):
    def test_the_second_mark_makes_the_score(self):
        self.assertIsNone(self.score())
        self.give(0, "7.5")
        self.assertIsNone(self.score())
        self.give(1, "8")
        self.assertEqual((self.score(), self.an.is_full), (Decimal("17.75"), False))

    def test_everything_right_needs_all_points_for_the_essay(self):
        self.give(0, "10")
        self.give(1, "10")
        self.score()
        self.assertTrue(self.an.is_full)

    def test_two_that_differ_wait_for_a_third_and_three_make_an_exact_mean(self):
        self.give(0, "5")
        self.give(1, "9")
        self.assertIsNone(self.score())
        self.give(2, "8")
        self.assertEqual(self.score(), Decimal("17.3333"))
        with self.assertRaises(EssayDoneError):
            self.give(3, "1")

    def test_nobody_marks_twice_or_too_early_or_too_much_or_after_others(self):
        for points in ("10.01", "-0.5"):
            with self.assertRaises(PointsError):
                self.give(0, points)
        with self.assertRaises(RoundOpenError):
            self.give(0, "5", now=CLOSES - timedelta(seconds=1))
        self.give(0, "5")
        with self.assertRaises(MarkedBeforeError):
            self.give(0, "5")
        self.give(1, "6")
        with self.assertRaises(EssayDoneError):
            self.give(2, "6")

    def test_who_wrote_none_has_nothing_for_it_and_is_read_by_nobody(self):
        empty = self.write("Lê Thị Bình", "")
        self.assertEqual(empty.score, 10)
        self.assertEqual([each.pk for each in waiting_essays(self.round, WITH_ESSAY)], [self.an.pk])

    def test_each_mark_is_an_act_and_the_writing_is_sealed_before_it(self):
        chain_attempts(contest_id=self.contest.pk, now=NOON + timedelta(hours=1))
        self.assertTrue(ChainLink.objects.filter(kind="attempt", subject=self.an.pk).exists())
        self.give(0, "7")
        self.give(1, "8")
        self.assertEqual(ContestAct.objects.filter(kind="marked").count(), 2)
        self.assertEqual(self.breaks(), [])
        with self.assertRaises(LinkChangedError):
            EssayMark.objects.update(points=1)
        AttemptAnswer.objects.filter(place=ESSAY).update(content={"text": "Đã sửa."})
        self.assertEqual(self.breaks(), [("attempt", self.an.pk)])

    def breaks(self):
        """Return where the chain does not hold; the rules of this world were never chained."""
        found = verify_chain(self.contest, AFTER).breaks
        return [(each.kind, each.subject) for each in found if each.kind != "rules"]

    def test_the_database_refuses_a_second_mark_of_one_person_and_a_fourth(self):
        self.give(0, "7")
        values = {"attempt": self.an, "points": 1, "made_at": AFTER}
        for number, marker in ((2, 0), (1, 1), (4, 1)):
            with self.assertRaises(IntegrityError), transaction.atomic():
                EssayMark.objects.create(number=number, made_by=self.markers[marker], **values)

    def test_a_table_is_provisional_until_all_are_marked_and_comes_out_the_same_again(self):
        self.write("Lê Thị Bình", "")
        close_round(round_=self.round, user=None, now=AFTER)
        self.assertEqual(findings_of(self.contest, self.round).unmarked_attempts, 1)
        first = self.publish(AFTER)
        self.assertTrue(first.is_provisional)
        address = reverse("contest_results:table", args=[self.contest.slug, 1])
        page = self.client.get(address)
        self.assertContains(page, 'class="notice"')
        self.assertEqual(page.context["shown"].ranking.figures["unmarked"], 1)
        self.give(0, "7")
        self.give(1, "8")
        second = self.publish(AFTER + timedelta(hours=1), reason="Đã chấm xong bài viết.")
        self.assertFalse(second.is_provisional)
        self.assertNotIn("unmarked", second.figures)
        for each in (first, second):
            each.refresh_from_db()
            self.assertEqual(list(faults_of(each)), [])

    def test_an_annulment_keeps_the_mark_of_the_essay(self):
        self.give(0, "7")
        self.give(1, "8")
        mark_again([self.an], now=AFTER)
        self.assertEqual(self.score(), Decimal("17.5"))

    def erase(self):
        return forget_entrants(keys=[self.an.entrant_id], before=AFTER, now=LATER)

    def marked_and_chained(self):
        chain_attempts(contest_id=self.contest.pk, now=NOON + timedelta(hours=1))
        self.give(0, "7")
        self.give(1, "8")

    def test_its_words_go_and_the_marks_and_the_chain_stay(self):
        other = self.write("Lê Thị Bình", "Em trồng cây.")
        self.marked_and_chained()
        self.assertEqual((self.erase(), self.erase()), (1, 0))
        self.assertEqual(dict(self.essays()), {self.an.pk: ERASED, other.pk: TEXT_OF_BINH})
        self.assertEqual(self.breaks(), [])
        mark_again([self.an], now=LATER)
        chain_marks(contest_id=self.contest.pk, attempts=[self.an.pk], now=LATER)
        self.assertEqual((self.score(), self.breaks()), (Decimal("17.5"), []))
        (own,) = own_marks(self.round, WITH_ESSAY, user=self.markers[0])
        self.assertEqual((own.words, own.mean), ("", Fraction("7.5")))
        self.assertEqual([each.pk for each in waiting_essays(self.round, WITH_ESSAY)], [other.pk])

    def essays(self):
        return AttemptAnswer.objects.filter(place=ESSAY).values_list("attempt_id", "content")

    def test_an_answer_changed_afterwards_is_seen_and_so_is_one_changed_before(self):
        self.marked_and_chained()
        first = self.an.answers.order_by("place").first()
        kept = first.content
        for is_before in (True, False):
            with self.subTest(is_before=is_before), transaction.atomic():
                if not is_before:
                    self.erase()
                self.an.answers.filter(pk=first.pk).update(content=["khác"])
                if is_before:
                    self.erase()
                self.assertIn(self.an.pk, [subject for _kind, subject in self.breaks()])
                transaction.set_rollback(True)
        self.assertEqual(self.an.answers.get(pk=first.pk).content, kept)

    def test_nobody_gets_another_fingerprint_by_saying_that_an_essay_went(self):
        self.marked_and_chained()
        self.an.answers.filter(place=ESSAY).update(content={"text": "Đã sửa."})
        entry = Entry(
            LinkKind.ERASED, self.an.pk, fingerprints_of("erased", [self.an.pk])[self.an.pk]
        )
        append_links(contest_id=self.contest.pk, entries=[entry], now=LATER)
        self.assertEqual(self.breaks(), [("erased", self.an.pk)])

    def test_a_marker_sees_neither_the_writer_nor_another_mark_before_all_is_done(self):
        address = reverse("contest_results_admin:essays", args=[self.contest.pk, 1])
        with patch("campaigns.contests.essay_marks.admin_views.database_now", return_value=AFTER):
            self.client.force_login(self.markers[0])
            page = self.client.get(address)
            self.assertContains(page, "bà cụ qua đường")
            self.assertNotContains(page, "Nguyễn Văn An")
            key = page.context["essay"].key
            for points in ("10,5", "x", ""):
                page = self.client.post(address, {"essay": key, "points": points, "note": "Ý hay"})
                self.assertTrue(page.context["form"].errors)
                self.assertContains(page, "Ý hay")
            self.assertRedirects(
                self.client.post(address, {"essay": key, "points": "7,5"}), address
            )
            page = self.client.get(address)
            self.assertIsNone(page.context["essay"])
            self.assertEqual(page.context["own"][0].others, ())
            self.client.force_login(self.markers[1])
            page = self.client.get(address)
            self.assertEqual((page.context["essay"].key, page.context["own"]), (key, []))
            self.client.post(address, {"essay": key, "points": "8"})
            own = self.client.get(address).context["own"][0]
            self.assertEqual((own.shown_others, own.shown_mean), (["7,5"], "7,75"))
            self.client.force_login(self.markers[2])
            page = self.client.post(address, {"essay": key, "points": "8"}, follow=True)
            self.assertContains(page, 'class="warning"')
        self.assertEqual(EssayMark.objects.count(), 2)

    def test_points_that_are_refused_stay_with_the_essay_that_was_read(self):
        others = [self.write(f"Thí sinh {number}", f"Bài số {number}.") for number in range(3)]
        address = reverse("contest_results_admin:essays", args=[self.contest.pk, 1])
        with patch("campaigns.contests.essay_marks.admin_views.database_now", return_value=AFTER):
            self.client.force_login(self.markers[0])
            read = self.client.get(address).context["essay"]
            begun = next(each for each in [self.an, *others] if each.key.hex != read.key)
            values = {"said": WITH_ESSAY, "points": Decimal(5), "note": "", "now": AFTER}
            give_mark(attempt=begun, user=self.markers[1], **values)
            wrong = {"essay": read.key, "points": "99", "note": "Ý hay"}
            page = self.client.post(address, wrong)
            self.assertEqual(page.context["essay"], read)
            self.assertContains(page, "Ý hay")
            done = next(each for each in [self.an, *others] if each.key.hex == read.key)
            for marker in (1, 2):
                give_mark(attempt=done, user=self.markers[marker], **values)
            page = self.client.post(address, wrong)
            self.assertEqual(page.context["essay"].key, begun.key.hex)
            self.assertFalse(page.context["form"].is_bound)
            self.assertContains(page, 'class="warning"')

    def test_essays_are_not_shown_while_the_round_is_open_or_to_others(self):
        address = reverse("contest_results_admin:essays", args=[self.contest.pk, 1])
        with patch("campaigns.contests.essay_marks.admin_views.database_now", return_value=NOON):
            self.client.force_login(self.markers[0])
            type(self.round).objects.update(closes_at=CLOSES - timedelta(hours=9))
            page = self.client.get(address)
            self.assertNotContains(page, "bà cụ")
            self.assertContains(page, "24:00 29/11/2026")
        visitor = make_user("khach", is_staff=True)
        visitor.user_permissions.add(Permission.objects.get(codename="access_admin"))
        self.client.force_login(visitor)
        self.assertEqual(self.client.get(address).status_code, 302)

    def test_the_essay_that_somebody_began_comes_first(self):
        self.give(0, "7")
        for number in range(3):
            self.write(f"Thí sinh {number}", f"Bài số {number}.")
        first, other = (next_essay(self.round, WITH_ESSAY, user=self.markers[n]) for n in (1, 0))
        self.assertEqual(first.key, self.an.key.hex)
        self.assertEqual(len(own_marks(self.round, WITH_ESSAY, user=self.markers[0])), 1)
        self.assertNotEqual(other.key, self.an.key.hex)
