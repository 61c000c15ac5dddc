"""Sitemaps: every public page in parts, and the news of the last two days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.timezone import localtime
from wagtail.models import Locale, Page

from campaigns.contests.models import Contest
from exemplars.models import ExemplarPage
from goodnews.core.addresses import page_address
from goodnews.core.visibility import unrestricted
from quizblocks.practice.sets import practice_topics

from .feeds import printable
from .models import StoryPage

# The protocol allows 50,000; smaller parts are made and read faster.
PART_SIZE = 5000
# Source: Google's news sitemaps take articles of the last two days, at most 1,000.
NEWS_DAYS = 2
NEWS_LIMIT = 1000
PAGES_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_XMLNS = "http://www.google.com/schemas/sitemap-news/0.9"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def listed_pages():
    """Pages that search engines may list, in an order that new pages do not disturb."""
    refused = ExemplarPage.objects.refusing_search_engines().values("pk")
    return (
        Page.objects.live()
        .filter(unrestricted(), alias_of__isnull=True, depth__gt=1)
        .exclude(pk__in=refused)
        .order_by("pk")
    )


def part_of(page_id: int) -> int:
    """Return the number of the part that lists the page."""
    return page_id // PART_SIZE + 1


def sitemap_index(*, host: str) -> str:
    """Return the list of the sitemap's parts."""
    facts = listed_pages().aggregate(last=Max("pk"))
    parts = part_of(facts["last"] or 0)
    entries = "".join(
        f"<sitemap><loc>{escape(host)}/sitemap-{part}.xml</loc></sitemap>\n"
        for part in range(1, parts + 1)
    )
    return f'{XML_HEAD}<sitemapindex xmlns="{PAGES_XMLNS}">\n{entries}</sitemapindex>\n'


def sitemap_part(number: int, *, host: str) -> str | None:
    """Return one part of the sitemap, None where there can be none.

    A part is a stretch of page ids, so that none costs more than another and
    a page never moves to another part.
    """
    last = listed_pages().aggregate(last=Max("pk"))["last"] or 0
    if not 1 <= number <= part_of(last):
        return None
    first = (number - 1) * PART_SIZE
    rows = (
        listed_pages()
        .filter(pk__gte=first, pk__lt=first + PART_SIZE)
        .values_list("url_path", "locale__language_code", "last_published_at")
    )
    # Practice pages and contests are no pages of the tree; they stand in the first part.
    apart = [*practice_urls(number), *contest_urls(number)]
    entries = [f"<url><loc>{escape(host + url)}</loc></url>\n" for url in apart]
    for url_path, language, changed_at in rows:
        changed = f"<lastmod>{changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed_at else ""
        address = escape(host + page_address(url_path, language))
        entries.append(f"<url><loc>{address}</loc>{changed}</url>\n")
    return f'{XML_HEAD}<urlset xmlns="{PAGES_XMLNS}">\n{"".join(entries)}</urlset>\n'


def practice_urls(number: int) -> list[str]:
    """Return the addresses of the practice pages for the first part, none for the others."""
    urls = []
    for locale in Locale.objects.all() if number == 1 else ():
        topics = practice_topics(locale)
        with translation.override(locale.language_code):
            urls += [reverse("practice:index"), *(topic.url for topic in topics)] if topics else []
    return urls


def contest_urls(number: int) -> list[str]:
    """Return the addresses of published contests for the first part, none for the others.

    Contests and their rules are Vietnamese.
    """
    if number != 1:
        return []
    slugs = Contest.objects.published().order_by("pk").values_list("slug", flat=True)
    with translation.override(settings.LANGUAGE_CODE):
        pages = [
            reverse(f"contests:{name}", args=[s]) for s in slugs for name in ("contest", "rules")
        ]
        return [reverse("contests:index"), *pages] if pages else []


def news_sitemap(*, host: str, publication: str, now: datetime) -> str:
    """Return the sitemap of the stories first published in the last two days, all languages."""
    # In two steps, each along an index: a day wider by day, then exactly by moment.
    since = now - timedelta(days=NEWS_DAYS)
    lately = StoryPage.objects.filter(published_on__gte=(since - timedelta(days=1)).date())
    ids = list(lately.order_by("-published_on", "-pk").values_list("pk", flat=True)[:NEWS_LIMIT])
    rows = (
        Page.objects.live()
        .filter(unrestricted(), pk__in=ids, alias_of__isnull=True, first_published_at__gte=since)
        .order_by("-first_published_at", "-pk")
        .values_list("url_path", "title", "first_published_at", "locale__language_code")
    )
    entries = [
        f"<url><loc>{escape(host + page_address(url_path, language))}</loc>"
        f"<news:news><news:publication><news:name>{escape(publication)}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{localtime(published_at).isoformat(timespec='seconds')}"
        f"</news:publication_date><news:title>{escape(printable(title))}</news:title>"
        "</news:news></url>\n"
        for url_path, title, published_at, language in rows
    ]
    head = f'{XML_HEAD}<urlset xmlns="{PAGES_XMLNS}" xmlns:news="{NEWS_XMLNS}">\n'
    return f"{head}{''.join(entries)}</urlset>\n"
