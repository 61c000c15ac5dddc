"""A form sent too late: nothing typed is lost."""

import re

from django.test import Client

from goodnews.accounts.roles import Role
from news.desk.models import DeskDraft
from news.models import StoryPage
from tests.accounts.factories import PASSWORD, make_user

from .factories import KEY, TEXT, filled, photo
from .test_views import NEW, DeskTestCase


class ExpiredSessionTests(DeskTestCase):
    """What was typed while the session ended is found again after signing in."""

    def setUp(self):
        super().setUp()
        self.browser = Client(enforce_csrf_checks=True)
        self.browser.force_login(self.room.correspondent)
        page = self.browser.get(NEW).text
        self.hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page))

    def post_late(self, **values):
        return self.browser.post(
            NEW, filled(**{"do": "send", "photos": [photo()], **self.hidden, **values})
        )

    def assert_kept(self, response):
        draft = DeskDraft.objects.get(key=self.hidden["key"])
        self.assertEqual(draft.text, TEXT)
        self.assertEqual(draft.photos.count(), 1)
        self.assertFalse(StoryPage.objects.exists())
        return draft

    def test_after_the_session_expired_the_story_is_kept_and_shown_after_signing_in(self):
        self.browser.cookies.pop("sessionid")
        response = self.post_late()
        self.assertEqual(response.status_code, 302)
        draft = self.assert_kept(response)
        self.assertIn(str(draft.key), response.url)
        again = Client()
        self.assertTrue(again.login(username="correspondent", password=PASSWORD))
        self.assertContains(again.get(f"/gui-bai/{draft.key}/sua/"), "Bà con mang ngô luộc")

    def test_a_stale_security_token_keeps_the_story_too(self):
        response = self.post_late(csrfmiddlewaretoken="x" * 64)
        self.assertRedirects(
            response, f"/gui-bai/{self.hidden['key']}/sua/", fetch_redirect_response=False
        )
        self.assert_kept(response)

    def test_without_the_pass_a_foreign_form_is_refused(self):
        for note in ("", "forged", self.hidden["pass"][:-2] + "xx"):
            with self.subTest(note=note):
                response = self.post_late(csrfmiddlewaretoken="x" * 64, **{"pass": note})
                self.assertEqual(response.status_code, 403)
        self.assertFalse(DeskDraft.objects.exists())

    def test_the_pass_of_one_draft_does_not_open_another(self):
        response = self.post_late(csrfmiddlewaretoken="x" * 64, key=str(KEY))
        self.assertEqual(response.status_code, 403)
        self.assertFalse(DeskDraft.objects.exists())

    def test_on_a_shared_phone_the_story_stays_with_its_author(self):
        other = make_user("other", role=Role.CORRESPONDENT, unit=self.room.unit)
        self.browser.force_login(other)
        response = self.post_late()
        self.assertRedirects(response, "/gui-bai/", fetch_redirect_response=False)
        self.assertEqual(self.assert_kept(response).owner, self.room.correspondent)
