"""The campaign in Wagtail's menu."""

from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from .admin_views import EditorsCalendarView, EntryMoveView
from .choices import SlotKind
from .filters import CampaignEntryFilterSet
from .models import CampaignEntry
from .quotas.viewsets import QuotaViewSet
from .slots import week_number


class DayColumn(Column):
    """A day as it stands in a calendar; Wagtail's own says how long ago it was."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "d/m/Y") if day else "–"


class SlotColumn(DayColumn):
    """The day or week that an entry fills."""

    def get_value(self, instance):
        if instance.slot_on and instance.kind == SlotKind.WEEK:
            year, week = week_number(instance.slot_on)
            return gettext("week %(week)s/%(year)s") % {"week": week, "year": year}
        return super().get_value(instance)


class CampaignEntryViewSet(ModelViewSet):
    """The stories that count, with "chuyển ngày" for each."""

    model = CampaignEntry
    name = "campaign_entries"
    url_prefix = "tin-trong-chien-dich"
    icon = "list-ul"
    menu_label = _("Stories in the campaign")
    panels = [FieldPanel("slot_on")]
    edit_view_class = EntryMoveView
    filterset_class = CampaignEntryFilterSet
    search_fields = ["page__title"]
    copy_view_enabled = False
    list_per_page = 50
    list_export = ["page", "kind", "unit", "published_on", "slot_on"]
    list_display = [
        TitleColumn("page", label=_("story"), url_name="campaign_entries:edit"),
        Column("get_kind_display", label=_("promise"), sort_key="kind"),
        "unit",
        DayColumn("published_on", label=_("published on"), sort_key="published_on"),
        SlotColumn("slot_on", label=_("fills"), sort_key="slot_on"),
    ]
    edit_template_name = "campaigns/admin/move_entry.html"


class CalendarMenuItem(MenuItem):
    """Shown to whoever may see the calendar."""

    def is_shown(self, request):
        policy = policy_registry.get_by_type(CampaignEntry)
        return policy.user_has_any_permission(
            request.user, EditorsCalendarView.any_permission_required
        )


class EditorsCalendarViewSet(ViewSet):
    """The month with its gaps."""

    name = "campaign_calendar"
    url_prefix = "lich-nang"
    icon = "calendar-alt"
    menu_label = _("Sunny calendar")
    menu_item_class = CalendarMenuItem

    def get_urlpatterns(self):
        """Return the one address of the calendar."""
        return [path("", self.construct_view(EditorsCalendarView), name="index")]


class CampaignViewSetGroup(ViewSetGroup):
    """Calendar and stories of the campaign."""

    menu_label = _("Campaign")
    menu_icon = "calendar-alt"
    menu_order = 150
    items = (EditorsCalendarViewSet(), CampaignEntryViewSet(), QuotaViewSet())
