"""The public pages of results: reasons, versions, masked names; nothing while a round runs."""

from datetime import date, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.models import Entrant, League
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.measures import written_share
from campaigns.contests.results.names import age_on, public_name
from campaigns.contests.results.standings import disqualify
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.rules import LeagueRules, PrizeRules
from goodnews.units.models import Headcount
from tests.units.factories import make_unit

from .contests_world import (
    AFTER,
    OPENS,
    PRIZES,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)

GROWN_UP, CHILD = date(2000, 1, 1), date(2012, 5, 5)
DAY = date(2026, 3, 9)


class NameTests:
    def named(self, birth_date, *, shows_name):
        return public_name("Nguyễn Văn An", birth_date=birth_date, shows_name=shows_name, on=DAY)

    def test_only_a_grown_up_who_agreed_is_named_in_full(self):
        assert self.named(GROWN_UP, shows_name=True) == "Nguyễn Văn An"
        assert self.named(GROWN_UP, shows_name=False) == "Nguyễn V. A."

    def test_a_child_is_never_named_in_full(self):
        assert self.named(CHILD, shows_name=True) == "Nguyễn V. A."
        assert self.named(CHILD, shows_name=False) == "N. V. A."

    def test_without_a_birth_date_nobody_is_known_to_be_grown_up(self):
        assert self.named(None, shows_name=True) == "Nguyễn V. A."
        assert self.named(None, shows_name=False) == "N. V. A."

    def test_sixteen_begins_on_the_birthday(self):
        assert age_on(date(2010, 3, 9), DAY) == 16
        assert age_on(date(2010, 3, 10), DAY) == 15

    def test_one_word_is_not_written_out(self):
        assert public_name("Pao", birth_date=GROWN_UP, shows_name=False, on=DAY) == "P."


class ResultPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest()
        cls.round = make_round(cls.contest, shown_count=2)
        cls.later = make_round(cls.contest, 2, prediction="people")
        rate = PrizeRules(title="Tập thể", count=1, place=1, round=1, measure="rate")
        publish_rules(cls.contest, prizes=(*PRIZES, rate))
        province = make_unit()
        cls.commune = make_unit("Xã Minh Họa", parent=province)
        Headcount.objects.create(
            unit=cls.commune, counted_on=date(2026, 1, 1), youth_count=13, member_count=0
        )
        cls.an = make_entrant(cls.contest, "Nguyễn Văn An", unit=cls.commune)
        cls.child = make_entrant(
            cls.contest, "Giàng Thị Pao", unit=cls.commune, birth_date=CHILD, shows_name=False
        )
        cls.third = make_entrant(cls.contest, "Lò Văn Ba", unit=cls.commune)
        make_attempt(cls.an, cls.round, 2, took=190)
        make_attempt(cls.child, cls.round, 2, took=191)
        make_attempt(cls.third, cls.round, 1)
        for number in range(7):
            make_attempt(
                make_entrant(cls.contest, f"Thí sinh {number}", unit=cls.commune), cls.later, 1
            )
        close_round(round_=cls.round, user=None, now=AFTER)
        cls.first = make_ranking(
            contest=cls.contest, round_=cls.round, reason="", user=None, now=AFTER
        )

    def correct(self):
        disqualify(entrant=self.an, reason="Thi hộ.", user=None, now=AFTER)
        return make_ranking(
            contest=self.contest,
            round_=self.round,
            reason="Loại một thí sinh thi hộ.",
            user=None,
            now=AFTER + timedelta(days=1),
        )

    def page(self, name="table", *args, query=""):
        args = args or ((1,) if name == "table" else ())
        return self.client.get(reverse(f"contest_results:{name}", args=["tim-hieu", *args]) + query)

    def test_winners_places_and_the_reason_between_neighbours(self):
        page = self.page()
        self.assertContains(page, "Nguyễn Văn An")
        self.assertContains(page, "G. T. P.")
        self.assertNotContains(page, "Pao")
        shown = page.context["shown"]
        self.assertEqual([row.row.place for row in shown.rows], [1, 2])
        self.assertIn("Nguyễn Văn An (", shown.rows[1].why)
        self.assertEqual([won.name for won in shown.winners], ["Nguyễn Văn An", "G. T. P."])

    def test_places_beyond_those_that_the_rules_publish_are_not_there(self):
        self.assertNotContains(self.page(), "Lò Văn Ba")

    def test_percentages_of_units_are_right(self):
        self.assertContains(self.page(), "23,08 %")

    def test_both_versions_stay_and_the_second_says_what_changed_and_why(self):
        self.correct()
        second = self.page()
        self.assertContains(second, "Loại một thí sinh thi hộ.")
        moves = [
            (move.name, move.before[0], move.after[0]) for move in second.context["shown"].moves
        ]
        # What is a person's own comes before those whom others moved.
        self.assertEqual(
            moves, [("Lò Văn Ba", "–", "2"), ("Nguyễn Văn An", "1", "–"), ("G. T. P.", "2", "1")]
        )
        first = self.page("version", 1, 1)
        self.assertEqual(first.context["shown"].rows[0].name, "Nguyễn Văn An")
        self.assertEqual(first.context["shown"].winners[0].name, "Nguyễn Văn An")
        self.assertContains(first, reverse("contest_results:table", args=["tim-hieu", 1]))

    def test_a_running_round_shows_nothing_that_its_prediction_asks_for(self):
        page = self.page("table", 2)
        self.assertContains(page, 'class="empty"')
        self.assertIsNone(page.context["shown"])
        index = self.page("index")
        self.assertContains(index, "Tuần 2")
        self.assertNotContains(index, 'class="stat')

    def test_the_pages_are_the_same_for_everybody(self):
        for name in ("table", "index"):
            answer = self.page(name)
            self.assertIn("public", answer["Cache-Control"])
            self.assertNotIn("Cookie", answer.get("Vary", ""))
            self.assertFalse(answer.cookies)

    def test_as_many_queries_for_three_people_as_for_ninety(self):
        wide = make_contest("rong")
        round_ = make_round(wide)
        publish_rules(wide, prizes=tuple(PrizeRules("G", 40, 1, round=1) for _each in "a"))
        for number in range(90):
            entrant = make_entrant(wide, f"Thí sinh {number}", unit=self.commune)
            make_attempt(entrant, round_, 1, begins=number)
        close_round(round_=round_, user=None, now=AFTER)
        make_ranking(contest=wide, round_=round_, reason="", user=None, now=AFTER)
        counts = []
        for slug in ("tim-hieu", "rong"):
            address = reverse("contest_results:table", args=[slug, 1])
            self.client.get(address, {"page": 1, "x": 1})
            with CaptureQueriesContext(connection) as captured:
                self.client.get(address, {"x": 2})
            counts.append(len(captured))
        self.assertLess(counts[0], 40)
        self.assertEqual(counts[0], counts[1])

    def test_nonsense_in_the_address_is_the_first_page_or_not_found(self):
        for query in ("?page=abc", "?page=-1", "?page=" + "9" * 40, "?page=%00"):
            self.assertEqual(self.page(query=query).status_code, 200)
        for name, *args in (
            ("table", 99),
            ("version", 1, 9),
            ("league", 1, "khong-co"),
            ("version_league", 1, 1, "khong-co"),
        ):
            self.assertEqual(self.page(name, *args).status_code, 404)

    def test_an_unpublished_contest_and_practice_have_no_results(self):
        make_round(self.contest, 3, kind="practice")
        self.assertEqual(self.page("table", 3).status_code, 404)
        self.contest.published_at = None
        self.contest.save()
        self.assertEqual(self.page().status_code, 404)

    def test_a_contest_without_rounds_says_that_nothing_is_there_yet(self):
        make_contest("moi")
        answer = self.client.get(reverse("contest_results:index", args=["moi"]))
        self.assertContains(answer, 'class="empty"')

    def test_each_league_has_its_own_page(self):
        leagues = (LeagueRules("a", "Bảng A"), LeagueRules("b", "Bảng B"))
        contest = make_contest("hai-bang")
        round_ = make_round(contest)
        publish_rules(contest, leagues=leagues)
        for each in leagues:
            league = League.objects.create(contest=contest, code=each.code, title=each.title)
            entrant = make_entrant(contest, f"Người {each.code}", league=league)
            make_attempt(entrant, round_, 1)
        close_round(round_=round_, user=None, now=AFTER)
        make_ranking(contest=contest, round_=round_, reason="", user=None, now=AFTER)
        page = self.client.get(reverse("contest_results:league", args=["hai-bang", 1, "b"]))
        self.assertEqual([row.name for row in page.context["shown"].rows], ["Người b"])

    def test_names_are_those_that_may_be_shown_today(self):
        """Consent that is withdrawn later takes the name out of every version."""
        Entrant.objects.filter(pk=self.an.pk).update(shows_name=False)
        page = self.client.get(
            reverse("contest_results:version", args=["tim-hieu", 1, 1]), {"x": 3}
        )
        self.assertNotContains(page, "Nguyễn Văn An")

    def test_before_the_opening_there_is_a_page_too(self):
        early = make_contest("som")
        make_round(
            early, opens_at=OPENS + timedelta(days=400), closes_at=OPENS + timedelta(days=401)
        )
        self.assertEqual(
            self.client.get(reverse("contest_results:table", args=["som", 1])).status_code, 200
        )


