"""Entry links of units in the admin, their printed sheets, and a unit's own figures."""

from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaigns.contests.clock import database_now
from campaigns.contests.models import EntryLink
from campaigns.contests.reading import published_rules
from goodnews.core.addresses import absolute
from goodnews.core.qr import draw_qr
from goodnews.stats.models import MetricValue

from .admin_base import RunningAdminMixin
from .entry_links import links_of, make_links, units_without_link
from .unit_figures import figures_of

PER_PAGE = 30
READ_FIGURES = f"{MetricValue._meta.app_label}.view_metricvalue"


def address_of(code: str) -> str:
    """Return the whole short address of a link."""
    return absolute(reverse("contest_entry", args=[code]))


class LinksView(RunningAdminMixin, TemplateView):
    """The links of all units, a search among them, and a button for those that have none."""

    template_name = "contests/running/links.html"
    page_title = gettext_lazy("Entry links of units")
    tab = "links"

    def get_context_data(self, **kwargs):
        words = self.request.GET.get("q", "").replace("\x00", "")[:120].strip()
        _version, rules = published_rules(self.contest)
        page = Paginator(links_of(self.contest, words=words), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(
            page=page,
            links=[(each, address_of(each.code)) for each in page],
            words=words,
            asks_unit=rules.asks_unit,
            missing=units_without_link(self.contest, day=timezone.localdate()).count(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        now = database_now()
        made = make_links(
            contest=self.contest, day=timezone.localdate(now), now=now, rng=SystemRandom()
        )
        said = ngettext("%(count)s link is made.", "%(count)s links are made.", made)
        messages.success(request, said % {"count": made})
        return redirect("contest_running:links", self.contest.pk)


class SheetsView(RunningAdminMixin, TemplateView):
    """Sheets of A4 to be printed: one for each link of a page of the list, or for one unit."""

    http_method_names = ("get",)
    template_name = "contests/running/sheets.html"
    page_title = gettext_lazy("Sheets to print")
    tab = "links"

    def get_context_data(self, **kwargs):
        links = links_of(self.contest)
        pk = self.kwargs.get("link_pk")
        if pk is not None:
            links = [get_object_or_404(links, pk=pk)]
        else:
            links = Paginator(links, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(sheets=[sheet_of(each) for each in links], **kwargs)


def sheet_of(link: EntryLink) -> dict:
    """Return what stands on the sheet of a unit."""
    address = address_of(link.code)
    return {"link": link, "address": address, "qr": draw_qr(address)}


class UnitFiguresView(WagtailAdminTemplateMixin, TemplateView):
    """How many of the own unit took part, for whoever reads the unit's figures."""

    http_method_names = ("get",)
    template_name = "contests/running/unit_figures.html"
    page_title = gettext_lazy("Own unit in the contests")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not sees_own_unit(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_page_subtitle(self):
        return self.request.user.unit.name

    def get_context_data(self, **kwargs):
        found = figures_of(self.request.user.unit, today=timezone.localdate())
        figures = [(each, address_of(each.code) if each.code else "") for each in found]
        return super().get_context_data(figures=figures, unit=self.request.user.unit, **kwargs)


def sees_own_unit(user) -> bool:
    """Tell whether ``user`` belongs to a unit and may read its figures."""
    return user.unit_id is not None and user.has_perm(READ_FIGURES)
