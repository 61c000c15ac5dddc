import re
from urllib.parse import parse_qs, urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client, TestCase, override_settings

from goodnews.accounts.roles import Role

from .factories import PASSWORD, make_everybody, make_user

LOGIN = "/tai-khoan/login/"


class SignInTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()

    def sign_in(self, login="editor", password=PASSWORD, next_url="", **extra):
        data = {"login": login, "password": password}
        if next_url:
            data["next"] = next_url
        return self.client.post(LOGIN, data, **extra)

    def signed_in_as(self) -> str:
        return get_user(self.client).get_username()


class SignInTests(SignInTestCase):
    def test_the_page_is_vietnamese_and_kept_by_nobody(self):
        response = self.client.get(LOGIN)
        self.assertEqual(response.headers["Content-Language"], "vi")
        self.assertIn("no-store", response.headers["Cache-Control"])
        self.assertContains(response, 'name="login"')
        self.assertNotContains(response, "signup")

    def test_user_name_and_address_both_open_the_door(self):
        for login in ("editor", "editor@example.org", " EDITOR@example.org "):
            with self.subTest(login=login):
                self.client.logout()
                self.sign_in(login)
                self.assertEqual(self.signed_in_as(), "editor")

    def test_each_role_lands_where_it_works(self):
        for role in Role:
            with self.subTest(role=role):
                self.client.logout()
                target = "/gui-bai/" if role == Role.CORRESPONDENT else "/admin/"
                response = self.sign_in(role.value)
                self.assertRedirects(response, target, fetch_redirect_response=False)

    def test_next_is_followed_on_this_site_only(self):
        for target, expected in (
            ("/admin/units/", "/admin/units/"),
            ("https://evil.example/", "/admin/"),
            ("//evil.example/", "/admin/"),
            ("/\\evil.example", "/admin/"),
            ("javascript:alert(1)", "/admin/"),
        ):
            with self.subTest(target=target):
                self.client.logout()
                response = self.sign_in(next_url=target)
                self.assertRedirects(response, expected, fetch_redirect_response=False)

    def test_a_wrong_password_and_a_wrong_name_get_the_same_answer(self):
        def plain(response) -> str:
            body = re.sub(r'value="[^"]*"', "", response.content.decode())
            return re.sub(r"csrf\S+", "", body)

        wrong_password = self.sign_in("editor", "sai-mat-khau")
        wrong_name = self.sign_in("nobody", "sai-mat-khau")
        self.assertEqual(wrong_password.status_code, 200)
        self.assertEqual(plain(wrong_password), plain(wrong_name))

    def test_a_closed_account_stays_out(self):
        make_user("cu", is_active=False)
        self.sign_in("cu")
        self.assertEqual(self.signed_in_as(), "")

    def test_nobody_signs_up(self):
        response = self.client.post(
            "/tai-khoan/signup/",
            {"username": "la", "email": "la@example.org", "password1": PASSWORD * 2},
        )
        self.assertEqual(response.status_code, 200)
        self.assertTemplateUsed(response, "account/signup_closed.html")

    def test_odd_input_is_answered_and_never_breaks(self):
        for login in ("", "a" * 10_000, "<script>", "a\x00b", "’ OR 1=1 --", "a@b@c"):
            with self.subTest(login=login[:20]):
                self.assertEqual(self.sign_in(login).status_code, 200)


