"""A person mutes the reminders: in the account, or by the link in a letter."""

from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client, TestCase
from django.urls import reverse

from campaigns.reminders.models import ReminderMute
from campaigns.reminders.mute_links import SALT, mute_path
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from tests.accounts.factories import make_user
from tests.units.factories import make_unit


class MuteTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.user = make_user("ctv", role=Role.CORRESPONDENT, unit=make_unit())
        cls.other = make_user("khac", role=Role.CORRESPONDENT, unit=cls.user.unit)

    def is_muted(self, user=None) -> bool:
        return ReminderMute.objects.filter(user=user or self.user).exists()


class AccountTests(MuteTestCase):
    def setUp(self):
        self.client.force_login(self.user)
        self.address = reverse("reminders:preferences")

    def test_a_button_mutes_and_another_one_brings_them_back(self):
        self.assertContains(self.client.get(reverse("accounts:home")), "Đang bật")
        self.assertContains(self.client.get(self.address), "Tắt thư nhắc")
        response = self.client.post(self.address, follow=True)
        self.assertContains(response, "bạn sẽ không nhận thư nhắc nữa")
        self.assertTrue(self.is_muted())
        self.assertContains(self.client.get(reverse("accounts:home")), "Đang tắt")
        self.client.post(self.address)
        self.assertEqual(ReminderMute.objects.count(), 1)
        response = self.client.post(self.address, {"action": "unmute"}, follow=True)
        self.assertContains(response, "bạn sẽ lại nhận thư nhắc")
        self.assertFalse(self.is_muted())

    def test_desk_and_admin_lead_there(self):
        self.assertContains(self.client.get(reverse("desk:list")), self.address)
        editor = make_user("editor", role=Role.EDITOR)
        self.client.force_login(editor)
        self.assertContains(self.client.get(reverse("wagtailadmin_account")), self.address)

    def test_a_foreign_site_cannot_post_here(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.user)
        self.assertEqual(client.post(self.address).status_code, 403)
        self.assertFalse(self.is_muted())

    def test_strangers_sign_in_first(self):
        response = Client().get(self.address)
        self.assertRedirects(
            response,
            f"{reverse('account_login')}?next={self.address}",
            fetch_redirect_response=False,
        )


class LinkTests(MuteTestCase):
    def test_opening_the_link_changes_nothing_and_the_answer_mutes(self):
        client = Client(enforce_csrf_checks=True)
        path = mute_path(self.user)
        for method in (client.get, client.head):
            self.assertEqual(method(path).status_code, 200)
            self.assertFalse(self.is_muted())
        response = client.get(path)
        self.assertContains(response, "Tắt thư nhắc")
        self.assertNotContains(response, self.user.email)
        self.assertIn("no-store", response.headers["Cache-Control"])
        self.assertContains(client.post(path), "bạn sẽ không nhận thư nhắc nữa")
        self.assertTrue(self.is_muted())
        self.assertFalse(self.is_muted(self.other))
        self.assertContains(client.post(path, {"action": "unmute"}), "bạn sẽ lại nhận thư nhắc")
        self.assertFalse(self.is_muted())

    def test_a_mail_programs_own_button_mutes(self):
        client = Client(enforce_csrf_checks=True)
        response = client.post(mute_path(self.user), {"List-Unsubscribe": "One-Click"})
        self.assertEqual(response.status_code, 200)
        self.assertTrue(self.is_muted())

    def test_a_link_that_was_changed_opens_nothing(self):
        path = mute_path(self.user)
        words = (
            path[:-2] + "/",
            reverse("reminders:mute", args=["x"]),
            reverse("reminders:mute", args=["x" * 200]),
            reverse("reminders:mute", args=[signing.dumps(self.user.pk, salt="other")]),
            reverse("reminders:mute", args=[signing.dumps("x", salt=SALT)]),
            reverse("reminders:mute", args=[signing.dumps([1], salt=SALT)]),
            reverse("reminders:mute", args=[signing.dumps(10**30, salt=SALT)]),
            "/nhac-viec/%00/",
        )
        for address in words:
            for method in (self.client.get, self.client.post):
                with self.subTest(address=address[:60], method=method.__name__):
                    response = method(address)
                    self.assertContains(response, "Đường dẫn không đầy đủ", status_code=404)
        self.assertFalse(ReminderMute.objects.exists())

    def test_the_link_of_somebody_who_is_gone_opens_nothing(self):
        path = mute_path(self.other)
        get_user_model().objects.filter(pk=self.other.pk).update(is_active=False)
        self.assertEqual(self.client.post(path).status_code, 404)
        get_user_model().objects.filter(pk=self.other.pk).delete()
        self.assertEqual(self.client.post(path).status_code, 404)
