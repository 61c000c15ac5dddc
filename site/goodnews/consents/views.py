"""Consents in Wagtail's admin: read, add, withdraw; nothing is changed or deleted."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from goodnews.core.folding import fold

from .downloads import answer_with_proof
from .errors import ConsentError
from .forms import WithdrawConsentForm
from .models import ConsentRecord
from .readers import may_read_proof
from .services import withdraw_consent


def _agreed_on(record: ConsentRecord) -> str:
    return date_format(timezone.localtime(record.agreed_at), "d/m/Y")


class SearchByNameMixin:
    """Finds people by a part of their name, typed with or without accents."""

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        # Few thousand rows at most: folded here, so that accents do not matter.
        wanted = fold(self.search_query).strip()
        names = queryset.values_list("pk", "subject_name")
        return queryset.filter(pk__in=[pk for pk, name in names if wanted in fold(name)])


class ConsentIndexView(SearchByNameMixin, generic.IndexView):
    """All consents, the newest first."""

    page_title = gettext_lazy("Consents")

    @cached_property
    def columns(self):
        title_column = self._get_title_column_class(TitleColumn)
        return [
            title_column("subject_name", label=_("About"), get_url=self.get_inspect_url),
            Column("get_purpose_display", label=_("Purpose")),
            Column("get_age_band_display", label=_("Age")),
            Column("agreed_at", accessor=_agreed_on, label=_("Agreed at")),
            BooleanColumn(
                "in_force",
                accessor=lambda record: record.is_standing(timezone.now()),
                label=_("In force"),
            ),
        ]


def known_from(request, *more: str) -> dict:
    """Return what the page that led here has filled in."""
    known = ("subject_key", "subject_name", "page", "age_band", *more)
    return {name: request.GET[name] for name in known if name in request.GET}


class ConsentCreateView(generic.CreateView):
    """Writes a consent down."""

    page_title = gettext_lazy("Record a consent")
    success_message = gettext_lazy("The consent was recorded: %(object)s.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "recorded_by": self.request.user}

    def get_initial(self):
        return known_from(self.request, "purpose")

    def save_instance(self):
        record = self.form.save()
        log(instance=record, action="wagtail.create", user=self.request.user)
        return record


class ConsentInspectView(generic.InspectView):
    """One consent with everybody who agreed."""

    withdraw_url_name = None
    proof_url_name = None

    @cached_property
    def header_buttons(self):
        buttons = self._withdraw_buttons()
        if self.object.proof_id:
            url = reverse(self.proof_url_name, args=[self.object.pk])
            buttons.append(HeaderButton(_("Download the proof"), url=url, icon_name="download"))
        return buttons

    def _withdraw_buttons(self):
        if self.object.withdrawn_at or not self.user_has_permission("add"):
            return []
        url = reverse(self.withdraw_url_name, args=[self.object.pk])
        return [HeaderButton(_("Withdraw"), url=url, icon_name="cross")]

    def get_recorded_by_display_value(self) -> str:
        user = self.object.recorded_by
        return user.display_name if user else "–"

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return value if value is not None else "–"

    def get_fields_context(self):
        parties = [
            {"label": party.get_role_display(), "value": party.name, "component": None}
            for party in self.object.parties.all()
        ]
        return [*super().get_fields_context(), *parties]


def give_proof(request, pk: int):
    """Give the proof of a consent to staff who may see what it is about."""
    record = get_object_or_404(ConsentRecord.objects.select_related("proof"), pk=pk)
    if record.proof is None or not may_read_proof(record=record, user=request.user):
        raise Http404
    return answer_with_proof(record.proof)


class WithdrawConsentView(
    generic.PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, FormView
):
    """Withdraws a consent, which takes down what stood on it."""

    form_class = WithdrawConsentForm
    permission_required = "add"
    template_name = "consents/admin/withdraw.html"
    page_title = gettext_lazy("Withdraw the consent")
    header_icon = "cross"
    index_url_name = None
    inspect_url_name = None

    @cached_property
    def record(self) -> ConsentRecord:
        return get_object_or_404(ConsentRecord, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.record)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Consents")},
            {"url": "", "label": _("Withdraw")},
        ]

    def form_valid(self, form):
        try:
            withdraw_consent(record=self.record, note=form.cleaned_data["note"], now=timezone.now())
        except ConsentError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        log(instance=self.record, action="consents.withdraw", user=self.request.user)
        messages.success(self.request, _("The consent was withdrawn."))
        return redirect(self.inspect_url_name, self.record.pk)
