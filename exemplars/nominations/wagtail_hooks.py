"""What the selection adds to Wagtail's admin; registration only."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from exemplars.models import ExemplarPage

from . import office_views, panel_views, result_views
from .admin_access import runs_rounds
from .log_actions import FORMATTERS
from .models import Nomination
from .panels import MyScoringPanel
from .viewsets import SelectionRoundViewSet


@hooks.register("register_admin_viewset")
def register_rounds():
    return SelectionRoundViewSet()


@hooks.register("register_admin_urls")
def register_selection_urls():
    of_round = "dot/<int:pk>/"
    addresses = [
        path(of_round, office_views.BoardView.as_view(), name="board"),
        path(f"{of_round}ket-qua/", result_views.ResultsView.as_view(), name="results"),
        path(f"{of_round}ket-qua/xlsx/", result_views.ResultListView.as_view(), name="result_list"),
        path(f"{of_round}bien-ban/", result_views.MeetingView.as_view(), name="meeting"),
        path(f"{of_round}bien-ban/docx/", result_views.MinutesView.as_view(), name="minutes"),
        path(f"{of_round}cham/", panel_views.ScoreListView.as_view(), name="score_list"),
        path(
            f"{of_round}cham/<int:nomination_pk>/",
            panel_views.ScoreView.as_view(),
            name="score",
        ),
        path("<int:pk>/", office_views.NominationView.as_view(), name="nomination"),
        path("<int:pk>/ho-so/", office_views.ProfileView.as_view(), name="profile"),
    ]
    return [path("de-cu/", include((addresses, "selection")))]


@hooks.register("register_page_header_buttons")
def nomination_button(page, user, view_name, next_url=None):
    """Lead from a profile to the nomination that it was made from."""
    if not issubclass(page.specific_class or type(page), ExemplarPage) or not runs_rounds(user):
        return
    nomination = Nomination.objects.filter(profile=page.pk).values_list("pk", flat=True).first()
    if nomination is not None:
        yield Button(
            _("Nomination"),
            reverse("selection:nomination", args=[nomination]),
            icon_name="pick",
            priority=62,
        )


@hooks.register("construct_homepage_panels")
def add_scoring_panel(request, panels):
    panels.append(MyScoringPanel(request.user))


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, formatter in FORMATTERS.items():
        actions.register_action(action)(formatter)
