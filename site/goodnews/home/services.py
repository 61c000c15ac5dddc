"""Building the site: everything that must stand before the first story."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from campaigns.models import CampaignIndexPage
from exemplars.models import ExemplarIndexPage
from goodnews.accounts.services import apply_roles
from goodnews.consents.models import ConsentText
from goodnews.workflows.services import approve_and_publish, set_up_workflow
from news.models import StoryIndexPage

from .models import HomePage, SiteSettings, StandardPage

CONTENT_DIR = Path(__file__).parent / "content"
# (model, slug, Vietnamese title, English title)
SECTIONS = (
    (StoryIndexPage, "tin-tot", "Tin tốt", "Good news"),
    (ExemplarIndexPage, "guong-sang", "Gương sáng", "Shining examples"),
    (CampaignIndexPage, "chien-dich", "Chiến dịch", "Campaigns"),
)

# Wagtail names its two roots in English; editors meet them in explorer and file lists.
STOCK_ROOT_NAME = "Root"
PAGE_ROOT_NAME = "Mọi trang"
COLLECTION_ROOT_NAME = "Kho chung"


@dataclass(frozen=True)
class SiteTree:
    """The pages that everything else hangs below."""

    home: HomePage
    english_home: HomePage
    stories: StoryIndexPage
    exemplars: ExemplarIndexPage
    campaigns: CampaignIndexPage
    created: tuple[str, ...]


@transaction.atomic
def build_site(*, now: datetime) -> SiteTree:
    """Build languages, roles, page tree, workflow and consent texts; may be run again.

    What stands already is left as it is: titles and texts that the office has
    changed stay changed.

    Args:
        now: the moment of set-up; the pages of text are approved at it.
    """
    created: list[str] = []
    vi, en = (_locale(code) for code in ("vi", "en"))
    _name_roots()
    home = _home(vi, created)
    _site(home, created)
    sections = [_section(home, vi, *section[:3], created) for section in SECTIONS]
    english_home = _english(home, en, slug="trang-chu-en", title="Home", created=created)
    for page, (_model, slug, _title, english_title) in zip(sections, SECTIONS, strict=True):
        _english(page, en, slug=slug, title=english_title, created=created)
    apply_roles()
    set_up_workflow(pages=[home, english_home])
    _consent_texts(created)
    _standard_pages(home, en, now=now, created=created)
    if not SiteSettings.objects.exists():
        SiteSettings.objects.create()
        created.append("SiteSettings")
    return SiteTree(home, english_home, *sections, created=tuple(created))


def _locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def _name_roots() -> None:
    roots = Page.objects.filter(depth=1, title=STOCK_ROOT_NAME)
    roots.update(title=PAGE_ROOT_NAME, draft_title=PAGE_ROOT_NAME)
    Collection.objects.filter(depth=1, name=STOCK_ROOT_NAME).update(name=COLLECTION_ROOT_NAME)


def _home(locale: Locale, created: list[str]) -> HomePage:
    """Return the Vietnamese home page; Wagtail's welcome page makes room for it."""
    home = HomePage.objects.filter(locale=locale).order_by("path").first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(
            instance=HomePage(title="Trang chủ", slug="trang-chu", locale=locale, live=True)
        )
        created.append("/")
    return home


def _site(home: HomePage, created: list[str]) -> None:
    """Let the default site begin at ``home``, under the address that the settings name."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and site.root_page_id == home.pk:
        return
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    welcome = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.root_page = home
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.hostname = base.hostname or "localhost"
    site.port = base.port or (443 if base.scheme == "https" else 80)
    site.save()
    created.append(f"site {site.hostname}:{site.port}")
    # Only Wagtail's own empty welcome page: never something that people made.
    if welcome and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()


def _section(home, locale, model, slug, title, created):
    page = model.objects.child_of(home).order_by("path").first()
    if page is None:
        # Read again: treebeard keeps the number of children in the row.
        parent = HomePage.objects.get(pk=home.pk)
        page = parent.add_child(instance=model(title=title, slug=slug, locale=locale, live=True))
        created.append(f"/{slug}/")
    return page


def _english(page, locale: Locale, *, slug: str, title: str, created: list[str]):
    """Return the English page of ``page``; made and published if it is missing."""
    english = page.get_translation_or_none(locale)
    if english is None:
        english = page.copy_for_translation(locale)
        english.title = english.draft_title = title
        english.slug = slug
        english.save_revision(log_action=False).publish(skip_permission_checks=True)
        english.refresh_from_db()
        created.append(f"/en/{'' if isinstance(page, HomePage) else slug + '/'}")
    return english


def _content(name: str) -> list[dict]:
    return json.loads((CONTENT_DIR / name).read_text(encoding="utf-8"))


def _consent_texts(created: list[str]) -> None:
    """Store the wording of every consent that comes with this release; the rest is the office's.

    Those who agreed to an earlier version are still held to that one.
    """
    for row in _content("consent_texts.json"):
        _text, is_new = ConsentText.objects.get_or_create(
            purpose=row["purpose"],
            language=row["language"],
            version=row["version"],
            defaults={"body": row["body"], "child_body": row["child_body"]},
        )
        if is_new:
            created.append(f"consent text {row['purpose']} {row['language']}")


def _standard_pages(home: HomePage, english: Locale, *, now: datetime, created: list[str]) -> None:
    """Publish the pages of text in both languages."""
    for row in _content("standard_pages.json"):
        page = StandardPage.objects.child_of(home).filter(slug=row["slug"]).first()
        if page is not None:
            continue
        page = StandardPage(slug=row["slug"], locale=home.locale, live=False)
        _fill(page, row["vi"], row["updated_on"])
        HomePage.objects.get(pk=home.pk).add_child(instance=page)
        page = approve_and_publish(page=page, now=now)
        created.append(f"/{row['slug']}/")
        translated = page.copy_for_translation(english)
        _fill(translated, row["en"], row["updated_on"])
        translated.slug = row["slug"]
        approve_and_publish(page=translated, now=now)
        created.append(f"/en/{row['slug']}/")


def _fill(page: StandardPage, texts: dict, updated_on: str) -> None:
    page.title = page.draft_title = texts["title"]
    page.introduction = texts["introduction"]
    page.search_description = texts["introduction"][:160]
    page.updated_on = date.fromisoformat(updated_on)
    page.body = [(block["type"], block["value"]) for block in texts["body"]]
