"""The archive of stories at ``/tin-tot/``."""

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import Resolver404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from goodnews.core.models import BROWSER_CACHE_SECONDS, BasePage
from goodnews.units.models import Unit
from news import listing, related
from news.choices import StoryKind
from news.forms import UnitFilterForm
from news.paging import numbered_page
from news.periods import Period, parse_period
from news.rows import StoryRow, add_themes, read_rows

from .stories import StoryPage, StoryTheme
from .themes import all_themes


def read_list(stories) -> list[StoryRow]:
    """Return ``stories`` as rows with their themes, in two queries."""
    rows = read_rows(stories)
    add_themes(rows, links=StoryTheme.objects.all())
    return rows


class StoryIndexPage(RoutablePageMixin, BasePage):
    """The list of stories (tin tốt), with archives by day, week, month, theme and unit."""

    intro = models.TextField(gettext_lazy("introduction"), max_length=400, blank=True)

    max_count_per_parent = 1
    subpage_types = ["news.StoryPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        verbose_name = gettext_lazy("list of stories")
        verbose_name_plural = gettext_lazy("lists of stories")

    def route(self, request, path_components):
        """Find a story with its cover, unit and language in one query instead of three."""
        if self.live and len(path_components) == 1:
            try:
                self.resolve_subpage(f"/{path_components[0]}/")
            except Resolver404:
                return self._route_to_story(path_components[0])
        return super().route(request, path_components)

    def _route_to_story(self, slug: str) -> RouteResult:
        if "\x00" in slug:
            raise Http404
        # One ``filter`` and no order: each further step copies the whole query.
        story = (
            StoryPage.objects.filter(
                path__startswith=self.path, depth=self.depth + 1, slug=slug, live=True
            )
            .select_related("cover", "unit", "locale")
            .first()
        )
        if story is None:
            raise Http404
        story._cached_parent_obj = self
        story.around = related.around(story)
        return RouteResult(story)

    def serve(self, request, *args, **kwargs):
        # RoutablePageMixin answers from the route alone, past ``BasePage.serve``.
        response = super().serve(request, *args, **kwargs)
        if response.status_code == 200 and not self.get_view_restrictions():
            patch_cache_control(response, public=True, max_age=BROWSER_CACHE_SECONDS)
        return response

    def public_stories(self):
        """Stories that anyone may read, in any language."""
        return StoryPage.objects.in_every_language().live()

    @path("")
    def newest(self, request):
        """Every story; ``?unit=`` of the filter leads to the unit's own archive."""
        form = None
        if "unit" in request.GET:
            form = UnitFilterForm(request.GET)
            if form.is_valid():
                return redirect(f"{self.get_url(request)}don-vi/{form.cleaned_data['unit'].slug}/")
        return self._show(request, self.public_stories(), title=self.title, unit_form=form)

    @path("cau-chuyen-dep/")
    def beautiful(self, request):
        stories = self.public_stories().beautiful()
        return self._show(request, stories, title=_("Beautiful stories"), path="cau-chuyen-dep/")

    @path("luu-tru/")
    def by_month(self, request):
        """How many stories each month has; the way to everything old."""
        context = self.get_context(request)
        context["years"] = listing.count_by_year(StoryPage.objects.listed(locale=self.locale_id))
        self.routed_part = listing.routed_part("luu-tru/", self.public_stories())
        return TemplateResponse(request, "news/story_calendar.html", context)

    @path("chu-de/<slug:slug>/")
    def of_theme(self, request, slug):
        themes = all_themes()
        theme = next((theme for theme in themes if theme.slug == slug), None)
        if theme is None:
            raise Http404
        stories = self.public_stories().with_theme(theme)
        return self._show(request, stories, title=theme.label, path=f"chu-de/{slug}/", theme=theme)

    @path("don-vi/<slug:slug>/")
    def of_unit(self, request, slug):
        unit = get_object_or_404(Unit.objects.select_related("merger__into"), slug=slug)
        stories = self.public_stories().of_branch(unit)
        title = listing.title_of_unit(unit)
        return self._show(request, stories, title=title, path=f"don-vi/{slug}/", unit=unit)

    @re_path(r"^tuan/(?P<year>[0-9]{4})-(?P<week>[0-9]{2})/$")
    def of_week(self, request, year, week):
        return self._show_period(request, year=int(year), week=int(week) or 99)

    @re_path(r"^(?P<year>[0-9]{4})/$")
    def of_year(self, request, year):
        return self._show_period(request, year=int(year))

    @re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$")
    def of_month(self, request, year, month):
        return self._show_period(request, year=int(year), month=int(month) or 99)

    @re_path(r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/$")
    def of_day(self, request, year, month, day):
        return self._show_period(request, year=int(year), month=int(month), day=int(day) or 99)

    def _show_period(self, request, **numbers):
        try:
            period = parse_period(**numbers)
        except ValueError as error:
            raise Http404 from error
        stories = self.public_stories().published_between(period.first, period.last)
        return self._show(request, stories, title=period.title, path=period.path, period=period)

    def _show(self, request, stories, *, title, path="", period: Period | None = None, **narrowed):
        """Answer with one page of those ``stories`` that are in the language of this page."""
        if path:
            self.routed_part = listing.routed_part(path, stories)
        unit_form = narrowed.pop("unit_form", None)
        is_bounded = period is not None and (period.last - period.first).days <= 31
        today = timezone.localdate()
        archive = listing.Archive(
            title=title,
            path=path,
            stories=numbered_page(
                stories.filter(listed_locale=self.locale_id),
                request.GET.get("page"),
                read=read_list,
                is_bounded=is_bounded,
            ),
            themes=all_themes(),
            units=listing.units_offered(today, StoryPage.objects.public(locale=self.locale_id)),
            today=today,
            **narrowed,
        )
        if period is not None:
            archive.trail = listing.trail_of(period)
            archive.neighbours = listing.neighbours_of(period, today=today)
        context = self.get_context(request)
        context |= {
            "archive": archive,
            "unit_form": unit_form,
            "index_url": self.get_url(request),
            "kinds": StoryKind,
        }
        return TemplateResponse(request, "news/story_index_page.html", context)
