"""Some pages in English, made as a translator makes them: through wagtail-localize."""

import calendar
import re
from datetime import datetime
from html import unescape

from django.utils.html import strip_tags
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from goodnews.accounts.models import User
from goodnews.demo.reading import read_toml
from goodnews.home.models import HomePage, StandardPage
from goodnews.home.services import SiteTree
from goodnews.workflows.models import ModeratedPage
from goodnews.workflows.services import approve_and_publish
from news.models import StoryPage

from .questions import Bank

# A day as the loader writes it: 22/11.
DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})\b")
PAGE_SLUG = "noi-dung-minh-hoa"
STORY_TITLES = ("Thầy giáo trẻ mở tủ sách trên xe bán tải", "Cầu mới qua suối Pá Lau")


def load_translations(
    *, tree: SiteTree, stories: list[StoryPage], bank: Bank, approver: User, now: datetime
) -> list[Page]:
    """Translate home, a page of text and two stories, one with a quiz; return the pages."""
    english = Locale.objects.get(language_code="en")
    chosen = [story.pk for story in stories if story.title.startswith(STORY_TITLES)]
    sources = [
        HomePage.objects.get(pk=tree.home.pk),
        StandardPage.objects.get(slug=PAGE_SLUG, locale=tree.home.locale),
        *StoryPage.objects.filter(pk__in=chosen).order_by("pk"),
    ]
    strings = read_toml("english.toml")["strings"]
    return [
        _translate(page, english, strings=strings, approver=approver, now=now) for page in sources
    ]


def _translate(page, locale: Locale, *, strings: dict, approver: User, now: datetime) -> Page:
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=english_of(segment.string.data, strings),
        )
    translation.save_target(user=approver, publish=False)
    target = page.get_translation(locale).get_latest_revision_as_object()
    if isinstance(target, ModeratedPage):
        return approve_and_publish(page=target, user=approver, now=now)
    target.save_revision(log_action=False).publish(skip_permission_checks=True)
    return target


def english_of(text: str, strings: dict[str, str]) -> str:
    """Return the English of a string as wagtail-localize cut it out of the page.

    Raises:
        KeyError: the content file has no English for it.
    """
    plain = unescape(strip_tags(text))
    # The loader put the day into the text; in the content file ``{date}`` stands for it.
    day = DAY.search(plain)
    if plain not in strings and day:
        return strings[plain.replace(day[0], "{date}")].replace("{date}", in_english(day))
    return strings[plain]


def in_english(day: re.Match) -> str:
    """Return a day written as "22/11" in English: "22 November"."""
    return f"{int(day[1])} {calendar.month_name[int(day[2])]}"
