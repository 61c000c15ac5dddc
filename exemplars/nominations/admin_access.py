"""Who sees what of a selection in the admin."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from .models import PanelMember, SelectionRound


def runs_rounds(user) -> bool:
    """Tell whether ``user`` is of the office that runs rounds."""
    return policy_registry.get_by_type(SelectionRound).user_has_permission(user, "change")


class SelectionView(WagtailAdminTemplateMixin):
    """What all views of a round share: the round, and the way back."""

    header_icon = "pick"

    @cached_property
    def round(self) -> SelectionRound:
        """The round of the address."""
        return get_object_or_404(SelectionRound, pk=self.kwargs["pk"])

    @cached_property
    def is_office(self) -> bool:
        """True for who runs rounds."""
        return runs_rounds(self.request.user)

    def get_page_subtitle(self):
        return str(self.round)

    def get_breadcrumbs_items(self):
        trail = [*self.breadcrumbs_items]
        if self.is_office:
            board = reverse("selection:board", args=[self.round.pk])
            trail += [
                {
                    "url": reverse("selection_rounds:index"),
                    "label": SelectionRound._meta.verbose_name_plural.capitalize(),
                },
                {"url": board, "label": str(self.round)},
            ]
        return [*trail, {"url": "", "label": self.get_page_title()}]


class OfficeView(PermissionCheckedMixin, SelectionView):
    """For those who run rounds."""

    permission_required = "change"

    @property
    def permission_policy(self):
        """The policy of rounds."""
        return policy_registry.get_by_type(SelectionRound)


class PanelView(SelectionView):
    """For the members of this round's panel, whatever rights they have besides."""

    @cached_property
    def member(self) -> PanelMember | None:
        """The reader's seat on the panel of this round."""
        seats = PanelMember.objects.filter(round=self.round, user=self.request.user)
        return seats.select_related("user").first()

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self) -> bool:
        """Tell whether the reader may come in."""
        return self.member is not None