class FigureTests(TestCase):
    """What a public table says of people by unit and age, and that its columns have their sums."""

    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest()
        cls.round = make_round(cls.contest)
        publish_rules(cls.contest)
        commune = make_unit("Xã Minh Họa", parent=make_unit())
        # On 2 March 2026 they are 10, 11, 15, 16, 30, 31 and of unknown age.
        births = [
            (2015, 3, 3),
            (2015, 3, 2),
            (2010, 3, 3),
            (2010, 3, 2),
            (1995, 3, 3),
            (1995, 3, 2),
        ]
        cls.people = [
            make_entrant(cls.contest, f"Người {number}", unit=commune, birth_date=date(*born))
            for number, born in enumerate(births)
        ]
        cls.people.append(make_entrant(cls.contest, "Không rõ", birth_date=None))
        for number, each in enumerate(cls.people):
            make_attempt(each, cls.round, 2 if number < 2 else 1)
        out = make_entrant(cls.contest, "Bị loại", unit=commune)
        make_attempt(out, cls.round, 2)
        disqualify(entrant=out, reason="Thi hộ.", user=None, now=AFTER)
        close_round(round_=cls.round, user=None, now=AFTER)
        make_ranking(contest=cls.contest, round_=cls.round, reason="", user=None, now=AFTER)

    def shown(self):
        return self.client.get(
            reverse("contest_results:table", args=["tim-hieu", 1]), {"x": 1}
        ).context["shown"]

    def test_each_age_stands_in_its_group_and_the_groups_are_all_people(self):
        ages = self.shown().ages
        self.assertEqual([each.people for each in ages], [1, 2, 1, 1, 1, 1])
        self.assertEqual([each.full_mark_people for each in ages], [1, 1, 0, 0, 0, 0])
        counts = self.shown().table.counts
        self.assertEqual(counts.people, sum(each.people for each in ages))
        self.assertEqual(counts.full_mark_people, sum(each.full_mark_people for each in ages))

    def test_shares_are_rounded_a_half_upwards(self):
        shown = self.shown()
        self.assertEqual(shown.full_share, "28,57 %")
        self.assertEqual([each.share for each in shown.ages][:2], ["14,29 %", "28,57 %"])
        self.assertEqual(written_share(1, 800), "0,13 %")
        self.assertEqual(written_share(229, 1000), "22,9 %")
        self.assertEqual(written_share(0, 0), "")

    def test_units_and_those_without_one_are_all_people(self):
        shown = self.shown()
        self.assertEqual((shown.units[0].people, shown.people_without_unit), (6, 1))
        self.assertEqual((shown.units[0].share, shown.share_without_unit), ("85,71 %", "14,29 %"))

    def test_a_birth_date_that_is_taken_away_later_changes_no_figure(self):
        before = self.shown().ages
        Entrant.objects.update(birth_date=None)
        self.assertEqual(self.shown().ages, before)

    def test_rules_that_ask_for_no_birth_date_have_no_ages(self):
        publish_rules(self.contest, number=2, asks_birth_date=False)
        make_ranking(contest=self.contest, round_=self.round, reason="Khác.", user=None, now=AFTER)
        self.assertEqual(self.shown().ages, [])
