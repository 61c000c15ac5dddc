"""The editing form of a profile, in the order in which an editor works."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)

from goodnews.core.slugs import VietnameseSlugInput

from .panels import ConsentPanel, UnitPeriodsPanel

EXEMPLAR_PANELS = [
    TitleFieldPanel("title", help_text=_("The name, as it is published.")),
    MultiFieldPanel(
        [
            FieldPanel("kind"),
            FieldPanel("field_of_work"),
            FieldPanel("unit"),
            FieldPanel("deed"),
        ],
        heading=_("Who and what"),
    ),
    MultiFieldPanel([FieldPanel("portrait"), FieldPanel("portrait_alt")], heading=_("Portrait")),
    FieldPanel("body"),
    InlinePanel(
        "milestones",
        heading=_("Milestones"),
        label=_("milestone"),
        help_text=_("Steps on the way, shown as a timeline in the order of time."),
    ),
    InlinePanel("quotations", heading=_("Quotations"), label=_("quotation")),
    InlinePanel("pictures", heading=_("Further pictures"), label=_("picture"), max_num=20),
    InlinePanel("honours", heading=_("Honours"), label=_("honour")),
    InlinePanel(
        "chosen_stories",
        heading=_("Stories"),
        label=_("story"),
        help_text=_(
            "Shown on the profile beside the stories that name the exemplar themselves; "
            "the story shows the exemplar in return."
        ),
    ),
    InlinePanel(
        "follow_ups",
        heading=_("What became of it"),
        label=_("follow-up"),
        help_text=_("Ask again a year after publication; the start page reminds you."),
    ),
    UnitPeriodsPanel(
        "unit_periods",
        heading=_("Units over time"),
        label=_("unit"),
        help_text=_(
            "The row without a last day is the present unit. If the unit above changes, "
            "that row is closed today and a new one begins."
        ),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("age_band"), FieldPanel("birth_year"), FieldPanel("sex")]),
            ConsentPanel(),
            FieldPanel("internal_note"),
        ],
        heading=_("Consent (never public)"),
    ),
]
EXEMPLAR_PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug", widget=VietnameseSlugInput),
            FieldPanel("seo_title"),
            FieldPanel("search_description"),
            FieldPanel("indexing"),
        ],
        heading=_("For search engines"),
    ),
    FieldPanel("greeting_rule"),
]
