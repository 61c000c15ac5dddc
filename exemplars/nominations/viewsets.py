"""Rounds of selection in Wagtail's menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.contests.viewsets import ClosingColumn

from .admin_forms import RoundForm
from .models import SelectionRound

PANELS = [
    FieldRowPanel([FieldPanel("title"), FieldPanel("year")]),
    MultiFieldPanel(
        [
            FieldPanel("introduction"),
            FieldPanel("sought"),
            FieldPanel("fields_of_work"),
            FieldPanel("word_limit"),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        ],
        heading=_("Nominations"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("method"),
            FieldPanel("scoring_closes_at"),
            FieldRowPanel([FieldPanel("long_list_size"), FieldPanel("short_list_size")]),
        ],
        heading=_("Selection"),
    ),
    InlinePanel(
        "criteria",
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("max_points"), FieldPanel("weight")]),
            FieldPanel("description"),
        ],
        heading=_("Criteria"),
        label=_("criterion"),
        help_text=_("In the order in which they decide where totals are equal."),
    ),
    InlinePanel(
        "members",
        [FieldRowPanel([FieldPanel("user"), FieldPanel("duty")])],
        heading=_("Panel"),
        label=_("member"),
    ),
]


def _board(round_: SelectionRound) -> str:
    return reverse("selection:board", args=[round_.pk])


class SelectionRoundViewSet(ModelViewSet):
    """Who is sought, by which criteria, who decides."""

    model = SelectionRound
    name = "selection_rounds"
    url_prefix = "dot-binh-chon"
    icon = "pick"
    menu_label = _("Selection of exemplars")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(PANELS, base_form_class=RoundForm)
    list_filter = ["year", "state"]
    ordering = ["-year", "-opens_at", "-pk"]
    list_display = [
        TitleColumn("title", label=_("name of the round"), get_url=_board, sort_key="title"),
        Column("year", label=_("year"), sort_key="year"),
        Column("get_state_display", label=_("state"), sort_key="state"),
        ClosingColumn("closes_at", label=_("nominations close at"), sort_key="closes_at"),
        ClosingColumn("scoring_closes_at", label=_("scoring closes at")),
    ]
