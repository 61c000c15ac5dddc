"""The pages that a phone keeps, the worker that keeps them, and the key to what is personal."""

import json
import re

from django.conf import settings
from django.test import TestCase, override_settings
from django.urls import reverse

from goodnews.accounts.roles import Role
from news.desk.models import DeskDraft
from news.desk.phone_keys import COOKIE, owner_of
from tests.accounts.factories import PASSWORD, make_user
from tests.news.factories import make_theme

from .factories import filled, make_desk

FORM = "/gui-bai/ngoai-tuyen/bai/"
LIST = "/gui-bai/ngoai-tuyen/"
WORKER = "/gui-bai/sw.js"
STATIC_FILE = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:js|css|woff2))"')


class ShellTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_desk()
        cls.other = make_user("other", role=Role.CORRESPONDENT, unit=cls.room.other_unit)

    def setUp(self):
        self.client.force_login(self.room.correspondent)

    def plan(self) -> dict:
        return json.loads(self.client.get(WORKER).text.splitlines()[0][len("self.plan = ") : -1])


class ShellTests(ShellTestCase):
    def test_the_kept_pages_are_the_same_for_everybody(self):
        for address in (FORM, LIST):
            with self.subTest(address=address):
                mine = self.client.get(address).content
                self.client.force_login(self.other)
                self.assertEqual(self.client.get(address).content, mine)

    def test_the_kept_form_names_nobody_and_carries_no_token(self):
        page = self.client.get(FORM).text
        self.assertNotIn(self.room.unit.name, page)
        self.assertIn('name="csrfmiddlewaretoken" value=""', page)
        self.assertIn('name="pass" value=""', page)
        self.assertIn('name="key" value=""', page)

    def test_the_kept_pages_say_nothing_that_is_true_today_alone(self):
        for address in (FORM, LIST):
            with self.subTest(address=address):
                page = self.client.get(address).text
                self.assertNotIn(" max=", page)
                self.assertNotIn("topbar__date", page)

    def test_a_message_for_somebody_is_not_kept_in_a_page_for_everybody(self):
        self.client.post("/gui-bai/moi/", filled())
        self.assertNotIn("Bản nháp đã", self.client.get(FORM).text)
        key = DeskDraft.objects.get().key
        self.assertContains(self.client.get(f"/gui-bai/{key}/sua/"), "notice--ok")

    def test_a_browser_itself_keeps_neither(self):
        for address in (FORM, LIST, WORKER):
            with self.subTest(address=address):
                self.assertIn("no-store", self.client.get(address)["Cache-Control"])


class WorkerTests(ShellTestCase):
    def test_every_file_of_the_kept_pages_is_kept_too(self):
        pages = self.client.get(FORM).text + self.client.get(LIST).text
        needed = {file for file in STATIC_FILE.findall(pages) if "/img/" not in file}
        self.assertTrue(needed)
        self.assertLessEqual(needed, set(self.plan()["files"]))

    def test_only_the_desk_can_be_served_by_it(self):
        plan = self.plan()
        self.assertEqual((plan["list"], plan["new"]), ("/gui-bai/", "/gui-bai/moi/"))
        self.assertEqual((plan["formShell"], plan["listShell"]), (FORM, LIST))
        self.assertIn("javascript", self.client.get(WORKER)["Content-Type"])

    def test_a_change_of_the_form_makes_a_new_version_and_nothing_else_does(self):
        version = self.plan()["version"]
        self.client.force_login(self.other)
        self.assertEqual(self.plan()["version"], version)
        make_theme("Chuyển đổi số")
        self.assertNotEqual(self.plan()["version"], version)

    def test_strangers_get_neither_pages_nor_worker(self):
        self.client.logout()
        for address in (FORM, LIST, WORKER):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 302)


class KeyTests(ShellTestCase):
    def key(self) -> str:
        return self.client.get("/gui-bai/").cookies[COOKIE].value

    def test_everybody_has_a_key_of_their_own_that_stays_the_same(self):
        mine = self.key()
        self.assertEqual(self.key(), mine)
        self.client.force_login(self.other)
        theirs = self.key()
        self.assertNotEqual(mine.split(".")[0], theirs.split(".")[0])
        self.assertNotEqual(mine.split(".")[1], theirs.split(".")[1])

    def test_it_goes_to_the_desk_alone(self):
        cookie = self.client.get("/gui-bai/").cookies[COOKIE]
        self.assertEqual((cookie["path"], cookie["samesite"]), ("/gui-bai/", "Strict"))
        self.assertNotIn(COOKIE, self.client.get("/tai-khoan/").cookies)

    def test_signing_out_takes_it_off_the_phone(self):
        doors = {
            reverse("account_logout"): self.room.correspondent,
            "/admin/logout/": self.room.editor,
        }
        for address, person in doors.items():
            with self.subTest(address=address):
                self.client.force_login(person)
                cookie = self.client.post(address).cookies[COOKIE]
                self.assertEqual((cookie.value, cookie["max-age"]), ("", 0))
                self.assertEqual(cookie["path"], "/gui-bai/")

    def test_a_script_that_has_it_gets_none_so_none_comes_back_after_signing_out(self):
        self.assertIn(COOKIE, self.client.get("/gui-bai/").cookies)
        for mode, is_given in (("cors", False), ("navigate", True)):
            with self.subTest(mode=mode):
                answer = self.client.get("/gui-bai/", headers={"sec-fetch-mode": mode})
                self.assertEqual(COOKIE in answer.cookies, is_given)

    def test_so_does_somebody_else_who_signs_in(self):
        self.client.logout()
        form = {"login": "other", "password": PASSWORD}
        self.assertEqual(self.client.post("/tai-khoan/login/", form).cookies[COOKIE].value, "")

    def test_the_script_learns_whose_session_it_is_by_a_name_that_says_nothing(self):
        answer = self.client.get("/gui-bai/may/").json()
        self.assertEqual(answer["owner"], owner_of(self.room.correspondent))
        self.assertEqual(answer["owner"], self.key().split(".")[0])
        self.assertTrue(answer["token"])

    def test_a_new_secret_of_the_site_still_gives_the_former_key(self):
        mine = self.key()
        before = self.client.get("/gui-bai/may/").json()
        with override_settings(
            SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY, "older still"]
        ):
            present, former, oldest = self.key().split("~")
            after = self.client.get("/gui-bai/may/").json()
        self.assertEqual(former, mine)
        self.assertEqual(len({present, former, oldest}), 3)
        self.assertEqual((before["owner"], before["former"]), (mine.split(".")[0], []))
        self.assertEqual(after["owner"], present.split(".")[0])
        self.assertEqual(after["former"][0], before["owner"])
