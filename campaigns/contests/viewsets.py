"""Contests in Wagtail's menu."""

from django.urls import path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns.reminders.viewsets import MomentColumn
from goodnews.core.days import short_closing

from . import admin_views
from .contest_panels import CONTEST_TABS
from .models import Contest, HelpPhrase
from .states import state_at


class StateColumn(Column):
    """Where a contest stands now."""

    def get_value(self, instance):
        return state_at(
            timezone.now(),
            is_published=instance.published_at is not None,
            first=instance.first_opening,
            last=instance.last_closing,
        ).label


class ClosingColumn(Column):
    """A closing in Viet Nam, as rules say it."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        return short_closing(moment) if moment else "–"


class ContestViewSet(ModelViewSet):
    """Contests with their rules; published rules change in the open."""

    model = Contest
    name = "contest_rules"
    url_prefix = "cuoc-thi"
    icon = "pick"
    menu_label = _("Contests")
    menu_order = 152
    add_to_admin_menu = True
    add_to_reference_index = True
    copy_view_enabled = False
    edit_handler = CONTEST_TABS
    index_view_class = admin_views.ContestIndexView
    add_view_class = admin_views.ContestCreateView
    edit_view_class = admin_views.ContestEditView
    delete_view_class = admin_views.ContestDeleteView
    edit_template_name = "contests/admin/edit.html"
    create_template_name = "contests/admin/create.html"
    search_fields = ["title"]
    list_per_page = 50
    ordering = ["-pk"]
    list_display = [
        TitleColumn("title", label=_("title"), url_name="contest_rules:edit", sort_key="title"),
        StateColumn("state", label=_("state")),
        MomentColumn("first_opening", label=_("opens at"), sort_key="first_opening"),
        ClosingColumn("last_closing", label=_("closes at"), sort_key="last_closing"),
    ]

    def get_urlpatterns(self):
        """Return Wagtail's addresses and those of the rules."""
        return [
            *super().get_urlpatterns(),
            path(
                "cong-bo/<int:pk>/",
                self.construct_view(admin_views.ContestPublishView),
                name="publish",
            ),
            path(
                "go-xuong/<int:pk>/",
                self.construct_view(admin_views.ContestWithdrawView),
                name="withdraw",
            ),
            path(
                "sao-chep/<int:pk>/", self.construct_view(admin_views.ContestCopyView), name="copy"
            ),
            path("mau/", self.construct_view(admin_views.ContestPresetView), name="preset"),
        ]


class HelpPhraseViewSet(SnippetViewSet):
    """Ready answers of the help desk, kept by the organisers (câu trả lời mẫu)."""

    model = HelpPhrase
    icon = "openquote"
    menu_label = _("Ready answers")
    menu_order = 154
    # Else the list of all snippets would open for whoever may edit these.
    add_to_admin_menu = True
    list_display = [
        "text",
        "position",
        BooleanColumn(
            "is_offered", label=capfirst(_("offered when answering")), sort_key="is_offered"
        ),
    ]
    ordering = ["position", "pk"]
    search_fields = ["text"]
