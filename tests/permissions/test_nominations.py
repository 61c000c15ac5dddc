"""Nominations of the own and of another unit × state × action × role: who may do what.

The action is tried for real and undone. The organiser sits on the panel of
every round; nobody else does.
"""

import logging
from collections.abc import Callable

from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse

from exemplars.nominations.choices import NominationState
from exemplars.nominations.models import Nomination, ScoreSheet
from goodnews.accounts.roles import Role
from goodnews.consents.models import ConsentRequest
from goodnews.home.services import build_site
from tests.accounts.factories import make_user
from tests.exemplars.nominations.factories import make_standing, typed
from tests.workflows.factories import NOW

from .tables import HOW_TO_ADD, IS_WRITING, Table, differences, unrendered
from .world import WHO, make_room

TABLE = Table("nominations.tsv", ("unit", "state", "action"))
YES, NO = "yes", "no"


def state_of(nomination) -> str:
    return Nomination.objects.values_list("state", flat=True).get(pk=nomination.pk)


def follows_at_the_desk(client: Client, nomination) -> bool:
    name = "edit" if nomination.state == NominationState.DRAFT else "nomination"
    address = reverse(f"nominations:{name}", args=[nomination.key])
    return client.get(address).status_code == 200


def changes_it(client: Client, nomination) -> bool:
    address = reverse("nominations:edit", args=[nomination.key])
    client.post(address, typed(key=nomination.key, deed="Đã đổi."))
    return Nomination.objects.get(pk=nomination.pk).deed == "Đã đổi."


def sends_it(client: Client, nomination) -> bool:
    address = reverse("nominations:edit", args=[nomination.key])
    client.post(address, typed(key=nomination.key, do="send"))
    return state_of(nomination) == NominationState.SENT


def takes_it_back(client: Client, nomination) -> bool:
    client.post(reverse("nominations:withdraw", args=[nomination.key]))
    return state_of(nomination) == NominationState.WITHDRAWN


def deletes_it(client: Client, nomination) -> bool:
    client.post(reverse("nominations:delete", args=[nomination.key]))
    return not Nomination.objects.filter(pk=nomination.pk).exists()


def asks_for_consent(client: Client, nomination) -> bool:
    client.post(reverse("nominations:consent", args=[nomination.key]), {"key": nomination.key})
    return ConsentRequest.objects.filter(subject_key=nomination.subject_key).exists()


def reads_it_in_the_admin(client: Client, nomination) -> bool:
    return client.get(reverse("selection:nomination", args=[nomination.pk])).status_code == 200


def _decides(client: Client, nomination, action: str) -> bool:
    address = reverse("selection:nomination", args=[nomination.pk])
    client.post(address, {"action": action, "reason": "Vì vậy."})
    return state_of(nomination) != nomination.state


def returns_it(client: Client, nomination) -> bool:
    return _decides(client, nomination, "return")


def puts_it_on_the_long_list(client: Client, nomination) -> bool:
    return _decides(client, nomination, "long_list")


def leaves_it_out(client: Client, nomination) -> bool:
    return _decides(client, nomination, "leave_out")


def scores_it(client: Client, nomination) -> bool:
    round_ = nomination.round
    points = {f"tieu-chi-{each.pk}": "3" for each in round_.criteria.all()}
    client.post(reverse("selection:score", args=[round_.pk, nomination.pk]), points)
    return ScoreSheet.objects.filter(nomination=nomination).exists()


def reads_the_results(client: Client, nomination) -> bool:
    address = reverse("selection:results", args=[nomination.round_id])
    return client.get(address).status_code == 200


def fetches_the_result_list(client: Client, nomination) -> bool:
    address = reverse("selection:result_list", args=[nomination.round_id])
    return client.get(address).status_code == 200


def makes_the_profile(client: Client, nomination) -> bool:
    client.post(reverse("selection:profile", args=[nomination.pk]))
    return Nomination.objects.get(pk=nomination.pk).profile_id is not None


