"""Mail that is still to be sent."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A server that sent the letter may have been killed before it could say so.
FIRST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE = timedelta(hours=2)
GIVEN_UP_AFTER = timedelta(days=1)
KEPT_FOR = timedelta(days=30)


def pause_after(attempt_count: int) -> timedelta:
    """Return how long a letter waits after that many attempts."""
    # Twelve doublings are more than the longest pause already.
    return min(FIRST_PAUSE * 2 ** min(attempt_count, 12), LONGEST_PAUSE)


class LetterQuerySet(models.QuerySet):
    """Letters by what is still to be done."""

    def unsent(self):
        return self.filter(sent_at__isnull=True)

    def due_at(self, now: datetime):
        """Letters to be sent, or tried again, at ``now``."""
        alive = self.unsent().filter(created_at__gt=now - GIVEN_UP_AFTER)
        return alive.filter(next_try_at__lte=now)

    def over_at(self, now: datetime):
        """Letters that nobody needs to know of any more."""
        return self.filter(created_at__lte=now - KEPT_FOR)

    def claim(self, letter: "Letter", *, now: datetime) -> bool:
        """Take ``letter`` for one attempt; False if somebody else has it or sent it."""
        pause = pause_after(letter.attempt_count)
        own = self.unsent().filter(pk=letter.pk, attempt_count=letter.attempt_count)
        return bool(own.update(attempt_count=F("attempt_count") + 1, next_try_at=now + pause))


class Letter(models.Model):
    """One mail to one person (thư báo), written in the transaction that it tells of.

    So there is a letter if, and only if, the change was committed. Its key is
    its Message-ID: a letter that has to go a second time is the same letter.
    Once it is sent, only who was told when is kept.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject line"), max_length=255)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(_("written at"))
    next_try_at = models.DateTimeField(_("next attempt at"))
    attempt_count = models.PositiveSmallIntegerField(_("attempts at sending"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(sent_at__isnull=True), name="letters_to_send"
            ),
            models.Index(fields=["created_at"], name="letters_by_age"),
        ]

    def __str__(self):
        return f"{self.subject} → {self.recipient}"
