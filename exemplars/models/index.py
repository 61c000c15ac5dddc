"""The page of the directory of exemplars."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from exemplars.directory import read_directory
from goodnews.core.models import BasePage

from .pages import ExemplarPage


class ExemplarIndexPage(BasePage):
    """The directory of exemplars, at /guong-sang/."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    max_count_per_parent = 1
    subpage_types = ["exemplars.ExemplarPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        verbose_name = _("directory of exemplars")
        verbose_name_plural = _("directories of exemplars")

    def get_context(self, request, *args, **kwargs):
        exemplars = ExemplarPage.objects.in_directory(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "directory": read_directory(exemplars, request.GET),
        }
