"""Small public answers of the frame: manifest, colour, robots, site map, error pages."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .colours import lightened_for_dark, mix
from .models import SiteSettings
from .querysets import site_map_sections

ICON_SIZES = (192, 512)
# What no search engine needs to ask for.
CLOSED_TO_ROBOTS = (
    "/admin/",
    "/gui-bai/",
    "/tai-khoan/",
    "/tim-kiem/",
    "/dem/",
    "/so-lieu/",
    "/dong-y/",
)


def _settings() -> SiteSettings:
    return SiteSettings.objects.order_by("pk").first() or SiteSettings()


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """Name, colours and icons for the start screen of a phone."""
    site = _settings()
    icons = [
        {
            "src": static(f"img/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in ICON_SIZES
    ]
    return JsonResponse(
        {
            "name": site.site_name,
            "short_name": site.site_name[:20],
            "lang": "vi",
            "start_url": "/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": site.theme_colour,
            "icons": icons,
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@cache_control(public=True, max_age=60)
def theme_stylesheet(request):
    """The office's own colour as a stylesheet; linked only where it is not the default."""
    colour = _settings().theme_colour
    strong = mix(colour, "#000000", 0.28)
    light = f"--brand:{colour};--brand-strong:{strong};--brand-tint:{mix(colour, '#ffffff', 0.88)};"
    soft = lightened_for_dark(colour)
    dark = (
        f"--brand:{soft};--brand-strong:{mix(soft, '#ffffff', 0.3)};"
        f"--brand-tint:{mix(colour, '#0e1826', 0.7)};"
    )
    css = (
        f":root{{{light}--band:{strong}}}"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
        f":root[data-theme=dark]{{{dark}}}\n"
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request):
    """The icon under the address that browsers guess."""
    return redirect(static("img/favicon.svg"))


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """What crawlers may ask for."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    host = f"{request.scheme}://{request.get_host()}"
    lines += [f"Sitemap: {host}/sitemap.xml", f"Sitemap: {host}/news-sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=60)
def site_map(request):
    """The site map (sơ đồ trang) for people."""
    sections = site_map_sections(language=request.LANGUAGE_CODE, today=timezone.localdate())
    return render(request, "home/site_map.html", {"sections": sections})
