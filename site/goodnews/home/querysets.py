"""What the front page and the site map read."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, prefetch_related_objects
from wagtail.models import Page

from campaigns.calendar import CalendarMonth, campaign_figures, campaign_month, month_calendar
from campaigns.models import CampaignIndexPage, CampaignPage
from exemplars.models import ExemplarIndexPage, ExemplarPage
from goodnews.core.visibility import unrestricted
from news.choices import StoryKind
from news.models import StoryIndexPage, StoryPage

from .addresses import address

TODAY_ROWS = 4
LATEST_CARDS = 8
FACES = 6
THEME_CHIPS = 8
# How far back "the latest day" is looked for among the newest stories.
NEWEST_STORIES = 24


@dataclass
class FrontPage:
    """Everything that the front page shows, ready to print."""

    hero: StoryPage | None = None
    hero_week: int | None = None
    day: date | None = None
    is_today: bool = False
    day_stories: list[StoryPage] = field(default_factory=list)
    more_of_day: int = 0
    latest: list[StoryPage] = field(default_factory=list)
    themes: list = field(default_factory=list)
    campaign: CampaignPage | None = None
    calendar: CalendarMonth | None = None
    figures: object = None
    exemplars: list[ExemplarPage] = field(default_factory=list)


def front_page(home, *, today: date) -> FrontPage:
    """Return what the front page of ``home``'s language shows on ``today``."""
    front = FrontPage()
    stories = StoryPage.objects.public(locale=home.locale)
    language = home.locale.language_code
    front.hero, newest = _stories(stories, hero_id=home.hero_story_id, language=language)
    if front.hero and front.hero.kind == StoryKind.BEAUTIFUL_STORY:
        front.hero_week = front.hero.published_on.isocalendar().week
    _fill_day(front, newest, today=today)
    front.themes = _themes_of(newest)
    _fill_campaign(front, home, today=today)
    front.exemplars = _faces(home.locale_id, language)
    return front


def _faces(locale_id: int, language: str) -> list[ExemplarPage]:
    """Return the exemplars added last."""
    faces = list(
        ExemplarPage.objects.live()
        .filter(unrestricted(), locale_id=locale_id)
        .for_cards()
        .order_by(F("first_published_at").desc(nulls_last=True), "-pk")[:FACES]
    )
    for face in faces:
        face.href = address(face.url_path, language)
    return faces


def _stories(stories, *, hero_id: int | None, language: str):
    """Return the story at the top and the newest others, in three queries."""
    chosen = stories.filter(pk=hero_id) if hero_id else stories.beautiful()
    cards = stories.select_related("cover", "unit").defer("body")
    hero = cards.filter(pk__in=chosen.values("pk")[:1]).first()
    newest = list(cards[: NEWEST_STORIES + 1])
    everything = [hero, *newest] if hero else newest
    prefetch_related_objects(everything, "theme_links__tag")
    for story in everything:
        story.href = address(story.url_path, language)
    return hero, [story for story in newest if hero is None or story.pk != hero.pk]


def _fill_day(front: FrontPage, newest: list[StoryPage], *, today: date) -> None:
    """Put today's stories, or those of the latest day that has any, into ``front``."""
    if not newest:
        return
    front.day = newest[0].published_on
    front.is_today = front.day == today
    of_day = [story for story in newest if story.published_on == front.day]
    front.day_stories = of_day[:TODAY_ROWS]
    front.more_of_day = len(of_day) - len(front.day_stories)
    shown = {story.pk for story in front.day_stories}
    front.latest = [story for story in newest if story.pk not in shown][:LATEST_CARDS]


def _themes_of(stories: list[StoryPage]) -> list:
    """Return the themes that the newest stories carry, the most frequent first."""
    counts: dict = {}
    for story in stories:
        for link in story.theme_links.all():
            counts[link.tag] = counts.get(link.tag, 0) + 1
    ranked = sorted(counts, key=lambda theme: (-counts[theme], theme.name))
    return ranked[:THEME_CHIPS]


def _fill_campaign(front: FrontPage, home, *, today: date) -> None:
    """Put the running campaign, or the one that ended last, into ``front``."""
    campaign = (
        CampaignPage.objects.live()
        .filter(unrestricted(), locale_id=home.locale_id, starts_on__lte=today)
        .newest_first()
        .first()
    )
    if campaign is None:
        return
    month = campaign_month(campaign, today)
    front.campaign = campaign
    front.calendar = month_calendar(
        campaign=campaign, year=month.year, month=month.month, today=today
    )
    front.figures = campaign_figures(campaign=campaign, today=today)


@dataclass(frozen=True)
class SiteMapSection:
    """One part of the site map: a page and what stands below it."""

    page: Page
    children: list[Page]


def site_map_sections(*, language: str, today: date) -> list[SiteMapSection]:
    """Return the sections of the site with what stands below them, in the reader's language."""
    pages = Page.objects.live().public().filter(locale__language_code=language)
    sections = pages.type(StoryIndexPage, ExemplarIndexPage, CampaignIndexPage).order_by("path")
    return [
        SiteMapSection(page=page, children=_children(page, since=today - timedelta(days=30)))
        for page in sections
    ]


def _children(page: Page, *, since: date) -> list[Page]:
    return list(page.get_children().live().public().order_by("-first_published_at")[:30])
