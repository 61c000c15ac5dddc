"""The campaign (cuộc vận động) and the stories that keep its two promises."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from goodnews.core.models import BasePage
from goodnews.core.visibility import unrestricted
from goodnews.sharing.cards import ShareCard
from goodnews.workflows.models import ModeratedPage

from . import slots
from .calendar import campaign_figures
from .choices import SlotKind
from .forms import CampaignQueryForm
from .querysets import CampaignEntryQuerySet, CampaignPageManager
from .quotas.models import Quota as Quota
from .tabs import tab_context


class CampaignIndexPage(BasePage):
    """The list of campaigns, at /chien-dich/."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    max_count_per_parent = 1
    subpage_types = ["campaigns.CampaignPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        verbose_name = _("list of campaigns")
        verbose_name_plural = _("lists of campaigns")

    def get_context(self, request, *args, **kwargs):
        campaigns = CampaignPage.objects.child_of(self).live().filter(unrestricted()).newest_first()
        return {
            **super().get_context(request, *args, **kwargs),
            "campaigns": campaigns.only("title", "url_path", "summary", "starts_on", "ends_on"),
            "today": timezone.localdate(),
        }


class CampaignPage(ModeratedPage):
    """A campaign with a beginning, an end and its calendar ("Lịch nắng")."""

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("Two or three sentences about the campaign.")
    )
    rules = RichTextField(
        _("rules"), blank=True, features=["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
    )

    objects = CampaignPageManager()

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = []
    content_panels = [
        *ModeratedPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("Duration")),
        FieldPanel("rules"),
        FieldPanel("unit"),
    ]
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("unit", overridable=False),
        SynchronizedField("starts_on", overridable=False),
        SynchronizedField("ends_on", overridable=False),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    @cached_property
    def visible_entries(self) -> CampaignEntryQuerySet:
        """The stories that count and that everybody may read; shared by all translations."""
        return CampaignEntry.objects.of_campaign(self).visible()

    def get_context(self, request, *args, **kwargs):
        # Kept pages end after ten minutes at most, so the calendar follows midnight by that much.
        today = timezone.localdate()
        return {
            **super().get_context(request, *args, **kwargs),
            "today": today,
            "parent": self.get_parent(),
            "figures": campaign_figures(campaign=self, today=today),
            **tab_context(self, form=CampaignQueryForm(request.GET), today=today),
        }

    def get_share_card(self) -> ShareCard:
        """Return what the campaign wants on its card when it is shared."""
        span = f"{self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y}"
        return ShareCard(title=self.title, kicker=gettext("Sunny calendar"), meta=span)

    def searchable_text(self) -> str:
        """Return the summary and the rules."""
        return f"{self.summary} {strip_tags(self.rules)}"


class CampaignEntry(models.Model):
    """A published story that counts in a campaign, and the day or week that it fills."""

    campaign = models.ForeignKey(
        CampaignPage, on_delete=models.PROTECT, related_name="entries", verbose_name=_("campaign")
    )
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="campaign_entries", verbose_name=_("story")
    )
    kind = models.CharField(_("promise"), max_length=8, choices=SlotKind.choices)
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="campaign_entries",
        verbose_name=_("unit"),
    )
    published_on = models.DateField(_("published on"))
    slot_on = models.DateField(
        _("day or week filled"),
        null=True,
        blank=True,
        help_text=_(
            "The day that this story fills in the calendar; for a beautiful story any day of the "
            "week. Empty: the story counts but fills no day."
        ),
    )
    entered_at = models.DateTimeField(_("entered at"), editable=False)

    objects = CampaignEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story in the campaign")
        verbose_name_plural = _("stories in the campaign")
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "slot_on"],
                name="one_story_per_slot",
                violation_error_message=_("Another story already fills this day or week."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "page"],
                name="a_story_enters_a_campaign_once",
                violation_error_message=_("This story is already in the campaign."),
            ),
        ]
        indexes = [models.Index(fields=["campaign", "published_on"], name="entry_by_day")]

    def __str__(self):
        return self.page.title

    def save(self, *args, **kwargs):
        # A week is known by its Monday, whoever writes the row.
        if self.kind == SlotKind.WEEK and self.slot_on:
            self.slot_on = slots.week_start(self.slot_on)
        super().save(*args, **kwargs)
