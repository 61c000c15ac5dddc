"""Panels of the admin's start page."""

from wagtail.admin.ui.components import Component


class PanelForSome(Component):
    """A panel that only those have whose business it is; for everybody else it asks nothing."""

    def is_for(self, user) -> bool:
        """Tell whether ``user`` is to see the panel."""
        raise NotImplementedError

    def render_html(self, parent_context=None):
        if not self.is_for(parent_context["request"].user):
            return ""
        return super().render_html(parent_context)
