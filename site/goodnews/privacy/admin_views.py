"""Requests in Wagtail's admin: the queue, one request, and what is done with it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.models import ModelLogEntry
from wagtail.permissions import policy_registry

from goodnews.consents.errors import ConsentError
from goodnews.consents.models import ConsentRecord
from goodnews.core.folding import fold
from goodnews.workflows.due_badges import due_badge

from .admin_forms import AnswerForm, IdentityForm
from .choices import RequestState
from .errors import IdentityUncheckedError, RequestClosedError
from .holdings import Wanted
from .losses import loss_by
from .models import DataRequest
from .notices import moment_in_words
from .services import check_identity, close_request, withdraw_for_request
from .sources.consents import consents_of


class StateColumn(Column):
    """The state in words, with its shape."""

    cell_template_name = "privacy/admin/cells/state.html"

    def get_value(self, instance):
        return RequestState(instance.state)


class DueColumn(Column):
    """How much time is left; the day of the answer once there is one."""

    cell_template_name = "privacy/admin/cells/due.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        if instance.is_open:
            context["badge"] = due_badge(due_at=instance.due_at, now=timezone.now())
        return {**context, "request": instance}


class DataRequestIndexView(generic.IndexView):
    """Every request, the most urgent first."""

    page_title = gettext_lazy("Requests about personal data")
    template_name = "privacy/admin/requests.html"

    @cached_property
    def columns(self):
        title_column = self._get_title_column_class(TitleColumn)
        return [
            title_column("code", label=_("Code"), get_url=self.get_inspect_url),
            Column("get_asked_display", label=_("What is asked")),
            Column("person_name", label=_("About whom"), accessor=_person_of),
            Column("received_at", label=_("Received"), accessor=_received_at),
            StateColumn("state", label=_("State")),
            DueColumn("due_at", label=_("Due")),
        ]

    def order_queryset(self, queryset):
        return queryset.most_urgent_first()

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        # A few thousand rows at most: folded here, so that accents do not matter.
        wanted = fold(self.search_query).strip()
        rows = queryset.values_list("pk", "code", "person_name", "requester_name", "phone", "email")
        return queryset.filter(
            pk__in=[pk for pk, *texts in rows if any(wanted in fold(text) for text in texts)]
        )


def _person_of(request: DataRequest) -> str:
    return request.person_name or _("(anonymised)")


def _received_at(request: DataRequest) -> str:
    return moment_in_words(request.received_at)


class RequestMixin(generic.PermissionCheckedMixin, generic.WagtailAdminTemplateMixin):
    """Parent of what is done with one request."""

    permission_required = "change"
    header_icon = "lock"
    index_url_name = None
    inspect_url_name = None

    @cached_property
    def data_request(self) -> DataRequest:
        return get_object_or_404(DataRequest, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        """Show the form, unless nothing can be done with the request any more."""
        if not self.data_request.is_open:
            return self.lead_back(RequestClosedError())
        return super().get(request, *args, **kwargs)

    def lead_back(self, error: RequestClosedError):
        """Lead to the request, which has its answer."""
        messages.info(self.request, " ".join(error.messages))
        return redirect(self.inspect_url_name, self.data_request.pk)

    def get_page_subtitle(self):
        return self.data_request.code

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Requests about personal data")},
            {"url": self.get_success_url(), "label": self.data_request.code},
            {"url": "", "label": self.page_title},
        ]

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.data_request.pk])


class DataRequestInspectView(generic.InspectView):
    """One request: what is asked, how far it is, and what can be done."""

    template_name = "privacy/admin/request.html"
    page_title = gettext_lazy("Request about personal data")
    holdings_url_name = None
    check_url_name = None
    close_url_name = None

    def get_context_data(self, **kwargs):
        request = self.object
        entries = ModelLogEntry.objects.for_instance(request).select_related("user")
        return {
            **super().get_context_data(**kwargs),
            "data_request": request,
            "state": RequestState(request.state),
            "badge": due_badge(due_at=request.due_at, now=timezone.now())
            if request.is_open
            else None,
            "may_answer": self.user_has_permission("change"),
            "holdings_url": reverse(self.holdings_url_name, args=[request.pk]),
            "check_url": reverse(self.check_url_name, args=[request.pk]),
            "close_url": reverse(self.close_url_name, args=[request.pk]),
            "entries": entries.order_by("timestamp", "pk"),
        }


class CheckIdentityView(RequestMixin, FormView):
    """Writes down how somebody made sure who is asking."""

    form_class = IdentityForm
    template_name = "privacy/admin/act.html"
    page_title = gettext_lazy("Check the identity")

    def get_initial(self):
        return {"note": self.data_request.identity_note}

    def get_context_data(self, **kwargs):
        return super().get_context_data(button=_("Keep"), **kwargs)

    def form_valid(self, form):
        try:
            check_identity(
                request=self.data_request,
                note=form.cleaned_data["note"],
                user=self.request.user,
                now=timezone.now(),
            )
        except RequestClosedError as error:
            return self.lead_back(error)
        messages.success(self.request, _("It is written down that the identity was checked."))
        return redirect(self.get_success_url())


class CloseRequestView(RequestMixin, FormView):
    """Answers a request: done, or refused with the reason."""

    form_class = AnswerForm
    template_name = "privacy/admin/act.html"
    page_title = gettext_lazy("Answer")

    def get_form_kwargs(self):
        is_checked = self.data_request.identity_checked_at is not None
        return {**super().get_form_kwargs(), "is_checked": is_checked}

    def get_context_data(self, **kwargs):
        return super().get_context_data(button=_("Send the answer"), **kwargs)

    def form_valid(self, form):
        try:
            close_request(
                request=self.data_request,
                state=form.cleaned_data["state"],
                answer=form.cleaned_data["answer"],
                user=self.request.user,
                now=timezone.now(),
            )
        except RequestClosedError as error:
            return self.lead_back(error)
        except IdentityUncheckedError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        words = {"code": self.data_request.code}
        if self.data_request.email:
            messages.success(
                self.request, _("%(code)s is answered; the letter is on its way.") % words
            )
        else:
            messages.warning(
                self.request,
                _("%(code)s is answered. There is no e-mail address: call the person.") % words,
            )
        return redirect(self.get_success_url())


class WithdrawForRequestView(RequestMixin, FormView):
    """Withdraws a consent because of a request, after one question."""

    template_name = "privacy/admin/withdraw.html"
    page_title = gettext_lazy("Withdraw the consent")
    holdings_url_name = None
    check_url_name = None

    def get_form(self, form_class=None):
        return None

    def dispatch(self, request, *args, **kwargs):
        policy = policy_registry.get_by_type(ConsentRecord)
        if not policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def record(self) -> ConsentRecord:
        """The consent, if it is one of those found for the request."""
        for record, _named in consents_of(Wanted.by(self.data_request)):
            if record.pk == self.kwargs["record_pk"]:
                return record
        raise Http404

    def get_success_url(self) -> str:
        return reverse(self.holdings_url_name, args=[self.data_request.pk])

    def get(self, request, *args, **kwargs):
        if self.data_request.is_open and self.data_request.identity_checked_at is None:
            return self._ask_who_it_is()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        loss = loss_by(self.record, now=timezone.now())
        return super().get_context_data(loss=loss, **kwargs)

    def _ask_who_it_is(self):
        messages.warning(
            self.request,
            _(
                "First write down how you made sure who is asking: pictures that go with a consent "
                "cannot be brought back. Until then, take the page down; it can be published again."
            ),
        )
        return redirect(self.check_url_name, self.data_request.pk)

    def post(self, request, *args, **kwargs):
        try:
            withdraw_for_request(
                request=self.data_request, record=self.record, user=request.user, now=timezone.now()
            )
        except RequestClosedError as error:
            return self.lead_back(error)
        except IdentityUncheckedError:
            return self._ask_who_it_is()
        except ConsentError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, _("The consent was withdrawn; what stood on it is taken down.")
            )
        return redirect(self.get_success_url())
