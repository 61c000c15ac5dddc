"""Asking for consent: each who has to agree answers by a link of their own."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.querysets import ConsentRequestQuerySet

from .records import ConsentRecord
from .texts import ConsentText


class ConsentRequest(models.Model):
    """A request for consent (phiếu xin đồng ý) to one or several purposes about one person.

    What is agreed to becomes a :class:`ConsentRecord`, one for each purpose. The request
    stays beside it: it says who asked, who answered what, and in which words.
    """

    # Names the request in addresses of staff; made with the form, so that a form sent
    # twice asks once.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_key = models.UUIDField(_("subject key"))
    subject_name = models.CharField(_("about"), max_length=200)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices)
    # What the purposes are about, in words for those who are asked: "Gương sáng 2026".
    occasion = models.CharField(_("what it is for"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="vi"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="consent_requests",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("answer until"))
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ConsentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for consent")
        verbose_name_plural = _("requests for consent")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["subject_key", "-asked_at"], name="request_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")),
                name="request_expires_after_it_was_made",
                violation_error_message=_("A request must be open for a while."),
            )
        ]

    def __str__(self):
        return self.subject_name

    def is_open_at(self, now: datetime) -> bool:
        """Tell whether its links still take an answer."""
        return self.revoked_at is None and now < self.expires_at


class ConsentRequestPurpose(models.Model):
    """One thing that is asked for, in the wording shown; its record once everybody agreed."""

    request = models.ForeignKey(
        ConsentRequest,
        on_delete=models.PROTECT,
        related_name="purposes",
        verbose_name=_("request for consent"),
    )
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose.choices)
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="+", verbose_name=_("text shown")
    )
    record = models.OneToOneField(
        ConsentRecord,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="asked",
        verbose_name=_("consent"),
    )

    class Meta:
        verbose_name = _("purpose asked for")
        verbose_name_plural = _("purposes asked for")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "purpose"],
                name="a_request_asks_once_for_a_purpose",
                violation_error_message=_("This is asked for already."),
            )
        ]

    def __str__(self):
        return self.get_purpose_display()


class ConsentRequestParty(models.Model):
    """Somebody who is asked (người được hỏi), with a secret link of which a hash is kept.

    The link answers once; afterwards it shows what was agreed to and withdraws it.
    """

    request = models.ForeignKey(
        ConsentRequest,
        on_delete=models.PROTECT,
        related_name="parties",
        verbose_name=_("request for consent"),
    )
    role = models.CharField(_("role"), max_length=16, choices=PartyRole.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    link_made_at = models.DateTimeField(_("link made at"))
    # As the person typed it.
    name = models.CharField(_("full name"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("person asked")
        verbose_name_plural = _("people asked")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "role"],
                name="one_person_asked_in_a_role",
                violation_error_message=_("There is already somebody in this role."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(name=""),
                name="an_answer_has_a_name",
                violation_error_message=_("Write your full name."),
            ),
        ]

    def __str__(self):
        return f"{self.name or self.request} ({self.get_role_display()})"


class ConsentAnswer(models.Model):
    """One person's yes or no to one purpose (câu trả lời); a yes may be taken back later."""

    party = models.ForeignKey(
        ConsentRequestParty,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("person asked"),
    )
    purpose = models.ForeignKey(
        ConsentRequestPurpose,
        on_delete=models.PROTECT,
        related_name="answers",
        verbose_name=_("purpose"),
    )
    agrees = models.BooleanField(_("agrees"))
    # Taken back by this person, before or after the others agreed.
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "purpose"],
                name="one_answer_to_a_purpose",
                violation_error_message=_("This was answered already."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(agrees=True),
                name="only_a_yes_is_withdrawn",
                violation_error_message=_("Only what was agreed to can be withdrawn."),
            ),
        ]

    def __str__(self):
        return f"{self.party} · {self.purpose} · {self.agrees}"

    @property
    def stands(self) -> bool:
        """Whether it is a yes that was not taken back."""
        return self.agrees and self.withdrawn_at is None