class ThrottleTests(SignInTestCase):
    def fail(self, times: int, login="editor", address="10.0.0.1", **extra):
        for _number in range(times):
            response = self.sign_in(login, "sai-mat-khau", REMOTE_ADDR=address, **extra)
        return response

    def test_after_five_failures_even_the_right_password_waits(self):
        self.fail(5)
        self.sign_in("editor", REMOTE_ADDR="10.0.0.1")
        self.assertEqual(self.signed_in_as(), "")

    def test_nobody_can_keep_a_colleague_out_from_elsewhere(self):
        self.fail(6, address="10.0.0.1")
        self.sign_in("editor", REMOTE_ADDR="10.0.0.2")
        self.assertEqual(self.signed_in_as(), "editor")

    def test_one_address_that_tries_many_names_is_stopped(self):
        for number in range(30):
            self.fail(1, login=f"ten-{number}")
        self.sign_in("editor", REMOTE_ADDR="10.0.0.1")
        self.assertEqual(self.signed_in_as(), "")

    def test_the_forwarded_address_is_believed_only_when_configured(self):
        self.fail(6, HTTP_X_FORWARDED_FOR="203.0.113.1")
        self.sign_in("editor", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.2")
        self.assertEqual(self.signed_in_as(), "")
        with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
            forwarded = "198.51.100.9, 203.0.113.2"
            self.sign_in("editor", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
        self.assertEqual(self.signed_in_as(), "editor")


class AdminDoorTests(SignInTestCase):
    def test_wagtails_sign_in_page_sends_to_ours(self):
        for query, expected in (
            ("", []),
            ("?next=/admin/", []),
            ("?next=/admin/pages/3/edit/", ["/admin/pages/3/edit/"]),
            ("?next=https://evil.example/", []),
            ("?next=//evil.example", []),
            ("?next=%00", []),
        ):
            for method in (self.client.get, self.client.post):
                with self.subTest(query=query, method=method):
                    response = method(f"/admin/login/{query}")
                    parts = urlsplit(response.headers["Location"])
                    self.assertEqual(parts.path, LOGIN)
                    self.assertEqual(parse_qs(parts.query).get("next", []), expected)

    def test_everybody_who_asks_for_the_admin_comes_to_the_own_work(self):
        for role, place in ((Role.EDITOR, "/admin/"), (Role.CORRESPONDENT, "/gui-bai/")):
            with self.subTest(role=role):
                client = self.client_class()
                door = client.get("/admin/login/?next=/admin/").headers["Location"]
                sent = client.post(door, {"login": role.value, "password": PASSWORD})
                self.assertEqual(sent.headers["Location"], place)

    def test_wagtails_password_pages_send_to_ours(self):
        for path in ("", "done/", "confirm/MQ/abc-def/", "complete/"):
            with self.subTest(path=path):
                response = self.client.get(f"/admin/password_reset/{path}")
                self.assertRedirects(
                    response, "/tai-khoan/password/reset/", fetch_redirect_response=False
                )

    def test_a_stranger_is_asked_to_sign_in(self):
        response = self.client.get("/admin/units/")
        self.assertEqual(urlsplit(response.headers["Location"]).path, LOGIN)

    def test_a_correspondent_is_refused_without_a_loop(self):
        self.client.force_login(self.people[Role.CORRESPONDENT])
        for path in ("/admin/", "/admin/pages/", "/admin/api/main/pages/", "/admin/nowhere/"):
            with self.subTest(path=path):
                self.assertEqual(self.client.get(path).status_code, 403)


class PasswordResetTests(SignInTestCase):
    PATH = "/tai-khoan/password/reset/"

    def test_the_answer_does_not_tell_who_has_an_account(self):
        answers = []
        for address in ("editor@example.org", "nobody@example.org"):
            response = self.client.post(self.PATH, {"email": address}, follow=True)
            answers.append((response.redirect_chain, response.content))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual([message.to for message in mail.outbox], [["editor@example.org"]])

    def test_the_link_in_the_mail_sets_the_password_once(self):
        self.client.post(self.PATH, {"email": "editor@example.org"})
        link = re.search(r"http\S+", mail.outbox[0].body).group()
        response = self.client.get(urlsplit(link).path, follow=True)
        path = response.redirect_chain[-1][0]
        new = "mat-khau-hoan-toan-moi"
        self.client.post(path, {"password1": new, "password2": new})
        self.assertEqual(mail.outbox[-1].to, ["editor@example.org"])
        self.sign_in("editor", new)
        self.assertEqual(self.signed_in_as(), "editor")
        self.client.logout()
        again = self.client.get(urlsplit(link).path, follow=True)
        self.assertTrue(again.context["token_fail"])

    def test_many_requests_for_one_address_are_stopped(self):
        for _number in range(4):
            self.client.post(self.PATH, {"email": "editor@example.org"})
        self.assertEqual(len(mail.outbox), 3)


class ChangedSecretTests(SignInTestCase):
    """The site's secret has changed while people work; the former one still counts."""

    COOKIE = settings.SESSION_COOKIE_NAME

    def setUp(self):
        self.client.force_login(self.people[Role.EDITOR])

    def as_it_was(self) -> Client:
        """Return a browser that sends the cookie of before, as a request at the same moment does."""
        client = Client()
        client.cookies[self.COOKIE] = self.client.cookies[self.COOKIE].value
        return client

    def test_what_is_asked_at_the_same_moment_signs_nobody_out(self):
        at_once = self.as_it_was()
        fallbacks = [settings.SECRET_KEY]
        with override_settings(SECRET_KEY="another one", SECRET_KEY_FALLBACKS=fallbacks):
            first = self.client.get("/admin/")
            second = at_once.get("/admin/")
        self.assertEqual(first.status_code, 200)
        self.assertIn(self.COOKIE, first.cookies)
        self.assertEqual(second.status_code, 302)
        self.assertNotIn(self.COOKIE, second.cookies)

    def test_signing_out_takes_the_cookie_away(self):
        response = self.client.post("/tai-khoan/logout/")
        self.assertEqual(response.cookies[self.COOKIE].value, "")

    def test_a_session_of_a_former_password_takes_the_cookie_away(self):
        editor = self.people[Role.EDITOR]
        editor.set_password("mat-khau-hoan-toan-moi")
        editor.save()
        self.assertEqual(self.client.get("/admin/").cookies[self.COOKIE].value, "")


class AccountPagesTests(SignInTestCase):
    """Every page of the account is ours: its frame is base.html and nothing is inline."""

    def test_what_was_typed_wrongly_is_named(self):
        self.sign_in()
        passwords = {"oldpassword": "sai", "password1": "1234567890", "password2": "1234567890"}
        response = self.client.post("/tai-khoan/password/change/", passwords)
        self.assertContains(response, "Mật khẩu hiện tại không đúng.")
        self.assertContains(response, "Mật khẩu này chỉ gồm chữ số.")
        response = self.client.post("/tai-khoan/email/", {"email": "abc", "action_add": ""})
        self.assertContains(response, "Địa chỉ thư điện tử chưa đúng.")

    def test_every_page_has_the_sites_frame(self):
        editor = self.people[Role.EDITOR]
        EmailAddress.objects.create(user=editor, email=editor.email, primary=True, verified=True)
        open_pages = ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
        own_pages = ["", "password/change/", "email/", "2fa/", "logout/", "2fa/webauthn/"]
        guarded = ["2fa/totp/activate/", "2fa/webauthn/add/"]
        for path in open_pages:
            self.check(path)
        self.sign_in("editor")
        for path in own_pages:
            self.check(path)
        self.client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
        for path in guarded:
            self.check(path)

    def check(self, path: str) -> None:
        with self.subTest(path=path):
            response = self.client.get(f"/tai-khoan/{path}")
            self.assertEqual(response.status_code, 200)
            self.assertTemplateUsed(response, "base.html")
            body = response.content.decode()
            self.assertNotRegex(body, r"<style|\sstyle=|\son\w+=")
            self.assertNotRegex(body, r"<script(?![^>]*(src=|application/json))")
