"""What correspondents write before and while an editor has it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from goodnews.consents.choices import WRITTEN_DOWN_CHANNELS, AgeBand
from goodnews.consents.models import ConsentProof
from news.choices import Origin, StoryKind
from news.models import Theme
from quizblocks.models import Topic

from .choices import People
from .querysets import DeskDraftQuerySet

TITLE_LENGTH = 160
TEXT_LENGTH = 20_000
MAX_PHOTOS = 10
MAX_PEOPLE = 20
# What an author types of a person, in the form and on the phone.
TYPED_OF_PERSON = (
    "name",
    "age_band",
    "has_agreed",
    "guardian_name",
    "guardian_has_agreed",
    "channel",
)
QUIZ_QUESTIONS = 3
HASH_LENGTH = 64
# What the form writes of a draft itself; the rest is written by sending it.
TYPED_FIELDS = (
    "kind",
    "title",
    "text",
    "happened_on",
    "place",
    "quiz_topic",
    "origin",
    "source_name",
    "source_url",
    "people",
)


class DeskDraft(models.Model):
    """What a correspondent is writing (bản nháp); from the first "Gửi" it points to its page.

    After that the page is the record: the draft only holds what the author is
    changing while the story is back in their hands.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="desk_drafts",
        verbose_name=_("author"),
    )
    # Made with the form: two posts of one form are one submission.
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    page = models.OneToOneField(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="desk_draft",
        verbose_name=_("page"),
    )
    # The revision that the fields below were last filled from or written to.
    revision = models.ForeignKey(
        Revision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revision"),
    )
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="desk_drafts",
        verbose_name=_("unit"),
    )
    kind = models.CharField(
        _("kind"), max_length=16, choices=StoryKind.choices, default=StoryKind.GOOD_NEWS
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH, blank=True)
    happened_on = models.DateField(_("day it happened"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="desk_drafts", verbose_name=_("themes")
    )
    quiz_topic = models.ForeignKey(
        Topic,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("quiz under the story"),
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin.choices, default=Origin.OWN)
    source_name = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    # Empty until answered; who they are stands in ``DeskPerson``.
    people = models.CharField(_("people"), max_length=8, choices=People.choices, blank=True)
    created_at = models.DateTimeField(_("created at"))
    saved_at = models.DateTimeField(_("saved at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    # Rises with every save, so that a second phone notices that it holds an older text.
    edition = models.PositiveIntegerField(_("edition"), default=0, editable=False)
    # Which open form saved last, and its how-manieth save: a reply that was lost is no conflict,
    # and a save that was overtaken on the way changes nothing.
    writer = models.UUIDField(_("writing device"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(_("sequence"), default=0, editable=False)
    # The ticket of the last sending: the same one sent five times is one sending.
    sent_with = models.UUIDField(_("ticket"), null=True, blank=True, editable=False)

    objects = DeskDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("desk draft")
        verbose_name_plural = _("desk drafts")
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-saved_at"], name="desk_drafts_of_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(sent_at__isnull=False),
                name="a_draft_with_a_page_was_sent",
            )
        ]

    def __str__(self):
        return self.title or str(_("Untitled"))

    def get_absolute_url(self):
        return reverse("desk:submission", args=[self.key])


class DeskPerson(models.Model):
    """Somebody who is named or can be recognised in a draft, and who agreed (người trong bài).

    Source: Law 91/2025/QH15, article 24: from 7 to under 16 the child and a
    guardian agree, under 7 the guardian.
    """

    draft = models.ForeignKey(
        DeskDraft, on_delete=models.CASCADE, related_name="named_people", verbose_name=_("draft")
    )
    # Made with the row of the form, on the phone too: saved five times it is one person.
    key = models.UUIDField(_("key"), default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    name = models.CharField(_("full name"), max_length=200, blank=True)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices, blank=True)
    # Silence is no consent, and nothing is ticked beforehand.
    has_agreed = models.BooleanField(_("the person agreed"), default=False)
    guardian_name = models.CharField(_("parent or guardian"), max_length=200, blank=True)
    guardian_has_agreed = models.BooleanField(_("the guardian agreed"), default=False)
    channel = models.CharField(
        _("channel"), max_length=16, choices=WRITTEN_DOWN_CHANNELS, blank=True
    )
    proof = models.ForeignKey(
        ConsentProof,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proof"),
    )

    class Meta:
        verbose_name = _("person in a draft")
        verbose_name_plural = _("people in drafts")
        ordering = ["draft", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="a_draft_has_a_person_once")
        ]

    def __str__(self):
        return self.name or str(_("Untitled"))


class DeskPhoto(models.Model):
    """A photograph of a draft (ảnh gửi kèm), stored as soon as it arrived."""

    draft = models.ForeignKey(
        DeskDraft, on_delete=models.CASCADE, related_name="photos", verbose_name=_("draft")
    )
    image = models.ForeignKey(
        "images.SiteImage", on_delete=models.PROTECT, related_name="+", verbose_name=_("image")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    alt_text = models.CharField(_("alternative text"), max_length=250, blank=True)
    people_note = models.CharField(_("people in the picture"), max_length=250, blank=True)
    is_cover = models.BooleanField(_("cover"), default=False)
    # SHA-256 of the file as it was sent; empty for a picture that an editor put in.
    content_hash = models.CharField(max_length=HASH_LENGTH, blank=True, editable=False)

    class Meta:
        verbose_name = _("photograph of a draft")
        verbose_name_plural = _("photographs of drafts")
        ordering = ["draft", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(is_cover=True), name="a_draft_has_one_cover"
            ),
            models.UniqueConstraint(
                fields=["draft", "image"], name="a_draft_has_a_photograph_once"
            ),
            models.UniqueConstraint(
                fields=["draft", "content_hash"],
                condition=~Q(content_hash=""),
                name="a_draft_has_a_file_once",
            ),
        ]

    def __str__(self):
        return self.caption or f"{self.draft_id} · {self.position}"
