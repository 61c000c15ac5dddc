"""Consents and their texts in Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from . import views
from .forms import ConsentRecordForm
from .models import ConsentRecord, ConsentText


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
        "withdrawn_at",
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
    form_fields = ["purpose", "language", "version", "body"]


class ConsentViewSetGroup(ModelViewSetGroup):
    menu_label = _("Consents")
    menu_icon = "clipboard-list"
    menu_order = 620
    items = (
        ConsentRecordViewSet("consent_records", url_prefix="consents"),
        ConsentTextViewSet("consent_texts", url_prefix="consent-texts"),
    )
