"""Share cards and QR codes of public pages."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from goodnews.core.qr import qr_svg

from .services import card_file, card_key, card_of

YEAR = 31_536_000


def public_page(page_id: int) -> Page:
    """Return the live page as its own type; 404 for drafts and closed pages."""
    return get_object_or_404(Page.objects.live().public(), pk=page_id).specific


@require_safe
def share_card(request, page_id: int, key: str):
    """Serve the card of a page; an old address leads to the present card."""
    page = public_page(page_id)
    card = card_of(page)
    present = card_key(page, card)
    if key != f"{present}.jpg":
        return redirect("sharing:card", page_id, f"{present}.jpg")
    name = card_file(page_id=page.pk, key=present, card=card)
    # A stream, so that the page cache does not keep pictures among its pages.
    response = FileResponse(default_storage.open(name), content_type="image/jpeg")
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response


@require_safe
def share_qr(request, page_id: int):
    """Serve the QR code of a page's address, for posters and print."""
    page = public_page(page_id)
    response = HttpResponse(qr_svg(page.get_full_url(request)), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=3600)
    return response
