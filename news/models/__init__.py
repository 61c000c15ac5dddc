"""Stories, their themes and the archive."""

from .archive import StoryIndexPage
from .people import StoryPerson
from .stories import StoryExemplar, StoryPage, StoryTheme
from .themes import Theme

__all__ = ["StoryExemplar", "StoryIndexPage", "StoryPage", "StoryPerson", "StoryTheme", "Theme"]
