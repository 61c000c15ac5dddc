"""Panels of the admin's start page."""

from wagtail.admin.ui.components import Component

from goodnews.accounts.roles import Role

from .models import PublicationFailure


class FailedPublicationsPanel(Component):
    """What the schedule could not publish and still tries to (đăng không thành)."""

    name = "failed_publications"
    template_name = "workflows/admin/failed_publications_panel.html"
    order = 210

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        concerned = user.is_superuser or user.roles & {Role.EDITOR, Role.APPROVER}
        failures = PublicationFailure.objects.filter(
            revision__approved_go_live_at__isnull=False
        ).select_related("revision")
        context["failures"] = failures[:10] if concerned else []
        return context
