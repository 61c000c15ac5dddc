"""From the last approval to the public page: at once, on the planned day, or out of the reserve."""

from datetime import timedelta

from django.core import mail
from django.test import TestCase
from django.urls import reverse

from campaigns.models import CampaignEntry
from goodnews.workflows.models import Approval
from goodnews.workflows.releases import APPROVE, APPROVE_FOR_RESERVE, APPROVE_NOW
from goodnews.workflows.services import end_publication, publish_due
from news.desk.choices import SubmissionState
from news.desk.models import DeskDraft
from news.planning.models import PlanItem, PlanSettings, ReservedStory
from tests.workflows.factories import act, edit, fresh

from .factories import (
    NOW,
    TODAY,
    TOMORROW,
    approved,
    at,
    frozen,
    make_campaign,
    make_newsroom,
    plan,
    planned_and_approved,
)

MINUTE = timedelta(minutes=1)


class ReleaseTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.campaign = make_campaign()

    def waiting(self):
        return list(ReservedStory.objects.ready().without_day())

    def test_without_a_plan_approval_publishes_as_ever(self):
        page = approved(self.room, "Cầu mới", action=APPROVE)
        self.assertTrue(page.live)
        self.assertFalse(ReservedStory.objects.exists())

    def test_a_planned_story_waits_for_its_day_and_hour(self):
        page = planned_and_approved(self.room, self.campaign, "Cầu mới", TOMORROW)
        self.assertFalse(page.live)
        moment = at(TOMORROW, 6)
        for now, count in ((moment - MINUTE, 0), (moment, 1)):
            with frozen(now):
                self.assertEqual(publish_due(now=now).published_count, count)
        page = fresh(page)
        self.assertTrue(page.live)
        self.assertEqual(page.published_on, TOMORROW)
        self.assertEqual(CampaignEntry.objects.get().slot_on, TOMORROW)
        self.assertFalse(ReservedStory.objects.exists())
        self.assertEqual(PlanItem.objects.get().page_id, page.pk)

    def test_the_hour_is_the_editors(self):
        hours = PlanSettings.load()
        hours.publishes_at = hours.publishes_at.replace(hour=9)
        hours.save()
        page = planned_and_approved(self.room, self.campaign, "Cầu mới", TOMORROW)
        revision = page.get_latest_revision()
        self.assertEqual(revision.approved_go_live_at, at(TOMORROW, 9))

    def test_a_plan_for_this_morning_publishes_at_once(self):
        page = planned_and_approved(self.room, self.campaign, "Cầu mới", TODAY)
        self.assertTrue(page.live)

    def test_publishing_now_frees_the_day(self):
        with frozen():
            page = self.room.at_approval("Cầu mới")
            plan(self.campaign, TOMORROW, page=page)
            act(page, self.room.approver, APPROVE_NOW)
        self.assertTrue(fresh(page).live)
        self.assertFalse(PlanItem.objects.exists())

    def test_for_the_reserve_the_story_is_approved_and_not_live(self):
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            page = approved(self.room, "Cầu mới")
        self.assertFalse(page.live)
        self.assertEqual([row.page_id for row in self.waiting()], [page.pk])
        revision = page.get_latest_revision()
        self.assertTrue(Approval.objects.covers(revision_id=revision.pk, page_id=page.pk))
        with frozen(at(TOMORROW)):
            self.assertEqual(publish_due(now=at(TOMORROW)).published_count, 0)
        told = [m for m in mail.outbox if m.to == [self.room.correspondent.email]]
        self.assertIn("kho tin", told[-1].body)

    def test_a_story_of_the_reserve_goes_live_on_the_day_it_is_given(self):
        page = approved(self.room, "Cầu mới")
        plan(self.campaign, TOMORROW, page=page)
        self.assertEqual(self.waiting(), [])
        with frozen(at(TOMORROW, 6)):
            publish_due(now=at(TOMORROW, 6))
        self.assertTrue(fresh(page).live)

    def test_a_draft_that_was_only_planned_never_goes_live(self):
        page = self.room.sent("Chưa duyệt")
        plan(self.campaign, TOMORROW, page=page)
        with frozen(at(TOMORROW)):
            publish_due(now=at(TOMORROW))
        self.assertFalse(fresh(page).live)

    def test_what_leaves_the_reserve_without_being_published(self):
        withdrawn = approved(self.room, "Rút đồng ý")
        again = approved(self.room, "Gửi lại")
        rewritten = approved(self.room, "Viết đè")
        with frozen(NOW + MINUTE):
            end_publication(page=withdrawn, reason="Rút đồng ý", now=NOW + MINUTE)
            edit(again, self.room.editor, lead="Sửa lại.")
            fresh(again).get_workflow().start(fresh(again), self.room.editor)
            revision = rewritten.get_latest_revision()
            draft = revision.as_object()
            draft.lead = "Lời mới chưa ai duyệt."
            draft.save_revision(user=revision.user, overwrite_revision=revision)
        self.assertEqual(self.waiting(), [])

    def test_approved_anew_it_is_published_as_the_approver_says(self):
        page = approved(self.room, "Cầu mới")
        with frozen(NOW + MINUTE):
            page.get_workflow().start(page, self.room.editor)
            for user in (self.room.reviewer, self.room.editor):
                act(page, user, "approve")
            act(page, self.room.approver, APPROVE)
        self.assertTrue(fresh(page).live)
        self.assertFalse(ReservedStory.objects.exists())

    def test_a_newer_draft_leaves_the_approved_version_in_the_reserve(self):
        page = approved(self.room, "Cầu mới")
        with frozen(NOW + MINUTE):
            edit(page, self.room.editor, lead="Bản nháp mới.")
        self.assertEqual([row.page_id for row in self.waiting()], [page.pk])

    def test_the_last_approval_says_what_it_will_do(self):
        with frozen():
            page = self.room.at_approval("Cầu mới")
            task = page.current_workflow_task
            names = [name for name, _label, _modal in task.get_actions(page, self.room.approver)]
            self.assertEqual(names, ["reject", APPROVE, APPROVE, APPROVE_FOR_RESERVE])
            plan(self.campaign, TOMORROW, page=page)
            actions = task.get_actions(page, self.room.approver)
        labels = {name: str(label) for name, label, _modal in actions}
        self.assertEqual(list(labels), ["reject", APPROVE, APPROVE_NOW])
        self.assertIn("06:00 22/11/2026", labels[APPROVE])

    def test_a_live_page_and_one_with_its_own_hour_are_not_put_by(self):
        with frozen():
            timed = self.room.story("Hẹn giờ", go_live_at=NOW + timedelta(days=3))
            timed.get_workflow().start(timed, timed.owner)
            for user in (self.room.reviewer, self.room.editor):
                act(timed, user, "approve")
            act(timed, self.room.approver, APPROVE_FOR_RESERVE)
            live = approved(self.room, "Đã đăng", action=APPROVE)
            live = edit(live, self.room.editor, lead="Sửa một chữ.")
            live.get_workflow().start(live, self.room.editor)
            task = fresh(live).current_workflow_task
            names = {name for name, _l, _m in task.get_actions(live, self.room.approver)}
        self.assertFalse(ReservedStory.objects.exists())
        self.assertNotIn(APPROVE_FOR_RESERVE, names)

    def test_only_the_approver_may_put_a_story_by(self):
        with frozen():
            page = self.room.at_approval("Cầu mới")
            state = page.current_workflow_task_state
            args = [page.pk, APPROVE_FOR_RESERVE, state.pk]
            url = reverse("wagtailadmin_pages:workflow_action", args=args)
            self.client.force_login(self.room.editor)
            self.client.post(url)
            self.assertFalse(ReservedStory.objects.exists())
            self.client.force_login(self.room.approver)
            self.client.post(url)
        self.assertEqual(ReservedStory.objects.get().page_id, page.pk)


class AuthorsViewTests(TestCase):
    def test_the_author_reads_that_the_story_waits_and_not_that_it_is_gone(self):
        room = make_newsroom()
        make_campaign()
        page = approved(room, "Cầu mới")
        DeskDraft.objects.create(
            owner=room.correspondent,
            key=page.translation_key,
            page=page.page_ptr,
            unit=room.unit,
            created_at=NOW,
            saved_at=NOW,
            sent_at=NOW,
        )
        self.client.force_login(room.correspondent)
        response = self.client.get(reverse("desk:submission", args=[page.translation_key]))
        self.assertContains(response, "kho tin")
        self.assertEqual(response.context["submission"].state, SubmissionState.RESERVED)
        with frozen(NOW + MINUTE):
            end_publication(page=page, reason="Rút đồng ý", now=NOW + MINUTE)
        response = self.client.get(reverse("desk:submission", args=[page.translation_key]))
        self.assertEqual(response.context["submission"].state, SubmissionState.TAKEN_DOWN)
