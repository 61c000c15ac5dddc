"""Pages of the admin that belong to no model."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .guide import editors_guide


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """The guide of those who edit and approve (hướng dẫn biên tập), plain and printable."""

    page_title = _("Guide to editing and approving")
    header_icon = "help"
    template_name = "home/admin/guide.html"

    def get_breadcrumbs_items(self):
        """Return the way to here; Wagtail's default ends at its own start page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "blocks": editors_guide()}
