"""Who decides which stage."""

from django.test import TestCase
from wagtail.models import TaskState, WorkflowState

from goodnews.accounts.roles import Role
from goodnews.workflows.errors import (
    PublicationRefusedError,
    ReviewerMismatchError,
    SelfApprovalError,
    StepTakenError,
)
from goodnews.workflows.models import Approval, WaitingItem
from goodnews.workflows.services import set_up_workflow
from news.choices import Origin
from news.models import StoryPage
from tests.accounts.factories import make_user

from .factories import act, edit, fresh, make_newsroom, stage


class WorkflowTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()


class SetUpTests(WorkflowTestCase):
    def test_setting_up_twice_changes_nothing(self):
        again = set_up_workflow(pages=[self.room.index.get_parent()])
        self.assertEqual(again.workflow_tasks.count(), 3)
        self.assertEqual(self.room.index.get_workflow(), again)


class PathTests(WorkflowTestCase):
    def test_a_story_passes_three_stages_and_is_live(self):
        page = self.room.sent()
        stages = [stage(page)]
        for user in (self.room.reviewer, self.room.editor, self.room.approver):
            act(page, user, "approve")
            stages.append(stage(page))
        self.assertEqual(stages, ["unit", "editing", "approval", None])
        page = fresh(page)
        self.assertTrue(page.live)
        approval = Approval.objects.get()
        self.assertEqual(approval.revision_id, page.live_revision_id)
        self.assertEqual(approval.approved_by, self.room.approver)

    def test_the_approvers_own_words_win_over_the_revision_at_the_beginning_of_the_stage(self):
        page = self.room.at_approval()
        edit(page, self.room.second_approver, title="Con đường sáng ở Sín Chải")
        act(page, self.room.approver, "approve")
        page = fresh(page)
        self.assertEqual(page.title, "Con đường sáng ở Sín Chải")
        self.assertEqual(page.live_revision, page.latest_revision)

    def test_a_return_and_a_second_sending_go_back_to_the_same_stage(self):
        page = self.room.sent()
        act(page, self.room.reviewer, "approve")
        act(page, self.room.editor, "reject", comment="Thiếu tên người trong ảnh.")
        page = fresh(page)
        state = page.current_workflow_state
        self.assertEqual(state.status, WorkflowState.STATUS_NEEDS_CHANGES)
        self.assertEqual(state.current_task_state.comment, "Thiếu tên người trong ảnh.")
        edit(page, self.room.correspondent, lead="Đã bổ sung tên.")
        fresh(page).current_workflow_state.resume(self.room.correspondent)
        self.assertEqual(stage(page), "editing")

    def test_what_cannot_be_published_is_not_approved(self):
        page = self.room.at_approval(origin=Origin.SHARE, lead="")
        with self.assertRaises(PublicationRefusedError):
            act(page, self.room.approver, "approve")
        self.assertEqual(stage(page), "approval")
        self.assertFalse(Approval.objects.exists())

    def test_the_second_of_two_decisions_is_refused(self):
        page = self.room.at_approval()
        state = page.current_workflow_task_state
        act(page, self.room.approver, "approve")
        with self.assertRaises(StepTakenError):
            state.task.specific.on_action(state, self.room.second_approver, "approve")


class SelfApprovalTests(WorkflowTestCase):
    def test_nobody_approves_their_own_last_edit_at_any_stage(self):
        make_user("reviewer2", role=Role.REVIEWER, unit=self.room.unit)
        page = self.room.sent()
        people = (self.room.reviewer, self.room.editor, self.room.approver)
        helpers = (self.room.superuser, self.room.second_editor, self.room.superuser)
        for person, helper in zip(people, helpers, strict=True):
            with self.subTest(person=person.username):
                edit(page, person, place=f"Bản Sín Chải, {person.username}")
                with self.assertRaises(SelfApprovalError):
                    act(page, person, "approve")
                act(page, helper, "approve")
        self.assertTrue(fresh(page).live)

    def test_superusers_are_no_exception(self):
        page = self.room.at_approval()
        edit(page, self.room.superuser, place="Bản Sín Chải")
        with self.assertRaises(SelfApprovalError):
            act(page, self.room.superuser, "approve")
        self.assertFalse(fresh(page).live)

    def test_the_last_editor_is_offered_the_return_only(self):
        page = self.room.at_approval()
        edit(page, self.room.approver, place="Bản Sín Chải")
        page = fresh(page)
        actions = page.current_workflow_task.get_actions(page, self.room.approver)
        self.assertEqual([name for name, _label, _modal in actions], ["reject"])

    def test_own_edits_are_not_in_the_queue(self):
        page = self.room.at_approval()
        self.assertEqual(TaskState.objects.reviewable_by(self.room.approver).count(), 1)
        edit(page, self.room.approver, place="Bản Sín Chải")
        self.assertEqual(TaskState.objects.reviewable_by(self.room.approver).count(), 0)
        self.assertEqual(TaskState.objects.reviewable_by(self.room.second_approver).count(), 1)

    def test_the_only_editor_finds_an_approver_to_pass_their_edit_on(self):
        self.room.second_editor.delete()
        page = self.room.sent()
        act(page, self.room.reviewer, "approve")
        edit(page, self.room.editor, place="Bản Sín Chải")
        act(page, self.room.approver, "approve")
        self.assertEqual(stage(page), "approval")


