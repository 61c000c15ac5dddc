"""Stories (tin tốt, câu chuyện đẹp)."""

from datetime import timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField, TranslatableField

from exemplars.models import ExemplarPage
from goodnews.core.addresses import page_address
from goodnews.core.blocks import plain_text
from goodnews.workflows.choices import ReviewPace
from goodnews.workflows.models import ModeratedPage
from news import consent, evidence, panels, publicity, related
from news.blocks import StoryStreamBlock
from news.choices import Origin, StoryKind
from news.page_forms import StoryPageForm
from news.periods import FIRST_YEAR, day_period
from news.querysets import StoryManager, themes_prefetch

from .themes import Theme

# Vietnamese is written in syllables; grown-ups read about this many in a minute.
SYLLABLES_A_MINUTE = 260
# Corrections right after publishing are not worth a second time of day.
MINOR_CORRECTIONS = timedelta(minutes=10)


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

    def __str__(self):
        return f"{self.content_object_id} – {self.tag_id}"


class StoryExemplar(Orderable):
    """Somebody whom a story is about (gương sáng trong tin)."""

    story = ParentalKey("news.StoryPage", on_delete=models.CASCADE, related_name="story_exemplars")
    exemplar = models.ForeignKey(
        "exemplars.ExemplarPage",
        on_delete=models.CASCADE,
        related_name="story_links",
        verbose_name=_("exemplar"),
    )

    panels = [PageChooserPanel("exemplar")]

    class Meta(Orderable.Meta):
        verbose_name = _("exemplar in a story")
        verbose_name_plural = _("exemplars in stories")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "exemplar"],
                name="a_story_names_an_exemplar_once",
                violation_error_message=_("This exemplar is already linked to the story."),
            )
        ]

    def __str__(self):
        return f"{self.story_id} – {self.exemplar_id}"


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
    source_url = models.URLField(
        _("address of the source"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    sponsorship = models.CharField(
        _("sponsorship"),
        max_length=200,
        blank=True,
        help_text=_(
            "Who paid for the story or is advertised in it, as readers see it above the text. "
            "Leave it empty for news."
        ),
    )
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
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    # Its locale while it is live, else null. With it a list is read along one index of
    # this table; without, the database begins with every live page (1 s at 200,000).
    listed_locale = models.ForeignKey(
        "wagtailcore.Locale",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    # Counted when saved: cards show it and do not load the body.
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = StoryManager()

    content_panels = panels.STORY_PANELS
    base_form_class = StoryPageForm
    promote_panels = panels.STORY_PROMOTE_PANELS
    parent_page_types = ["news.StoryIndexPage"]
    subpage_types = []
    exclude_fields_in_copy = ["published_on", "listed_locale"]
    translatable_fields = [
        TranslatableField("title"),
        SynchronizedField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("lead"),
        TranslatableField("place"),
        TranslatableField("sponsorship"),
        TranslatableField("cover_alt_text"),
        TranslatableField("cover_caption"),
        TranslatableField("body"),
        SynchronizedField("kind", overridable=False),
        SynchronizedField("happened_on", overridable=False),
        SynchronizedField("unit", overridable=False),
        SynchronizedField("byline"),
        SynchronizedField("origin", overridable=False),
        SynchronizedField("source_name"),
        SynchronizedField("source_url"),
        SynchronizedField("cover"),
        SynchronizedField("theme_links", overridable=False),
        SynchronizedField("story_exemplars", overridable=False),
        SynchronizedField("named_people", overridable=False),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [
            models.Index(
                fields=["listed_locale", "-published_on", "-page_ptr"], name="story_listed"
            ),
            models.Index(
                fields=["listed_locale", "unit", "-published_on", "-page_ptr"],
                name="story_listed_of_unit",
            ),
            models.Index(
                fields=["listed_locale", "kind", "-published_on", "-page_ptr"],
                name="story_listed_of_kind",
            ),
            models.Index(fields=["published_on"], name="story_published_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin=Origin.REPOST) | ~(Q(source_name="") | Q(source_url="")),
                name="story_repost_names_its_source",
                violation_error_message=_("A re-post needs the name and address of its source."),
            )
        ]

    def clean(self):
        super().clean()
        errors = {}
        if self.happened_on and self.happened_on > timezone.localdate():
            errors["happened_on"] = _("This day is still to come.")
        elif self.happened_on and self.happened_on.year < FIRST_YEAR:
            errors["happened_on"] = _("This day is too long ago for news.")
        if self.origin == Origin.REPOST:
            if not self.source_name:
                errors["source_name"] = _("Say where the re-post comes from.")
            if not self.source_url:
                errors["source_url"] = _("A re-post needs the address of its source.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        self.reading_minutes = self._count_reading_minutes()
        if self.live and self.published_on is None:
            moment = self.first_published_at or timezone.now()
            self.published_on = timezone.localdate(moment, timezone.get_default_timezone())
        self.listed_locale_id = self.locale_id if self.live else None
        if kwargs.get("update_fields") is not None and "live" in kwargs["update_fields"]:
            kwargs["update_fields"] = {
                *kwargs["update_fields"],
                "listed_locale",
                "published_on",
            }
        super().save(*args, **kwargs)

    def _count_reading_minutes(self) -> int:
        syllables = len(f"{self.lead} {plain_text(self.body)}".split())
        return max(1, round(syllables / SYLLABLES_A_MINUTE))

    def with_content_json(self, content):
        """Keep the day of the first publication: no older revision may take it back."""
        page = super().with_content_json(content)
        page.published_on = self.published_on
        return page

    def publication_faults(self) -> list:
        """Return what is missing: lead, source, text alternatives, credits, people's consents."""
        return [
            *super().publication_faults(),
            *evidence.story_faults(self),
            *consent.consent_faults(self),
        ]

    def approval_faults(self) -> list:
        """Return that, a lead too long, a story without a picture, and unmarked advertising."""
        return [*super().approval_faults(), *evidence.quality_faults(self)]

    @property
    def review_pace(self) -> ReviewPace:
        """A beautiful story takes longer to read and to check than a piece of news."""
        return ReviewPace.SLOW if self.kind == StoryKind.BEAUTIFUL_STORY else ReviewPace.QUICK

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        index_title = self.get_parent().title
        host = f"{request.scheme}://{request.get_host()}"
        context |= {
            "index_title": index_title,
            "index_url": self.address.removesuffix(f"{self.slug}/"),
            "day": day_period(self.published_on) if self.published_on else None,
            "neighbours": related.neighbour_days(self),
            "around": self.around,
            "is_updated": self.is_updated,
            # Called by the template, where it was not kept.
            "structured_data": partial(
                publicity.structured_data, self, host=host, index_title=index_title
            ),
        }
        return context

    @property
    def is_updated(self) -> bool:
        """True if what readers see was published again later than a few minutes after."""
        first, last = self.first_published_at, self.last_published_at
        return bool(first and last and last - first > MINOR_CORRECTIONS)

    def get_share_card(self):
        """Return what Zalo and Facebook show for a link to this story."""
        return publicity.share_card(self)

    @cached_property
    def around(self) -> related.Around:
        """Themes, people and other stories; the public page is given what was kept."""
        return related.look_around(self)

    def linked_themes(self) -> list[Theme]:
        """Return the themes in the order in which they were given."""
        prefetch_related_objects([self], themes_prefetch(type(self)))
        return [link.tag for link in self.theme_links.all()]

    def shown_themes(self) -> list[Theme]:
        """Return the themes without looking for other stories, unless those are known already."""
        known = self.__dict__.get("around")
        return known.themes if known else self.linked_themes()

    def people(self) -> list[ExemplarPage]:
        """Return the exemplars whom the story names or who chose it, if everybody may see them."""
        return related.people_around(self)[0]

    def searchable_text(self) -> str:
        """Return lead, body, themes, unit and place."""
        themes = " ".join(link.tag.name for link in self.theme_links.all())
        unit = f"{self.unit.name} {self.unit.short_name}" if self.unit else ""
        parts = (self.lead, plain_text(self.body), themes, unit, self.place, self.byline)
        return "\n".join(part for part in parts if part)

    @property
    def address(self) -> str:
        """Where the story is read; cheaper than ``url`` in a list made by ``for_cards``."""
        return page_address(self.url_path, self.locale.language_code)

    @property
    def alt_of_cover(self) -> str:
        """The text alternative of the cover."""
        return self.cover_alt_text or (self.cover.alt_text if self.cover else "")
