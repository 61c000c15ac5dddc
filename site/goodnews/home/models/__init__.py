"""The home page, pages of plain text, and the settings of the site."""

from .pages import HomePage, StandardPage
from .settings import SiteSettings

__all__ = ["HomePage", "SiteSettings", "StandardPage"]
