"""Stories, their themes and the archive."""

from .archive import StoryIndexPage
from .stories import StoryPage, StoryTheme
from .themes import Theme

__all__ = ["StoryIndexPage", "StoryPage", "StoryTheme", "Theme"]
