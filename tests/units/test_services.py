from datetime import UTC, date, datetime, timedelta

from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from goodnews.units.errors import (
    ChangeInFutureError,
    LaterPlacementError,
    MergerIntoItselfError,
    MergerIntoOwnBranchError,
    MoveUnderItselfError,
    NothingToMergeError,
    UnitAlreadyMergedError,
    UnitError,
    UnitNotValidError,
)
from goodnews.units.models import Headcount, Unit, UnitMerger, UnitPlacement
from goodnews.units.services import add_unit, merge_units, move_unit, preview_merger
from tests.accounts.factories import make_user

from .factories import FOUNDED, make_unit

NOW = datetime(2025, 7, 1, 8, tzinfo=UTC)
DAY = date(2025, 7, 1)
DAY_BEFORE = date(2025, 6, 30)


class TreeTestCase(TestCase):
    """A province with two districts, of which each has a commune."""

    @classmethod
    def setUpTestData(cls):
        cls.province = make_unit()
        cls.north = make_unit("Huyện Bắc", parent=cls.province)
        cls.south = make_unit("Huyện Nam", parent=cls.province)
        cls.high = make_unit("Xã Núi Cao", parent=cls.north)
        cls.low = make_unit("Xã Sông Thấp", parent=cls.south)

    def fresh(self, unit: Unit) -> Unit:
        return Unit.objects.get(pk=unit.pk)


class AddUnitTests(TreeTestCase):
    def test_a_new_unit_has_its_first_placement(self):
        placement = self.high.placements.get()
        self.assertEqual(
            (placement.parent, placement.valid_from, placement.valid_to),
            (self.north, FOUNDED, None),
        )

    def test_a_slug_that_is_taken_gets_a_number(self):
        second = make_unit("Xã Núi Cao", parent=self.south)
        self.assertEqual((self.high.slug, second.slug), ("xa-nui-cao", "xa-nui-cao-2"))

    def test_a_parent_that_ends_before_the_new_unit_is_refused(self):
        old = make_unit("Huyện Cũ", parent=self.province, valid_to=DAY_BEFORE)
        for first, last in ((DAY, None), (FOUNDED, None), (FOUNDED, DAY)):
            with self.subTest(first=first, last=last), self.assertRaises(UnitNotValidError):
                make_unit("Xã Mới", parent=old, valid_from=first, valid_to=last)
        self.assertFalse(Unit.objects.filter(name="Xã Mới").exists())
        make_unit("Xã Xưa", parent=old, valid_to=DAY_BEFORE)

    def test_a_unit_may_be_older_than_the_one_above_it(self):
        young = make_unit("Xã Mới", parent=self.province, valid_from=DAY)
        self.assertEqual(make_unit("Trường Cũ", parent=young).get_parent(), young)

    def test_a_parent_read_before_its_last_child_still_takes_one(self):
        for number in range(3):
            make_unit(f"Xã {number}", parent=self.north)
        self.assertEqual(self.fresh(self.north).get_children_count(), 4)
        self.assertEqual(Unit.find_problems(), ([], [], [], [], []))


class MoveUnitTests(TreeTestCase):
    def move(self, unit=None, parent=None, on=DAY):
        return move_unit(unit=unit or self.high, parent=parent or self.south, on=on, now=NOW)

    def test_the_place_before_and_after_stays_known(self):
        self.move()
        for day, parent in ((DAY_BEFORE, self.north), (DAY, self.south)):
            with self.subTest(day=day):
                placed = Unit.objects.placed_on(day).get(pk=self.high.pk)
                self.assertEqual(placed.parent_id_then, parent.pk)
        self.assertEqual(self.fresh(self.high).get_parent(), self.south)
        self.assertIn(self.high, Unit.objects.children_on(self.north, DAY_BEFORE))
        self.assertNotIn(self.high, Unit.objects.children_on(self.north, DAY))

    def test_what_stands_below_goes_along(self):
        self.move(unit=self.north, parent=self.south)
        self.assertIn(self.fresh(self.high), Unit.objects.within(self.fresh(self.south)))
        self.assertEqual(Unit.find_problems(), ([], [], [], [], []))

    def test_a_second_move_on_the_same_day_corrects_the_first(self):
        self.move()
        self.move(parent=self.province)
        self.assertEqual(self.high.placements.count(), 2)
        self.assertEqual(self.fresh(self.high).get_parent(), self.province)

    def test_a_move_before_the_last_one_is_refused(self):
        self.move()
        with self.assertRaises(LaterPlacementError):
            self.move(on=DAY_BEFORE)

    def test_a_unit_cannot_stand_below_itself(self):
        for parent in (self.north, self.high):
            with self.subTest(parent=parent), self.assertRaises(MoveUnderItselfError):
                self.move(unit=self.north, parent=parent)

    def test_the_future_is_refused_by_the_calendar_of_vietnam(self):
        late = datetime(2025, 6, 30, 18, tzinfo=UTC)
        move_unit(unit=self.high, parent=self.south, on=DAY, now=late)
        with self.assertRaises(ChangeInFutureError):
            move_unit(unit=self.low, parent=self.north, on=DAY, now=late - timedelta(hours=2))

    def test_a_parent_that_has_ended_is_refused(self):
        ended = make_unit("Huyện Cũ", parent=self.province, valid_to=DAY_BEFORE)
        with self.assertRaises(UnitNotValidError):
            self.move(parent=ended)

    def test_a_parent_that_ends_before_the_unit_is_refused(self):
        ending = make_unit("Huyện Cũ", parent=self.province, valid_to=DAY)
        with self.assertRaises(UnitNotValidError):
            self.move(parent=ending)

    def test_a_unit_without_written_placements_gets_its_past_from_the_tree(self):
        UnitPlacement.objects.filter(unit=self.high).delete()
        self.move()
        self.assertEqual(
            list(self.high.placements.values_list("parent", "valid_from", "valid_to")),
            [(self.north.pk, FOUNDED, DAY_BEFORE), (self.south.pk, DAY, None)],
        )


