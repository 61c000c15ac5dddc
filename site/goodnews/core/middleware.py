"""Middleware that keeps public pages the same for every visitor."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.utils import translation

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
        return super().process_response(request, response)
