"""Tags for sharing a page and for telling machines what it is."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.html import format_html

from goodnews.core.qr import qr_svg
from goodnews.sharing.cards import HEIGHT, WIDTH
from goodnews.sharing.links import facebook_link, mail_link
from goodnews.sharing.services import card_key, card_of, site_name

register = template.Library()

LOCALES = {"vi": "vi_VN", "en": "en_GB"}
SCRIPT_ENDERS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


class JsonText:
    """JSON that may stand inside ``<script type="application/ld+json">``.

    Audited place: the text is put out unescaped, because HTML entities are not
    read inside a script element. Nothing can end the element early: json.dumps
    quotes every string, and <, > and & become \\u escapes, as in Django's own
    json_script, which cannot write this type.
    """

    def __init__(self, data):
        self.data = data

    def __html__(self) -> str:
        text = json.dumps(self.data, cls=DjangoJSONEncoder, ensure_ascii=False)
        return text.translate(SCRIPT_ENDERS)


@register.simple_tag
def json_ld(data):
    """Write structured data; nothing for an empty value."""
    if not data:
        return ""
    return format_html('<script type="application/ld+json">{}</script>', JsonText(data))


@register.inclusion_tag("components/social_meta.html", takes_context=True)
def social_meta(context, page):
    """Write the canonical address, Open Graph and Twitter data of a page."""
    request = context.get("request")
    card = card_of(page)
    url = page.get_full_url(request) or ""
    address = reverse("sharing:card", args=[page.pk, f"{card_key(page, card)}.jpg"])
    language = page.locale.language_code
    frame = context.get("frame")
    settings = getattr(frame, "settings", None)
    return {
        "page": page,
        "page_id": str(page.pk),
        "url": url,
        "title": page.seo_title or page.title,
        "description": describe(page),
        "image_url": f"{root_of(url)}{address}",
        "image_width": str(WIDTH),
        "image_height": str(HEIGHT),
        "image_alt": " · ".join(part for part in (card.title, card.meta) if part),
        "locale": LOCALES.get(language, language),
        "site_name": getattr(settings, "site_name", "") or site_name(),
        "kind": getattr(page, "open_graph_type", "article"),
        "published_at": page.first_published_at,
        "modified_at": page.last_published_at,
    }


def describe(page) -> str:
    """Return the sentence shown below a shared title: lead, deed or summary."""
    for name in ("search_description", "lead", "deed", "summary"):
        text = getattr(page, name, "")
        if text:
            return " ".join(str(text).split())[:300]
    return ""


def root_of(url: str) -> str:
    """Return ``scheme://host`` of an absolute address."""
    return "/".join(url.split("/", 3)[:3])


@register.inclusion_tag("components/share_bar.html", takes_context=True)
def share_bar(context, page):
    """Write the ways to pass a page on; every one but copying works without JavaScript."""
    url = page.get_full_url(context.get("request")) or ""
    return {
        "title": page.title,
        "url": url,
        "facebook_url": facebook_link(url),
        "mail_url": mail_link(title=page.title, url=url),
        "qr": qr_svg(url) if url else "",
        "qr_url": reverse("sharing:qr", args=[page.pk]),
    }
