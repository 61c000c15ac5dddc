"""The pages of the exemplars (gương điển hình) and of their directory."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from exemplars import names
from exemplars.choices import ExemplarKind, FieldOfWork, Indexing
from exemplars.consent import consent_faults, picture_faults
from exemplars.directory import read_directory
from exemplars.panels import ConsentPanel
from exemplars.pictures import picture_ids
from exemplars.querysets import ExemplarPageManager
from exemplars.stories import stories_about
from exemplars.structured import describe_profile
from goodnews.consents.choices import AgeBand
from goodnews.core.blocks import TextStreamBlock, plain_text
from goodnews.core.folding import fold
from goodnews.core.models import BasePage
from goodnews.sharing.cards import ShareCard
from goodnews.workflows.models import ModeratedPage


class ExemplarIndexPage(BasePage):
    """The directory of exemplars, at /guong-sang/."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    max_count_per_parent = 1
    subpage_types = ["exemplars.ExemplarPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        verbose_name = _("directory of exemplars")
        verbose_name_plural = _("directories of exemplars")

    def get_context(self, request, *args, **kwargs):
        exemplars = ExemplarPage.objects.in_directory(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "directory": read_directory(exemplars, request.GET),
        }


class ExemplarPage(ModeratedPage):
    """A person or a group who is honoured (gương điển hình); the title is the name."""

    kind = models.CharField(
        _("individual or group"),
        max_length=8,
        choices=ExemplarKind.choices,
        default=ExemplarKind.PERSON,
    )
    portrait = models.ForeignKey(
        "images.SiteImage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("portrait"),
    )
    portrait_alt = models.CharField(
        _("alternative text of the portrait"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows. Left empty, the text kept with the image is used."),
    )
    field_of_work = models.CharField(_("field of work"), max_length=16, choices=FieldOfWork.choices)
    deed = models.CharField(
        _("the deed in one sentence"),
        max_length=200,
        help_text=_("Shown in large letters on the profile and on cards."),
    )
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("body"))
    # Never public: the public pages must not let anybody guess an age.
    age_band = models.CharField(
        _("age"),
        max_length=8,
        choices=AgeBand.choices,
        help_text=_("Never public. For a group: the age of its youngest member who can be known."),
    )
    internal_note = models.TextField(
        _("internal note"), max_length=2000, blank=True, help_text=_("Never public.")
    )
    indexing = models.CharField(
        _("search engines"), max_length=8, choices=Indexing.choices, default=Indexing.BY_AGE
    )
    # Kept in the row so that the directory sorts and searches without accents.
    name_key = models.CharField(max_length=255, editable=False, db_index=True)
    initial = models.CharField(max_length=1, editable=False)
    folded_deed = models.TextField(editable=False)

    objects = ExemplarPageManager()

    parent_page_types = ["exemplars.ExemplarIndexPage"]
    subpage_types = []
    content_panels = [
        *ModeratedPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("field_of_work"),
                FieldPanel("unit"),
                FieldPanel("deed"),
            ],
            heading=_("Who and what"),
        ),
        MultiFieldPanel(
            [FieldPanel("portrait"), FieldPanel("portrait_alt")], heading=_("Portrait")
        ),
        FieldPanel("body"),
        InlinePanel("honours", heading=_("Honours"), label=_("Honour")),
        MultiFieldPanel(
            [FieldPanel("age_band"), ConsentPanel(), FieldPanel("internal_note")],
            heading=_("Consent (never public)"),
        ),
    ]
    promote_panels = [*ModeratedPage.promote_panels, FieldPanel("indexing")]
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("age_band", overridable=False),
        SynchronizedField("internal_note", overridable=False),
        TranslatableField("portrait_alt"),
    ]

    class Meta:
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")

    def save(self, *args, **kwargs):
        self.name_key = names.sort_key(self.title, is_person=self.kind == ExemplarKind.PERSON)[:255]
        self.initial = names.initial(self.name_key)
        self.folded_deed = fold(f"{self.title} {self.deed}")
        super().save(*args, **kwargs)

    def publication_faults(self) -> list:
        """Return what is missing: consents, the unit, the portrait's text alternative."""
        faults = super().publication_faults()
        subject = {"subject_key": self.translation_key, "age_band": self.age_band}
        faults += consent_faults(**subject)
        faults += picture_faults(**subject, image_ids=picture_ids(self))
        if self.unit_id is None:
            faults.append(ValidationError({"unit": _("Say which unit the exemplar belongs to.")}))
        if self.portrait_id and not self.alt_of_portrait:
            faults.append(
                ValidationError({"portrait_alt": _("Say what the portrait shows.")}, code="alt")
            )
        return faults

    @property
    def alt_of_portrait(self) -> str:
        """The text alternative of the portrait."""
        return self.portrait_alt or (self.portrait.alt_text if self.portrait else "")

    @property
    def is_noindex(self) -> bool:
        """Tell whether search engines are asked to leave the profile out."""
        if self.indexing == Indexing.BY_AGE:
            return self.age_band != AgeBand.ADULT
        return self.indexing == Indexing.REFUSED

    def get_context(self, request, *args, **kwargs):
        honours = list(self.honours.order_by("-year", "sort_order", "pk"))
        parent = self.get_parent()
        return {
            **super().get_context(request, *args, **kwargs),
            "parent": parent,
            "honours": honours,
            "stories": stories_about(self),
            "structured_data": describe_profile(
                self, parent=parent, honours=honours, request=request
            ),
        }

    def get_share_card(self) -> ShareCard:
        """Return what the profile wants on its card when it is shared."""
        return ShareCard(
            title=f"{self.title}: {self.deed}",
            kicker=gettext("Shining example"),
            meta=str(self.unit or ""),
            image=self.portrait,
        )

    def searchable_text(self) -> str:
        """Return deed, field, unit and body."""
        unit = self.unit.name if self.unit else ""
        parts = (self.deed, self.get_field_of_work_display(), unit, plain_text(self.body))
        return " ".join(str(part) for part in parts)
