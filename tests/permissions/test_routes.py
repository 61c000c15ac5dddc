"""Every address × every role: who gets in, who is asked to sign in, who is refused.

What is sent is searched for the secrets of a planted bank on the same way, so that the crawl for
leaks costs few requests of its own.
"""

import logging
import re
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client, TestCase
from django.urls import reverse

from quizblocks.choices import KeyStage
from quizblocks.services import read_keys

from .planted import (
    CANARY,
    CONTEST,
    KEEPERS,
    KEY,
    PRACTICE,
    REASON,
    RETIRED,
    addresses_of,
    canary,
    files_below,
    leaks_in,
    plant_bank,
)
from .routes import all_routes
from .tables import HOW_TO_ADD, IS_WRITING, Table, differences, unrendered
from .world import ANONYMOUS, WHO, make_world, route_arguments

TABLE = Table("routes.tsv", ("name", "pattern"))
FILE = re.compile("export|download")
OPEN = {"ok", "moved", "bad", "missing"}
# Wagtail's machinery for the browser: strings and icons, which say nothing about the site.
OPEN_ADMIN_ROUTES = {
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "accounts:admin_login",
    "accounts:admin_password_reset",
    "accounts:-",
}
# Wagtail's "not found": it adds a slash to the address and says no more.
NOT_FOUND = "admin/^.*/$"
OFFICE_ONLY = (
    "wagtailusers_",
    "wagtailsites:",
    "wagtaillocales:",
    "wagtailsettings:",
    "wagtailredirects:",
)


def answer_class(path: str, response) -> str:
    """Say in a word how the site answered."""
    status = response.status_code
    if status in (301, 302, 303):
        target = response.headers["Location"]
        if target.startswith("/tai-khoan/login/"):
            return "sign-in"
        # Wagtail's way to say no: back to the dashboard with a message.
        if target == "/admin/" and path.startswith("/admin/") and "login" not in path:
            return "refused"
        return "moved"
    names = {
        200: "ok",
        304: "ok",
        401: "sign-in",
        403: "refused",
        404: "missing",
        400: "bad",
        405: "bad",
    }
    return names.get(status, f"FAULT-{status}")


