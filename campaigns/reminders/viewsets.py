"""Rules and log in Wagtail's menu."""

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from goodnews.core.moment_display import local_moment

from .filters import LetterFilterSet
from .forms import ReminderRuleForm
from .models import Letter, ReminderRule


class MomentColumn(Column):
    """A moment in Viet Nam; Wagtail's own column says how long ago it was."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        return local_moment(moment) if moment else "–"


class ReminderRuleViewSet(ModelViewSet):
    """Rules are switched off, never deleted: the log says by which of them somebody was told."""

    model = ReminderRule
    name = "reminder_rules"
    url_prefix = "quy-tac-nhac-viec"
    icon = "tasks"
    menu_label = _("Reminder rules")
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    list_filter = ["kind", "is_active"]
    list_display = [
        TitleColumn("__str__", label=_("rule"), url_name="reminder_rules:edit"),
        Column("target_label", label=_("units")),
        Column("readers_label", label=_("who is told")),
        Column("repeat_days", label=_("again after (days)"), sort_key="repeat_days"),
        BooleanColumn("is_active", label=_("switched on"), sort_key="is_active"),
    ]
    ordering = ["-is_active", "pk"]

    def get_form_class(self, for_update=False):
        return ReminderRuleForm


class LetterIndexView(generic.IndexView):
    """What was sent to whom, the newest first."""

    page_title = _("Letters sent")

    @cached_property
    def columns(self):
        """The first column opens the letter; nothing here can be changed."""
        title_column = self._get_title_column_class(TitleColumn)
        return [
            title_column("recipient_label", label=_("recipient"), get_url=self.get_inspect_url),
            Column("address", label=_("e-mail address")),
            MomentColumn("taken_at", label=_("moment"), sort_key="taken_at"),
            Column("get_state_display", label=_("state"), sort_key="state"),
            Column("reminder_count", label=_("reminders in it")),
            Column("reason", label=_("reason")),
        ]

    def get_base_queryset(self):
        return Letter.objects.select_related("recipient").with_counts()


class LetterInspectView(generic.InspectView):
    """One letter with everything that it said."""

    def get_field_display_value(self, field_name, field):
        if field_name in ("taken_at", "ended_at"):
            moment = getattr(self.object, field_name)
            return local_moment(moment) if moment else "–"
        return super().get_field_display_value(field_name, field) or "–"

    def get_fields_context(self):
        reminders = self.object.reminders.select_related("rule", "unit").order_by("pk")
        said = [
            {"label": capfirst(str(reminder.rule)), "value": reminder.text, "component": None}
            for reminder in reminders
        ]
        return [*super().get_fields_context(), *said]


class LetterViewSet(ModelViewSet):
    """The log: read only, for everybody."""

    model = Letter
    name = "reminder_letters"
    url_prefix = "thu-nhac-viec"
    icon = "mail"
    menu_label = _("Letters sent")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["address", "taken_at", "state", "ended_at", "reason"]
    add_to_reference_index = False
    list_per_page = 50
    filterset_class = LetterFilterSet
    form_fields = ["state"]
    ordering = ["-taken_at", "-pk"]
    index_view_class = LetterIndexView
    inspect_view_class = LetterInspectView
    template_prefix = "reminders/admin/"


class ReminderViewSetGroup(ViewSetGroup):
    """Rules and what came of them."""

    menu_label = _("Reminders")
    menu_icon = "mail"
    menu_order = 155
    items = (ReminderRuleViewSet(), LetterViewSet())