AT_THE_DESK = (follows_at_the_desk, changes_it, sends_it)
ACTIONS: dict[NominationState, tuple[Callable, ...]] = {
    NominationState.DRAFT: (*AT_THE_DESK, deletes_it, asks_for_consent, reads_it_in_the_admin),
    NominationState.RETURNED: (*AT_THE_DESK, takes_it_back, deletes_it, asks_for_consent),
    NominationState.SENT: (
        follows_at_the_desk,
        changes_it,
        takes_it_back,
        reads_it_in_the_admin,
        returns_it,
        puts_it_on_the_long_list,
        leaves_it_out,
    ),
    NominationState.LONG_LISTED: (
        follows_at_the_desk,
        takes_it_back,
        reads_it_in_the_admin,
        leaves_it_out,
        scores_it,
        reads_the_results,
        fetches_the_result_list,
    ),
    NominationState.HONOURED: (
        follows_at_the_desk,
        scores_it,
        reads_the_results,
        fetches_the_result_list,
        makes_the_profile,
    ),
}


class NominationTableTests(TestCase):
    """What each role may do with a nomination is what the table says."""

    @classmethod
    def setUpTestData(cls):
        tree = build_site(now=NOW)
        room, cls.people = make_room(tree)
        other = make_user("other-author", role=Role.CORRESPONDENT, unit=room.other_unit)
        panel = [cls.people["organiser"]]
        cls.nominations = {
            (place, state): make_standing(state, nominator=nominator, unit=unit, members=panel)
            for place, nominator, unit in (
                ("own", room.correspondent, room.unit),
                ("other", other, room.other_unit),
            )
            for state in ACTIONS
        }

    def test_every_cell_of_the_table_is_what_happens(self):
        actual = self.answers()
        if IS_WRITING:
            TABLE.write(actual)
        expected = TABLE.read()
        self.assertEqual(sorted(actual.keys() ^ expected.keys()), [], HOW_TO_ADD)
        self.assertEqual(differences(expected, actual), [])

    def answers(self) -> dict[tuple[str, ...], dict[str, str]]:
        rows = {}
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        for who in WHO:
            client = Client(raise_request_exception=False)
            if who in self.people:
                client.force_login(self.people[who])
            for (place, state), nomination in self.nominations.items():
                for action in ACTIONS[state]:
                    answer = self.attempt(action, client, nomination)
                    rows.setdefault((place, str(state), action.__name__), {})[who] = answer
        return rows

    def attempt(self, action: Callable, client: Client, nomination) -> str:
        """Try ``action`` and undo it."""
        with transaction.atomic(), unrendered():
            fresh = Nomination.objects.select_related("round").get(pk=nomination.pk)
            answer = action(client, fresh)
            transaction.set_rollback(True)
        return YES if answer else NO


class NominationTableRuleTests:
    """What must hold of the table itself, whatever somebody writes into it."""

    def allowed(self, action: str, *, unit: str = "", state: str = "") -> set[str]:
        """Return who has a yes in some row that matches."""
        found = {
            who
            for (place, stage, name), row in TABLE.read().items()
            if name == action and unit in ("", place) and state in ("", stage)
            for who, answer in row.items()
            if answer == YES
        }
        return found

    def test_the_unit_writes_and_nobody_else(self):
        for action in ("changes_it", "sends_it", "deletes_it", "takes_it_back"):
            assert self.allowed(action) <= {"correspondent", "reviewer"}, action
            assert self.allowed(action, unit="other") == set(), action

    def test_a_draft_is_its_nominators_own(self):
        assert self.allowed("follows_at_the_desk", state="draft") == {"correspondent"}
        assert self.allowed("reads_it_in_the_admin", state="draft") == set()

    def test_the_office_decides_and_does_not_score(self):
        office = {"editor", "approver", "administrator"}
        for action in ("returns_it", "puts_it_on_the_long_list", "makes_the_profile"):
            assert self.allowed(action) == office, action
        assert self.allowed("scores_it") == {"organiser"}

    def test_nobody_reads_results_while_the_panel_scores(self):
        for action in ("reads_the_results", "fetches_the_result_list"):
            assert self.allowed(action, state="long_listed") == set(), action