def session_of(client: Client) -> str:
    """Return the session that ``client`` shows; empty where it has none."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


@pytest.mark.usefixtures("frames_are_kept")
class RouteTableTests(TestCase):
    """The answers of the site are those of the table, and hold no secret of the question bank."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()
        cls.bank = plant_bank(cls.world)

    def setUp(self):
        # Here and not above: each test has its own folder of files.
        self.arguments = route_arguments(self.world)
        self.leaks: list[str] = []

    def answers(self, who: str) -> dict[tuple[str, ...], str]:
        """Return what the site answers to ``who`` at every address.

        Nothing of the bank is a secret to its keepers: what others open, too, is rendered for them.
        """
        seen = {
            key
            for key, row in TABLE.read().items()
            if "ok" in (answer for each, answer in row.items() if each not in KEEPERS)
        }
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        client = Client(raise_request_exception=False)
        self.world.sign_in(client, who)
        session = session_of(client)
        found = {}
        for route in all_routes():
            # Some addresses sign out, or take the cookie away.
            if session_of(client) != session:
                self.world.sign_in(client, who)
                session = session_of(client)
            path, key = route.path(self.arguments), (route.name, route.pattern)
            with unrendered() if who in KEEPERS and key in seen else nullcontext():
                response = client.get(path)
            found[key] = answer_class(path, response)
            self.search(response, path, who)
        return found

    def search(self, response, path: str, who: str) -> None:
        """Note the secrets of the bank that ``response`` tells ``who`` without a right to them."""
        content = response.getvalue() + str(response.headers).encode()
        self.leaks += [f"{path}: {found}" for found in sorted(leaks_in(content, who))]

    def check(self, who: str) -> None:
        actual = {key: {who: answer} for key, answer in self.answers(who).items()}
        self.assertEqual(differences(TABLE.read(), actual), [])
        self.crawl(who)
        for content in files_below(Path(settings.MEDIA_ROOT)):
            self.leaks += leaks_in(content, ANONYMOUS)
        self.assertEqual(self.leaks, [])

    def crawl(self, who: str) -> None:
        """Search what the site sends ``who`` at the bank's own addresses.

        Nothing of the bank is a secret to its keepers: theirs are the files, which may stay behind.
        """
        client = Client(raise_request_exception=False)
        self.world.sign_in(client, who)
        for path in addresses_of(self.bank, self.world):
            if who not in KEEPERS or FILE.search(path):
                self.search(client.get(path), path, who)

    def test_every_address_has_its_row(self):
        if IS_WRITING:
            columns = {who: self.answers(who) for who in WHO}
            TABLE.write(
                {key: {who: columns[who][key] for who in WHO} for key in columns[ANONYMOUS]}
            )
        actual = {(route.name, route.pattern) for route in all_routes()}
        expected = TABLE.read()
        missing = [f"{name} {pattern}" for name, pattern in actual - expected.keys()]
        self.assertEqual(missing, [], f"\nAddresses without a row:\n{HOW_TO_ADD}")
        gone = [f"{name} {pattern}" for name, pattern in expected.keys() - actual]
        self.assertEqual(gone, [], "\nRows without an address: take them out of routes.tsv.")

    def post(self, address: str, fields: dict, accept: str):
        """Send ``fields`` as a page's form does."""
        form = "application/x-www-form-urlencoded"
        headers = {"accept": accept}
        return self.client.post(address, urlencode(fields), content_type=form, headers=headers)

    def test_a_reply_tells_the_key_of_the_question_answered_and_no_other(self):
        page = self.world.stories["own", "published"]
        address = reverse("quizblocks:answer", args=[page.pk, page.translation_key])
        asked = self.bank.first(PRACTICE)
        right = read_keys([asked.translation_key], stage=KeyStage.LIVE)[asked.translation_key]
        row = asked.choices.get(translation_key=right["right"][0])
        answer = {"shown": asked.pk, f"q{asked.pk}": row.pk}
        for who in WHO:
            self.world.sign_in(self.client, who)
            for accept in ("application/json", "text/html"):
                content = self.post(address, answer, accept).content
                told = {found.group().decode() for found in CANARY.finditer(content)}
                own = {canary(KEY, PRACTICE, 0), canary(REASON, PRACTICE, 0)}
                self.assertEqual(told, own, (who, accept))
                for state in (CONTEST, RETIRED):
                    other = {"shown": self.bank.first(state).pk}
                    reply = self.post(address, other, accept)
                    self.assertEqual(reply.status_code, 400)
                    self.search(reply, f"{address} about {state}", ANONYMOUS)
        self.assertEqual(self.leaks, [])


def column_test(who: str):
    """Return the test of one column: apart, so that several processes share the work."""

    def test(self):
        self.check(who)

    return test


for visitor in WHO:
    setattr(
        RouteTableTests,
        f"test_the_site_answers_the_{visitor}_as_the_table_says",
        column_test(visitor),
    )


class RouteTableRuleTests:
    """What must hold of the table itself, whatever somebody writes into it."""

    @pytest.fixture
    def rows(self):
        return TABLE.read()

    def test_no_address_fails(self, rows):
        # Wagtail's own test of the error page fails on purpose.
        faults = [key for key, row in rows.items() if "FAULT" in " ".join(row.values())]
        assert faults == [("wagtailadmin_error_test", "admin/failwhale/")]

    def test_the_admin_is_closed_to_strangers_and_correspondents(self, rows):
        open_to = [
            (*key, who)
            for key, row in rows.items()
            for who in (ANONYMOUS, "correspondent")
            if key[1].startswith("admin/")
            and key[0] not in OPEN_ADMIN_ROUTES
            and key[1] != NOT_FOUND
            and row[who] not in ("sign-in", "refused")
        ]
        assert open_to == []

    def test_people_sites_and_settings_are_for_administrators(self, rows):
        open_to = [
            (*key, who)
            for key, row in rows.items()
            for who in WHO
            if key[0].startswith(OFFICE_ONLY) and who != "administrator" and row[who] in ("ok",)
        ]
        assert open_to == []

    def test_every_address_below_the_desk_asks_strangers_to_sign_in(self, rows):
        desk = {key: row for key, row in rows.items() if key[0].startswith("desk:")}
        assert desk
        assert {row[ANONYMOUS] for row in desk.values()} <= {"sign-in", "bad"}

    def test_the_public_part_is_the_same_for_everybody(self, rows):
        private = ("admin/", "tai-khoan/", "gui-bai/", "tai-lieu/")
        different = [
            key
            for key, row in rows.items()
            if not key[1].startswith(private) and len(set(row.values())) > 1
        ]
        assert different == []
