"""Stories as rows of a list: plain values instead of pages.

A page with its image, unit and language becomes four objects with ninety
columns; twenty of them cost more processor time than the rest of a list.
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.files.storage import default_storage

from goodnews.core.addresses import page_address

from .choices import StoryKind
from .models.themes import Theme, all_themes


@dataclass(frozen=True)
class StoredFile:
    """Where a file is fetched."""

    name: str

    @property
    def url(self) -> str:
        return default_storage.url(self.name)


@dataclass(frozen=True)
class RowImage:
    """What ``{% picture %}`` asks of an image."""

    default_alt_text: str
    file: StoredFile
    width: int
    height: int
    sources: dict = field(hash=False)


@dataclass
class StoryRow:
    """A story in a list (dòng tin)."""

    pk: int
    title: str
    address: str
    kind: str
    published_on: date
    unit_name: str
    cover: RowImage | None
    theme: Theme | None = None

    @property
    def is_beautiful(self) -> bool:
        return self.kind == StoryKind.BEAUTIFUL_STORY

    @property
    def day(self) -> str:
        """The day as readers write it."""
        return f"{self.published_on:%d/%m/%Y}"

    @property
    def iso_day(self) -> str:
        """The day as machines read it."""
        return self.published_on.isoformat()


FIELDS = (
    "pk",
    "title",
    "url_path",
    "locale__language_code",
    "kind",
    "published_on",
    "unit__short_name",
    "cover__alt_text",
    "cover__file",
    "cover__width",
    "cover__height",
    "cover__sources",
)


def read_rows(stories) -> list[StoryRow]:
    """Return ``stories`` as rows without themes, in one query."""
    return [
        StoryRow(
            pk=pk,
            title=title,
            address=page_address(url_path, language),
            kind=kind,
            published_on=day,
            unit_name=unit_name or "",
            cover=RowImage(alt, StoredFile(file), width, height, sources) if file else None,
        )
        for (
            pk,
            title,
            url_path,
            language,
            kind,
            day,
            unit_name,
            alt,
            file,
            width,
            height,
            sources,
        ) in stories.values_list(*FIELDS)
    ]


def add_themes(rows: list[StoryRow], *, links) -> None:
    """Give each of ``rows`` its first theme, in one query.

    Args:
        links: the queryset of all links between stories and themes.
    """
    themes = {theme.pk: theme for theme in all_themes()}
    first: dict[int, int] = {}
    found = links.filter(content_object__in=[row.pk for row in rows]).order_by("pk")
    for story_id, theme_id in found.values_list("content_object_id", "tag_id"):
        first.setdefault(story_id, theme_id)
    for row in rows:
        row.theme = themes.get(first.get(row.pk))
