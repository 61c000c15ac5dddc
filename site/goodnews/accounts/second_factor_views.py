"""Taking away the second step of somebody who has lost phone and recovery codes."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from .models import User
from .second_factor import has_second_factor, may_remove_second_factor
from .services import remove_second_factor


class SecondFactorRemovalView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks, then takes app, passkeys and recovery codes of a person away (gỡ đăng nhập hai lớp)."""

    permission_required = "change"
    page_title = gettext_lazy("Remove the second step of signing in")
    header_icon = "user"
    template_name = "accounts/admin/remove_second_factor.html"
    # Set by the viewset.
    index_url_name = edit_url_name = None

    def dispatch(self, request, *args, **kwargs):
        if not may_remove_second_factor(owner=self.owner, user=request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def owner(self) -> User:
        """The person that the address names."""
        return get_object_or_404(User, pk=self.kwargs["pk"])

    @property
    def back(self) -> str:
        """The page of the person."""
        return reverse(self.edit_url_name, args=[self.owner.pk])

    def get_page_subtitle(self):
        return self.owner.display_name

    def get_breadcrumbs_items(self):
        users = {"url": reverse(self.index_url_name), "label": _("Users")}
        person = {"url": self.back, "label": self.get_page_subtitle()}
        return [
            *super().get_breadcrumbs_items(),
            users,
            person,
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            owner=self.owner,
            owner_name=self.get_page_subtitle(),
            has_second_factor=has_second_factor(self.owner),
            back=self.back,
        )

    def post(self, request, pk):
        name = {"name": self.get_page_subtitle()}
        if not remove_second_factor(owner=self.owner, user=request.user):
            messages.warning(request, _("%(name)s has no second step any more.") % name)
        elif not self.owner.email:
            words = _("The second step of %(name)s is gone. Tell them so: no address for a letter.")
            messages.warning(request, words % name)
        else:
            context = {"administrator": request.user.display_name}
            get_adapter(request).send_notification_mail(
                "accounts/email/second_factor_removed", self.owner, context, self.owner.email
            )
            words = _("The second step of %(name)s is gone; a letter tells so.")
            messages.success(request, words % name)
        return redirect(self.back)
