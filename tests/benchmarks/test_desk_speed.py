"""How fast the editors' desk opens with many stories: printed, not asserted.

DESK_STORIES=200000 DESK_WAITING=5000 DATABASE_URL=postgres://… uv run pytest -s tests/benchmarks/test_desk_speed.py
"""

import os
import time

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.workflows.services import set_up_workflow
from news.models import StoryIndexPage
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_campaign

from .waiting import make_waiting
from .year import make_year

STORIES = int(os.environ.get("DESK_STORIES", "60"))
# Once is enough to see that it still runs.
TRIES = 4 if "DESK_STORIES" in os.environ else 1
WAITING = int(os.environ.get("DESK_WAITING", "50"))
ADDRESSES = ("/admin/", "/admin/hang-cho/", "/admin/lich-dang/")
STAFF = (Role.EDITOR, Role.APPROVER, Role.REVIEWER, Role.ADMINISTRATOR)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="written for PostgreSQL")
class DeskSpeedTests(TestCase):
    def test_print_the_time_and_the_queries_of_each_role(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        apply_roles()
        owner = make_user("owner", is_superuser=True, is_staff=True)
        units = make_year(STORIES, owner=owner)
        set_up_workflow(pages=[Site.objects.get(is_default_site=True).root_page])
        make_campaign()
        make_waiting(WAITING, parent=StoryIndexPage.objects.first(), owner=owner)
        print(f"\n{STORIES} stories, {WAITING} waiting; milliseconds, queries:")  # noqa: T201
        for role in STAFF:
            self.client.force_login(make_user(role.value, role=role, unit=units[0]))
            for address in ADDRESSES:
                with CaptureQueriesContext(connection) as queries:
                    counted = self.seconds(address)
                spent = min([self.seconds(address) for _ in range(TRIES - 1)], default=counted)
                print(f"{1000 * spent:8.0f}  {len(queries):3}  {role.value} {address}")  # noqa: T201

    def seconds(self, address: str) -> float:
        began = time.perf_counter()
        self.assertIn(self.client.get(address).status_code, (200, 302))
        return time.perf_counter() - began
