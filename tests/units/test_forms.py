"""Which units forms offer: those of today to write, every one to look back."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from campaigns.quotas.forms import QuotaForm
from goodnews.accounts.forms import UserEditForm
from goodnews.accounts.roles import Role
from goodnews.units.forms import INDENT, UnitChoiceField
from goodnews.units.models import Unit
from news.planning.forms import ItemForm
from news.planning.models import PlanItem
from tests.accounts.factories import make_everybody, make_user
from tests.campaigns.factories import make_campaign
from tests.campaigns.test_quotas import make_quota
from tests.exemplars.factories import make_exemplar
from tests.news.factories import make_site, make_story

from .factories import make_unit

FORMS = {
    Role.ADMINISTRATOR: ["wagtailusers_users:add"],
    Role.EDITOR: ["quotas:add", "plan:add"],
    Role.ORGANISER: ["contest_rules:add"],
}


class OfferedUnitsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.campaign = make_campaign()
        cls.province = make_unit()
        cls.commune = make_unit("Xã Nậm Pung", parent=cls.province)
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        cls.ended = make_unit(
            "Xã Nậm Chạc", parent=cls.province, valid_to=today - timedelta(days=1)
        )
        cls.coming = make_unit("Xã Mới", parent=cls.province, valid_from=today + timedelta(days=1))

    def assert_refused(self, field, *units):
        for unit in units:
            with self.assertRaises(ValidationError) as caught:
                field.clean(str(unit.pk))
            self.assertEqual(caught.exception.code, "invalid_choice")

    def test_a_form_that_writes_offers_the_units_of_today(self):
        for role, names in FORMS.items():
            self.client.force_login(self.people[role])
            for name in names:
                with self.subTest(name=name):
                    field = self.client.get(reverse(name)).context["form"].fields["unit"]
                    self.assertEqual(field.clean(str(self.commune.pk)), self.commune)
                    self.assert_refused(field, self.ended, self.coming)

    def test_an_ended_unit_that_is_posted_is_refused_at_its_field(self):
        self.client.force_login(self.people[Role.EDITOR])
        data = {"countable": "news.good_news", "unit": self.ended.pk, "number": "4"}
        data |= {"period": "month", "valid_from": "01/01/2026"}
        response = self.client.post(reverse("quotas:add"), data)
        self.assertEqual(list(response.context["form"].errors), ["unit"])

    def test_a_row_keeps_the_unit_that_it_has(self):
        user = make_user("hoa", unit=self.ended)
        item = PlanItem(campaign=self.campaign, kind="day", unit=self.ended)
        quota = make_quota(unit=self.ended)
        for form in (
            UserEditForm(instance=user),
            ItemForm(instance=item),
            QuotaForm(instance=quota),
        ):
            with self.subTest(form=type(form).__name__):
                field = form.fields["unit"]
                self.assertEqual(field.clean(str(self.ended.pk)), self.ended)
                self.assert_refused(field, self.coming)

    def test_a_report_keeps_every_unit_and_says_which_have_ended(self):
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        response = self.client.get(reverse("reports:by_unit"))
        labels = [
            label.strip() for _value, label in response.context["form"].fields["don_vi"].choices
        ]
        self.assertIn("Xã Nậm Chạc (đã kết thúc)", labels)
        self.assertIn("Xã Nậm Pung", labels)

    def test_editors_find_ended_units_marked_at_their_place_in_the_tree(self):
        pages = [
            make_story(make_site().stories, unit=self.commune),
            make_exemplar(unit=self.commune),
            self.campaign,
        ]
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        for page in pages:
            with self.subTest(page=page):
                response = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
                labels = [
                    label for _value, label in response.context["form"].fields["unit"].choices
                ]
                self.assertIn(f"{INDENT}Xã Nậm Chạc (đã kết thúc)", labels)
                self.assertIn(f"{INDENT}Xã Nậm Pung", labels)

    def test_filters_say_which_units_have_ended(self):
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        for address in ("news_queue", "campaign_entries:index", "reminder_letters:index"):
            with self.subTest(address=address):
                response = self.client.get(reverse(address))
                self.assertContains(response, "Xã Nậm Chạc (đã kết thúc)")

    def test_the_last_day_of_a_unit_is_one_of_its_days(self):
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        self.ended.valid_to = today
        self.ended.save()
        self.assertIn(self.ended, Unit.objects.offered_on(today, kept=None))
        self.assertEqual(UnitChoiceField().label_from_instance(self.ended).strip(), "Xã Nậm Chạc")
