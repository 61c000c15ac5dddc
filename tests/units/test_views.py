from datetime import date

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from goodnews.accounts.roles import Role
from goodnews.units.models import Unit, UnitMerger
from tests.accounts.factories import make_everybody

from .factories import FOUNDED, make_unit


class UnitAdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.province = make_unit()
        cls.north = make_unit("Xã Đông Bắc", parent=cls.province)
        cls.south = make_unit("Xã Tây Nam", parent=cls.province)
        cls.school = make_unit("Trường Đông Bắc", parent=cls.north, kind="school")

    def setUp(self):
        self.client.force_login(self.people[Role.ADMINISTRATOR])


class UnitListTests(UnitAdminTestCase):
    def names(self, **query) -> list[str]:
        response = self.client.get(reverse("units:index"), query)
        self.assertEqual(response.status_code, 200)
        return [unit.name for unit in response.context["object_list"]]

    def test_it_is_in_the_order_of_the_tree_even_when_searched(self):
        names = ["Tỉnh Đoàn Minh Họa", "Xã Đông Bắc", "Trường Đông Bắc", "Xã Tây Nam"]
        self.assertEqual(self.names(), names)
        self.assertEqual(self.names(q="dong bac"), names[1:3])

    def test_it_is_filtered_by_kind_and_state(self):
        make_unit("Xã Cũ", parent=self.province, valid_to=date(2025, 6, 30))
        self.assertEqual(self.names(kind="school"), ["Trường Đông Bắc"])
        self.assertEqual(self.names(state="ended"), ["Xã Cũ"])
        self.assertNotIn("Xã Cũ", self.names(state="valid"))

    def test_odd_queries_break_nothing(self):
        for query in (
            {"q": "\x00"},
            {"p": "abc"},
            {"kind": "zzz"},
            {"state": "?"},
            {"q": "x" * 9000},
        ):
            with self.subTest(query=str(query)[:40]):
                self.assertEqual(self.client.get(reverse("units:index"), query).status_code, 200)


