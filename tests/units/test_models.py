from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.test import TestCase

from goodnews.units.models import Headcount, Unit, UnitMerger, UnitPlacement
from goodnews.units.services import place_new_unit

from .factories import FOUNDED, make_unit

NEXT = FOUNDED + timedelta(days=1)


class ConstraintTests(TestCase):
    """The database itself refuses what the services never write."""

    @classmethod
    def setUpTestData(cls):
        cls.province = make_unit()
        cls.commune = make_unit("Xã Núi Cao", parent=cls.province)

    def refuse(self, name: str, model, **values):
        with self.subTest(name), self.assertRaises(IntegrityError), transaction.atomic():
            model.objects.create(**values)

    def test_placements_that_contradict_each_other_are_refused(self):
        unit = self.commune
        self.refuse("end before begin", UnitPlacement, unit=unit, valid_from=NEXT, valid_to=FOUNDED)
        self.refuse("two open", UnitPlacement, unit=unit, valid_from=NEXT)
        self.refuse("same day", UnitPlacement, unit=unit, valid_from=FOUNDED, valid_to=NEXT)
        self.refuse(
            "under itself", UnitPlacement, unit=unit, parent=unit, valid_from=NEXT, valid_to=NEXT
        )

    def test_headcounts_that_cannot_be_are_refused(self):
        values = {"unit": self.commune, "counted_on": FOUNDED}
        self.refuse("too many members", Headcount, **values, member_count=10, youth_count=9)
        Headcount.objects.create(**values, member_count=9, youth_count=9)
        self.refuse("twice on a day", Headcount, **values, member_count=1, youth_count=2)

    def test_a_merger_into_itself_or_twice_is_refused(self):
        values = {"unit": self.commune, "merged_on": NEXT, "recorded_at": "2025-07-01T00:00Z"}
        self.refuse("itself", UnitMerger, **values, into=self.commune)
        UnitMerger.objects.create(**values, into=self.province)
        self.refuse("twice", UnitMerger, **values, into=self.province)

    def test_a_unit_does_not_end_before_it_begins(self):
        unit = Unit(name="X", code="X", slug="x", kind="ward", valid_from=NEXT, valid_to=FOUNDED)
        with self.assertRaises(IntegrityError), transaction.atomic():
            place_new_unit(unit=unit, parent=self.province)


class HeadcountQuerySetTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.province = make_unit()
        cls.commune = make_unit("Xã Núi Cao", parent=cls.province)
        for day, count in ((date(2024, 1, 1), 100), (date(2025, 1, 1), 120)):
            Headcount.objects.create(
                unit=cls.commune, counted_on=day, member_count=50, youth_count=count
            )

    def test_a_headcount_holds_until_the_next(self):
        cases = {
            date(2023, 12, 31): [],
            date(2024, 1, 1): [100],
            date(2024, 12, 31): [100],
            date(2025, 1, 1): [120],
            date(2030, 1, 1): [120],
        }
        for day, counts in cases.items():
            with self.subTest(day=day):
                found = Headcount.objects.valid_on(day).values_list("youth_count", flat=True)
                self.assertEqual(list(found), counts)

    def test_units_carry_the_headcount_of_a_day_in_one_query(self):
        with self.assertNumQueries(1):
            units = {
                unit.pk: unit.youth_count_then
                for unit in Unit.objects.with_headcount_on(date(2024, 6, 1))
            }
        self.assertEqual(units, {self.province.pk: None, self.commune.pk: 100})


class UnitQuerySetTests(TestCase):
    def test_names_are_found_without_accents(self):
        province = make_unit()
        unit = make_unit("Xã Đắk Nông", parent=province, code="XA-01")
        for text in ("dak nong", "ĐẮK", "Xã Đắk", "xa-01", "  Nông "):
            with self.subTest(text=text):
                self.assertEqual(list(Unit.objects.matching(text)), [unit])
        self.assertEqual(list(Unit.objects.matching("\x00zzz")), [])

    def test_both_ends_of_a_unit_are_days_of_it(self):
        unit = make_unit(valid_to=NEXT)
        for day, expected in (
            (FOUNDED - timedelta(days=1), []),
            (FOUNDED, [unit]),
            (NEXT, [unit]),
            (NEXT + timedelta(days=1), []),
        ):
            with self.subTest(day=day):
                self.assertEqual(list(Unit.objects.valid_on(day)), expected)
