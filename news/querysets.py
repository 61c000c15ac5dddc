"""Reads of stories: what is public, and what a card needs."""

from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import get_language
from wagtail.models import Locale, PageManager
from wagtail.query import PageQuerySet

from goodnews.core.visibility import unrestricted

from .choices import StoryKind

# Stories of a theme that are looked up one by one.
SMALL_THEME = 1000
# What cards, rows and feeds show. A page with its image and unit has ninety columns,
# and turning those into objects costs more than the query.
CARD_FIELDS = (
    "title",
    "slug",
    "url_path",
    "first_published_at",
    "last_published_at",
    "kind",
    "lead",
    "byline",
    "cover_alt_text",
    "published_on",
    "reading_minutes",
    "locale__language_code",
    "unit__name",
    "unit__short_name",
    "unit__slug",
    "cover__alt_text",
    "cover__file",
    "cover__width",
    "cover__height",
    "cover__sources",
)


def themes_prefetch(story_model) -> Prefetch:
    """Return how to read the themes of many stories in one query."""
    links = story_model.theme_links.rel.related_model.objects
    return Prefetch("theme_links", links.select_related("tag").order_by("pk"))


class StoryQuerySet(PageQuerySet):
    """Stories by what readers and editors ask for."""

    def public(self, *, locale: Locale | int | None = None):
        """Stories that anyone may read, in ``locale`` or the active language, newest first."""
        return self.listed(locale=locale).live()

    def listed(self, *, locale: Locale | int | None = None):
        """The same stories for counting: where nothing is private, without their pages."""
        stories = self.in_every_language()
        if locale is not None:
            stories = stories.filter(listed_locale=locale)
        else:
            language = get_language() or settings.LANGUAGE_CODE
            stories = stories.filter(listed_locale__language_code=language)
        return stories

    def in_every_language(self):
        """The same stories in all languages, newest first."""
        stories = self.filter(unrestricted(), published_on__isnull=False)
        # A live story always has its day, so the index needs no ``nulls_last``.
        return stories.order_by("-published_on", "-pk")

    def published_between(self, first: date, last: date):
        """Stories published from ``first`` to ``last``, both included."""
        return self.filter(published_on__gte=first, published_on__lte=last)

    def with_theme(self, theme):
        """Stories that carry ``theme``.

        A small theme is looked up, a large one is met soon enough on the way
        from the newest story down; sorting it would take the longer the larger.
        """
        links = theme.story_links.all()
        ids = list(links.values_list("content_object_id", flat=True)[: SMALL_THEME + 1])
        if len(ids) <= SMALL_THEME:
            return self.filter(pk__in=ids)
        return self.filter(Exists(links.filter(content_object=OuterRef("pk"))))

    def of_branch(self, unit):
        """Stories of ``unit`` and of everything below it at its present place."""
        if unit.is_leaf():
            return self.filter(unit=unit)
        return self.filter(unit__path__startswith=unit.path)

    def beautiful(self):
        """Beautiful stories (câu chuyện đẹp)."""
        return self.filter(kind=StoryKind.BEAUTIFUL_STORY)

    def for_cards(self):
        """Everything that a card shows and nothing more, in two queries."""
        return (
            self.select_related("cover", "unit", "locale")
            .only(*CARD_FIELDS)
            .prefetch_related(themes_prefetch(self.model))
        )


StoryManager = PageManager.from_queryset(StoryQuerySet)