class MergeUnitsTests(TreeTestCase):
    def merge(self, units=None, into=None, on=DAY, now=NOW):
        return merge_units(
            units=[self.north, self.south] if units is None else units,
            into=into or self.into,
            on=on,
            now=now,
        )

    def setUp(self):
        self.into = make_unit("Xã Mới", parent=self.province, valid_from=DAY)

    def test_several_units_end_in_one_and_keep_their_history(self):
        Headcount.objects.create(
            unit=self.north, counted_on=FOUNDED, member_count=40, youth_count=90
        )
        user = make_user("lan", unit=self.north)
        mergers = self.merge()
        self.assertEqual([merger.unit for merger in mergers], [self.north, self.south])
        for unit in (self.north, self.south):
            with self.subTest(unit=unit):
                unit = self.fresh(unit)
                self.assertEqual(unit.valid_to, DAY_BEFORE)
                self.assertEqual(unit.merger.into, self.into)
                self.assertEqual(unit.placements.get().valid_to, DAY_BEFORE)
        user.refresh_from_db()
        self.assertEqual(user.unit, self.into)
        self.assertEqual(self.north.headcounts.count(), 1)

    def test_child_units_pass_to_the_new_unit_on_the_day(self):
        self.merge()
        self.assertEqual(
            set(self.fresh(self.into).get_children()), {self.fresh(self.high), self.fresh(self.low)}
        )
        self.assertIn(self.high, Unit.objects.children_on(self.north, DAY_BEFORE))
        self.assertIn(self.high, Unit.objects.children_on(self.into, DAY))
        self.assertEqual(Unit.find_problems(), ([], [], [], [], []))

    def test_a_unit_and_its_own_child_may_end_together(self):
        self.merge(units=[self.high, self.north])
        self.assertEqual(self.fresh(self.into).get_children_count(), 0)
        self.assertEqual(self.fresh(self.high).get_parent(), self.north)

    def test_the_preview_counts_what_the_merger_moves(self):
        make_user("lan", unit=self.north)
        preview = preview_merger(units=[self.south, self.north], into=self.into, on=DAY, now=NOW)
        self.assertEqual(preview.units, [self.north, self.south])
        self.assertEqual(preview.children, [self.high, self.low])
        counts = {kind.code: count for kind, count in preview.counts}
        self.assertEqual((counts["people"], counts["headcounts"]), (1, 0))
        self.assertEqual(UnitMerger.objects.count(), 0)

    def test_faults_are_refused_with_their_own_error(self):
        child = make_unit("Xã Con", parent=self.north)
        cases = [
            (NothingToMergeError, {"units": []}),
            (MergerIntoItselfError, {"units": [self.into]}),
            (MergerIntoOwnBranchError, {"units": [self.north], "into": child}),
            (ChangeInFutureError, {"on": DAY + timedelta(days=1)}),
            (UnitNotValidError, {"on": DAY_BEFORE}),
        ]
        for error, arguments in cases:
            with self.subTest(error=error.__name__), self.assertRaises(error):
                self.merge(**arguments)
        self.assertEqual(UnitMerger.objects.count(), 0)

    def test_a_unit_ends_only_once(self):
        self.merge()
        with self.assertRaises(UnitAlreadyMergedError):
            self.merge(units=[self.north], into=self.province)

    def test_a_refusal_half_way_changes_nothing(self):
        move_unit(unit=self.low, parent=self.north, on=DAY, now=NOW)
        with self.assertRaises(LaterPlacementError):
            self.merge(units=[self.north, self.low])
        self.assertIsNone(self.fresh(self.north).valid_to)
        self.assertEqual(UnitMerger.objects.count(), 0)


class RandomTreeTests(HypothesisTestCase):
    """Whatever is moved and merged, each unit has exactly one place on each of its days."""

    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["move", "merge"]),
                st.integers(0, 4),
                st.integers(0, 4),
                st.integers(0, 9),
            ),
            max_size=8,
        )
    )
    def test_one_place_on_each_day(self, changes):
        root = make_unit()
        units = [root, *(make_unit(f"Xã {number}", parent=root) for number in range(4))]
        for kind, first, second, day in changes:
            on = DAY - timedelta(days=day)
            try:
                if kind == "move":
                    move_unit(unit=units[first], parent=units[second], on=on, now=NOW)
                else:
                    merge_units(units=[units[first]], into=units[second], on=on, now=NOW)
            except UnitError:
                continue
        self.assertEqual(Unit.find_problems(), ([], [], [], [], []))
        for offset in (-400, -9, -5, -1, 0):
            day = DAY + timedelta(days=offset)
            for unit in Unit.objects.valid_on(day):
                self.assertEqual(unit.placements.valid_on(day).count(), 1, (unit, day))


class AddUnitDefaultsTests(TestCase):
    def test_the_short_name_is_the_name_where_none_is_given(self):
        unit = add_unit(
            parent=None, name="Tỉnh Đoàn", code="T", kind="province", valid_from=FOUNDED
        )
        self.assertEqual(unit.short_name, "Tỉnh Đoàn")
