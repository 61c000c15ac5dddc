"""The editing form of a story, in the order in which an editor works."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
    TitleFieldPanel,
)

from goodnews.consents.choices import Purpose
from goodnews.consents.states import request_states
from goodnews.core.slugs import VietnameseSlugInput

from .consent import people_of


class PeoplePanel(Panel):
    """Shows who of the people named above has agreed, who is missing, and where to record it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Consents on record"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "news/admin/people_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            story = self.instance
            context["is_known"] = bool(story.pk)
            if story.pk:
                people = people_of(story)
                context["people"] = people
                context["may_record"] = self.request.user.has_perm("consents.add_consentrecord")
                context["may_ask"] = self.request.user.has_perm("consents.add_consentrequest")
                context["missing_people"] = [
                    {
                        "name": person.name,
                        "record_url": known_address("consent_records:add", story, person),
                        "ask_url": known_address("consent_requests:add", story, person),
                    }
                    for person in people
                    if person.missing
                ]
                context["requests"] = request_states([story.translation_key], now=timezone.now())[
                    story.translation_key
                ]
            return context


def known_address(name: str, story, person) -> str:
    """Return where the consent of ``person`` is recorded or asked for, with what is known."""
    known = {
        "page": story.pk,
        "subject_name": person.name,
        "purpose": Purpose.STORY.value,
        "age_band": person.age_band,
    }
    return f"{reverse(name)}?{urlencode(known)}"


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
            FieldPanel("sponsorship"),
        ],
        heading=_("Origin"),
    ),
    MultiFieldPanel(
        [
            InlinePanel(
                "named_people",
                heading=_("Person"),
                label=_("person"),
                help_text=_(
                    "Everybody who is named in the text or can be recognised in a picture. "
                    "Never public; without their consent the story cannot be published."
                ),
            ),
            PeoplePanel(),
        ],
        heading=_("People and their consent (never public)"),
    ),
    FieldPanel("themes"),
    InlinePanel("story_exemplars", heading=_("People in the story"), label=_("exemplar")),
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
