from unittest import mock

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.db import transaction
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role

from .factories import PASSWORD, make_everybody, make_user

INDEX = "/tai-khoan/2fa/"


@override_settings(REQUIRE_MFA_FOR_STAFF=True)
class RequiredSecondFactorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()

    def sign_in(self, role: Role, client=None):
        data = {"login": role.value, "password": PASSWORD}
        return (client or self.client).post("/tai-khoan/login/", data)

    def enrol(self, client, user) -> str:
        """Enrol an authenticator app through the pages, as ``client``; return its secret."""
        client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
        client.get("/tai-khoan/2fa/totp/activate/")
        secret = client.session[totp.SECRET_SESSION_KEY]
        # The test's own transaction never commits; in the site it has by then.
        with mock.patch.object(transaction, "on_commit", lambda function, **kwargs: function()):
            client.post("/tai-khoan/2fa/totp/activate/", {"code": self.code(secret)})
        self.assertTrue(Authenticator.objects.filter(user=user, type="totp").exists())
        return secret

    def code(self, secret: str) -> str:
        counter = next(iter(totp.yield_hotp_counters_from_time()))
        return totp.format_hotp_value(totp.hotp_value(secret, counter))

    def test_every_staff_role_is_sent_to_enrol_first(self):
        for role in Role:
            if role == Role.CORRESPONDENT:
                continue
            with self.subTest(role=role):
                self.client.logout()
                self.sign_in(role)
                for path in ("/admin/", "/admin/units/", "/admin/api/main/pages/", "/gui-bai/"):
                    response = self.client.get(path)
                    self.assertRedirects(response, INDEX, fetch_redirect_response=False)
                posted = self.client.post("/admin/units/new/", {"name": "X"})
                self.assertRedirects(posted, INDEX, fetch_redirect_response=False)

    def test_a_correspondent_needs_none(self):
        self.sign_in(Role.CORRESPONDENT)
        self.assertNotEqual(self.client.get("/gui-bai/").headers.get("Location"), INDEX)

    def test_enrolling_opens_the_door_in_that_session(self):
        self.sign_in(Role.EDITOR)
        self.enrol(self.client, self.people[Role.EDITOR])
        self.assertEqual(self.client.get("/admin/").status_code, 200)

    def test_a_session_opened_with_the_password_alone_stays_out_afterwards(self):
        thief = Client()
        self.sign_in(Role.EDITOR, thief)
        self.sign_in(Role.EDITOR)
        self.enrol(self.client, self.people[Role.EDITOR])
        response = thief.get("/admin/units/")
        self.assertEqual(response.status_code, 302)
        self.assertIn("/tai-khoan/2fa/reauthenticate/?next=%2Fadmin%2Funits%2F", response.url)
        thief.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
        self.assertEqual(thief.get("/admin/").status_code, 302)

    def test_the_next_sign_in_asks_for_the_code(self):
        user = self.people[Role.EDITOR]
        self.sign_in(Role.EDITOR)
        self.enrol(self.client, user)
        codes = RecoveryCodes(
            Authenticator.objects.get(user=user, type="recovery_codes")
        ).get_unused_codes()
        self.client.logout()
        response = self.sign_in(Role.EDITOR)
        self.assertRedirects(
            response, "/tai-khoan/2fa/authenticate/", fetch_redirect_response=False
        )
        self.assertEqual(self.client.get("/admin/").status_code, 302)
        self.client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"})
        self.assertEqual(self.client.get("/admin/").status_code, 302)
        self.client.post("/tai-khoan/2fa/authenticate/", {"code": codes[0]})
        self.assertEqual(self.client.get("/admin/").status_code, 200)

    def test_signing_out_is_always_possible(self):
        self.sign_in(Role.EDITOR)
        self.client.post("/tai-khoan/logout/")
        self.assertNotIn("_auth_user_id", self.client.session)

    @override_settings(REQUIRE_MFA_FOR_STAFF=False)
    def test_without_the_setting_nobody_is_asked(self):
        self.sign_in(Role.EDITOR)
        self.assertEqual(self.client.get("/admin/").status_code, 200)


class RemovalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.editor, cls.administrator = cls.people[Role.EDITOR], cls.people[Role.ADMINISTRATOR]
        cls.root = make_user("root", is_superuser=True)

    def setUp(self):
        for owner in (self.editor, self.administrator, self.root):
            totp.TOTP.activate(owner, totp.generate_totp_secret())
            RecoveryCodes.activate(owner)

    def address(self, owner) -> str:
        return reverse("wagtailusers_users:remove_second_factor", args=[owner.pk])

    def held(self, owner) -> int:
        return Authenticator.objects.filter(user=owner).count()

    def test_an_administrator_takes_it_away_and_the_person_reads_it_in_a_letter(self):
        self.client.force_login(self.administrator)
        edit = reverse("wagtailusers_users:edit", args=[self.editor.pk])
        self.assertContains(self.client.get(edit), self.address(self.editor))
        self.assertContains(self.client.get(self.address(self.editor)), "Nguyễn Văn Editor")
        self.assertEqual(self.held(self.editor), 2)
        response = self.client.post(self.address(self.editor), follow=True)
        self.assertContains(response, "Nguyễn Văn Editor")
        self.assertNotContains(response, self.address(self.editor))
        self.assertEqual((self.held(self.editor), self.held(self.root)), (0, 2))
        (letter,) = mail.outbox
        self.assertEqual(letter.to, [self.editor.email])
        self.assertIn("Nguyễn Văn Administrator", letter.body)
        history = reverse("wagtailusers_users:history", args=[self.editor.pk])
        self.assertContains(self.client.get(history), "Đã gỡ đăng nhập hai lớp")
        again = self.client.post(self.address(self.editor), follow=True)
        self.assertContains(again, "không còn đăng nhập hai lớp nữa")
        self.assertEqual(len(mail.outbox), 1)

    def test_without_an_address_no_letter_is_promised(self):
        User.objects.filter(pk=self.editor.pk).update(email="")
        self.client.force_login(self.administrator)
        response = self.client.post(self.address(self.editor), follow=True)
        self.assertContains(response, "Tài khoản không có địa chỉ thư")
        self.assertEqual(mail.outbox, [])

    def test_neither_the_own_one_nor_a_superusers_nor_by_somebody_else(self):
        for user, owner in (
            (self.administrator, self.administrator),
            (self.administrator, self.root),
            (self.root, self.root),
            (self.people[Role.APPROVER], self.editor),
        ):
            with self.subTest(user=user.username, owner=owner.username):
                self.client.force_login(user)
                self.client.get(self.address(owner))
                self.client.post(self.address(owner))
                self.assertEqual(self.held(owner), 2)
        self.client.force_login(self.root)
        self.client.post(self.address(self.administrator))
        self.assertEqual(self.held(self.administrator), 0)
