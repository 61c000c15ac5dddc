"""Reads of consents."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .names import same_name
from .rules import REQUIRED_ROLES


class ConsentTextQuerySet(models.QuerySet):
    """The wordings that people agreed to."""

    def current(self, *, purpose: str, language: str = "vi"):
        """The wordings for ``purpose``, the newest first."""
        return self.filter(purpose=purpose, language=language).order_by("-version", "-pk")


class ConsentRecordQuerySet(models.QuerySet):
    """Consents by what they cover."""

    def standing(self, now: datetime | None = None):
        """Consents neither withdrawn nor past their last day, complete or not.

        Args:
            now: the moment of asking; the clock where nobody passes one.
        """
        today = timezone.localdate(now)
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=today),
            withdrawn_at__isnull=True,
            expired_at__isnull=True,
        )

    def ended(self):
        """Consents that were withdrawn, or whose last day acted."""
        return self.filter(Q(withdrawn_at__isnull=False) | Q(expired_at__isnull=False))

    def about(self, subject_key: UUID | str, purpose: str):
        """Consents for ``subject_key`` and ``purpose`` with who agreed, the newest first."""
        return (
            self.filter(subject_key=subject_key, purpose=purpose)
            .select_related("text")
            .prefetch_related("parties")
            .order_by("-recorded_at", "-pk")
        )

    def past_last_day(self, now: datetime):
        """Consents whose last day is over, and on which something may still stand."""
        return self.filter(
            valid_until__lt=timezone.localdate(now),
            withdrawn_at__isnull=True,
            expired_at__isnull=True,
        ).order_by("valid_until", "pk")

    def ending_within(self, days: int, now: datetime):
        """Consents whose last day comes within ``days``, of which nobody was told yet."""
        last = timezone.localdate(now) + timedelta(days=days)
        return (
            self.standing(now)
            .filter(valid_until__lte=last, warned_at__isnull=True)
            .order_by("valid_until", "pk")
        )

    def in_force(self, now: datetime | None = None):
        """Standing consents to which everybody needed has agreed."""
        complete = Q()
        for age_band, roles in REQUIRED_ROLES.items():
            agreed = Q(age_band=age_band)
            for role in roles:
                agreed &= Q(self._has_party(role))
            complete |= agreed
        return self.standing(now).filter(complete)

    def covering(self, subject_key: UUID | str, purpose: str, now: datetime | None = None):
        """Consents in force for ``subject_key`` and ``purpose``, the newest first."""
        return self.in_force(now).about(subject_key, purpose)

    def _has_party(self, role: str) -> Exists:
        parties = self.model._meta.get_field("parties").related_model._default_manager
        return Exists(parties.filter(record=OuterRef("pk"), role=role))


class ConsentRequestQuerySet(models.QuerySet):
    """Requests for consent."""

    def of_subjects(self, subject_keys):
        """Requests about ``subject_keys``, the newest first."""
        return self.filter(subject_key__in=subject_keys).order_by("-asked_at", "-pk")

    def with_answers(self):
        """Everything that the state of a request is read from, in a constant number of queries."""
        return self.select_related("asked_by").prefetch_related(
            "parties__answers", "purposes__text", "purposes__record__parties"
        )

    def open_at(self, now: datetime):
        """Requests whose links still take an answer."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def fruitless(self):
        """Requests of which no consent came."""
        purposes = self.model._meta.get_field("purposes").related_model._default_manager
        given = purposes.filter(request=OuterRef("pk"), record__isnull=False)
        return self.filter(~Exists(given))


class PersonInPictureQuerySet(models.QuerySet):
    """People in pictures."""

    def named(self, name: str):
        """Rows of this very name, accents apart."""
        return self.filter(folded_name=same_name(name)[:200])

    def of_subject(self, subject_key: UUID | str, name: str):
        """Rows of one person: a key of a story is shared by everybody in it."""
        return self.named(name).filter(subject_key=subject_key)
