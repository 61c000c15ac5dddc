"""What the workflow adds to Wagtail's admin; registration only."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
)
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from . import gatekeeping
from .log_actions import FORMATTERS
from .page_views import OpenPageViewSet
from .panels import FailedPublicationsPanel, MyPagesPanel, SentByMePanel
from .services import may_take_down
from .views import claim_page, decide_by_link, handle_for, take_down_page
from .viewsets import ReturnPhraseViewSet

REPLACED_PANELS = (UserObjectsInWorkflowModerationPanel, RecentEditsPanel, LockedPagesPanel)

register_snippet(ReturnPhraseViewSet)


# After Wagtail's own, in whose place it stands.
@hooks.register("register_admin_viewset", order=1000)
def register_page_views():
    return OpenPageViewSet()


@hooks.register("register_admin_urls")
def register_addresses():
    return [
        path("go-xuong/<int:page_id>/", take_down_page, name="workflows_take_down"),
        path("nhan-bai/<int:page_id>/", claim_page, name="workflows_claim"),
    ]


@hooks.register("register_page_header_buttons")
def claim_button(page, user, view_name, next_url=None):
    handle = handle_for(page.pk, user) if view_name == "edit" else None
    if handle is not None and (handle.may_claim or handle.may_release):
        yield Button(
            _("Claim") if handle.may_claim else _("Release"),
            reverse("workflows_claim", args=[page.pk]),
            icon_name="lock" if handle.may_claim else "lock-open",
            priority=5,
        )


@hooks.register("register_admin_urls")
def register_decision():
    return [path("duyet/<str:token>/", decide_by_link, name="workflows_decide")]


@hooks.register("register_page_header_buttons")
def take_down_button(page, user, view_name, next_url=None):
    if may_take_down(page=page, user=user):
        yield Button(
            _("Take down"),
            reverse("workflows_take_down", args=[page.pk]),
            icon_name="cross",
            priority=61,
        )


@hooks.register("register_page_listing_more_buttons")
def take_down_listing_button(page, user, next_url=None):
    yield from take_down_button(page, user, "index", next_url)


@hooks.register("before_create_page")
def hold_back_new_page(request, parent_page, page_class):
    gatekeeping.save_new_page_as_draft(request, page_class)


@hooks.register("before_publish_page")
def explain_before_publishing(request, page):
    return gatekeeping.explain_publication(request, page)


@hooks.register("before_bulk_action")
def explain_before_bulk_publishing(request, action_type, objects, action_class_instance):
    return gatekeeping.explain_bulk_publication(request, action_type, objects)


@hooks.register("before_edit_page")
def show_faults_to_reviewers(request, page):
    gatekeeping.show_faults(request, page)
    gatekeeping.show_replies(request, page)
    gatekeeping.show_own_edit(request, page)


@hooks.register("before_edit_page")
def keep_reviewers_from_cancelling(request, page):
    return gatekeeping.refuse_cancelling(request, page)


@hooks.register("construct_page_action_menu")
def leave_out_cancelling(menu_items, request, context):
    gatekeeping.leave_out_cancelling(menu_items, request, context.get("page"))


@hooks.register("construct_homepage_panels")
def put_own_panels_on_the_start_page(request, panels):
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED_PANELS)]
    panels += [FailedPublicationsPanel(), SentByMePanel(), MyPagesPanel()]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, formatter in FORMATTERS.items():
        actions.register_action(action)(formatter)
