"""Short links of units, and what a unit's secretary learns of the own people."""

from datetime import date, timedelta
from random import Random

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse

from campaigns.contests.models import Entrant, EntryLink, FrozenTruth
from campaigns.contests.running.entry_links import make_links
from campaigns.contests.running.unit_figures import figures_of
from goodnews.units.choices import UnitKind
from goodnews.units.models import Headcount
from tests.accounts.factories import make_user
from tests.campaigns.contests import contests_world as world
from tests.campaigns.contests.attempts.factories import NOON, make_rules
from tests.units.factories import make_unit

from .cases import RunningCase

DAY = timedelta(days=1)


class EntryLinkTests(RunningCase):
    rules = make_rules(asks_unit=True)

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.province = make_unit("Tỉnh Đoàn")
        cls.commune = make_unit("Xã Minh Họa", parent=cls.province)

    def make_links(self):
        return make_links(contest=self.contest, day=NOON.date(), now=NOON, rng=Random(1))

    def test_the_link_leads_everybody_alike_to_a_form_that_knows_the_unit(self):
        self.make_links()
        link = EntryLink.objects.get(unit=self.commune)
        for code in (link.code, link.code.lower(), f"{link.code[:3]}-{link.code[3:]}"):
            answer = self.client.get(reverse("contest_entry", args=[code]))
            self.assertRedirects(answer, f"{self.url('register')}?don-vi={self.commune.slug}")
        self.assertIn("public", answer["Cache-Control"])
        self.assertFalse(answer.cookies)
        page = self.client.get(answer["Location"])
        self.assertContains(page, 'value="Xã Minh Họa"')
        self.register(unit_text="Xã Minh Họa", unit=self.commune.slug)
        self.assertEqual(Entrant.objects.get().unit, self.commune)

    def test_an_address_that_is_none_is_missing_and_a_strange_unit_is_left_out(self):
        for code in ("AAAAAAA", "x" * 300, "%00"):
            self.assertEqual(self.client.get(f"/t/{code}/").status_code, 404)
        for slug in ("khong-co", "a\x00", "x" * 500):
            page = self.client.get(self.url("register"), {"don-vi": slug})
            self.assertEqual(page.status_code, 200)

    def test_a_link_that_was_made_stays_and_new_units_get_theirs(self):
        self.assertEqual(self.make_links(), 2)
        before = dict(EntryLink.objects.values_list("unit", "code"))
        new = make_unit("Phường Mới", parent=self.province)
        self.assertContains(self.office.get(self.admin_url("links")), "cho 1 đơn vị")
        self.office.post(self.admin_url("links"))
        after = dict(EntryLink.objects.values_list("unit", "code"))
        self.assertEqual(after.keys() - before.keys(), {new.pk})
        self.assertEqual({pk: after[pk] for pk in before}, before)
        found = self.office.get(self.admin_url("links"), {"q": "phuong moi"}).context["links"]
        self.assertEqual([link.unit for link, _address in found], [new])

    def test_a_sheet_bears_the_code_and_the_address_of_its_unit(self):
        self.make_links()
        link = EntryLink.objects.get(unit=self.commune)
        page = self.office.get(self.admin_url("sheet", link.pk))
        self.assertContains(page, f"/t/{link.code}/")
        self.assertContains(page, 'class="qr"', count=1)
        self.assertContains(self.office.get(self.admin_url("sheets")), 'class="qr"', count=2)
        self.office.force_login(self.visitor)
        self.assertEqual(self.office.get(self.admin_url("sheets")).status_code, 302)


class UnitFiguresTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.province = make_unit("Tỉnh Đoàn")
        cls.commune = make_unit("Xã Minh Họa", parent=cls.province)
        other = make_unit("Xã Khác", parent=cls.province)
        cls.contest = world.make_contest()
        cls.round = world.make_round(cls.contest, prediction="people")
        world.publish_rules(cls.contest)
        people = [
            world.make_entrant(cls.contest, name, unit=unit)
            for name, unit in (("An", cls.commune), ("Bình", cls.commune), ("Chi", other))
        ]
        for entrant, score in ((people[0], 2), (people[0], 1), (people[2], 2)):
            world.make_attempt(entrant, cls.round, score)
        for day, count in ((1, 10), (8, 8), (9, 4)):
            Headcount.objects.create(
                unit=cls.commune,
                counted_on=date(2026, 3, day),
                member_count=0,
                youth_count=count,
            )

    def figures(self, unit):
        (found,) = figures_of(unit, today=world.AFTER.date() + DAY)
        return found

    def test_people_tries_and_share_by_the_headcount_of_the_day_of_the_closing(self):
        found = self.figures(self.commune)
        (line,) = found.rounds
        self.assertEqual((found.entrants, line.people, line.attempts), (2, 1, 2))
        self.assertEqual((line.headcount, line.percent), (4, 25))

    def test_who_is_all_of_a_contest_learns_nothing_until_the_number_is_frozen(self):
        found = self.figures(self.province)
        self.assertEqual((found.is_hidden, found.entrants, found.rounds), (True, 0, ()))
        self.contest.unit = self.commune
        self.contest.save()
        self.assertTrue(self.figures(self.commune).is_hidden)
        FrozenTruth.objects.create(
            round=self.round, target="people", number=2, query="", frozen_at=world.AFTER
        )
        self.assertEqual(self.figures(self.province).entrants, 3)

    def test_who_has_every_unit_of_the_kinds_that_may_enter_is_all_of_the_contest_too(self):
        make_unit("Trường THPT số 1", parent=self.commune, kind=UnitKind.SCHOOL)
        self.contest.unit_kinds = [UnitKind.SCHOOL]
        self.contest.save()
        self.assertTrue(self.figures(self.commune).is_hidden)
        make_unit("Trường THPT số 2", parent=self.province, kind=UnitKind.SCHOOL)
        self.assertFalse(self.figures(self.commune).is_hidden)

    def test_the_page_is_for_whoever_reads_the_figures_of_the_own_unit(self):
        secretary = make_user("bi-thu", is_staff=True, unit=self.commune)
        rights = Permission.objects.filter(codename__in=("access_admin", "view_metricvalue"))
        secretary.user_permissions.set(rights)
        self.client.force_login(secretary)
        address = reverse("contest_unit_figures")
        self.assertContains(self.client.get(address), "2 người đã đăng ký")
        secretary.unit = None
        secretary.save()
        self.assertEqual(self.client.get(address).status_code, 302)

    def test_as_many_queries_for_many_contests_as_for_one(self):
        with self.assertNumQueries(8):
            self.figures(self.commune)
        second = world.make_contest("thu-hai")
        world.make_round(second)
        with self.assertNumQueries(8):
            figures_of(self.commune, today=world.AFTER.date())
