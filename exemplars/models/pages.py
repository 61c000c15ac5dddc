"""The page of an exemplar (gương điển hình)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from exemplars import ages, editing, names
from exemplars.admin_forms import ExemplarPageForm
from exemplars.choices import ExemplarKind, FieldOfWork, GreetingRule, Indexing, Sex
from exemplars.consent import consent_faults, picture_faults
from exemplars.evidence import profile_faults
from exemplars.pictures import picture_ids
from exemplars.profile import read_profile
from exemplars.querysets import ExemplarPageManager
from exemplars.structured import describe_profile
from goodnews.consents.choices import AgeBand
from goodnews.core.addresses import page_address
from goodnews.core.blocks import TextStreamBlock, plain_text
from goodnews.core.folding import fold
from goodnews.sharing.cards import ShareCard
from goodnews.workflows.models import ModeratedPage

# Where anybody asks to see, correct or delete what is kept about them.
DATA_REQUEST_PATH = "/yeu-cau-du-lieu/"


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
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        help_text=_("Never public. With it the age moves on by itself from year to year."),
    )
    sex = models.CharField(
        _("sex"), max_length=8, choices=Sex.choices, blank=True, help_text=_("Never public.")
    )
    internal_note = models.TextField(
        _("internal note"), max_length=2000, blank=True, help_text=_("Never public.")
    )
    indexing = models.CharField(
        _("search engines"), max_length=8, choices=Indexing.choices, default=Indexing.BY_AGE
    )
    greeting_rule = models.CharField(
        _("good wishes of readers"),
        max_length=8,
        choices=GreetingRule.choices,
        default=GreetingRule.BY_AGE,
        help_text=_("Nothing appears before somebody in the office has allowed it."),
    )
    # Kept in the row so that the directory sorts and searches without accents.
    name_key = models.CharField(max_length=255, editable=False, db_index=True)
    initial = models.CharField(max_length=1, editable=False)
    folded_deed = models.TextField(editable=False)

    objects = ExemplarPageManager()

    parent_page_types = ["exemplars.ExemplarIndexPage"]
    subpage_types = []
    base_form_class = ExemplarPageForm
    content_panels = editing.EXEMPLAR_PANELS
    promote_panels = editing.EXEMPLAR_PROMOTE_PANELS
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("unit", overridable=False),
        SynchronizedField("age_band", overridable=False),
        SynchronizedField("birth_year", overridable=False),
        SynchronizedField("sex", overridable=False),
        SynchronizedField("internal_note", overridable=False),
        SynchronizedField("greeting_rule", overridable=False),
        SynchronizedField("unit_periods", overridable=False),
        SynchronizedField("chosen_stories", overridable=False),
        TranslatableField("portrait_alt"),
    ]

    class Meta:
        verbose_name = _("exemplar")
        verbose_name_plural = _("exemplars")
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True)
                | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="exemplar_birth_year_is_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ExemplarKind.GROUP) | Q(sex=""),
                name="exemplar_group_has_no_sex",
                violation_error_message=_("A group has no sex."),
            ),
        ]

    def save(self, *args, **kwargs):
        self.name_key = names.sort_key(self.title, is_person=self.kind == ExemplarKind.PERSON)[:255]
        self.initial = names.initial(self.name_key)
        titles = dict.fromkeys(honour.title for honour in self.honours.all())
        self.folded_deed = fold(" ".join((self.title, self.deed, *titles)))
        super().save(*args, **kwargs)

    def publication_faults(self) -> list:
        """Return what is missing or says too much: consents, unit, pictures, a child's traces."""
        faults = super().publication_faults()
        subject = {"subject_key": self.translation_key, "age_band": self.present_age_band}
        faults += consent_faults(**subject)
        field = "portrait" if self.portrait_id else "pictures"
        faults += picture_faults(**subject, image_ids=picture_ids(self), field=field)
        return faults + profile_faults(self)

    def clean(self):
        super().clean()
        errors = {}
        today = timezone.localdate()
        if self.birth_year is not None:
            if not 1900 <= self.birth_year <= today.year:
                errors["birth_year"] = _("This year of birth cannot be right.")
            elif self.age_band and self.age_band not in ages.possible_bands(
                self.birth_year, year=today.year
            ):
                errors["age_band"] = _("The age does not fit the year of birth.")
        if self.sex and self.kind == ExemplarKind.GROUP:
            errors["sex"] = _("A group has no sex.")
        if errors:
            raise ValidationError(errors)

    @property
    def present_age_band(self) -> str:
        """The age by which consents are asked today; it moves on with the year of birth."""
        return ages.present_band(
            self.age_band, birth_year=self.birth_year, year=timezone.localdate().year
        )

    @property
    def is_child(self) -> bool:
        """Tell whether the rules for those under 16 hold: by the age entered or by today's."""
        return {self.age_band, self.present_age_band} != {AgeBand.ADULT.value}

    @property
    def takes_greetings(self) -> bool:
        """Tell whether readers may send their good wishes."""
        if self.greeting_rule == GreetingRule.BY_AGE:
            return not self.is_child
        return self.greeting_rule == GreetingRule.OPEN

    @property
    def address(self) -> str:
        """Where the profile is read; cheaper than ``url`` in a list made by ``for_cards``."""
        return page_address(self.url_path, self.locale.language_code)

    @property
    def alt_of_portrait(self) -> str:
        """The text alternative of the portrait."""
        return self.portrait_alt or (self.portrait.alt_text if self.portrait else "")

    @property
    def is_noindex(self) -> bool:
        """Tell whether search engines are asked to leave the profile out."""
        if self.indexing == Indexing.BY_AGE:
            return self.is_child
        return self.indexing == Indexing.REFUSED

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        if self.is_noindex:
            # For whatever reads no HTML.
            response["X-Robots-Tag"] = "noindex"
        return response

    def get_context(self, request, *args, **kwargs):
        parent = self.get_parent()
        profile = read_profile(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "parent": parent,
            "profile": profile,
            "data_request_path": DATA_REQUEST_PATH,
            "structured_data": describe_profile(
                self, parent=parent, honours=profile.honours, request=request
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
        """Return everything on the profile that a reader may look for."""
        unit = self.unit.name if self.unit else ""
        rows = [
            *(row.text for row in self.milestones.all()),
            *(row.text for row in self.quotations.all()),
            *(row.title for row in self.honours.all()),
            *(row.public_text for row in self.follow_ups.all()),
        ]
        parts = (self.deed, self.get_field_of_work_display(), unit, plain_text(self.body), *rows)
        return " ".join(str(part) for part in parts)
