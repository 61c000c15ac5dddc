from django.test import TestCase
from django.urls import reverse

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from tests.units.factories import make_unit

from .factories import PASSWORD, make_everybody


class UserAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.unit = make_unit()
        cls.people = make_everybody(unit=cls.unit)

    def setUp(self):
        self.client.force_login(self.people[Role.ADMINISTRATOR])

    def test_a_person_is_added_with_unit_and_role(self):
        response = self.client.post(
            reverse("wagtailusers_users:add"),
            {
                "username": "hoa",
                "email": "hoa@example.org",
                "first_name": "Hoa",
                "last_name": "Trần Thị",
                "unit": self.unit.pk,
                "password1": PASSWORD,
                "password2": PASSWORD,
                "groups": [Role.CORRESPONDENT.group().pk],
            },
        )
        self.assertEqual(response.status_code, 302)
        user = User.objects.get(username="hoa")
        self.assertEqual(user.unit, self.unit)
        self.assertTrue(user.has_role(Role.CORRESPONDENT))

    def test_the_list_shows_unit_and_roles_in_constant_queries(self):
        url = reverse("wagtailusers_users:index")
        response = self.client.get(url)
        self.assertContains(response, "Cộng tác viên")
        self.assertContains(response, "Tỉnh Đoàn Minh Họa")

    def test_only_administrators_manage_people(self):
        for role in Role:
            with self.subTest(role=role):
                self.client.force_login(self.people[role])
                status = self.client.get(reverse("wagtailusers_users:index")).status_code
                self.assertEqual(status == 200, role == Role.ADMINISTRATOR)
