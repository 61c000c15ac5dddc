"""RSS and Atom of the newest stories, in the language of the address."""

import re
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodnews.core.addresses import language_root

from .models import StoryPage

NEWEST = 30
# XML 1.0 knows no way to write these; one of them in a title would end the whole feed.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def printable(text: str) -> str:
    """Return ``text`` without the characters that XML cannot hold."""
    return CONTROL_CHARACTERS.sub("", text)


class StoryRssFeed(Feed):
    """The newest stories as RSS."""

    feed_type = Rss201rev2Feed

    def title(self):
        return _("Good news every day")

    def description(self):
        return _("The newest stories of the campaign")

    def link(self):
        return language_root(get_language())

    def items(self):
        return StoryPage.objects.public().for_cards()[:NEWEST]

    def item_title(self, story) -> str:
        return printable(story.title)

    def item_description(self, story) -> str:
        # Readers take a description for HTML; a lead is plain text.
        return escape(printable(story.lead))

    def item_link(self, story) -> str:
        return story.address

    def item_pubdate(self, story) -> datetime | None:
        return story.first_published_at

    def item_updateddate(self, story) -> datetime | None:
        return story.last_published_at

    def item_author_name(self, story) -> str:
        return printable(story.byline or (story.unit.name if story.unit else ""))

    def item_categories(self, story) -> list[str]:
        return [link.tag.label for link in story.theme_links.all()]


class StoryAtomFeed(StoryRssFeed):
    """The newest stories as Atom."""

    feed_type = Atom1Feed
    subtitle = StoryRssFeed.description
