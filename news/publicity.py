"""What a story tells those who share it and the machines that index it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from goodnews.core.addresses import language_root
from goodnews.sharing.cards import ShareCard
from goodnews.sharing.services import card_key, site_name
from goodnews.sharing.structured_data import breadcrumbs, news_article

from .choices import Origin, StoryKind


def share_card(story) -> ShareCard:
    """Return the picture of a shared link: title, kind or theme, unit and day."""
    if story.kind == StoryKind.BEAUTIFUL_STORY:
        kicker = _("Beautiful story")
    else:
        themes = story.shown_themes()
        kicker = themes[0].label if themes else _("Good news")
    day = story.published_on.strftime("%d/%m/%Y") if story.published_on else ""
    unit = story.unit.short_name if story.unit else ""
    meta = " · ".join(part for part in (unit, day) if part)
    return ShareCard(title=story.title, kicker=kicker, meta=meta, image=story.cover)


def structured_data(story, *, host: str, index_title: str) -> list[dict]:
    """Return the NewsArticle and the breadcrumbs of ``story``, with absolute addresses.

    Args:
        host: scheme and host of the address that was asked for.
        index_title: the title of the list of stories above it.
    """
    if story.first_published_at is None:
        return []
    language = story.locale.language_code
    home = host + language_root(language)
    url = host + story.address
    index_url = url.removesuffix(f"{story.slug}/")
    unit_name = story.unit.name if story.unit else ""
    card = reverse("sharing:card", args=[story.pk, f"{card_key(story, share_card(story))}.jpg"])
    article = news_article(
        headline=story.title,
        url=url,
        published_at=story.first_published_at,
        modified_at=story.last_published_at,
        description=story.lead,
        images=[host + card],
        author_name=story.byline or unit_name or site_name(),
        author_is_person=bool(story.byline),
        publisher_name=site_name(),
        publisher_url=home,
        keywords=[theme.label for theme in story.around.themes],
        language=language,
        source_url=story.source_url if story.origin == Origin.REPOST else "",
    )
    trail = [(_("Home"), home), (index_title, index_url), (story.title, url)]
    return [article, breadcrumbs(trail)]
