"""What the office enters as somebody's address is the only one that opens the account."""

import re
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role

from .factories import PASSWORD
from .test_sign_in import SignInTestCase

RESET = "/tai-khoan/password/reset/"
OLD, NEW = "editor@example.org", "nguoi-moi@example.org"


class ChangedAddressTests(SignInTestCase):
    def setUp(self):
        editor = self.people[Role.EDITOR]
        # As a reset by link leaves it, and a change that was never confirmed.
        EmailAddress.objects.create(user=editor, email=OLD, primary=True, verified=True)
        EmailAddress.objects.create(user=editor, email="cho@example.org")

    def change(self, email: str):
        """Enter ``email`` for the editor, as an administrator does."""
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        url = reverse("wagtailusers_users:edit", args=[self.people[Role.EDITOR].pk])
        data = {"username": "editor", "first_name": "Editor", "last_name": "Nguyễn Văn"}
        data |= {"email": email, "is_active": "on", "groups": [Role.EDITOR.group().pk]}
        response = self.client.post(url, data)
        self.client.logout()
        return response

    def link_sent_to(self, email: str) -> str:
        self.client.post(RESET, {"email": email})
        return urlsplit(re.search(r"http\S+", mail.outbox[-1].body).group()).path

    def test_the_old_address_opens_nothing_and_receives_nothing(self):
        sent_before = self.link_sent_to(OLD)
        self.assertEqual(self.change(NEW).status_code, 302)
        mail.outbox.clear()
        for address in (OLD, "cho@example.org"):
            self.client.post(RESET, {"email": address})
            self.sign_in(address)
            self.assertEqual(self.signed_in_as(), "")
        self.assertEqual(mail.outbox, [])
        self.assertTrue(self.client.get(sent_before, follow=True).context["token_fail"])

    def test_the_new_address_does_both(self):
        self.change(NEW)
        self.link_sent_to(NEW)
        self.assertEqual(mail.outbox[-1].to, [NEW])
        self.sign_in(NEW)
        self.assertEqual(self.signed_in_as(), "editor")
        self.assertContains(self.client.get("/tai-khoan/email/"), NEW)

    def test_another_persons_address_is_refused_at_its_field(self):
        for address in ("approver@example.org", "APPROVER@example.org"):
            with self.subTest(address=address):
                form = self.change(address).context["form"]
                self.assertEqual(form.errors["email"], ["“approver” đã dùng địa chỉ email này."])
        self.assertEqual(self.change("EDITOR@example.org").status_code, 302)

    def test_a_new_person_has_an_address_of_their_own(self):
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        data = {"username": "hoa", "password1": PASSWORD, "password2": PASSWORD, "email": OLD}
        data |= {"first_name": "Hoa", "last_name": "Trần Thị"}
        add = reverse("wagtailusers_users:add")
        self.assertEqual(list(self.client.post(add, data).context["form"].errors), ["email"])
        self.assertEqual(self.client.post(add, data | {"email": NEW}).status_code, 302)
        hoa = User.objects.get(username="hoa")
        self.assertEqual([row.email for row in hoa.emailaddress_set.all()], [NEW])

    def test_the_letter_after_a_reset_is_the_sites_own(self):
        path = self.client.get(self.link_sent_to(OLD), follow=True).redirect_chain[-1][0]
        new = "mat-khau-hoan-toan-moi"
        self.client.post(path, {"password1": new, "password2": new})
        self.assertIn("Mật khẩu của bạn đã được đặt lại", mail.outbox[-1].subject)
        self.assertIn("bằng liên kết gửi cho bạn", mail.outbox[-1].body)
