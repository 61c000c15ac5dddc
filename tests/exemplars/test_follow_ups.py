"""A year later somebody asks again."""

from datetime import date, timedelta

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from exemplars.models import ExemplarPage, FollowUp
from exemplars.querysets import a_year_before
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from tests.accounts.factories import make_user

from .factories import NOW, make_draft, make_exemplar


class FollowUpTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = make_exemplar()
        make_draft("Bản Nháp")

    def due(self, today) -> list[str]:
        return [page.title for page in ExemplarPage.objects.follow_up_due(today=today)]

    def test_twelve_months_after_the_publication(self):
        ExemplarPage.objects.update(last_published_at=NOW)
        self.assertEqual(self.due(date(2027, 11, 20)), [])
        self.assertEqual(self.due(date(2027, 11, 21)), [self.page.title])
        self.page.unpublish()
        self.assertEqual(self.due(date(2027, 11, 21)), [])

    def test_twelve_months_after_the_last_follow_up(self):
        ExemplarPage.objects.update(last_published_at=NOW)
        FollowUp.objects.create(exemplar=self.page, noted_on=date(2027, 12, 1), note="Vẫn dạy.")
        self.assertEqual(self.due(date(2028, 11, 30)), [])
        self.assertEqual(self.due(date(2028, 12, 1)), [self.page.title])

    def test_the_29th_of_february_has_a_year_before(self):
        self.assertEqual(a_year_before(date(2028, 2, 29)), date(2027, 2, 28))

    def test_the_start_page_and_the_list_remind_editors(self):
        long_ago = timezone.now() - timedelta(days=400)
        ExemplarPage.objects.filter(live=True).update(last_published_at=long_ago)
        apply_roles()
        self.client.force_login(make_user("bien-tap", role=Role.EDITOR))
        self.assertContains(self.client.get("/admin/"), "Cần hỏi thăm lại: 1 gương sáng")
        response = self.client.get(reverse("exemplars_follow_ups"))
        self.assertContains(response, self.page.title)
        self.assertContains(response, "chưa hỏi thăm lại")