class UnitFormTests(UnitAdminTestCase):
    def data(self, **values):
        data = {
            "name": "Phường Hòa Bình",
            "short_name": "",
            "kind": "ward",
            "code": "PH-01",
            "parent": self.province.pk,
            "valid_from": "2025-07-01",
            "headcounts-TOTAL_FORMS": "1",
            "headcounts-INITIAL_FORMS": "0",
            "headcounts-0-counted_on": "2025-07-01",
            "headcounts-0-youth_count": "120",
            "headcounts-0-member_count": "80",
        }
        return {**data, **values}

    def test_a_unit_is_added_at_its_place_with_its_headcount(self):
        response = self.client.post(reverse("units:add"), self.data())
        self.assertRedirects(response, reverse("units:index"))
        unit = Unit.objects.get(code="PH-01")
        self.assertEqual((unit.slug, unit.short_name), ("phuong-hoa-binh", "Phường Hòa Bình"))
        self.assertEqual(unit.get_parent(), self.province)
        self.assertEqual(unit.placements.get().parent, self.province)
        self.assertEqual(unit.headcounts.get().youth_count, 120)

    def test_a_parent_that_has_ended_is_refused_at_its_field(self):
        ended = make_unit("Xã Cũ", parent=self.province, valid_to=date(2025, 6, 30))
        response = self.client.post(reverse("units:add"), self.data(parent=ended.pk))
        self.assertEqual(
            response.context["form"].errors,
            {"parent": ["“Xã Cũ” không tồn tại vào ngày 01/07/2025."]},
        )
        self.assertFalse(Unit.objects.filter(code="PH-01").exists())

    def test_bad_input_is_told_at_its_field_and_kept(self):
        cases = {
            "name": ["", "a" * 500],
            "code": ["DV-002", ""],
            "kind": ["huyện"],
            "parent": ["999999", "abc"],
            "valid_from": ["2190-01-01", "0001-01-01", "hôm nay", ""],
            "valid_to": ["2020-01-01"],
        }
        for field, values in cases.items():
            for value in values:
                with self.subTest(field=field, value=value[:20]):
                    response = self.client.post(reverse("units:add"), self.data(**{field: value}))
                    self.assertEqual(response.status_code, 200)
                    form = response.context["form"]
                    self.assertTrue(form.errors)
                    self.assertContains(response, "PH-01" if field != "code" else "Hòa Bình")
        response = self.client.post(
            reverse("units:add"), self.data(**{"headcounts-0-member_count": "900"})
        )
        self.assertTrue(response.context["form"].headcounts.errors[0])
        self.assertFalse(Unit.objects.filter(code="PH-01").exists())

    def edit(self, unit, **values):
        data = {
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": unit.kind,
            "code": unit.code,
            "slug": unit.slug,
            "parent": self.north.pk,
            "valid_from": "2020-01-01",
            "headcounts-TOTAL_FORMS": "0",
            "headcounts-INITIAL_FORMS": "0",
        }
        return self.client.post(reverse("units:edit", args=[unit.pk]), {**data, **values})

    def test_a_change_of_parent_is_a_dated_move(self):
        response = self.edit(self.school, parent=self.south.pk)
        self.assertIn("moved_on", response.context["form"].errors)
        response = self.edit(self.school, parent=self.south.pk, moved_on="2025-07-01")
        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.school.placements.count(), 2)
        self.assertEqual(Unit.objects.get(pk=self.school.pk).get_parent(), self.south)

    def test_a_move_that_the_service_refuses_is_told_at_the_parent(self):
        response = self.edit(self.north, parent=self.school.pk, moved_on="2025-07-01")
        self.assertIn("parent", response.context["form"].errors)

    def test_a_new_name_is_folded_and_the_place_stays(self):
        self.assertEqual(self.edit(self.school, name="Trường Mới Đẹp").status_code, 302)
        self.assertEqual(Unit.objects.get(pk=self.school.pk).folded_name, "truong moi dep")
        self.assertEqual(self.school.placements.count(), 1)

    def test_the_last_day_ends_the_placement_too(self):
        self.edit(self.school, valid_to="2025-06-30")
        self.assertEqual(self.school.placements.get().valid_to, date(2025, 6, 30))

    def test_no_unit_is_deleted_by_anybody(self):
        boss = self.people[Role.ADMINISTRATOR]
        boss.is_superuser = True
        boss.save()
        self.client.force_login(boss)
        self.client.post(reverse("units:delete", args=[self.school.pk]))
        self.assertTrue(Unit.objects.filter(pk=self.school.pk).exists())


class MergeViewTests(UnitAdminTestCase):
    def post(self, **values):
        data = {"units": [self.north.pk], "into": self.south.pk, "on": "2025-07-01"}
        return self.client.post(reverse("units:merge"), {**data, **values})

    def test_it_shows_first_and_merges_when_confirmed(self):
        response = self.post()
        self.assertContains(response, "Trường Đông Bắc")
        self.assertEqual(UnitMerger.objects.count(), 0)
        seen = response.context["preview"].fingerprint
        self.assertRedirects(self.post(confirm="yes", seen=seen), reverse("units:index"))
        merger = UnitMerger.objects.get()
        self.assertEqual((merger.unit, merger.into), (self.north, self.south))
        self.assertEqual(Unit.objects.get(pk=self.school.pk).get_parent(), self.south)

    def test_a_fault_is_told_and_nothing_merged(self):
        tomorrow = str(timezone.localdate().replace(year=2099))
        cases = [
            {"units": []},
            {"units": ["abc"]},
            {"into": self.north.pk},
            {"into": self.school.pk},
            {"on": tomorrow},
            {"on": str(FOUNDED)},
            {"on": ""},
        ]
        for values in cases:
            with self.subTest(values):
                response = self.post(confirm="yes", **values)
                self.assertEqual(response.status_code, 200)
                self.assertTrue(response.context["form"].errors)
        self.assertEqual(UnitMerger.objects.count(), 0)

    def test_editors_read_and_do_not_merge(self):
        self.client.force_login(self.people[Role.EDITOR])
        self.assertEqual(self.client.get(reverse("units:index")).status_code, 200)
        self.assertEqual(self.post(confirm="yes").status_code, 302)
        self.assertEqual(UnitMerger.objects.count(), 0)
