"""Wagtail's user management with the unit of each person."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .forms import UserCreationForm, UserEditForm


class UserIndexView(IndexView):
    """The list of people, each with unit and roles."""

    @cached_property
    def columns(self):
        columns = list(super().columns)
        widths = {"username": "12%", "is_active": "9%", "last_login": "12%"}
        for column in columns:
            column.width = widths.get(column.name, column.width)
        # Before the last two: state and last sign-in.
        columns[3:4] = [
            Column("unit", label=_("Unit"), sort_key="unit__path", width="15%"),
            Column(
                "roles",
                accessor=lambda user: ", ".join(group.name for group in user.groups.all()) or "–",
                label=_("Roles"),
                width="14%",
            ),
        ]
        return columns

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("unit").prefetch_related("groups")


class UserViewSet(WagtailUserViewSet):
    """The people who sign in, managed by administrators only."""

    index_view_class = UserIndexView

    def get_form_class(self, for_update=False):
        return UserEditForm if for_update else UserCreationForm
