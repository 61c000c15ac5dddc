"""Views of the workflow inside Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .forms import TakeDownForm
from .services import may_take_down, take_down


def take_down_page(request, page_id: int):
    """Ask for the reason, then take the page down at once."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_take_down(page=page, user=request.user):
        raise PermissionDenied
    form = TakeDownForm(request.POST or None)
    if form.is_valid():
        take_down(
            page=page,
            user=request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(request, _("“%(title)s” is off the site.") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return render(request, "workflows/admin/take_down.html", {"page": page, "form": form})
