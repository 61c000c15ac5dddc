"""Stories (tin tốt, câu chuyện đẹp)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from goodnews.workflows.models import ModeratedPage
from news.blocks import StoryStreamBlock
from news.choices import Origin, StoryKind
from news.querysets import StoryManager

from .themes import Theme


class StoryTheme(ItemBase):
    """A theme of a story."""

    tag = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="story_links", verbose_name=_("theme")
    )
    content_object = ParentalKey(
        "news.StoryPage", on_delete=models.CASCADE, related_name="theme_links"
    )

    class Meta:
        verbose_name = _("theme of a story")
        verbose_name_plural = _("themes of stories")
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="a_story_has_a_theme_once"
            )
        ]


class StoryPage(ModeratedPage):
    """A piece of good news or a beautiful story (tin tốt, câu chuyện đẹp)."""

    kind = models.CharField(
        _("kind"), max_length=16, choices=StoryKind.choices, default=StoryKind.GOOD_NEWS
    )
    lead = models.TextField(
        _("lead"),
        max_length=400,
        blank=True,
        help_text=_("Two sentences that say who did what, where and for whom."),
    )
    happened_on = models.DateField(_("day it happened"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    byline = models.CharField(
        _("byline"), max_length=160, blank=True, help_text=_("Who wrote it, as readers see it.")
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.OWN)
    source_name = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    cover = models.ForeignKey(
        "images.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover picture"),
    )
    cover_alt_text = models.CharField(
        _("alternative text of the cover"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows. Left empty, the text kept with the image is used."),
    )
    cover_caption = models.CharField(_("caption of the cover"), max_length=300, blank=True)
    themes = ClusterTaggableManager(
        through=StoryTheme, blank=True, verbose_name=_("themes"), help_text=""
    )
    body = StreamField(StoryStreamBlock(), blank=True, verbose_name=_("body"))
    # The local day on which it first became public; archives and the calendar go by it.
    published_on = models.DateField(_("published on"), null=True, editable=False)

    objects = StoryManager()

    parent_page_types = ["news.StoryIndexPage"]
    subpage_types = []
    exclude_fields_in_copy = ["published_on"]
    translatable_fields = [
        TranslatableField("title"),
        SynchronizedField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("lead"),
        TranslatableField("place"),
        TranslatableField("cover_alt_text"),
        TranslatableField("cover_caption"),
        TranslatableField("body"),
        SynchronizedField("kind"),
        SynchronizedField("happened_on"),
        SynchronizedField("unit"),
        SynchronizedField("byline"),
        SynchronizedField("origin"),
        SynchronizedField("source_name"),
        SynchronizedField("source_url"),
        SynchronizedField("cover"),
        SynchronizedField("theme_links", overridable=False),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(fields=["-published_on", "-page_ptr"], name="story_newest"),
            models.Index(
                fields=["unit", "-published_on", "-page_ptr"], name="story_newest_of_unit"
            ),
            models.Index(fields=["kind", "published_on"], name="story_kind_and_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin=Origin.REPOST) | ~(Q(source_name="") | Q(source_url="")),
                name="story_repost_names_its_source",
                violation_error_message=_("A re-post needs the name and address of its source."),
            )
        ]
