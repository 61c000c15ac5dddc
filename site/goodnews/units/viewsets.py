"""The unit tree in Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from . import reorganisation_views, views
from .filters import UnitFilterSet
from .forms import UnitForm
from .models import Unit


class UnitViewSet(ModelViewSet):
    """Units; they end with a date or a merger, and are never deleted."""

    model = Unit
    icon = "group"
    menu_label = _("Units")
    menu_name = "units"
    menu_order = 610
    add_to_admin_menu = True
    list_per_page = 100
    copy_view_enabled = False
    add_to_reference_index = False
    filterset_class = UnitFilterSet
    search_fields = ["name"]
    search_backend_name = None
    template_prefix = "units/admin/"
    index_view_class = views.UnitIndexView
    add_view_class = views.UnitCreateView
    edit_view_class = views.UnitEditView

    def get_form_class(self, for_update=False):
        return UnitForm

    def get_index_view_kwargs(self):
        return {
            **super().get_index_view_kwargs(),
            "merge_url_name": self.get_url_name("merge"),
            "split_url_name": self.get_url_name("split"),
            "import_url_name": self.get_url_name("import"),
            "export_url_name": self.get_url_name("export"),
        }

    @property
    def merge_view(self):
        return self.construct_view(
            reorganisation_views.MergeUnitsView,
            index_url_name=self.get_url_name("index"),
            permission_policy=self.permission_policy,
        )

    @property
    def split_view(self):
        return self.construct_view(
            reorganisation_views.SplitUnitView,
            index_url_name=self.get_url_name("index"),
            permission_policy=self.permission_policy,
        )

    @property
    def import_view(self):
        return self.construct_view(
            views.UnitsImportView,
            index_url_name=self.get_url_name("index"),
            template_url_name=self.get_url_name("import_template"),
            permission_policy=self.permission_policy,
        )

    def get_urlpatterns(self):
        policy = {"permission_policy": self.permission_policy}
        template_view = self.construct_view(views.UnitsTemplateView, **policy)
        return [
            *super().get_urlpatterns(),
            path("merge/", self.merge_view, name="merge"),
            path("split/", self.split_view, name="split"),
            path("import/", self.import_view, name="import"),
            path("import/template/", template_view, name="import_template"),
            path("export/", self.construct_view(views.UnitsExportView, **policy), name="export"),
        ]


unit_viewset = UnitViewSet("units", url_prefix="units")
