"""The private calendar address: a secret, and nothing else, opens it."""

from datetime import timedelta

from django.test import TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from news.planning.models import FeedKey
from news.planning.services import make_feed_key, revoke_feed_key
from tests.accounts.factories import make_user

from .factories import NOW, TOMORROW, at, frozen, make_campaign, make_newsroom, plan, timed


class FeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.campaign = make_campaign()
        plan(cls.campaign, TOMORROW, page=cls.room.story("Cầu mới; đường, mới"))

    def setUp(self):
        clock = frozen()
        clock.start()
        self.addCleanup(clock.stop)
        self.token = make_feed_key(user=self.room.editor, now=NOW)

    def get(self, token: str):
        return self.client.get(reverse("planning:feed", args=[token]))

    def test_the_secret_shows_the_plan_without_a_session(self):
        response = self.get(self.token)
        text = response.content.decode()
        self.assertEqual(response.headers["Content-Type"], "text/calendar; charset=utf-8")
        self.assertIn("DTSTART;VALUE=DATE:20261122", text)
        self.assertIn("Cầu mới\\; đường\\, mới", text.replace("\r\n ", ""))
        self.assertIn("private", response.headers["Cache-Control"])
        self.assertNotIn("Set-Cookie", response.headers)

    def test_an_approved_story_with_its_own_hour_is_shown_once(self):
        story = timed(self.room, "Giờ riêng", at(TOMORROW + timedelta(days=2), 6, 30))
        text = self.get(self.token).content.decode()
        self.assertIn("DTSTART;VALUE=DATE:20261124", text)
        self.assertIn("Giờ riêng", text)
        self.assertIn(f"UID:timed-story-{story.pk}@", text)
        plan(self.campaign, TOMORROW + timedelta(days=2), page=story)
        text = self.get(self.token).content.decode()
        self.assertEqual(text.count("Giờ riêng"), 1)

    def test_everything_else_is_not_found(self):
        digest = FeedKey.objects.get().digest
        for token in ("x", self.token[:-1], self.token + "a", digest, "%00", "é" * 300):
            with self.subTest(token=token[:20]):
                self.assertEqual(self.get(token).status_code, 404)

    def test_the_secret_itself_is_not_kept(self):
        self.assertNotIn(self.token, str(FeedKey.objects.values()))

    def test_a_new_address_ends_the_old_one_and_it_can_be_ended(self):
        fresh = make_feed_key(user=self.room.editor, now=NOW)
        self.assertEqual(self.get(self.token).status_code, 404)
        self.assertEqual(self.get(fresh).status_code, 200)
        revoke_feed_key(user=self.room.editor)
        self.assertEqual(self.get(fresh).status_code, 404)

    def test_who_may_no_longer_see_the_plan_sees_no_feed(self):
        editor = self.room.editor
        editor.groups.clear()
        self.assertEqual(self.get(self.token).status_code, 404)
        editor.groups.add(Role.EDITOR.group())
        editor.is_active = False
        editor.save()
        self.assertEqual(self.get(self.token).status_code, 404)
        translator = make_user("tr", role=Role.TRANSLATOR)
        self.assertEqual(self.get(make_feed_key(user=translator, now=NOW)).status_code, 404)

    def test_the_address_is_made_shown_once_and_ended_in_the_admin(self):
        self.client.force_login(self.room.approver)
        url = reverse("plan:feed_key")
        self.assertEqual(self.client.get(url).status_code, 200)
        address = self.client.post(url, {"make": "1"}).context["address"]
        self.assertEqual(self.client.get(address.partition("8000")[2]).status_code, 200)
        self.assertNotContains(self.client.get(url), address)
        self.client.post(url, {"revoke": "1"})
        self.assertEqual(self.client.get(address.partition("8000")[2]).status_code, 404)
