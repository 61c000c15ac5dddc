"""The editing form of a story, in the order in which an editor works."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)

from goodnews.core.slugs import VietnameseSlugInput

STORY_PANELS = [
    TitleFieldPanel("title"),
    FieldPanel("kind"),
    FieldPanel("lead"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("happened_on"), FieldPanel("place")]),
            FieldRowPanel([FieldPanel("unit"), FieldPanel("byline")]),
        ],
        heading=_("When, where, who"),
    ),
    MultiFieldPanel(
        [FieldPanel("cover"), FieldPanel("cover_alt_text"), FieldPanel("cover_caption")],
        heading=_("Cover picture"),
    ),
    FieldPanel("body"),
    MultiFieldPanel(
        [
            FieldPanel("origin"),
            FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
        ],
        heading=_("Origin"),
    ),
    FieldPanel("themes"),
    InlinePanel("story_exemplars", heading=_("People in the story"), label=_("Exemplar")),
]

STORY_PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug", widget=VietnameseSlugInput),
            FieldPanel("seo_title"),
            FieldPanel("search_description"),
        ],
        heading=_("For search engines"),
    ),
]
