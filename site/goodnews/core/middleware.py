"""Middleware that keeps public pages the same for every visitor, and cheap."""

import copy

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import Http404
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.views import serve

from .kept import kept

ADMIN_PREFIXES = ("/admin/", "/django-admin/")


class PathLocaleMiddleware:
    """Take the language from the path alone: ``/en/…`` is English, the rest Vietnamese.

    Django's LocaleMiddleware also asks cookie and browser, and so adds
    ``Vary: Accept-Language`` to pages that do not vary.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Strict on public pages; Wagtail's admin may write inline scripts and styles."""

    def process_response(self, request, response):
        if request.path_info.startswith(ADMIN_PREFIXES):
            response._csp_replace = dict(settings.ADMIN_CONTENT_SECURITY_POLICY)
        response = super().process_response(request, response)
        if policy := response.headers.get(HEADER):
            # django-csp writes the directives of a set in any order, another one in each process.
            response.headers[HEADER] = "; ".join(sorted(policy.split("; ")))
        return response


def root_in(language: str, site: Site) -> Page:
    """Return the root page of ``site`` in ``language``, or as it is where there is none."""
    translations = type(site.root_page.specific_deferred).objects.filter(
        translation_key=site.root_page.translation_key, locale__language_code=language
    )
    root = translations.select_related("locale").first()
    return root if root is not None and root.live else site.root_page.specific


class KeptRootMiddleware:
    """Begin the search for a page at a kept site and home page.

    Wagtail reads the site, the language, and the home page twice, for every
    single request: four queries before the search begins.

    Source: wagtail.models.Page.route_for_request, Wagtail 8.0.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if view is not serve:
            return
        host = (request.get_host(), request.get_port())
        site = kept(("site", *host), lambda: Site._find_for_request(request))
        if site is None:
            return
        request._wagtail_site = site
        language = translation.get_language()
        root = kept(("root", site.pk, language), lambda: root_in(language, site))
        components = [part for part in args[0].split("/") if part]
        try:
            # A copy: what a request learns of its page must not outlive it.
            route = copy.copy(root).route(request, components)
        except Http404:
            route = None
        request._wagtail_route_for_request = route
