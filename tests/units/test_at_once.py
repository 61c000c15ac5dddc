"""Two people who merge or split units at the same moment."""

from datetime import date
from functools import partial

from django.utils import timezone

from goodnews.units.belongings import CHILDREN, WORK
from goodnews.units.errors import UnitAlreadyMergedError, UnitAlreadySplitError, UnitNotValidError
from goodnews.units.models import Unit, UnitMerger, UnitSplit
from goodnews.units.services import merge_units, preview_split, split_unit
from tests.accounts.factories import make_user
from tests.concurrency import AtOnceTestCase, needs_postgresql

from .factories import make_unit

ON = date(2026, 6, 1)
TOO_LATE = (UnitAlreadyMergedError, UnitAlreadySplitError, UnitNotValidError)


@needs_postgresql
class ReorganiseAtOnceTests(AtOnceTestCase):
    def setUp(self):
        self.province = make_unit()
        names = ("Xã Cũ", "Xã Mới", "Xã Khác")
        self.old, self.new, self.other = (make_unit(name, parent=self.province) for name in names)
        self.school = make_unit("Trường Xã Cũ", parent=self.old, kind="school")
        self.person = make_user("ctv", unit=self.old)

    def merge(self, unit: Unit, into: Unit):
        return merge_units(units=[unit], into=into, on=ON, now=timezone.now())

    def split(self):
        now, parts = timezone.now(), [self.new, self.other]
        preview = preview_split(unit=self.old, parts=parts, on=ON, now=now)
        goes_to = {WORK: self.new, f"people-{self.person.pk}": self.new}
        goes_to |= {f"{CHILDREN}-{child.pk}": self.new for child in preview.children}
        return split_unit(unit=self.old, parts=parts, on=ON, goes_to=goes_to, now=now)

    def ends_once(self, answers) -> None:
        self.assertEqual(sum(isinstance(answer, list) for answer in answers), 1, answers)
        self.person.refresh_from_db()
        self.school.refresh_from_db()
        self.old.refresh_from_db()
        self.assertEqual(self.old.valid_to, date(2026, 5, 31))
        # Everything went to one successor, whoever was first.
        self.assertEqual(self.school.get_parent().pk, self.person.unit_id)

    def test_one_unit_is_merged_into_one_of_two(self):
        answers = self.at_once(
            [partial(self.merge, self.old, into) for into in (self.new, self.other)],
            refusals=TOO_LATE,
        )
        self.ends_once(answers)
        self.assertEqual(UnitMerger.objects.get().into_id, self.person.unit_id)

    def test_two_units_cannot_be_merged_into_each_other(self):
        answers = self.at_once(
            [
                partial(self.merge, self.old, self.new),
                partial(self.merge, self.new, self.old),
            ],
            refusals=TOO_LATE,
        )
        self.assertEqual(sum(isinstance(answer, list) for answer in answers), 1, answers)
        self.assertEqual(UnitMerger.objects.count(), 1)
        self.assertEqual(Unit.objects.filter(valid_to__isnull=True, depth=2).count(), 2)

    def test_a_unit_is_split_or_merged_but_not_both(self):
        answers = self.at_once(
            [self.split, partial(self.merge, self.old, self.other)], refusals=TOO_LATE
        )
        self.ends_once(answers)
        self.assertEqual(UnitMerger.objects.exists(), not UnitSplit.objects.exists())
