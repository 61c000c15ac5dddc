"""What is put back is what was built; whatever could make it differ is built anew."""

from unittest import mock

from django.db import connection
from django.test import TestCase, override_settings
from wagtail.models import Page

from goodnews.units.models import Unit
from tests.recorded import is_fresh, read_tables, recorded
from tests.units.factories import make_unit
from tests.workflows.factories import NOW, make_newsroom

built = mock.Mock(side_effect=make_newsroom.__wrapped__)
make_room = recorded(built)
seen = []


class RecordedTestCase(TestCase):
    __test__ = False

    @classmethod
    def setUpTestData(cls):
        cls.before_count = built.call_count
        cls.was_fresh = is_fresh(connection)
        cls.room = make_room()
        cls.rows = read_tables(connection)

    def check_room(self):
        self.assertTrue(self.was_fresh)
        self.assertEqual(self.room.correspondent.unit, self.room.unit)
        self.assertEqual(Unit.objects.get(pk=self.room.unit.pk).name, "Xã Nậm Pung")
        self.assertEqual(self.room.unit.name, "Xã Nậm Pung")
        # New rows have numbers of their own, and the tree goes on.
        self.assertGreater(make_unit("Xã Mới", parent=self.room.province).pk, self.room.unit.pk)
        self.room.sent("Tin mới")
        self.assertEqual(Page.find_problems(), ([], [], [], [], []))


class BuiltOrPutBackTests(RecordedTestCase):
    __test__ = True

    def test_it_serves(self):
        self.check_room()
        seen.append(self.rows)

    def test_a_test_may_change_it(self):
        self.room.unit.name = "Tên khác"
        self.room.unit.save()


class PutBackTests(RecordedTestCase):
    """Runs after the class above, or builds by itself."""

    __test__ = True

    def test_it_serves_again_and_nothing_of_another_test_is_in_it(self):
        self.check_room()
        self.assertEqual(built.call_count - self.before_count, 0 if seen else 1)

    def test_its_rows_are_those_that_were_built(self):
        seen.append(self.rows)
        self.assertEqual(seen[0], seen[-1])


class NotFreshTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_unit("Đơn vị có trước")
        cls.before_count = built.call_count
        cls.room = make_room()

    def test_it_is_built_where_something_stood(self):
        self.assertEqual(built.call_count, self.before_count + 1)
        self.assertEqual(Unit.objects.count(), 4)


@override_settings(WAGTAIL_SITE_NAME="Tên khác")
class OwnSettingsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.before_count = built.call_count
        make_room()

    def test_it_is_built_where_settings_differ(self):
        self.assertEqual(built.call_count, self.before_count + 1)


class InATestTests(TestCase):
    def test_it_is_built_in_a_test(self):
        before_count = built.call_count
        make_room()
        self.assertEqual(built.call_count, before_count + 1)


class OwnClockTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with mock.patch("django.utils.timezone.now", return_value=NOW):
            cls.is_fresh = is_fresh(connection)

    def test_it_is_built_where_the_clock_is_another(self):
        self.assertFalse(self.is_fresh)
