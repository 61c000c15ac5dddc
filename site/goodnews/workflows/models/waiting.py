"""What waits at a stage, and who has taken it on."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from goodnews.workflows.choices import OPEN_STATES, Priority, WaitingState
from goodnews.workflows.querysets import ClaimQuerySet, WaitingItemQuerySet


class WaitingItem(models.Model):
    """A page at one stage of the workflow (bài chờ), from its coming to its leaving.

    Wagtail's state of the stage has no unit, no due date and no relation to
    the page that a database could follow; with them the queue is one query.
    """

    task_state = models.OneToOneField(
        TaskState,
        on_delete=models.CASCADE,
        related_name="waiting_item",
        verbose_name=_("state of the stage"),
    )
    task = models.ForeignKey(
        "wagtailcore.Task", on_delete=models.CASCADE, related_name="+", verbose_name=_("stage")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="waiting_items",
        verbose_name=_("page"),
    )
    # Kept equal to the page's own unit by ModeratedPage.save().
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    state = models.CharField(
        _("state"), max_length=8, choices=WaitingState.choices, default=WaitingState.WAITING
    )
    entered_at = models.DateTimeField(_("waiting since"))
    due_at = models.DateTimeField(_("due"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    objects = WaitingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting item")
        verbose_name_plural = _("waiting items")
        ordering = ["-priority", "due_at", "pk"]
        indexes = [
            models.Index(
                fields=["-priority", "due_at", "id"],
                condition=Q(state=WaitingState.WAITING),
                name="waiting_by_urgency",
            ),
            models.Index(
                fields=["left_at", "id"],
                condition=Q(state=WaitingState.RETURNED),
                name="returned_by_time",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(state__in=OPEN_STATES),
                name="a_page_waits_at_one_stage",
            ),
            models.CheckConstraint(
                condition=Q(state=WaitingState.WAITING, left_at__isnull=True)
                | (~Q(state=WaitingState.WAITING) & Q(left_at__isnull=False)),
                name="a_waiting_item_has_not_left",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("entered_at")),
                name="a_waiting_item_is_due_after_it_came",
            ),
        ]

    def __str__(self):
        return f"{self.page_id} · {self.task_id}"

    @property
    def is_urgent(self) -> bool:
        """True if an editor asked for haste."""
        return self.priority == Priority.URGENT


class Claim(models.Model):
    """Somebody has taken an item on (nhận bài); until it ends, others are locked out."""

    item = models.ForeignKey(
        WaitingItem, on_delete=models.CASCADE, related_name="claims", verbose_name=_("item")
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="claims",
        verbose_name=_("claimed by"),
    )
    claimed_at = models.DateTimeField(_("claimed at"))
    expires_at = models.DateTimeField(_("ends by itself at"))
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
        help_text=_("Empty where the time or the decision ended it."),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-claimed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(released_at__isnull=True),
                name="an_item_is_claimed_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("claimed_at")),
                name="a_claim_lasts_some_time",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | Q(released_at__isnull=False),
                name="a_claim_released_by_somebody_has_ended",
            ),
        ]

    def __str__(self):
        return f"{self.item_id} · {self.claimed_by_id}"

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether the claim locks its item at ``moment``."""
        return self.released_at is None and self.expires_at > moment
