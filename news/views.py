"""Sitemaps as they are asked for."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from goodnews.core.models import BROWSER_CACHE_SECONDS

from . import sitemaps

same_for_all = cache_control(public=True, max_age=BROWSER_CACHE_SECONDS)


def host_of(request) -> str:
    """Return scheme and host of the address that was asked for."""
    return f"{request.scheme}://{request.get_host()}"


def xml(text: str) -> HttpResponse:
    """Answer with ``text`` as XML."""
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
@same_for_all
def sitemap_index(request):
    """The parts of the sitemap."""
    return xml(sitemaps.sitemap_index(host=host_of(request)))


@require_safe
@same_for_all
def sitemap_part(request, number):
    """One part of the sitemap."""
    text = sitemaps.sitemap_part(number, host=host_of(request))
    if text is None:
        raise Http404
    return xml(text)


@require_safe
@same_for_all
def news_sitemap(request):
    """The stories of the last two days."""
    return xml(
        sitemaps.news_sitemap(
            host=host_of(request), publication=settings.WAGTAIL_SITE_NAME, now=timezone.now()
        )
    )
