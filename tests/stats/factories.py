"""A public page to be read: the tree's own root has one below it."""

from wagtail.models import Page, Site

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
ZALO = f"{CHROME} Zalo android/241001 ZaloTheme/light"


def live_page() -> Page:
    """Return the page that Wagtail's first migration made."""
    return Site.objects.get(is_default_site=True).root_page


def page_below(parent, slug="trang-doc", **options) -> Page:
    return parent.add_child(instance=Page(title="Trang đọc", slug=slug, **options))
