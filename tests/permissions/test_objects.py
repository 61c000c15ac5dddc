"""Stories of the own and of another unit × state × action × role: who may do what.

The action is tried for real, by the request that a browser would send, and
undone; what counts is what happened to the story.
"""

import logging
from collections.abc import Callable
from contextlib import nullcontext

from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.log_actions import log

from goodnews.workflows.models import Claim
from news.models import StoryPage

from .tables import HOW_TO_ADD, IS_WRITING, Table, differences, unrendered
from .world import WHO, make_world

TABLE = Table("stories.tsv", ("unit", "state", "action"))
YES, NO = "yes", "no"


def is_shown(response) -> bool:
    return response.status_code == 200


def reads_draft(client: Client, page) -> bool:
    return is_shown(client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])))


def opens_editor(client: Client, page) -> bool:
    return is_shown(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))


def compares_revisions(client: Client, page) -> bool:
    args = [page.pk, "earliest", "latest"]
    return is_shown(client.get(reverse("wagtailadmin_pages:revisions_compare", args=args)))


def previews_it(client: Client, page) -> bool:
    return is_shown(client.get(reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])))


def reads_a_version(client: Client, page) -> bool:
    args = [page.pk, page.latest_revision_id]
    return is_shown(client.get(reverse("wagtailadmin_pages:revisions_view", args=args)))


def reads_the_history(client: Client, page) -> bool:
    return is_shown(client.get(reverse("wagtailadmin_pages:history", args=[page.pk])))


def finds_it_in_the_site_history(client: Client, page) -> bool:
    log(instance=page, action="wagtail.edit")
    address = reverse("wagtailadmin_reports:site_history")
    response = client.get(address, {"export": "csv"})
    return is_shown(response) and page.draft_title in response.getvalue().decode()


def reads_by_api(client: Client, page) -> bool:
    return is_shown(client.get(reverse("wagtailadmin_api:pages:detail", args=[page.pk])))


def passes_on(client: Client, page) -> bool:
    return _decides(client, page, "approve")


def returns_it(client: Client, page) -> bool:
    return _decides(client, page, "reject")


