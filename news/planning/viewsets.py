"""The plan in Wagtail's menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from . import admin_views as views
from .models import PlanItem


class PlanMenuItem(MenuItem):
    """Shown to whoever may see the plan."""

    def is_shown(self, request):
        policy = policy_registry.get_by_type(PlanItem)
        return policy.user_has_permission(request.user, "view")


class PlanViewSet(ViewSet):
    """The calendar and what is done with it."""

    name = "plan"
    url_prefix = "lich-dang"
    icon = "calendar-alt"
    menu_label = _("Publishing plan")
    menu_order = 140
    menu_item_class = PlanMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        """Return the addresses of the plan."""
        return [
            path("", self.construct_view(views.PlanCalendarView), name="index"),
            path("xep/", self.construct_view(views.ItemAddView), name="add"),
            path("<int:pk>/", self.construct_view(views.ItemEditView), name="edit"),
            path("<int:pk>/chuyen/", self.construct_view(views.ItemMoveView), name="move"),
            path("<int:pk>/bo/", self.construct_view(views.ItemRemoveView), name="remove"),
            path("tin/<int:pk>/", self.construct_view(views.StoryDayView), name="story"),
            path(
                "tin/<int:pk>/rut/", self.construct_view(views.StoryWithdrawView), name="withdraw"
            ),
            path("ics/", self.construct_view(views.FeedKeyView), name="feed_key"),
        ]
