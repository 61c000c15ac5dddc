"""Registration of the exemplars in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin_views import FollowUpsView, GreetingActionView, GreetingsView, works_in_the_office
from .home_panels import ExemplarsToDoPanel


@hooks.register("register_admin_urls")
def register_addresses():
    greetings, follow_ups = GreetingsView.as_view, FollowUpsView.as_view
    return [
        path("loi-chuc/", greetings(), name="exemplars_greetings"),
        path("loi-chuc/ket-qua/", greetings(results_only=True), name="exemplars_greetings_results"),
        path("loi-chuc/xu-ly/", GreetingActionView.as_view(), name="exemplars_greetings_action"),
        path("theo-doi-guong/", follow_ups(), name="exemplars_follow_ups"),
        path(
            "theo-doi-guong/ket-qua/",
            follow_ups(results_only=True),
            name="exemplars_follow_ups_results",
        ),
    ]


class OfficeMenuItem(MenuItem):
    """Shown to the provincial office."""

    def is_shown(self, request):
        return works_in_the_office(request.user)


@hooks.register("register_admin_menu_item")
def register_greetings_item():
    return OfficeMenuItem(
        _("Good wishes"),
        reverse("exemplars_greetings"),
        name="greetings",
        icon_name="comment",
        order=230,
    )


@hooks.register("register_reports_menu_item")
def register_follow_ups_item():
    return OfficeMenuItem(
        _("Follow-ups due"),
        reverse("exemplars_follow_ups"),
        name="follow-ups-due",
        icon_name="history",
        order=40,
    )


@hooks.register("construct_homepage_panels")
def put_panel_on_the_start_page(request, panels):
    panels.append(ExemplarsToDoPanel())
