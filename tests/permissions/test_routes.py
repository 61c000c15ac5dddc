"""Every address × every role: who gets in, who is asked to sign in, who is refused."""

import logging

import pytest
from django.test import Client, TestCase

from .routes import all_routes
from .tables import HOW_TO_ADD, IS_WRITING, Table, differences
from .world import ANONYMOUS, WHO, make_world, route_arguments

TABLE = Table("routes.tsv", ("name", "pattern"))
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


class RouteTableTests(TestCase):
    """The answers of the site are those of the table."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def setUp(self):
        # Here and not above: each test has its own folder of files.
        self.arguments = route_arguments(self.world)

    def answers(self) -> dict[tuple[str, ...], dict[str, str]]:
        routes = list(all_routes())
        rows = {(route.name, route.pattern): {} for route in routes}
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        for who in WHO:
            client = Client(raise_request_exception=False)
            self.world.sign_in(client, who)
            cookies = client.cookies.output()
            for route in routes:
                # Some addresses sign out, or take the cookie away.
                if client.cookies.output() != cookies:
                    self.world.sign_in(client, who)
                    cookies = client.cookies.output()
                path = route.path(self.arguments)
                rows[route.name, route.pattern][who] = answer_class(path, client.get(path))
        return rows

    def test_every_cell_of_the_table_is_what_the_site_answers(self):
        actual = self.answers()
        if IS_WRITING:
            TABLE.write(actual)
        expected = TABLE.read()
        missing = [f"{name} {pattern}" for name, pattern in actual.keys() - expected.keys()]
        self.assertEqual(missing, [], f"\nAddresses without a row:\n{HOW_TO_ADD}")
        gone = [f"{name} {pattern}" for name, pattern in expected.keys() - actual.keys()]
        self.assertEqual(gone, [], "\nRows without an address: take them out of routes.tsv.")
        self.assertEqual(differences(expected, actual), [])


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
