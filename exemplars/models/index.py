"""The page of the directory of exemplars and of its honour roll."""

from django.db import models
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail_localize.fields import SynchronizedField

from exemplars.directory import read_directory
from exemplars.honour_roll import read_roll, read_years, routed_part
from goodnews.core.models import BROWSER_CACHE_SECONDS, BasePage
from goodnews.core.visibility import unrestricted

from .honours import Honour
from .pages import ExemplarPage

ROLL_PATH = "vinh-danh/"


class ExemplarIndexPage(RoutablePageMixin, BasePage):
    """The directory of exemplars, at /guong-sang/, and the honour roll below it."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    max_count_per_parent = 1
    subpage_types = ["exemplars.ExemplarPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        verbose_name = _("directory of exemplars")
        verbose_name_plural = _("directories of exemplars")

    def serve(self, request, *args, **kwargs):
        # RoutablePageMixin answers from the route alone, past ``BasePage.serve``.
        response = super().serve(request, *args, **kwargs)
        if response.status_code == 200 and not self.get_view_restrictions():
            patch_cache_control(response, public=True, max_age=BROWSER_CACHE_SECONDS)
        return response

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "index_url": self.get_url(request),
            "roll_url": f"{self.get_url(request)}{ROLL_PATH}",
        }

    def public_exemplars(self):
        """Exemplars whom anybody may see, in the language of this page."""
        return ExemplarPage.objects.in_directory(self)

    def _part(self, path, honours):
        exemplars = ExemplarPage.objects.live().filter(unrestricted())
        return routed_part(path, exemplars, honours)

    @path("")
    def directory(self, request):
        """Everybody, searched, filtered and by letter."""
        context = self.get_context(request)
        context["directory"] = read_directory(self.public_exemplars(), request.GET, key=self.pk)
        return TemplateResponse(request, "exemplars/exemplar_index_page.html", context)

    @path(ROLL_PATH)
    def honour_roll(self, request):
        """The years of the honour roll."""
        self.routed_part = self._part(ROLL_PATH, Honour.objects.all())
        context = self.get_context(request)
        context["years"] = read_years(self.public_exemplars(), Honour.objects.all(), key=self.pk)
        return TemplateResponse(request, "exemplars/honour_roll.html", context)

    @re_path(r"^vinh-danh/(?P<year>[0-9]{4})/$")
    def honours_of_year(self, request, year):
        """Who was honoured in a year, by level and title."""
        roll = read_roll(
            self.public_exemplars(),
            Honour.objects.all(),
            key=self.pk,
            year=int(year),
            data=request.GET,
        )
        if roll is None:
            raise Http404
        self.routed_part = self._part(f"{ROLL_PATH}{year}/", Honour.objects.filter(year=roll.year))
        context = self.get_context(request)
        context["roll"] = roll
        return TemplateResponse(request, "exemplars/honour_roll_year.html", context)