def _decides(client: Client, page, action: str) -> bool:
    state = page.current_workflow_task_state
    if state is None:
        return False
    args = [page.pk, action, state.pk]
    client.post(reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": "Đã xem."})
    state.refresh_from_db()
    return state.status != "in_progress"


def publishes_past_the_workflow(client: Client, page) -> bool:
    """Try the two ways to publish that the admin knows."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(url, {"title": "Lén đăng", "slug": page.slug, "action-publish": "1"})
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}")
    stored = StoryPage.objects.get(pk=page.pk)
    return (stored.live, stored.live_revision_id) != (page.live, page.live_revision_id)


def takes_down(client: Client, page) -> bool:
    url = reverse("workflows_take_down", args=[page.pk])
    client.post(url, {"reason": "Sai tên nhân vật."})
    return page.live and not StoryPage.objects.get(pk=page.pk).live


def unpublishes(client: Client, page) -> bool:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    return page.live and not StoryPage.objects.get(pk=page.pk).live


def deletes(client: Client, page) -> bool:
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    return not StoryPage.objects.filter(pk=page.pk).exists()


def follows_at_the_desk(client: Client, page) -> bool:
    return is_shown(client.get(reverse("desk:submission", args=[page.translation_key])))


def claims_it(client: Client, page) -> bool:
    client.post(reverse("workflows_claim", args=[page.pk]), {"action": "claim"})
    return Claim.objects.open().filter(item__page=page.pk).exists()


def sees_it_in_the_queue(client: Client, page) -> bool:
    response = client.get(reverse("news_queue"))
    return is_shown(response) and page.draft_title in response.text


def takes_back_at_the_desk(client: Client, page) -> bool:
    was_under_way = page.workflow_in_progress
    client.post(reverse("desk:withdraw", args=[page.translation_key]))
    return was_under_way and not StoryPage.objects.get(pk=page.pk).workflow_in_progress


# Only what the state leaves open: a draft cannot be taken down, a published story not passed on.
ACTIONS: dict[str, tuple[Callable, ...]] = {
    "draft": (
        reads_draft,
        opens_editor,
        compares_revisions,
        finds_it_in_the_site_history,
        reads_by_api,
        publishes_past_the_workflow,
        deletes,
        follows_at_the_desk,
    ),
    "submitted": (
        reads_draft,
        opens_editor,
        previews_it,
        reads_a_version,
        compares_revisions,
        reads_the_history,
        passes_on,
        returns_it,
        sees_it_in_the_queue,
        claims_it,
        publishes_past_the_workflow,
        follows_at_the_desk,
        takes_back_at_the_desk,
    ),
    "editing": (
        opens_editor,
        previews_it,
        reads_a_version,
        reads_the_history,
        passes_on,
        returns_it,
        sees_it_in_the_queue,
        claims_it,
    ),
    "approval": (
        opens_editor,
        passes_on,
        returns_it,
        sees_it_in_the_queue,
        claims_it,
        publishes_past_the_workflow,
    ),
    "published": (
        opens_editor,
        finds_it_in_the_site_history,
        publishes_past_the_workflow,
        takes_down,
        unpublishes,
        deletes,
    ),
}


class StoryTableTests(TestCase):
    """What each role may do with a story is what the table says."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()

    def answers(self) -> dict[tuple[str, ...], dict[str, str]]:
        rows = {}
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        for who in WHO:
            client = Client(raise_request_exception=False)
            self.world.sign_in(client, who)
            for (place, state), page in self.world.stories.items():
                for action in ACTIONS[state]:
                    key = (place, state, action.__name__)
                    rows.setdefault(key, {})[who] = self.attempt(action, client, page)
        return rows

    def attempt(self, action: Callable, client: Client, page) -> str:
        """Try ``action`` and undo it."""
        only_status = nullcontext() if action is sees_it_in_the_queue else unrendered()
        with transaction.atomic(), only_status:
            answer = action(client, StoryPage.objects.get(pk=page.pk))
            transaction.set_rollback(True)
        return YES if answer else NO

    def test_every_cell_of_the_table_is_what_happens(self):
        actual = self.answers()
        if IS_WRITING:
            TABLE.write(actual)
        expected = TABLE.read()
        self.assertEqual(sorted(actual.keys() ^ expected.keys()), [], HOW_TO_ADD)
        self.assertEqual(differences(expected, actual), [])


class StoryTableRuleTests:
    """What must hold of the table itself, whatever somebody writes into it."""

    def cells(self, **wanted: str) -> set[str]:
        """Return the answers in the cells that match; "who" may be one of the columns."""
        who = wanted.pop("who", None)
        found = set()
        for key, row in TABLE.read().items():
            known = dict(zip(TABLE.key_names, key, strict=True))
            if all(known[name] == value for name, value in wanted.items()):
                found |= {row[who]} if who else set(row.values())
        assert found, "the table has no such row"
        return found

    def test_nobody_publishes_past_the_workflow(self):
        assert self.cells(action="publishes_past_the_workflow") == {NO}

    def test_strangers_can_do_nothing(self):
        assert self.cells(who="anonymous") == {NO}

    def test_a_correspondent_reaches_no_story_through_the_admin(self):
        names = {action.__name__ for actions in ACTIONS.values() for action in actions}
        for name in names - {"follows_at_the_desk", "takes_back_at_the_desk"}:
            assert self.cells(who="correspondent", action=name) == {NO}, name

    def test_a_correspondent_sees_nothing_of_another_unit(self):
        assert self.cells(who="correspondent", unit="other") == {NO}

    def test_a_correspondent_follows_and_takes_back_the_own_story(self):
        for name in ("follows_at_the_desk", "takes_back_at_the_desk"):
            own = {"who": "correspondent", "unit": "own", "state": "submitted"}
            assert self.cells(action=name, **own) == {YES}, name

    def test_a_unit_reviewer_sees_nothing_of_another_unit(self):
        assert self.cells(who="reviewer", unit="other") == {NO}

    def test_a_translator_changes_no_vietnamese_story(self):
        for name in ("opens_editor", "deletes", "passes_on", "returns_it"):
            assert self.cells(who="translator", action=name) == {NO}, name

    def test_the_history_of_a_draft_is_read_by_whoever_edits_it(self):
        drafts = {"state": "draft", "action": "finds_it_in_the_site_history"}
        for who in ("reviewer", "organiser", "translator"):
            assert self.cells(who=who, **drafts) == {NO}, who
        assert self.cells(who="editor", **drafts) == {YES}

    def test_an_approver_takes_down_what_is_published(self):
        assert self.cells(who="approver", state="published", action="takes_down") == {YES}

    def test_the_organiser_has_no_part_in_stories(self):
        assert self.cells(who="organiser") == {NO}
