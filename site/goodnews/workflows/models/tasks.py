"""The stages of the workflow: unit review, editing, approval."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from goodnews.consents.services import hold_consents
from goodnews.workflows import releases
from goodnews.workflows.choices import ApprovalChannel
from goodnews.workflows.errors import (
    ClaimedError,
    PublicationRefusedError,
    ReviewerMismatchError,
    SelfApprovalError,
    StepTakenError,
)
from goodnews.workflows.forms import ReturnForm
from goodnews.workflows.page_locks import StageLock

from .approvals import Approval
from .waiting import Claim, WaitingItem


def latest_revision_of(obj) -> Revision | None:
    """Return the latest revision of ``obj``, asked of the database.

    The instance may have been read before the edit view saved.
    """
    return obj.revisions.order_by("-created_at", "-pk").first()


def is_last_editor(obj, user) -> bool:
    """Tell whether ``user`` saved the latest revision of ``obj``."""
    latest = latest_revision_of(obj)
    return latest is not None and latest.user_id is not None and latest.user_id == user.pk


class ReviewTask(AbstractGroupApprovalTask):
    """A stage at which somebody other than the last editor decides (khâu kiểm duyệt)."""

    return_label = _("Return with comments")
    approve_label = _("Pass on")
    approve_with_comment_label = _("Pass on with a comment")
    lock_class = StageLock
    # Actions that pass the page on; Wagtail itself knows only the first.
    approving_actions = (releases.APPROVE,)

    class Meta:
        abstract = True

    def claim_on(self, obj) -> Claim | None:
        """Return who holds ``obj`` at this stage now."""
        claims = Claim.objects.held_at(timezone.now())
        at_stage = claims.filter(item__in=WaitingItem.objects.waiting(), item__task=self.pk)
        return at_stage.filter(item__page=obj.pk).select_related("claimed_by").first()

    def is_held_by_another(self, obj, user) -> bool:
        """Tell whether somebody but ``user`` has claimed ``obj``."""
        claim = self.claim_on(obj)
        return claim is not None and claim.claimed_by_id != user.pk

    def reviewers(self, page):
        """Return the people who may decide this stage for ``page``, last editor included."""
        people = get_user_model().objects.filter(is_active=True, groups__in=self.groups.all())
        return people.distinct()

    def may_review(self, obj, user) -> bool:
        """Tell whether this stage is the business of ``user`` at all."""
        return user.is_superuser or self._user_in_groups(user)

    def is_nobody_elses(self, obj, user) -> bool:
        """Tell whether this stage ends unreviewed rather than wait for anybody but ``user``."""
        return False

    def user_can_access_editor(self, obj, user):
        return self.may_review(obj, user)

    def locked_for_user(self, obj, user):
        """Lock out whoever has no business here, and everybody but the holder of a claim."""
        return not self.may_review(obj, user) or self.is_held_by_another(obj, user)

    def user_can_lock(self, obj, user):
        return self.may_review(obj, user)

    def get_actions(self, obj, user):
        """Offer nothing to the last editor but the return; the group's rule for the others."""
        if not self.may_review(obj, user) or self.is_held_by_another(obj, user):
            return []
        actions = [("reject", self.return_label, True)]
        if not is_last_editor(obj, user) or self.is_nobody_elses(obj, user):
            actions += [
                ("approve", self.approve_label, False),
                ("approve", self.approve_with_comment_label, True),
            ]
        return actions

    def get_form_for_action(self, action):
        if action in self.approving_actions:
            action = releases.APPROVE
        return ReturnForm if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Leave pages that the user changed last out of their moderation queue."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        own = WaitingItem.objects.waiting().left_to_others_by(user)
        return states.exclude(pk__in=own.values("task_state"))

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Decide this stage.

        Raises:
            SelfApprovalError: ``user`` made the revision being approved. The
                edit view saves before it approves, so hiding the button in
                ``get_actions`` is not enough.
            StepTakenError: somebody else decided in the meantime.
            ReviewerMismatchError: the stage is not the business of ``user``.
            ClaimedError: somebody else has claimed the page.
        """
        stored = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if stored.status != TaskState.STATUS_IN_PROGRESS:
            raise StepTakenError
        page = task_state.workflow_state.content_object.specific
        if not self.may_review(page, user):
            raise ReviewerMismatchError
        # A claim takes the same row, so it stands before or after the decision, not amid it.
        WaitingItem.objects.select_for_update(of=("self",)).filter(task_state=stored).first()
        claim = self.claim_on(page)
        if claim is not None and claim.claimed_by_id != user.pk:
            raise ClaimedError(claim=claim)
        if action_name in self.approving_actions:
            if is_last_editor(page, user):
                return self.pass_over(task_state, page, user, **kwargs)
            # Wagtail leaves the revision of the stage's beginning in the state.
            task_state.revision = latest_revision_of(page)
            self.before_approval(page, task_state, user)
            self.before_release(page, task_state, action_name)
            action_name = releases.APPROVE
        return super().on_action(task_state, user, action_name, **kwargs)

    def pass_over(self, task_state, page, user, *, comment: str = ""):
        """Go on without the approval of the last editor, where a stage allows that.

        Raises:
            SelfApprovalError: somebody else has to decide.
        """
        raise SelfApprovalError

    def before_approval(self, page, task_state, user) -> None:
        """Do what must stand before the approval itself; stages extend it."""

    def before_release(self, page, task_state, action_name: str) -> None:
        """Do what the approval's own kind asks for; the last stage extends it."""


