"""Good wishes of readers to exemplars."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exemplars.choices import GreetingState
from exemplars.forms import NAME_LENGTH, TEXT_LENGTH
from exemplars.querysets import GreetingQuerySet

from .pages import ExemplarPage


class Greeting(models.Model):
    """Good wishes that a reader sent (lời chúc); public only once somebody allowed it.

    It goes with the page: nothing is kept of a profile that was deleted, and a
    profile that was taken down shows none.
    """

    exemplar = models.ForeignKey(
        ExemplarPage,
        on_delete=models.CASCADE,
        related_name="greetings",
        verbose_name=_("exemplar"),
    )
    text = models.CharField(_("good wishes"), max_length=TEXT_LENGTH)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    # What in it asks for a second look, found when it was sent; empty for most.
    warning = models.CharField(_("look closely"), max_length=120, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=GreetingState.choices, default=GreetingState.WAITING
    )
    sent_at = models.DateTimeField(_("sent at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = GreetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("greeting")
        verbose_name_plural = _("greetings")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["exemplar", "state", "-sent_at"], name="greeting_of_exemplar"),
            models.Index(fields=["state", "-sent_at"], name="greeting_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=GreetingState.WAITING, decided_at__isnull=True)
                | (~Q(state=GreetingState.WAITING) & Q(decided_at__isnull=False)),
                name="a_greeting_is_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(name=""), name="a_greeting_has_words_and_a_name"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.text}"
