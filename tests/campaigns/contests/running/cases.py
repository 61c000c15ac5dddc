"""A running contest whose clock stands at noon of the second day, and who runs it."""

from unittest import mock

from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.urls import reverse

from campaigns.contests.running.counting import tally
from tests.accounts.factories import make_user
from tests.campaigns.contests.attempts.cases import PageCase
from tests.campaigns.contests.attempts.factories import NOON

CLOCKS = (
    "campaigns.contests.running.board_views.database_now",
    "campaigns.contests.running.counting.database_now",
    "campaigns.contests.running.desk_views.database_now",
    "campaigns.contests.running.views.database_now",
)


def make_organiser(name: str = "ban-to-chuc"):
    """Return somebody who may run contests."""
    user = make_user(name, is_staff=True)
    rights = ("access_admin", "change_contest", "view_contest")
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    return user


class RunningCase(PageCase):
    """The contest of :class:`PageCase` with an organiser; nothing is counted or kept yet."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.organiser = make_organiser()
        cls.visitor = make_user("khach", is_staff=True)
        cls.visitor.user_permissions.add(Permission.objects.get(codename="access_admin"))

    def setUp(self):
        cache.clear()
        tally.take()
        super().setUp()
        self.office = self.client_class()
        self.office.force_login(self.organiser)

    def set_clock(self, moment):
        super().set_clock(moment)
        for name in CLOCKS:
            patch = mock.patch(name, return_value=moment)
            patch.start()
            self.addCleanup(patch.stop)

    def admin_url(self, name, *args):
        return reverse(f"contest_running:{name}", args=[self.contest.pk, *args])


__all__ = ["NOON", "RunningCase", "make_organiser"]