class UnitReviewTask(ReviewTask):
    """First check by the person in charge of the story's own unit (đơn vị rà soát).

    In charge is a member of the task's groups whose unit is the page's or one
    above it.
    """

    class Meta:
        verbose_name = _("unit review")
        verbose_name_plural = _("unit reviews")

    @classmethod
    def get_description(cls):
        return _("The person in charge of the page's unit, or of one above it, checks the page.")

    def reviewers(self, page):
        return self._reviewers_for(page, self._unit_in_charge(page))

    def _reviewers_for(self, page, unit):
        if unit is None:
            return super().reviewers(page).none()
        above = [ancestor.pk for ancestor in unit.get_ancestors()]
        return super().reviewers(page).filter(unit__in=[unit.pk, *above])

    def is_nobody_elses(self, obj, user):
        return not self.reviewers(obj).exclude(pk=user.pk).exists()

    def may_review(self, obj, user):
        if user.is_superuser:
            return True
        unit = self._unit_in_charge(obj)
        if unit is None or user.unit_id is None or not super().may_review(obj, user):
            return False
        return unit.path.startswith(user.unit.path)

    def _unit_in_charge(self, obj):
        """Return whose business the page is: a merger moves the review, not what is public."""
        item = WaitingItem.objects.open().filter(page=obj.pk).select_related("unit").first()
        return item.unit if item is not None else getattr(obj.specific, "unit", None)

    def start(self, workflow_state, user=None):
        """Begin the stage, or skip it where nobody else could decide it."""
        page = workflow_state.content_object.specific
        latest = latest_revision_of(page)
        unit = getattr(page, "unit", None)
        others = self._reviewers_for(page, unit).exclude(pk=latest.user_id if latest else None)
        if others.exists():
            return super().start(workflow_state, user=user)
        state = self.get_task_state_class()(workflow_state=workflow_state, task=self)
        if unit is None:
            reason = _("Skipped: the page belongs to no unit.")
        else:
            reason = _("Skipped: %(unit)s has nobody to review it.") % {"unit": unit}
        return self._skip(state, page, user, comment=str(reason))

    def pass_over(self, task_state, page, user, *, comment=""):
        """Skip the stage if nobody but the last editor reviews for the unit."""
        if not self.is_nobody_elses(page, user):
            raise SelfApprovalError
        words = _("Skipped: %(name)s changed the page, and %(unit)s has nobody else to review it.")
        reason = words % {"name": user.display_name, "unit": self._unit_in_charge(page)}
        self._skip(task_state, page, user, comment="\n".join(filter(None, [reason, comment])))
        task_state.workflow_state.update(user=user)
        return task_state

    def _skip(self, state, page, user, *, comment: str):
        # Nobody is named as who ended it: Wagtail would show that as an approval.
        state.status = TaskState.STATUS_SKIPPED
        state.revision = latest_revision_of(page)
        state.finished_at = timezone.now()
        state.comment = comment
        state.save()
        log(
            instance=page,
            action="workflows.stage_skipped",
            user=user,
            data={"stage": self.name, "reason": comment},
            revision=state.revision,
        )
        return state

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.is_superuser:
            return states
        in_branch = WaitingItem.objects.none()
        if user.unit_id:
            in_branch = WaitingItem.objects.waiting().filter(unit__path__startswith=user.unit.path)
        return states.filter(pk__in=in_branch.values("task_state"))


class PeerReviewTask(ReviewTask):
    """Editing, passed on by somebody other than the last editor (biên tập chéo)."""

    class Meta:
        verbose_name = _("editing")
        verbose_name_plural = _("editing stages")

    @classmethod
    def get_description(cls):
        return _("An editor works on the page; another one passes it on.")


class ApprovalTask(ReviewTask):
    """The last word (phê duyệt): records the approval and publishes."""

    approve_label = _("Approve and publish")
    approve_with_comment_label = _("Approve with a comment and publish")
    approving_actions = (releases.APPROVE, releases.APPROVE_NOW, releases.APPROVE_FOR_RESERVE)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approval stages")

    @classmethod
    def get_description(cls):
        return _("An approver has the last word; the page is published at once or as planned.")

    def get_actions(self, obj, user):
        """Offer the reserve too, and say what the plan will do with the page."""
        actions = super().get_actions(obj, user)
        if all(name != releases.APPROVE for name, _label, _modal in actions):
            return actions
        now = timezone.now()
        label = releases.planned_label(obj, now)
        if label is not None:
            actions = [
                (name, label if name == releases.APPROVE and not modal else text, modal)
                for name, text, modal in actions
                if (name, modal) != (releases.APPROVE, True)
            ]
        return [*actions, *releases.release_actions(obj, now)]

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name in self.approving_actions:
            # The gate holds them when the page goes live. Whoever withdraws one holds them first
            # and takes the page then, so an approval comes in the same order.
            hold_consents()
        return super().on_action(task_state, user, action_name, **kwargs)

    def before_release(self, page, task_state, action_name):
        """Keep the approved revision back if the plan or the approver says so."""
        releases.hold_back(
            page=page, revision=task_state.revision, action_name=action_name, now=timezone.now()
        )

    def before_approval(self, page, task_state, user):
        """Record the approval of exactly this revision, if it can be published.

        Raises:
            PublicationRefusedError: consent, source, alternative text, credit, picture … is missing.
        """
        revision = task_state.revision
        candidate = revision.as_object()
        faults = candidate.approval_faults() if hasattr(candidate, "approval_faults") else []
        if faults:
            raise PublicationRefusedError(faults)
        Approval.objects.record(
            revision=revision,
            user=user,
            now=timezone.now(),
            channel=ApprovalChannel.WORKFLOW,
        )