class UnitReviewTests(WorkflowTestCase):
    def test_only_the_units_own_reviewer_may_decide(self):
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        page = self.room.sent()
        task = page.current_workflow_task
        self.assertEqual(task.get_actions(page, stranger), [])
        self.assertTrue(task.locked_for_user(page, stranger))
        self.assertFalse(TaskState.objects.reviewable_by(stranger).exists())
        self.assertTrue(TaskState.objects.reviewable_by(self.room.reviewer).exists())
        with self.assertRaises(ReviewerMismatchError):
            act(page, stranger, "approve")

    def test_a_reviewer_of_the_unit_above_may_decide(self):
        above = make_user("above", role=Role.REVIEWER, unit=self.room.province)
        page = self.room.sent(unit=self.room.other_unit)
        self.assertEqual(stage(page), "unit")
        act(page, above, "approve")
        self.assertEqual(stage(page), "editing")

    def test_a_unit_without_reviewer_skips_the_stage_and_says_so(self):
        page = self.room.sent(unit=self.room.other_unit)
        self.assertEqual(stage(page), "editing")
        skipped = TaskState.objects.get(status=TaskState.STATUS_SKIPPED)
        self.assertIn("Xã Bản Liền", skipped.comment)

    def test_a_reviewer_who_wrote_the_story_cannot_review_it_so_the_stage_is_skipped(self):
        page = self.room.sent(owner=self.room.reviewer)
        self.assertEqual(stage(page), "editing")

    def test_a_reviewer_who_left_does_not_count(self):
        self.room.reviewer.is_active = False
        self.room.reviewer.save()
        self.assertEqual(stage(self.room.sent()), "editing")

    def test_the_only_reviewer_passes_an_own_edit_on_and_the_stage_counts_as_skipped(self):
        page = self.room.sent()
        edit(page, self.room.reviewer, place="Bản Sín Chải")
        task = fresh(page).current_workflow_task
        names = [name for name, _label, _modal in task.get_actions(page, self.room.reviewer)]
        self.assertEqual(names, ["reject", "approve", "approve"])
        self.assertEqual(TaskState.objects.reviewable_by(self.room.reviewer).count(), 1)
        act(page, self.room.reviewer, "approve", comment="Đã hỏi lại trưởng bản.")
        self.assertEqual(stage(page), "editing")
        skipped = TaskState.objects.get(status=TaskState.STATUS_SKIPPED)
        self.assertIn(self.room.reviewer.display_name, skipped.comment)
        self.assertIn("Đã hỏi lại trưởng bản.", skipped.comment)
        self.assertIsNone(skipped.finished_by)
        self.assertEqual(skipped.revision, fresh(page).latest_revision)

    def test_an_own_edit_waits_for_whoever_else_reviews_for_the_unit_or_one_above(self):
        page = self.room.sent()
        edit(page, self.room.reviewer, place="Bản Sín Chải")
        make_user("above", role=Role.REVIEWER, unit=self.room.province)
        task = fresh(page).current_workflow_task
        names = [name for name, _label, _modal in task.get_actions(page, self.room.reviewer)]
        self.assertEqual(names, ["reject"])
        self.assertEqual(TaskState.objects.reviewable_by(self.room.reviewer).count(), 0)
        with self.assertRaises(SelfApprovalError):
            act(page, self.room.reviewer, "approve")
        self.assertEqual(stage(page), "unit")

    def test_after_a_merger_those_of_the_new_unit_review(self):
        page = self.room.sent()
        edit(page, self.room.reviewer, place="Bản Sín Chải")
        item = WaitingItem.objects.open().get(page=page.pk)
        WaitingItem.objects.filter(pk=item.pk).update(unit=self.room.other_unit)
        newcomer = make_user("newcomer", role=Role.REVIEWER, unit=self.room.other_unit)
        task = fresh(page).current_workflow_task
        self.assertEqual(list(task.reviewers(fresh(page))), [newcomer])

    def test_a_page_without_unit_skips_the_stage(self):
        self.assertEqual(stage(self.room.sent(unit=None)), "editing")

    def test_another_pages_task_cannot_be_decided_through_ones_own(self):
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        own = self.room.sent("Tin của đơn vị bạn", unit=self.room.other_unit)
        theirs = self.room.sent("Tin của đơn vị khác")
        state = theirs.current_workflow_task_state
        self.client.force_login(stranger)
        address = f"/admin/pages/workflow/action/{own.pk}/approve/{state.pk}/"
        for pk in (own.pk, theirs.pk):
            response = self.client.post(address.replace(f"/{own.pk}/", f"/{pk}/", 1), {})
            self.assertEqual(response.status_code, 302)
        self.assertEqual(stage(theirs), "unit")
        self.assertFalse(StoryPage.objects.live().exists())
