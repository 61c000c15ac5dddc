"""Wagtail's user management with the unit of each person."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.users.views.users import EditView, IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from . import views
from .forms import UserCreationForm, UserEditForm
from .second_factor import has_second_factor, may_remove_second_factor
from .second_factor_views import SecondFactorRemovalView


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

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add") and self.user_has_permission("change"):
            url = reverse(self.import_url_name)
            buttons.append(Button(_("Import from Excel"), url=url, icon_name="upload", priority=60))
        if self.user_has_permission("change"):
            url = reverse(self.export_url_name)
            buttons.append(Button(_("Export to Excel"), url=url, icon_name="download", priority=70))
        return buttons

    # Set by the viewset.
    import_url_name = None
    export_url_name = None


class UserEditView(EditView):
    """The page of one person, with the way to take a lost second step away."""

    # Set by the viewset.
    second_factor_url_name = None

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        may_remove = may_remove_second_factor(owner=self.object, user=self.request.user)
        if may_remove and has_second_factor(self.object):
            url = reverse(self.second_factor_url_name, args=[self.object.pk])
            label = _("Remove the second step of signing in")
            buttons.append(Button(label, url=url, icon_name="key", priority=40))
        return buttons


class UserViewSet(WagtailUserViewSet):
    """The people who sign in, managed by administrators only."""

    index_view_class = UserIndexView
    edit_view_class = UserEditView

    def get_form_class(self, for_update=False):
        return UserEditForm if for_update else UserCreationForm

    def get_index_view_kwargs(self):
        return {
            **super().get_index_view_kwargs(),
            "import_url_name": self.get_url_name("import"),
            "export_url_name": self.get_url_name("export"),
        }

    def get_edit_view_kwargs(self):
        name = self.get_url_name("remove_second_factor")
        return {**super().get_edit_view_kwargs(), "second_factor_url_name": name}

    @property
    def import_view(self):
        return self.construct_view(
            views.PeopleImportView,
            index_url_name=self.get_url_name("index"),
            template_url_name=self.get_url_name("import_template"),
            permission_policy=self.permission_policy,
        )

    def get_urlpatterns(self):
        policy = {"permission_policy": self.permission_policy}
        template_view = self.construct_view(views.PeopleTemplateView, **policy)
        removal_view = self.construct_view(
            SecondFactorRemovalView,
            index_url_name=self.get_url_name("index"),
            edit_url_name=self.get_url_name("edit"),
            **policy,
        )
        return [
            *super().get_urlpatterns(),
            path("second-factor/<int:pk>/", removal_view, name="remove_second_factor"),
            path("import/", self.import_view, name="import"),
            path("import/template/", template_view, name="import_template"),
            path("export/", self.construct_view(views.PeopleExportView, **policy), name="export"),
        ]
