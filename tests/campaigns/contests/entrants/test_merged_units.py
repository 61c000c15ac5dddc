"""A unit that is merged while a contest runs: people keep it, its successor is counted."""

from datetime import date, timedelta

from django.test import TestCase

from campaigns.contests.choices import CollectiveMeasure
from campaigns.contests.models import Entrant
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.official import OfficialTable
from campaigns.contests.results.versions import faults_of, make_ranking
from campaigns.contests.rules import PrizeRules
from goodnews.units.models import Headcount
from goodnews.units.services import merge_units
from tests.campaigns.contests.contests_world import (
    AFTER,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)
from tests.units.factories import make_unit

PRIZES = (
    PrizeRules(title="Đông nhất", measure=CollectiveMeasure.ENTRANTS, place=1, count=1, round=1),
    PrizeRules(title="Tỷ lệ", measure=CollectiveMeasure.RATE, place=1, count=1, round=1),
)


class MergedUnitTests(TestCase):
    def setUp(self):
        self.contest = make_contest()
        self.round = make_round(self.contest)
        publish_rules(self.contest, prizes=PRIZES)
        province = make_unit()
        self.old, self.new, self.other = (
            make_unit(name, parent=province) for name in ("Xã Cũ", "Xã Mới", "Xã Khác")
        )
        for unit, youth in ((self.old, 10), (self.new, 30), (self.other, 20)):
            Headcount.objects.create(
                unit=unit, youth_count=youth, member_count=5, counted_on=date(2026, 1, 1)
            )
        people = [(self.old, 2), (self.new, 1), (self.other, 2)]
        for unit, count in people:
            for n in range(count):
                entrant = make_entrant(self.contest, f"Người {n} {unit}", unit=unit)
                make_attempt(entrant, self.round, 2)

    def results(self):
        close_round(round_=self.round, user=None, now=AFTER)
        ranking = make_ranking(
            contest=self.contest, round_=self.round, reason="", user=None, now=AFTER
        )
        self.assertEqual(list(faults_of(ranking)), [])
        return OfficialTable(ranking)

    def test_tables_and_prizes_of_units_count_the_successor(self):
        merge_units(units=[self.old], into=self.new, on=date(2026, 3, 5), now=AFTER)
        official = self.results()
        counted = {official.unit_names[each.unit]: each.people for each in official.table.units}
        self.assertEqual(counted, {"Xã Mới": 3, "Xã Khác": 2})
        winners = [(prize.title, unit) for prize, unit, _measure in official.unit_winners]
        self.assertEqual(winners[0], ("Đông nhất", "Xã Mới"))
        self.assertEqual(Entrant.objects.filter(unit=self.old).count(), 2)

    def test_a_merger_after_the_round_changes_nothing(self):
        days_later = AFTER + timedelta(days=3)
        merge_units(units=[self.old], into=self.new, on=date(2026, 3, 10), now=days_later)
        official = self.results()
        names = {official.unit_names[each.unit]: each.people for each in official.table.units}
        self.assertEqual(names, {"Xã Cũ": 2, "Xã Mới": 1, "Xã Khác": 2})

    def test_a_second_merger_is_followed_to_its_end(self):
        merge_units(units=[self.old], into=self.new, on=date(2026, 3, 3), now=AFTER)
        merge_units(units=[self.new], into=self.other, on=date(2026, 3, 5), now=AFTER)
        units = self.results().table.units
        self.assertEqual([(each.unit, each.people) for each in units], [(self.other.pk, 5)])
