"""Requests for consent in Wagtail's admin: ask, follow the answers, replace a lost link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import log

from goodnews.core.never_kept import unseen

from .errors import ConsentError
from .models import ConsentRequest, ConsentRequestParty
from .passing import asked_consent_context
from .services import AskedConsent, new_link, revoke_request
from .states import RequestState, state_of
from .views import SearchByNameMixin, known_from


def show_links(request: HttpRequest, asked: AskedConsent, *, inspect_url: str) -> HttpResponse:
    """Show the links, which are known at this moment only; no browser keeps the page."""
    context = {
        "request_links": asked_consent_context(asked),
        "inspect_url": inspect_url,
        "page_title": _("Pass the links on"),
        "header_title": _("Pass the links on"),
        "header_icon": "link",
        "breadcrumbs_items": [],
    }
    return unseen(render(request, "consents/admin/links.html", context))


class ConsentRequestIndexView(SearchByNameMixin, generic.IndexView):
    """All requests with how far they are, the newest first."""

    page_title = gettext_lazy("Requests for consent")

    def get_base_queryset(self):
        return super().get_base_queryset().with_answers()

    @cached_property
    def columns(self):
        title_column = self._get_title_column_class(TitleColumn)
        now = timezone.now()
        return [
            title_column("subject_name", label=_("About"), get_url=self.get_inspect_url),
            Column(
                "state", accessor=lambda each: state_of(each, now=now).sentence, label=_("State")
            ),
            Column(
                "purposes",
                accessor=lambda each: ", ".join(map(str, each.purposes.all())),
                label=_("Purpose"),
            ),
            Column("asked_by", accessor=_asked_by, label=_("Asked by")),
            Column("asked_at", accessor=_asked_on, label=_("Asked at")),
        ]


def _asked_by(request: ConsentRequest) -> str:
    return request.asked_by.display_name if request.asked_by else "–"


def _asked_on(request: ConsentRequest) -> str:
    return date_format(timezone.localtime(request.asked_at), "d/m/Y")


class ConsentRequestCreateView(generic.CreateView):
    """Makes a request and shows its links, this once."""

    page_title = gettext_lazy("Ask for consent by links")
    submit_button_label = gettext_lazy("Make the links")
    inspect_url_name = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "asked_by": self.request.user}

    def get_initial(self):
        purposes = self.request.GET.getlist("purpose")
        return {**known_from(self.request, "occasion"), "purposes": purposes}

    def save_instance(self):
        asked = self.form.save()
        log(instance=asked, action="wagtail.create", user=self.request.user)
        return asked

    def save_action(self):
        inspect_url = reverse(self.inspect_url_name, args=[self.object.pk])
        return show_links(self.request, self.form.asked, inspect_url=inspect_url)


class ConsentRequestInspectView(generic.InspectView):
    """One request: who answered what, with what can still be done."""

    template_name = "consents/admin/request.html"
    new_link_url_name = None
    revoke_url_name = None

    def get_object(self, queryset=None):
        return get_object_or_404(ConsentRequest.objects.with_answers(), pk=self.pk)

    @cached_property
    def state(self) -> RequestState:
        return state_of(self.object, now=timezone.now())

    def get_context_data(self, **kwargs):
        may_ask = self.user_has_permission("add")
        is_unanswered = any(not each.has_answered for each in self.state.parties)
        may_revoke = may_ask and is_unanswered and self.object.revoked_at is None
        return {
            **super().get_context_data(**kwargs),
            "state": self.state,
            "may_ask": may_ask,
            "new_link_name": self.new_link_url_name,
            "revoke_url": reverse(self.revoke_url_name, args=[self.object.pk])
            if may_revoke
            else "",
        }

    def get_asked_by_display_value(self) -> str:
        return _asked_by(self.object)

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return value if value not in (None, "") else "–"


class RequestActionView(generic.PermissionCheckedMixin, View):
    """A button on the page of a request; opened as an address it leads back."""

    permission_required = "add"
    inspect_url_name = None
    http_method_names = ["get", "post"]

    def inspect_url(self, request: ConsentRequest) -> str:
        return reverse(self.inspect_url_name, args=[request.pk])

    def refuse(self, asked: ConsentRequest, error: ConsentError) -> HttpResponse:
        messages.error(self.request, error.message)
        return redirect(self.inspect_url(asked))


class NewLinkView(RequestActionView):
    """Replaces the link of somebody who has not answered."""

    def get(self, request, pk):
        party = get_object_or_404(ConsentRequestParty, pk=pk)
        return redirect(self.inspect_url(party.request))

    def post(self, request, pk):
        party = get_object_or_404(ConsentRequestParty.objects.select_related("request"), pk=pk)
        try:
            path = new_link(party=party, now=timezone.now())
        except ConsentError as error:
            return self.refuse(party.request, error)
        log(instance=party.request, action="consents.new_link", user=request.user)
        party.request.refresh_from_db()
        asked = AskedConsent(party.request, {party.role: path})
        return show_links(request, asked, inspect_url=self.inspect_url(party.request))


class RevokeRequestView(RequestActionView):
    """Takes a request back."""

    def get(self, request, pk):
        return redirect(self.inspect_url(get_object_or_404(ConsentRequest, pk=pk)))

    def post(self, request, pk):
        asked = get_object_or_404(ConsentRequest, pk=pk)
        try:
            revoke_request(request=asked, now=timezone.now())
        except ConsentError as error:
            return self.refuse(asked, error)
        log(instance=asked, action="consents.revoke", user=request.user)
        messages.success(request, _("The request was taken back. Its links open nothing any more."))
        return redirect(self.inspect_url(asked))
