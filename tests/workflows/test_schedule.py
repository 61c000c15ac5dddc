"""Publishing on time: once, and each item for itself."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published

from goodnews.workflows.choices import ApprovalChannel
from goodnews.workflows.locks import sole_publisher
from goodnews.workflows.models import Approval, PublicationFailure
from goodnews.workflows.services import publish_due
from news.models import StoryPage
from tests.concurrency import AtOnceTestCase, needs_postgresql

from .factories import act, fresh, make_newsroom, stage

MINUTE = timedelta(minutes=1)


def plan(room, title: str, *, approved: bool = True) -> StoryPage:
    """Return a story planned for a minute ago."""
    page = room.story(title)
    revision = page.get_latest_revision()
    if approved:
        Approval.objects.record(
            revision=revision,
            user=room.approver,
            now=timezone.now() - MINUTE,
            channel=ApprovalChannel.WORKFLOW,
        )
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - MINUTE)
    return page


class PublishDueTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def test_an_approved_story_waits_for_its_moment(self):
        page = self.room.story(go_live_at=timezone.now() + timedelta(hours=1))
        page.get_workflow().start(page, page.owner)
        for user in (self.room.reviewer, self.room.editor, self.room.approver):
            act(page, user, "approve")
        page = fresh(page)
        self.assertFalse(page.live)
        self.assertIsNone(stage(page))
        self.assertEqual(publish_due(now=timezone.now()).published_count, 0)
        # The moment comes: the clock cannot be moved, so the plan is.
        revision = page.get_latest_revision()
        self.assertTrue(Approval.objects.covers(revision_id=revision.pk, page_id=page.pk))
        self.assertEqual(revision.approved_go_live_at, page.go_live_at)

    def test_a_refused_item_stops_no_other_and_is_told_once(self):
        first = plan(self.room, "Trước")
        refused = plan(self.room, "Chưa duyệt", approved=False)
        last = plan(self.room, "Sau")
        with self.captureOnCommitCallbacks(execute=True):
            run = publish_due(now=timezone.now())
        self.assertEqual((run.published_count, run.failed_count), (2, 1))
        self.assertTrue(fresh(first).live and fresh(last).live)
        self.assertFalse(fresh(refused).live)
        failure = PublicationFailure.objects.get()
        self.assertIn("Chưa duyệt", failure.reason)
        told = [m for m in mail.outbox if "Không đăng được" in m.subject]
        self.assertEqual(len(told), 4)
        self.assertTrue(
            PageLogEntry.objects.filter(
                page=refused.pk, action="workflows.publication_failed"
            ).exists()
        )
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            again = publish_due(now=timezone.now())
        self.assertEqual((again.published_count, again.failed_count), (0, 1))
        self.assertEqual(mail.outbox, [])

    def test_an_unexpected_error_stops_no_other(self):
        broken = plan(self.room, "Hỏng")
        fine = plan(self.room, "Lành")

        def fail(instance, **kwargs):
            if instance.pk == broken.pk:
                raise RuntimeError("index")

        page_published.connect(fail, sender=StoryPage)
        self.addCleanup(page_published.disconnect, fail, sender=StoryPage)
        run = publish_due(now=timezone.now())
        self.assertEqual((run.published_count, run.failed_count), (1, 1))
        self.assertFalse(fresh(broken).live)
        self.assertTrue(fresh(fine).live)

    def test_the_failure_is_forgotten_once_it_succeeds(self):
        page = plan(self.room, "Chưa duyệt", approved=False)
        publish_due(now=timezone.now())
        Approval.objects.record(
            revision=page.get_latest_revision(),
            user=self.room.approver,
            now=timezone.now(),
            channel=ApprovalChannel.WORKFLOW,
        )
        self.assertEqual(publish_due(now=timezone.now()).published_count, 1)
        self.assertFalse(PublicationFailure.objects.exists())

    def test_what_has_expired_is_taken_off(self):
        page = plan(self.room, "Ngắn ngày")
        publish_due(now=timezone.now())
        StoryPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - MINUTE)
        self.assertEqual(publish_due(now=timezone.now()).expired_count, 1)
        self.assertFalse(fresh(page).live)

    def test_wagtails_command_runs_ours(self):
        for name in ("publish_scheduled", "publish_due"):
            with self.subTest(name=name):
                plan(self.room, f"Theo lệnh {name}")
                dry = StringIO()
                call_command(name, "--dry-run", stdout=dry)
                self.assertIn("1 items would be published", dry.getvalue())
                out = StringIO()
                call_command(name, stdout=out)
                self.assertIn("1 published", out.getvalue())

    @pytest.mark.skipif(
        connection.vendor == "postgresql", reason="a session may take its own lock again"
    )
    def test_a_second_run_leaves_the_work_to_the_first(self):
        page = plan(self.room, "Đã hẹn giờ")
        with sole_publisher() as is_ours:
            self.assertTrue(is_ours)
            self.assertTrue(publish_due(now=timezone.now()).is_busy)
        self.assertFalse(fresh(page).live)
        self.assertEqual(publish_due(now=timezone.now()).published_count, 1)

    @pytest.mark.skipif(
        connection.vendor == "postgresql", reason="a session may take its own lock again"
    )
    def test_a_run_that_waits_takes_over_when_the_first_one_ends(self):
        page = plan(self.room, "Đã hẹn giờ")
        first = sole_publisher()
        first.__enter__()
        # The first one dies while the second waits for it.
        with patch("goodnews.workflows.locks.time.sleep") as pause:
            pause.side_effect = lambda _seconds: first.__exit__(None, None, None)
            run = publish_due(now=timezone.now(), patience=5)
        self.assertEqual((run.is_busy, run.published_count), (False, 1))
        self.assertTrue(fresh(page).live)

    def test_editors_see_failures_on_their_start_page(self):
        plan(self.room, "Chưa duyệt", approved=False)
        publish_due(now=timezone.now())
        self.client.force_login(self.room.editor)
        self.assertContains(self.client.get("/admin/"), "Không đăng được theo lịch")
        self.client.force_login(self.room.reviewer)
        self.assertNotContains(self.client.get("/admin/"), "Không đăng được theo lịch")


@needs_postgresql
class SimultaneousRunsTests(AtOnceTestCase):
    def test_eight_runs_at_once_publish_each_item_once(self):
        room = make_newsroom()
        pages = [plan(room, f"Tin số {n}") for n in range(20)]
        published = []
        page_published.connect(
            lambda instance, **kwargs: published.append(instance.pk), sender=StoryPage, weak=False
        )
        runs = self.at_once([lambda: publish_due(now=timezone.now())] * 8)
        self.assertEqual(sorted(published), sorted(page.pk for page in pages))
        self.assertEqual(sum(r.published_count for r in runs), 20)
        self.assertEqual(sum(r.failed_count for r in runs), 0)
        self.assertTrue(all(fresh(page).live for page in pages))
