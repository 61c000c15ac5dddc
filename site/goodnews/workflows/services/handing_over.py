"""Handing a page over to its reviewers."""

from wagtail.models import Page


def hand_over(*, page_id: int, user) -> bool:
    """Start the workflow of a page, or resume it where the page came back.

    Returns:
        False where no workflow is set up for the page: nothing has happened.
    """
    page = Page.objects.get(pk=page_id).specific
    returned = page.current_workflow_state
    if returned is not None:
        returned.resume(user)
        return True
    workflow = page.get_workflow()
    if workflow is None:
        return False
    workflow.start(page, user)
    return True
