"""Looking changes nothing, and nothing is changed without the token of our own forms."""

import logging
import re
from datetime import timedelta

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.permissions.routes import all_routes
from tests.permissions.world import make_world, route_arguments

WRITE = re.compile(r'^\s*(INSERT|UPDATE|DELETE|REPLACE)\b[^"]*"(\w+)"', re.IGNORECASE)
# A session is kept alive by using it; signing in and out is what these addresses are for.
TABLES_OF_VISITORS = {"django_session"}
# Wagtail's own rooms that write when looked at: it notes that somebody has the page open.
TABLES_OF_OPEN_EDITORS = {"wagtailadmin_editingsession"}
OWN_FAMILIES = (
    "accounts:",
    "campaigns:",
    "campaign_",
    "consent_",
    "data_requests:",
    "consents:",
    "desk:",
    "editors_calendar",
    "holdings:",
    "practice:",
    "privacy:",
    "nominations:",
    "quizblocks:",
    "retention_",
    "search:",
    "selection:",
    "selection_rounds:",
    "sharing:",
    "stats:",
    "units:",
    "wagtailsnippets_quizblocks",
    "wagtailsnippetchoosers_quizblocks",
    "workflows_",
)
OWN_NAMES = {
    "favicon",
    "healthz",
    "news_sitemap",
    "readyz",
    "robots",
    "site_manifest",
    "site_map",
    "site_theme",
    "sitemap",
    "sitemap_part",
    "story_atom",
    "story_rss",
    "wagtail_serve",
}
# Why each may be posted to without a token is written where it stands.
WITHOUT_TOKEN = {
    "stats:record": (204, 400, 403),
    "quizblocks:answer": (400, 404),
    "quizblocks:poll": (400, 404),
    "practice:topic": (400, 404),
    "practice:set": (400, 404),
    "exemplars:greet": (400, 404),
    # The secret in the address is the right to answer, and to take the answer back.
    "consents:answer": (400, 404),
    "consents:withdraw": (303, 400, 404),
    "privacy:request": (400,),
    # Looks at the token itself, so that nothing typed is lost; without one it refuses.
    "desk:new": (302, 403),
    "desk:edit": (302, 403),
    "nominations:new": (302, 403),
    "nominations:edit": (302, 403),
    # An entrant's cookie is never sent with a form of another site, and such forms are refused.
    **{
        f"contest_attempts:{name}": (400, 404, 405)
        for name in [
            "register",
            "come_back",
            "lost_code",
            "stop_reminders",
            "new_code",
            "unname",
            "leave",
            "mine",
            "notes",
            "ask",
            "own_result",
            "own_certificate",
            "start",
            "line",
            "attempt",
            "save",
            "receipt",
            "check",
        ]
    },
    # Its address is signed for one person and moves this one switch (RFC 8058).
    "reminders:mute": (200,),
}
WRITTEN_WITHOUT_TOKEN = {"reminders:mute": {"reminders_remindermute"}}

NAMES_OF_FIELDS = (
    "name short_name code kind parent valid_from valid_to into on units slot_on stem difficulty "
    "use explanation source source_url purpose version language body reason subject_name "
    "age_band channel next order comment people until"
)


def written_tables(queries) -> set[str]:
    """Return the tables that ``queries`` write to."""
    found = (WRITE.match(query["sql"]) for query in queries)
    return {match[2] for match in found if match}


class SafeMethodTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def setUp(self):
        self.arguments = route_arguments(self.world)
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def own_routes(self):
        routes = [r for r in all_routes() if r.name.startswith(OWN_FAMILIES) or r.name in OWN_NAMES]
        self.assertGreater(len(routes), 50)
        return routes

    def asked(self, client, method, path) -> set[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = getattr(client, method)(path)
        self.assertLess(response.status_code, 500, path)
        return written_tables(queries.captured_queries) - TABLES_OF_VISITORS

    def test_looking_writes_nothing(self):
        # Often enough that every kind of person is refused, let in or sent on.
        for who in ("anonymous", "correspondent", "root"):
            client = Client(raise_request_exception=False)
            if who == "root":
                client.force_login(self.world.room.superuser)
            else:
                self.world.sign_in(client, who)
            for route in self.own_routes():
                path = route.path(self.arguments)
                with self.subTest(who, route=route.name, path=path):
                    allowed = TABLES_OF_OPEN_EDITORS if path.startswith("/admin/") else set()
                    self.assertEqual(self.asked(client, "get", path) - allowed, set())
                    if who == "anonymous":
                        self.assertEqual(self.asked(client, "head", path), set())

    def test_reading_public_pages_writes_nothing(self):
        client = Client()
        story = self.world.stories["own", "published"]
        for path in (story.get_url(), "/", "/tin-tot/", "/guong-sang/", "/en/", "/khong-co/"):
            self.assertEqual(self.asked(client, "get", path), set(), path)

    def test_every_address_refuses_a_post_without_the_token(self):
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.force_login(self.world.room.superuser)
        for route in all_routes():
            path = route.path(self.arguments)
            for method in ("post", "delete"):
                with self.subTest(route.name, method=method, path=path):
                    with CaptureQueriesContext(connection) as queries:
                        response = getattr(client, method)(path)
                    expected = WITHOUT_TOKEN.get(route.name, (403,))
                    if response.status_code == 301:
                        # Sent to the address with the slash; nothing was done.
                        expected = (301,)
                    if method != "post" and route.name in WITHOUT_TOKEN:
                        expected = (302, 403, 405)
                    self.assertIn(response.status_code, expected)
                    written = written_tables(queries.captured_queries) - TABLES_OF_VISITORS
                    self.assertLessEqual(written, WRITTEN_WITHOUT_TOKEN.get(route.name, set()))

    def test_a_token_of_another_session_is_none(self):
        stranger = Client()
        token = re.search(
            r'csrfmiddlewaretoken" value="(\w+)"', stranger.get("/tai-khoan/login/").text
        )
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.world.room.correspondent)
        client.get("/gui-bai/moi/")
        key = self.world.stories["own", "submitted"].translation_key
        for path in (f"/gui-bai/{key}/rut/", f"/gui-bai/{key}/xoa/", "/tai-khoan/logout/"):
            response = client.post(path, {"csrfmiddlewaretoken": token[1]})
            self.assertContains(response, "quá hạn", status_code=403)

    def test_a_session_lasts_no_longer_than_two_weeks(self):
        client = Client()
        client.force_login(self.world.room.correspondent)
        left = client.session.get_expiry_date() - timezone.now()
        self.assertLessEqual(left, timedelta(days=14))


class OwnAdminPostTests(TestCase):
    """Our own forms of the admin under values that no form of ours sends."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def setUp(self):
        self.arguments = route_arguments(self.world)
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def test_no_value_breaks_them(self):
        client = Client(raise_request_exception=False)
        client.force_login(self.world.room.superuser)
        own = (
            "units:",
            "consent_",
            "consents:",
            "campaign_",
            "wagtailsnippets_quizblocks",
            "workflows_",
        )
        # Not "topic" and "page": Wagtail's choosers draw them, and take numbers only.
        names = NAMES_OF_FIELDS.split()
        for route in all_routes():
            if not route.name.startswith(own):
                continue
            path = route.path(self.arguments)
            for value in ("", "a\x00b", "99999999999999999999", "2190-01-01", "<script>alert(1)"):
                with self.subTest(route.name, value=value):
                    response = client.post(path, dict.fromkeys(names, value))
                    self.assertLess(response.status_code, 500)
                    text = b"" if response.streaming else response.content
                    self.assertNotIn(b"<script>alert", text)
            with self.subTest(route.name, value="JSON"):
                response = client.post(path, {"name": None}, content_type="application/json")
                self.assertLess(response.status_code, 500)
