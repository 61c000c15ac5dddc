"""The workflow that every page of the tree goes through."""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, Task, Workflow, WorkflowPage, WorkflowTask

from goodnews.accounts.roles import Role
from goodnews.workflows.models import ApprovalTask, PeerReviewTask, UnitReviewTask

from .phrases import seed_phrases
from .waiting import enter_waiting_pages

# Names are data that people see, and so Vietnamese.
WORKFLOW_NAME = "Kiểm duyệt tin bài"
# Comes with Wagtail's migrations, as workflow and as task; its group is gone with apply_roles.
STOCK_NAME = "Moderators approval"
# Approvers may pass on what the only editor changed: nobody passes on their own edit.
STAGES = (
    (UnitReviewTask, "Đơn vị rà soát", (Role.REVIEWER,)),
    (PeerReviewTask, "Biên tập", (Role.EDITOR, Role.APPROVER)),
    (ApprovalTask, "Phê duyệt", (Role.APPROVER,)),
)


@transaction.atomic
def set_up_workflow(*, pages: Iterable[Page]) -> Workflow:
    """Attach unit review, editing and approval to each tree of ``pages``; may be run again.

    Args:
        pages: the home page of each language: without it, the English pages
            would run Wagtail's default workflow.
    """
    workflow, _created = Workflow.objects.get_or_create(
        name=WORKFLOW_NAME, defaults={"active": True}
    )
    for order, (task_class, name, roles) in enumerate(STAGES):
        task = task_class.objects.filter(name=name).order_by("pk").first()
        if task is None:
            task = task_class.objects.create(name=name, active=True)
        task.groups.set([_group(role) for role in roles])
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": order}
        )
    _remove_stock()
    seed_phrases()
    for page in pages:
        WorkflowPage.objects.update_or_create(
            page=Page.objects.get(pk=page.pk), defaults={"workflow": workflow}
        )
    enter_waiting_pages()
    return workflow


def _remove_stock() -> None:
    """Delete Wagtail's own workflow, unless something ever went through it."""
    Workflow.objects.filter(name=STOCK_NAME, workflow_states=None).delete()
    Task.objects.filter(name=STOCK_NAME, task_states=None, workflow_tasks=None).delete()


def _group(role: Role) -> Group:
    group, _created = Group.objects.get_or_create(name=role.group_name)
    return group
