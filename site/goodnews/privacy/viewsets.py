"""Requests, look-up and retention in Wagtail's menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from . import admin_views, holding_views, retention_views
from .filters import DataRequestFilterSet
from .models import DataRequest, RetentionRule
from .permissions import may_read_requests, may_read_rules

NO_ADDRESS_OF_REQUESTS = (
    "add_url_name",
    "edit_url_name",
    "delete_url_name",
    "history_url_name",
    "usage_url_name",
)


class DataRequestViewSet(ModelViewSet):
    """The queue: requests come by the public form, are answered, and go by their rule."""

    model = DataRequest
    name = "data_requests"
    url_prefix = "yeu-cau-du-lieu"
    icon = "lock"
    menu_label = _("Requests")
    menu_name = "data-requests"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    filterset_class = DataRequestFilterSet
    search_fields = ["code", "person_name"]
    search_backend_name = None
    # Nothing that somebody asked is rewritten.
    form_fields = ["state"]
    template_prefix = "privacy/admin/"
    index_view_class = admin_views.DataRequestIndexView
    inspect_view_class = admin_views.DataRequestInspectView

    def get_common_view_kwargs(self, **kwargs):
        # These have no address: nothing is rewritten or deleted.
        return super().get_common_view_kwargs(**{**dict.fromkeys(NO_ADDRESS_OF_REQUESTS), **kwargs})

    @property
    def url_finder_class(self):
        finder = super().url_finder_class
        finder.edit_url_name = self.get_url_name("inspect")
        return finder

    def get_inspect_view_kwargs(self):
        return {
            **super().get_inspect_view_kwargs(),
            **dict.fromkeys(NO_ADDRESS_OF_REQUESTS),
            "holdings_url_name": self.get_url_name("holdings"),
            "check_url_name": self.get_url_name("check"),
            "close_url_name": self.get_url_name("close"),
        }

    def _acting(self, view_class, **kwargs):
        return self.construct_view(
            view_class,
            permission_policy=self.permission_policy,
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
            **kwargs,
        )

    def get_urlpatterns(self):
        holdings = self.get_url_name("holdings")
        withdraw = self.get_url_name("withdraw")
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/danh-tinh/", self._acting(admin_views.CheckIdentityView), name="check"),
            path("<int:pk>/tra-loi/", self._acting(admin_views.CloseRequestView), name="close"),
            path(
                "<int:pk>/dang-giu/",
                self._acting(holding_views.RequestHoldingsView, withdraw_url_name=withdraw),
                name="holdings",
            ),
            path(
                "<int:pk>/rut/<int:record_pk>/",
                self._acting(
                    admin_views.WithdrawForRequestView,
                    holdings_url_name=holdings,
                    check_url_name=self.get_url_name("check"),
                ),
                name="withdraw",
            ),
        ]


class LookUpMenuItem(MenuItem):
    """Shown to whoever may see requests."""

    def is_shown(self, request):
        return may_read_requests(request.user)


class LookUpViewSet(ViewSet):
    """What is held on anybody."""

    name = "holdings"
    url_prefix = "tra-cuu-du-lieu"
    icon = "search"
    menu_label = _("What do we hold?")
    menu_name = "holdings"
    menu_item_class = LookUpMenuItem

    def get_urlpatterns(self):
        policy = policy_registry.get_by_type(DataRequest)
        view = self.construct_view(holding_views.LookUpView, permission_policy=policy)
        return [path("", view, name="index")]


class RetentionRuleViewSet(ModelViewSet):
    """The rules: one for each kind of data, changed and switched off, never deleted."""

    model = RetentionRule
    name = "retention_rules"
    url_prefix = "thoi-han-luu-giu"
    icon = "time"
    menu_label = _("How long what is kept")
    menu_name = "retention-rules"
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    form_fields = ["days", "action", "is_active", "note"]
    index_view_class = retention_views.RetentionRuleIndexView

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{"add_url_name": None, "delete_url_name": None, "usage_url_name": None, **kwargs}
        )

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.edit_view, name="edit"),
            path("<int:pk>/lich-su/", self.history_view, name="history"),
            path("<int:pk>/lich-su/results/", self.history_results_view, name="history_results"),
        ]


class RetentionMenuItem(MenuItem):
    """Shown to whoever may see the rules."""

    def is_shown(self, request):
        return may_read_rules(request.user)


class RetentionReportViewSet(ViewSet):
    """What goes when."""

    name = "retention_report"
    url_prefix = "don-du-lieu"
    icon = "bin"
    menu_label = _("What goes when")
    menu_name = "retention-report"
    menu_item_class = RetentionMenuItem

    def get_urlpatterns(self):
        policy = policy_registry.get_by_type(RetentionRule)
        view = self.construct_view(retention_views.RetentionReportView, permission_policy=policy)
        return [path("", view, name="index")]


class PrivacyViewSetGroup(ViewSetGroup):
    """Everything about personal data."""

    menu_label = _("Personal data")
    menu_icon = "lock"
    menu_order = 625
    items = (
        DataRequestViewSet(),
        LookUpViewSet(),
        RetentionRuleViewSet(),
        RetentionReportViewSet(),
    )
