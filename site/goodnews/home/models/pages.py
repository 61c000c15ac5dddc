"""The home page and pages of plain text."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from goodnews.core.blocks import TextStreamBlock, plain_text
from goodnews.core.kept import kept
from goodnews.core.models import BasePage
from goodnews.home.querysets import front_page
from goodnews.workflows.models import ModeratedPage
from quizblocks.blocks import QuizBlock


class HomePage(BasePage):
    """The front page (trang chủ) of one language."""

    hero_story = models.ForeignKey(
        "news.StoryPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story at the top"),
        help_text=_("Left empty: the newest beautiful story."),
    )
    quiz = StreamField(
        [("quiz", QuizBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("quiz"),
        help_text=_("A short quiz for everybody; one question is enough."),
    )

    keeps_children = True
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [PageChooserPanel("hero_story", "news.StoryPage"), FieldPanel("quiz")],
            heading=_("Chosen by the editors"),
        ),
    ]
    override_translatable_fields = [SynchronizedField("slug", overridable=True)]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        today, language = timezone.localdate(), get_language() or "vi"
        context["front"] = kept(
            ("front", self.pk, self.hero_story_id, language, today),
            lambda: front_page(self, today=today, now=timezone.now(), language=language),
        )
        return context


class StandardPage(ModeratedPage):
    """A page of plain text: about us, privacy, accessibility."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)
    body = StreamField(TextStreamBlock(), blank=True, verbose_name=_("body"))
    updated_on = models.DateField(
        _("as of"),
        null=True,
        blank=True,
        help_text=_("The day on which the text was last checked."),
    )

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [
        *ModeratedPage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("updated_on"),
        FieldPanel("body"),
    ]
    override_translatable_fields = [
        SynchronizedField("slug"),
        SynchronizedField("updated_on"),
        SynchronizedField("unit", overridable=False),
    ]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def searchable_text(self) -> str:
        """Return the introduction and the body."""
        return f"{self.introduction} {plain_text(self.body)}"
