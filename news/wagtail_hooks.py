"""Registration of the news in the admin."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.snippets.models import register_snippet

from .queue.afterwards import go_back_to_queue
from .queue.panels import OverdueReturnsPanel, WaitingForMePanel
from .queue.searching import QueueSearchArea
from .queue.views import QueueActionView, QueueView, may_see_queue
from .viewsets import ThemeViewSet

register_snippet(ThemeViewSet)


@hooks.register("register_admin_urls")
def register_queue():
    return [
        path("hang-cho/", QueueView.as_view(), name="news_queue"),
        path("hang-cho/ket-qua/", QueueView.as_view(results_only=True), name="news_queue_results"),
        path("hang-cho/xu-ly/", QueueActionView.as_view(), name="news_queue_action"),
    ]


class QueueMenuItem(MenuItem):
    """Shown to those whose business the queue is."""

    def is_shown(self, request):
        return may_see_queue(request.user)


@hooks.register("register_admin_menu_item")
def register_queue_item():
    return QueueMenuItem(
        _("Queue"), reverse("news_queue"), name="queue", icon_name="tasks", order=90
    )


@hooks.register("register_admin_search_area")
def register_queue_search():
    # After Wagtail's pages, before its pictures.
    return QueueSearchArea(
        _("Queue"), reverse("news_queue"), name="queue", icon_name="tasks", order=150
    )


@hooks.register("construct_homepage_panels")
def put_queue_on_the_start_page(request, panels):
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels += [WaitingForMePanel(), OverdueReturnsPanel()]


# After whoever only has something to say.
hooks.register("after_edit_page", go_back_to_queue, order=100)


@hooks.register("insert_global_admin_css")
def queue_style():
    return format_html('<link rel="stylesheet" href="{}">', static("news/queue.css"))
