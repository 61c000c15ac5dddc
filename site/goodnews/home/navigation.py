"""What stands around every page: menu, addresses of the sections, languages, imprint."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.contests.models import Contest
from campaigns.models import CampaignIndexPage, CampaignPage
from exemplars.models import ExemplarIndexPage
from goodnews.core.addresses import in_language, language_root, page_address
from goodnews.core.kept import kept
from goodnews.core.visibility import unrestricted
from news.models import StoryIndexPage

from .models import HomePage, SiteSettings, StandardPage
from .models.settings import DEFAULT_THEME_COLOUR, Imprint

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
# The pages that the frame links to; few, whatever the size of the site.
FRAME_MODELS = (
    HomePage,
    StoryIndexPage,
    ExemplarIndexPage,
    CampaignIndexPage,
    CampaignPage,
    StandardPage,
)

# Views that show the same in each language; never what is addressed to one person.
TRANSLATED_VIEWS = {
    "contest_results:index",
    "contest_results:league",
    "contest_results:table",
    "contest_results:version",
    "contest_results:version_league",
    "contests:contest",
    "contests:index",
    "contests:rules",
    "contests:rules_version",
    "how_to_withdraw",
    "privacy:request",
    "search:results",
    "site_map",
}


@dataclass(frozen=True)
class MenuItem:
    """A link of the main menu and whether the reader is there."""

    label: str
    url: str
    current: str = ""

    @property
    def is_current(self) -> bool:
        """True on the page itself and on every page below it."""
        return bool(self.current)


@dataclass(frozen=True)
class Alternate:
    """The same page in a language."""

    language: str
    url: str
    absolute_url: str = ""

    @property
    def name(self) -> str:
        """The language's own name for itself."""
        return LANGUAGE_NAMES[self.language]


class FramePage(NamedTuple):
    """A page that the frame links to."""

    language: str
    model: type[Page]
    url: str
    title: str
    translation_key: UUID


@dataclass
class Frame:
    """Everything that ``base.html`` shows around the content."""

    language: str
    settings: Imprint
    today_label: str
    today_year: str
    home_url: str
    is_home: bool
    search_url: str
    sitemap_url: str
    logo: object = None
    theme_url: str = ""
    section: str = ""
    stories_url: str = "/"
    calendar_url: str = "/"
    exemplars_url: str = "/"
    contests: MenuItem | None = None
    menu: list[MenuItem] = field(default_factory=list)
    standard_pages: list[MenuItem] = field(default_factory=list)
    alternates: list[Alternate] = field(default_factory=list)
    other_language: Alternate | None = None

    @property
    def place(self) -> str:
        """Where the reader is, as far as the menus mark it."""
        marks = ",".join(item.current for item in self.menu)
        return f"{self.language} {self.section} {self.is_home} {marks}"


def build_frame(
    *, path: str, host: str, language: str, page, today: date, view_name: str = ""
) -> Frame:
    """Return the frame of the page at ``path``, from what is kept until the next publication.

    Args:
        path: the path asked for, to mark where the reader is.
        host: scheme and host, for addresses that must be absolute.
        page: the Wagtail page shown, or None.
        view_name: the name of the address, where a view and no page answers there.
    """
    settings, rows, has_contests = kept("site state", _site_state)
    home_url = language_root(language)
    frame = Frame(
        language=language,
        settings=settings.imprint(language),
        today_label=format_date(today, "l, d/m"),
        today_year=f"/{today:%Y}",
        home_url=home_url,
        is_home=path == home_url,
        search_url=f"{home_url}tim-kiem/",
        sitemap_url=reverse("site_map"),
        logo=settings.logo,
        theme_url=_theme_url(settings),
    )
    _fill_menu(frame, [row for row in rows if row.language == language], path)
    if has_contests:
        frame.contests = _item(_("Contests"), reverse("contests:index"), path)
        frame.menu.append(frame.contests)
    homes = {row.language: row.url for row in rows if row.model is HomePage}
    if view_name in TRANSLATED_VIEWS:
        found = {code: in_language(path, language=language, other=code) for code in homes}
        _fill_languages(frame, found, found, host)
    else:
        found = _translations(page, rows) if page is not None else {}
        _fill_languages(frame, _with_part(page, found), homes | found, host)
    return frame


