"""Consents and their texts in Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from . import request_views, views
from .filters import ConsentRequestFilterSet
from .forms import ConsentRecordForm, ConsentRequestForm
from .models import ConsentRecord, ConsentRequest, ConsentText


class ConsentRecordViewSet(ModelViewSet):
    """What people agreed to: read, add, withdraw."""

    model = ConsentRecord
    icon = "clipboard-list"
    menu_label = _("Consents")
    menu_name = "consent-records"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "subject_name",
        "purpose",
        "age_band",
        "text",
        "agreed_at",
        "channel",
        "recorded_by",
        "recorded_at",
        "valid_until",
        "expired_at",
        "withdrawn_at",
        "withdrawn_role",
        "withdrawal_note",
    ]
    list_filter = ["purpose", "age_band"]
    search_fields = ["subject_name"]
    search_backend_name = None
    ordering = ["-recorded_at", "-pk"]
    template_prefix = "consents/admin/"
    index_view_class = views.ConsentIndexView
    add_view_class = views.ConsentCreateView
    inspect_view_class = views.ConsentInspectView

    def get_form_class(self, for_update=False):
        return ConsentRecordForm

    def get_inspect_view_kwargs(self):
        return {
            **super().get_inspect_view_kwargs(),
            "withdraw_url_name": self.get_url_name("withdraw"),
            "proof_url_name": self.get_url_name("proof"),
        }

    @property
    def withdraw_view(self):
        return self.construct_view(
            views.WithdrawConsentView,
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
            permission_policy=self.permission_policy,
        )

    def get_urlpatterns(self):
        withdraw = path("withdraw/<int:pk>/", self.withdraw_view, name="withdraw")
        proof = path("proof/<int:pk>/", views.give_proof, name="proof")
        return [*super().get_urlpatterns(), withdraw, proof]


class ConsentRequestViewSet(ModelViewSet):
    """Who was asked by links, and what they answered."""

    model = ConsentRequest
    icon = "link"
    menu_label = _("Requests by links")
    menu_name = "consent-requests"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "subject_name",
        "age_band",
        "occasion",
        "language",
        "asked_by",
        "asked_at",
        "expires_at",
        "revoked_at",
    ]
    filterset_class = ConsentRequestFilterSet
    search_fields = ["subject_name"]
    search_backend_name = None
    ordering = ["-asked_at", "-pk"]
    index_view_class = request_views.ConsentRequestIndexView
    add_view_class = request_views.ConsentRequestCreateView
    inspect_view_class = request_views.ConsentRequestInspectView

    def get_form_class(self, for_update=False):
        return ConsentRequestForm

    def get_add_view_kwargs(self):
        return {
            **super().get_add_view_kwargs(),
            "inspect_url_name": self.get_url_name("inspect"),
        }

    def get_inspect_view_kwargs(self):
        return {
            **super().get_inspect_view_kwargs(),
            "new_link_url_name": self.get_url_name("new_link"),
            "revoke_url_name": self.get_url_name("revoke"),
        }

    def action_view(self, view_class):
        return self.construct_view(
            view_class,
            inspect_url_name=self.get_url_name("inspect"),
            permission_policy=self.permission_policy,
        )

    def get_urlpatterns(self):
        new_link = self.action_view(request_views.NewLinkView)
        revoke = self.action_view(request_views.RevokeRequestView)
        return [
            *super().get_urlpatterns(),
            path("new-link/<int:pk>/", new_link, name="new_link"),
            path("revoke/<int:pk>/", revoke, name="revoke"),
        ]


class ConsentTextViewSet(ModelViewSet):
    """The wordings; a change is a new version."""

    model = ConsentText
    icon = "doc-full"
    menu_label = _("Consent texts")
    menu_name = "consent-texts"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["__str__", "version", "language"]
    form_fields = ["purpose", "language", "version", "body", "child_body"]


class ConsentViewSetGroup(ModelViewSetGroup):
    menu_label = _("Consents")
    menu_icon = "clipboard-list"
    menu_order = 620
    items = (
        ConsentRecordViewSet("consent_records", url_prefix="consents"),
        ConsentRequestViewSet("consent_requests", url_prefix="consent-requests"),
        ConsentTextViewSet("consent_texts", url_prefix="consent-texts"),
    )
