"""Mergers and splits as the office makes them: preview, confirmation, and what goes along."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from goodnews.accounts.roles import Role
from goodnews.units.belongings import Belonging, all_belongings, register_belonging
from goodnews.units.errors import (
    PartMissingError,
    SplitIntoItselfError,
    SplitIntoOneError,
    UnitAlreadyMergedError,
    UnitAlreadySplitError,
    UnitNotValidError,
)
from goodnews.units.models import Headcount, Unit, UnitMerger, UnitSplit
from goodnews.units.services import merge_units, preview_split, split_unit
from goodnews.workflows.models import WaitingItem
from news.desk.models import DeskDraft
from tests.accounts.factories import make_user
from tests.exemplars.factories import make_draft, make_exemplar
from tests.units.factories import FOUNDED, make_unit
from tests.workflows.factories import act, fresh, make_newsroom, stage

ON = "2026-06-01"


class OfficeTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.boss = make_user("boss", role=Role.ADMINISTRATOR, unit=cls.room.province)
        cls.into = make_unit("Xã Mới", parent=cls.room.province)
        cls.second = make_unit("Xã Mới Hai", parent=cls.room.province)
        cls.school = make_unit("Trường Nậm Pung", parent=cls.room.unit, kind="school")
        cls.new_reviewer = make_user("reviewer2", role=Role.REVIEWER, unit=cls.into)

    def setUp(self):
        self.client.force_login(self.boss)

    def unit_of(self, thing):
        thing.refresh_from_db()
        return thing.unit


class MergerTests(OfficeTestCase):
    def post(self, **values):
        data = {"units": [self.room.unit.pk], "into": self.into.pk, "on": ON, **values}
        return self.client.post(reverse("units:merge"), data)

    def seen(self) -> str:
        return self.post().context["preview"].fingerprint

    def test_the_preview_counts_what_moves_and_what_stays(self):
        self.room.sent("Đang chờ")
        Headcount.objects.create(
            unit=self.room.unit, counted_on=FOUNDED, member_count=1, youth_count=2
        )
        response = self.post()
        counts = {kind.code: count for kind, count in response.context["preview"].counts}
        self.assertEqual(counts["people"], 2)
        self.assertEqual((counts["reviews"], counts["open-stories"]), (1, 1))
        self.assertEqual(counts["headcounts"], 1)
        self.assertContains(response, "Trường Nậm Pung")
        self.assertContains(response, "<th>Số lượng</th>", 2, html=True)
        self.assertFalse(UnitMerger.objects.exists())

    def test_profiles_that_are_public_stay_and_are_counted(self):
        page = make_exemplar(unit=self.room.unit)
        make_draft("Nguyễn Hữu Đạt", unit=self.room.unit)
        response = self.post()
        counts = {kind.code: count for kind, count in response.context["preview"].staying}
        self.assertEqual(counts["profiles"], 1)
        self.assertContains(response, "Hồ sơ gương sáng đã đăng hoặc đã duyệt")
        self.post(confirm="1", seen=self.seen())
        self.assertEqual(self.unit_of(page), self.room.unit)

    def test_a_story_that_waits_goes_on_with_the_reviewer_of_the_new_unit(self):
        page = self.room.sent("Đang chờ")
        self.assertRedirects(self.post(confirm="1", seen=self.seen()), reverse("units:index"))
        page = fresh(page)
        self.assertEqual(self.unit_of(page), self.into)
        self.assertEqual(page.get_latest_revision_as_object().unit, self.into)
        self.assertEqual(WaitingItem.objects.open().get().unit, self.into)
        act(page, self.new_reviewer, "approve")
        self.assertEqual(stage(page), "editing")
        self.assertEqual(self.unit_of(self.room.correspondent), self.into)

    def test_what_is_public_or_approved_keeps_the_old_unit(self):
        public, kept = self.room.at_approval("Đã đăng"), self.room.at_approval("Kho tin")
        act(public, self.room.approver, "approve")
        act(kept, self.room.approver, "approve_for_reserve")
        self.post(confirm="1", seen=self.seen())
        for page in (public, kept):
            with self.subTest(page=page.title):
                self.assertEqual(self.unit_of(fresh(page)), self.room.unit)

    def test_a_text_on_the_desk_goes_along(self):
        now = timezone.now()
        draft = DeskDraft.objects.create(
            owner=self.room.correspondent, unit=self.room.unit, created_at=now, saved_at=now
        )
        self.post(confirm="1", seen=self.seen())
        self.assertEqual(self.unit_of(draft), self.into)

    def test_a_confirmation_sent_twice_merges_once_and_says_so(self):
        seen = self.seen()
        self.post(confirm="1", seen=seen)
        response = self.post(confirm="1", seen=seen)
        self.assertRedirects(response, reverse("units:index"))
        self.assertEqual(UnitMerger.objects.count(), 1)

    def test_what_changed_since_the_preview_is_shown_again(self):
        seen = self.seen()
        self.room.sent("Vừa gửi")
        for value in (seen, "", "x" * 90):
            with self.subTest(seen=value[:5]):
                response = self.post(confirm="1", seen=value)
                self.assertContains(response, "đã có thay đổi", status_code=200)
                self.assertFalse(UnitMerger.objects.exists())
        again = response.context["preview"].fingerprint
        self.assertEqual(self.post(confirm="1", seen=again).status_code, 302)

    def test_the_choice_can_be_changed_without_typing_it_again(self):
        response = self.post(change="1")
        self.assertContains(response, f'value="{self.room.unit.pk}"')
        self.assertContains(response, 'value="2026-06-01"')
        self.assertNotIn("preview", response.context)

    def test_it_is_in_the_log(self):
        self.post(confirm="1", seen=self.seen())
        entry = ModelLogEntry.objects.get(action="units.merge")
        self.assertEqual((entry.user, entry.data["into"]), (self.boss, "Xã Mới"))

    def test_bad_input_is_told_at_its_field(self):
        for values in (
            {"on": "2190-01-01"},
            {"on": "2019-12-31"},
            {"on": "hôm nay"},
            {"into": "9" * 40},
            {"units": ["9" * 40]},
            {"units": [self.room.province.pk]},
            {"into": self.school.pk},
        ):
            with self.subTest(values=values):
                response = self.post(confirm="1", seen="x", **values)
                self.assertEqual(response.status_code, 200)
                self.assertTrue(response.context["form"].errors)
        self.assertFalse(UnitMerger.objects.exists())


class SplitTests(OfficeTestCase):
    def post(self, **values):
        data = {
            "unit": self.room.unit.pk,
            "parts": [self.into.pk, self.second.pk],
            "on": ON,
            **values,
        }
        return self.client.post(reverse("units:split"), data)

    def confirm(self, **values):
        seen = self.post().context["preview"].fingerprint
        return self.post(confirm="1", seen=seen, everything=self.into.pk, **values)

    def test_people_units_and_work_go_where_they_were_sent(self):
        page, person = self.room.sent("Đang chờ"), self.room.correspondent
        choices = {
            f"people-{person.pk}": self.second.pk,
            f"units-{self.school.pk}": self.second.pk,
            "work": self.second.pk,
        }
        self.assertRedirects(self.confirm(**choices), reverse("units:index"))
        self.assertEqual(self.unit_of(person), self.second)
        self.assertEqual(self.unit_of(self.room.reviewer), self.into)
        self.assertEqual(Unit.objects.get(pk=self.school.pk).get_parent(), self.second)
        self.assertEqual(self.unit_of(fresh(page)), self.second)
        self.assertEqual(WaitingItem.objects.open().get().unit, self.second)
        old = Unit.objects.get(pk=self.room.unit.pk)
        self.assertEqual(str(old.valid_to), "2026-05-31")
        self.assertEqual(
            set(old.splits.values_list("into", flat=True)), {self.into.pk, self.second.pk}
        )
        self.assertTrue(ModelLogEntry.objects.filter(action="units.split").exists())
        self.assertEqual(Unit.find_problems(), ([], [], [], [], []))

    def test_published_history_stays_with_the_old_unit(self):
        public = self.room.at_approval("Đã đăng")
        act(public, self.room.approver, "approve")
        self.confirm()
        self.assertEqual(self.unit_of(fresh(public)), self.room.unit)

    def test_nothing_happens_before_everything_has_a_place(self):
        seen = self.post().context["preview"].fingerprint
        for values in ({}, {"everything": "abc"}, {"everything": self.room.province.pk}):
            with self.subTest(values=values):
                response = self.post(confirm="1", seen=seen, **values)
                self.assertTrue(response.context["assign"].errors)
        person = f"people-{self.room.correspondent.pk}"
        response = self.post(confirm="1", seen=seen, everything=self.into.pk, **{person: "9" * 30})
        self.assertEqual(response.status_code, 200)
        self.assertFalse(UnitSplit.objects.exists())

    def test_somebody_who_came_since_the_preview_is_asked_for(self):
        seen = self.post().context["preview"].fingerprint
        newcomer = make_user("newcomer", unit=self.room.unit)
        response = self.post(confirm="1", seen=seen, everything=self.into.pk)
        self.assertContains(response, "đã có thay đổi")
        self.assertContains(response, f"people-{newcomer.pk}")
        self.assertFalse(UnitSplit.objects.exists())

    def test_a_confirmation_sent_twice_splits_once(self):
        self.confirm()
        response = self.post(confirm="1", seen="x", everything=self.into.pk)
        self.assertRedirects(response, reverse("units:index"))
        self.assertEqual(UnitSplit.objects.count(), 2)

    def test_only_the_administrator_comes_here(self):
        self.client.force_login(self.room.editor)
        self.assertNotEqual(self.post().status_code, 200)


class SplitServiceTests(OfficeTestCase):
    now = timezone.now()
    day = FOUNDED + timedelta(days=400)

    def split(self, **values):
        arguments = {
            "unit": self.room.unit,
            "parts": [self.into, self.second],
            "on": self.day,
            "goes_to": {},
            "now": self.now,
            **values,
        }
        return split_unit(**arguments)

    def test_faults_are_refused_with_their_own_error(self):
        for error, values in (
            (SplitIntoOneError, {"parts": [self.into]}),
            (SplitIntoItselfError, {"parts": [self.into, self.room.unit]}),
            (UnitNotValidError, {"on": FOUNDED}),
            (PartMissingError, {}),
            (PartMissingError, {"goes_to": {f"units-{self.school.pk}": self.room.other_unit}}),
        ):
            with self.subTest(error=error.__name__), self.assertRaises(error):
                self.split(**values)
        self.assertFalse(UnitSplit.objects.exists())
        self.assertEqual(self.unit_of(self.room.correspondent), self.room.unit)

    def test_a_unit_ends_only_once(self):
        preview = preview_split(
            unit=self.room.other_unit, parts=[self.into, self.second], on=self.day, now=self.now
        )
        self.split(unit=self.room.other_unit, expected=preview.fingerprint)
        ended = Unit.objects.get(pk=self.room.other_unit.pk)
        with self.assertRaises(UnitAlreadySplitError):
            merge_units(units=[ended], into=self.into, on=self.day, now=self.now)
        merge_units(units=[self.second], into=self.into, on=self.day, now=self.now)
        with self.assertRaises(UnitAlreadyMergedError):
            self.split(unit=self.second, parts=[self.into, self.room.unit])


class RegistryTests(TestCase):
    def test_two_rooms_cannot_take_one_name(self):
        for code in (all_belongings()[0].code, "units", "work"):
            with self.subTest(code=code), self.assertRaises(ValueError):
                register_belonging(Belonging(code=code, label="", rows=None))