def _site_state() -> tuple[SiteSettings, list[FramePage], bool]:
    """Return the settings, the pages that the frame links to, and whether there are contests."""
    settings = SiteSettings.objects.select_related("logo").order_by("pk").first()
    return settings or SiteSettings(), *_frame_pages()


def _theme_url(settings: SiteSettings) -> str:
    if settings.theme_colour.lower() == DEFAULT_THEME_COLOUR:
        return ""
    return f"{reverse('site_theme')}?v={settings.theme_colour[1:].lower()}"


def _frame_pages() -> tuple[list[FramePage], bool]:
    """Return the pages that the frame links to, in the order of the tree, and whether there are contests."""
    types = ContentType.objects.get_for_models(*FRAME_MODELS)
    models = {content_type.pk: model for model, content_type in types.items()}
    rows = (
        Page.objects.live()
        .filter(unrestricted(), content_type__in=list(models))
        .order_by("path")
        # The same for every row; asked along, so that it costs no query of its own.
        .annotate(has_contests=Exists(Contest.objects.published().order_by()))
        .values_list(
            "locale__language_code",
            "content_type_id",
            "url_path",
            "title",
            "translation_key",
            "has_contests",
        )
    )
    has_contests = any(row[-1] for row in rows)
    pages = [
        FramePage(code, models[type_id], page_address(url_path, code), title, key)
        for code, type_id, url_path, title, key, _has_contests in rows
        if code in LANGUAGE_NAMES
    ]
    return pages, has_contests


def _fill_menu(frame: Frame, rows: list[FramePage], path: str) -> None:
    """Add menu, section and links to ``frame``; a section that is not there is left out."""
    first = {}
    for row in rows:
        first.setdefault(row.model, row.url)
    stories = first.get(StoryIndexPage)
    if stories:
        frame.stories_url = stories
        beautiful = f"{stories}cau-chuyen-dep/"
        is_beautiful = path.startswith(beautiful)
        frame.menu.append(_item(_("Good news"), stories, "" if is_beautiful else path))
        frame.menu.append(_item(_("Beautiful stories"), beautiful, path))
    if ExemplarIndexPage in first:
        frame.exemplars_url = first[ExemplarIndexPage]
        frame.menu.append(_item(_("Exemplars"), frame.exemplars_url, path))
    calendar = first.get(CampaignPage) or first.get(CampaignIndexPage)
    if calendar:
        frame.calendar_url = calendar
        frame.menu.append(_item(_("Sunny calendar"), calendar, path))
    if stories and path.startswith(stories):
        frame.section = "stories"
    elif calendar and path.startswith(first.get(CampaignIndexPage, calendar)):
        frame.section = "campaign"
    frame.standard_pages = [
        _item(row.title, row.url, path) for row in rows if row.model is StandardPage
    ]


def _item(label: str, url: str, path: str) -> MenuItem:
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return MenuItem(label=label, url=url, current=current)


def _fill_languages(
    frame: Frame, found: dict[str, str], nearest: dict[str, str], host: str
) -> None:
    """Add where the same is shown in each language, and the link of the language switch.

    Args:
        nearest: by language, where the switch leads if the same is not shown there.
    """
    if len(found) > 1:
        frame.alternates = [
            Alternate(language=code, url=url, absolute_url=host + url)
            for code, url in found.items()
        ]
    other = "vi" if frame.language == "en" else "en"
    url = found.get(other) or nearest.get(other)
    if url:
        frame.other_language = Alternate(language=other, url=url)


def _with_part(page, found: dict[str, str]) -> dict[str, str]:
    """Return the addresses of what ``page`` shows: the page itself, or a part of it."""
    part = getattr(page, "routed_part", None)
    if part is None:
        return found
    return {code: url + part.path for code, url in found.items() if code in part.languages}


def _translations(page, rows: list[FramePage]) -> dict[str, str]:
    """Return the public addresses of ``page`` by language, itself included."""
    if isinstance(page, FRAME_MODELS):
        return {
            row.language: row.url for row in rows if row.translation_key == page.translation_key
        }
    key = page.translation_key
    found = kept(("translations", key), lambda: _read_translations(key))
    return {code: page_address(path, code) for code, path in found if code in LANGUAGE_NAMES}


def _read_translations(translation_key: UUID) -> list[tuple[str, str]]:
    """Return language and path of the public pages that are translations of each other."""
    return list(
        Page.objects.live()
        .filter(unrestricted(), translation_key=translation_key)
        .order_by("locale_id")
        .values_list("locale__language_code", "url_path")
    )
