"""What the front page and the site map read."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Prefetch, Q
from wagtail.models import Page

from campaigns.calendar import CalendarMonth, campaign_month, month_calendar
from campaigns.contests.contest_pages import Spotlight, spotlights
from campaigns.models import CampaignIndexPage, CampaignPage
from campaigns.querysets import TOTALS
from exemplars.models import ExemplarIndexPage, ExemplarPage
from goodnews.core.addresses import page_address
from goodnews.core.visibility import unrestricted
from news.choices import StoryKind
from news.models import StoryIndexPage, StoryPage, StoryTheme

TODAY_ROWS = 3
LATEST_CARDS = 8
FACES = 6
MOST_CONTESTS = 2
THEME_CHIPS = 8
# The rows and cards, the story at the top, and some more for the theme chips.
NEWEST_STORIES = TODAY_ROWS + LATEST_CARDS + 4
# What the cards show; rows of pages are wide, and most of it is for the admin.
STORY_FIELDS = (
    "url_path",
    "title",
    "translation_key",
    "kind",
    "lead",
    "published_on",
    "first_published_at",
    "reading_minutes",
    "cover_alt_text",
    "unit__short_name",
    "cover__alt_text",
    "cover__file",
    "cover__width",
    "cover__height",
    "cover__sources",
)
FACE_FIELDS = (
    "url_path",
    "title",
    "initial",
    "portrait_alt",
    "unit__short_name",
    "portrait__alt_text",
    "portrait__file",
    "portrait__width",
    "portrait__height",
    "portrait__sources",
)


@dataclass
class FrontPage:
    """Everything that the front page shows, ready to print."""

    hero: StoryPage | None = None
    hero_week: int | None = None
    day: date | None = None
    is_today: bool = False
    day_stories: list[StoryPage] = field(default_factory=list)
    latest: list[StoryPage] = field(default_factory=list)
    themes: list = field(default_factory=list)
    campaign: CampaignPage | None = None
    calendar: CalendarMonth | None = None
    figures: dict = field(default_factory=dict)
    exemplars: list[ExemplarPage] = field(default_factory=list)
    contests: list[Spotlight] = field(default_factory=list)


def front_page(home, *, today: date, now: datetime, language: str) -> FrontPage:
    """Return what the front page of ``home``'s language shows on ``today``, in eight queries.

    Args:
        now: which contests run; a round's opening and closing end what is kept.
    """
    front = FrontPage()
    newest = _stories(home, language=language)
    front.hero = _hero(newest, hero_id=home.hero_story_id)
    if front.hero and front.hero.kind == StoryKind.BEAUTIFUL_STORY:
        front.hero_week = front.hero.published_on.isocalendar().week
    newest = [story for story in newest if story is not front.hero]
    _fill_day(front, newest, today=today)
    front.themes = _themes_of(newest)
    _fill_campaign(front, home, today=today)
    front.exemplars = _faces(home, language=language)
    front.contests = spotlights(now=now)[:MOST_CONTESTS]
    return front


def _stories(home, *, language: str) -> list[StoryPage]:
    """Return the newest stories, and the one for the top even if it is older."""
    public = StoryPage.objects.live().filter(
        unrestricted(), locale_id=home.locale_id, published_on__isnull=False
    )
    newest = public.order_by("-published_on", "-pk")
    top = public.filter(pk=home.hero_story_id) if home.hero_story_id else newest.beautiful()
    stories = list(
        StoryPage.objects.filter(
            Q(pk__in=newest.values("pk")[:NEWEST_STORIES]) | Q(pk__in=top.values("pk")[:1])
        )
        .select_related("unit", "cover")
        .only(*STORY_FIELDS)
        .prefetch_related(
            Prefetch("theme_links", StoryTheme.objects.select_related("tag").order_by("pk"))
        )
        .order_by("-published_on", "-pk")
    )
    for story in stories:
        story.href = page_address(story.url_path, language)
    return stories


def _hero(stories: list[StoryPage], *, hero_id: int | None) -> StoryPage | None:
    """Return the story that the editors chose, else the newest beautiful one."""
    chosen = (story for story in stories if story.pk == hero_id)
    beautiful = (story for story in stories if story.kind == StoryKind.BEAUTIFUL_STORY)
    return next(chosen, None) or next(beautiful, None)


def _faces(home, *, language: str) -> list[ExemplarPage]:
    """Return the exemplars added last."""
    faces = list(
        ExemplarPage.objects.live()
        .filter(unrestricted(), locale_id=home.locale_id)
        .select_related("unit", "portrait")
        .only(*FACE_FIELDS)
        .order_by(F("first_published_at").desc(nulls_last=True), "-pk")[:FACES]
    )
    for face in faces:
        face.href = page_address(face.url_path, language)
    return faces


def _fill_day(front: FrontPage, newest: list[StoryPage], *, today: date) -> None:
    """Put today's stories, or those of the latest day that has any, into ``front``."""
    if not newest:
        return
    front.day = newest[0].published_on
    front.is_today = front.day == today
    of_day = [story for story in newest if story.published_on == front.day]
    front.day_stories = of_day[:TODAY_ROWS]
    shown = {story.pk for story in front.day_stories}
    front.latest = [story for story in newest if story.pk not in shown][:LATEST_CARDS]


def _themes_of(stories: list[StoryPage]) -> list:
    """Return the themes that the newest stories carry, the most frequent first."""
    counts: Counter = Counter()
    for story in stories:
        counts.update(link.tag for link in story.theme_links.all())
    ranked = sorted(counts, key=lambda theme: (-counts[theme], theme.name))
    return ranked[:THEME_CHIPS]


def _fill_campaign(front: FrontPage, home, *, today: date) -> None:
    """Put the running campaign, or the one that ended last, into ``front``."""
    campaign = (
        CampaignPage.objects.live()
        .filter(unrestricted(), locale_id=home.locale_id, starts_on__lte=today)
        .select_related("locale")
        .defer("rules")
        .newest_first()
        .with_totals()
        .first()
    )
    if campaign is None:
        return
    month = campaign_month(campaign, today)
    front.campaign = campaign
    front.calendar = month_calendar(
        campaign=campaign, year=month.year, month=month.month, today=today
    )
    front.figures = campaign.totals or dict.fromkeys(TOTALS, 0)


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
