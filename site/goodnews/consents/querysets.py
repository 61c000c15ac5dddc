"""Reads of consents."""

from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .names import same_name
from .rules import REQUIRED_ROLES


class ConsentTextQuerySet(models.QuerySet):
    """The wordings that people agreed to."""

    def current(self, *, purpose: str, language: str = "vi"):
        """The wordings for ``purpose``, the newest first."""
        return self.filter(purpose=purpose, language=language).order_by("-version", "-pk")


class ConsentRecordQuerySet(models.QuerySet):
    """Consents by what they cover."""

    def in_force(self):
        """Consents not withdrawn to which everybody needed has agreed."""
        complete = Q()
        for age_band, roles in REQUIRED_ROLES.items():
            agreed = Q(age_band=age_band)
            for role in roles:
                agreed &= Q(self._has_party(role))
            complete |= agreed
        return self.filter(complete, withdrawn_at__isnull=True)

    def covering(self, subject_key: UUID | str, purpose: str):
        """Consents in force for ``subject_key`` and ``purpose``, the newest first."""
        return (
            self.in_force()
            .filter(subject_key=subject_key, purpose=purpose)
            .order_by("-recorded_at", "-pk")
        )

    def _has_party(self, role: str) -> Exists:
        parties = self.model._meta.get_field("parties").related_model._default_manager
        return Exists(parties.filter(record=OuterRef("pk"), role=role))


class PersonInPictureQuerySet(models.QuerySet):
    """People in pictures."""

    def named(self, name: str):
        """Rows of this very name, accents apart."""
        return self.filter(folded_name=same_name(name)[:200])

    def of_subject(self, subject_key: UUID | str, name: str):
        """Rows of one person: a key of a story is shared by everybody in it."""
        return self.named(name).filter(subject_key=subject_key)
