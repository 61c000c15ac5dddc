"""The archive of stories at ``/tin-tot/``."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail_localize.fields import SynchronizedField

from goodnews.core.models import BasePage


class StoryIndexPage(RoutablePageMixin, BasePage):
    """The list of stories (tin tốt), with archives by day, week, month, theme and unit."""

    intro = models.TextField(_("introduction"), max_length=400, blank=True)

    subpage_types = ["news.StoryPage"]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        verbose_name = _("list of stories")
        verbose_name_plural = _("lists of stories")
