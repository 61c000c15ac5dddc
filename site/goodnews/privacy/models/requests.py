"""What people ask about their own data."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goodnews.privacy.choices import CLOSED_STATES, OPEN_STATES, Asked, Relation, RequestState
from goodnews.privacy.codes import CODE_LENGTH
from goodnews.privacy.querysets import DataRequestQuerySet

DETAILS_LENGTH = 3000
TOKEN_LENGTH = 32


class DataRequest(models.Model):
    """A request about personal data (yêu cầu về dữ liệu cá nhân): see, correct, take down.

    No picture of an identity card is ever asked for: how the identity was made
    sure of stands in words.

    Source: Law 91/2025/QH15, article 4; Decree 356/2025/NĐ-CP.
    """

    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, editable=False)
    # With the code it opens the page that says how far the request is.
    token = models.CharField(max_length=TOKEN_LENGTH, editable=False)
    # The same words sent twice on one day are one request.
    fingerprint = models.CharField(max_length=64, editable=False)
    received_on = models.DateField(_("received on"), editable=False)
    received_at = models.DateTimeField(_("received at"), editable=False)
    due_at = models.DateTimeField(_("due at"), editable=False)

    asked = models.CharField(_("what is asked"), max_length=16, choices=Asked.choices)
    person_name = models.CharField(_("about whom"), max_length=200)
    page_path = models.CharField(_("page on this site"), max_length=500, blank=True)
    details = models.TextField(_("what it is about"), max_length=DETAILS_LENGTH, blank=True)
    relation = models.CharField(_("who asks"), max_length=16, choices=Relation.choices)
    requester_name = models.CharField(_("name of who asks"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    # That of the form, in which the letters are written; rows of an older release have none.
    language = models.CharField(
        _("language"),
        max_length=8,
        choices=settings.LANGUAGES,
        default="vi",
        db_default="vi",
        editable=False,
    )

    state = models.CharField(
        _("state"), max_length=16, choices=RequestState.choices, default=RequestState.NEW
    )
    identity_checked_at = models.DateTimeField(_("identity checked at"), null=True, blank=True)
    identity_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("identity checked by"),
    )
    identity_note = models.TextField(_("how the identity was checked"), max_length=500, blank=True)
    closed_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), max_length=DETAILS_LENGTH, blank=True)
    # The day on which the people responsible were last told that it is late.
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    anonymised_at = models.DateTimeField(_("anonymised at"), null=True, blank=True, editable=False)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                name="open_data_requests_by_due_time",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint", "received_on"],
                condition=~Q(fingerprint=""),
                name="the_same_words_are_one_request_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email="") | Q(anonymised_at__isnull=False),
                name="a_data_request_can_be_answered",
                violation_error_message=_("Give a phone number or an e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("received_at")),
                name="a_data_request_is_due_after_it_came",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[state.value for state in CLOSED_STATES], closed_at__isnull=False
                )
                | Q(state__in=[state.value for state in OPEN_STATES], closed_at__isnull=True),
                name="a_closed_data_request_has_its_moment",
            ),
            # A request may be refused because nobody could make sure who asks.
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.NEW, RequestState.REFUSED])
                | Q(identity_checked_at__isnull=False),
                name="nothing_is_done_for_an_unknown_person",
            ),
        ]

    def __str__(self):
        return f"{self.code} · {self.get_asked_display()}"

    def get_absolute_url(self):
        return reverse("privacy:status", args=[self.code, self.token])

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for an answer."""
        return self.state in OPEN_STATES

    @property
    def name_of_requester(self) -> str:
        """Who asks: the person concerned, unless somebody asks for them."""
        return self.requester_name or self.person_name
