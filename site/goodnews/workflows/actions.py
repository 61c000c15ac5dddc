"""What Wagtail does when a workflow ends (``WAGTAIL_FINISH_WORKFLOW_ACTION``).

Wagtail imports this module while it loads its own models, so nothing here may
import a model. The approval itself is recorded by the last stage
(``ApprovalTask.before_approval``), in the same transaction.
"""

from . import releases


def publish_approved(workflow_state, user=None):
    """Publish the revision that the last approval was about: the approval is the permission.

    What the plan or the approver keeps back waits, approved.

    Source: wagtail.workflows.publish_workflow_state, Wagtail 8.0.
    """
    revision = workflow_state.current_task_state.revision
    if not releases.is_held(revision):
        revision.publish(user=user, skip_permission_checks=True)
