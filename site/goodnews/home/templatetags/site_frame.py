"""The frame of every page, for ``base.html``."""

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from goodnews.core.kept import kept
from goodnews.home.navigation import Frame, build_frame

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_part(context, template_name: str, *vary: str | int | None):
    """Return a part of the frame, rendered once for each ``vary`` until the next publication.

    Only for parts that depend on ``vary`` and on what is published, on nothing else.
    """

    def render():
        return context.template.engine.get_template(template_name).render(context)

    return kept((template_name, *vary), render)


@register.simple_tag(takes_context=True)
def site_frame(context) -> Frame:
    """Return menu, addresses, languages and imprint around the page shown."""
    request = context.get("request")
    language = get_language()
    if language not in ("vi", "en"):
        language = settings.LANGUAGE_CODE
    page = context.get("page")
    # A page of an error stands at no address of its own.
    match = None if "exception" in context else getattr(request, "resolver_match", None)
    return build_frame(
        path=request.path if request else "/",
        host=f"{request.scheme}://{request.get_host()}" if request else "",
        language=language,
        page=page if hasattr(page, "translation_key") else None,
        today=timezone.localdate(),
        view_name=match.view_name if match else "",
    )
