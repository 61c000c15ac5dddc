"""Pages of the admin that belong to no model."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .guide import guide_at, guide_for, guide_tabs


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """A guide of those who work in the admin (hướng dẫn), plain and printable."""

    header_icon = "help"
    template_name = "home/admin/guide.html"

    def setup(self, request, *args, **kwargs):
        """Find the guide of the address.

        Raises:
            Http404: there is none.
        """
        super().setup(request, *args, **kwargs)
        self.guide = guide_at(kwargs["slug"])
        if self.guide is None:
            raise Http404

    def get_page_title(self):
        return self.guide.title

    def get_breadcrumbs_items(self):
        """Return the way to here; Wagtail's default ends at its own start page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.guide.title}]

    def get_context_data(self, **kwargs):
        tabs = guide_tabs(self.guide)
        return super().get_context_data(text=self.guide.text, tabs=tabs, **kwargs)


def open_guide(request):
    """Lead to the guide of what somebody does most."""
    return redirect(guide_for(request.user).url)
