"""The beacon and the figures: two small requests, so that pages stay the same for all."""

from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from goodnews.core.clients import client_address

from .figures import KEPT_SECONDS, kept_visit_figures, views_of
from .forms import BeaconForm, FiguresForm
from .services import record_view
from .visitors import is_bot, is_same_site

MAX_BODY = 200


# No CSRF token: public pages carry none (rule 1), the reader has no session that
# could be abused, and a beacon from another site is refused by its headers.
@csrf_exempt
@require_POST
def record(request):
    """Count a page that was visible for two seconds (``POST /dem/``)."""
    user_agent = request.headers.get("User-Agent", "")
    if not is_same_site(
        host=request.get_host(),
        origin=request.headers.get("Origin", ""),
        fetch_site=request.headers.get("Sec-Fetch-Site", ""),
    ):
        return HttpResponseForbidden()
    if len(request.body) > MAX_BODY:
        return HttpResponse(status=400)
    form = BeaconForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    page_id = form.cleaned_data["trang"]
    if not is_bot(user_agent) and (page_id is None or is_public(page_id)):
        record_view(
            page_id=page_id,
            address=client_address(request),
            user_agent=user_agent,
            now=timezone.now(),
        )
    return HttpResponse(status=204)


def is_public(page_id: int) -> bool:
    return Page.objects.live().public().filter(pk=page_id).exists()


@require_GET
def figures(request):
    """Return views of pages and the four visit figures (``GET /so-lieu/?trang=1,2``)."""
    form = FiguresForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"error": "trang"}, status=400)
    response = JsonResponse(
        {
            "views": views_of(form.cleaned_data["trang"]),
            "visits": kept_visit_figures(now=timezone.now()),
        }
    )
    # Not "public": the page cache would keep it till the next publication.
    patch_cache_control(response, max_age=KEPT_SECONDS)
    return response
