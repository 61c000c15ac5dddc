"""Themes (chủ đề): the short list of subjects by which stories are found."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from goodnews.core.folding import slugify_vietnamese
from goodnews.core.kept import kept
from news.choices import ThemeColour


class Theme(TagBase):
    """A subject of stories (chủ đề), chosen from a list that editors keep."""

    # Editors pick from the list; a typing mistake must not make a new theme.
    free_tagging = False

    english_name = models.CharField(_("English name"), max_length=100, blank=True)
    colour = models.CharField(
        _("colour"), max_length=8, choices=ThemeColour.choices, default=ThemeColour.BRAND
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name", "pk"]

    def slugify(self, tag, i=None):
        slug = slugify_vietnamese(tag)
        return f"{slug}-{i}" if i else slug

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return (self.english_name or self.name) if get_language() == "en" else self.name


def all_themes() -> list[Theme]:
    """Return every theme, as of the last publication."""
    return kept("themes", lambda: list(Theme.objects.all()))
