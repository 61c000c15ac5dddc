"""Approvals: the last word on one revision, word for word."""

import hashlib
import json
from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from goodnews.workflows.choices import ApprovalChannel


def digest_content(content: dict) -> str:
    """Return the fingerprint of what a revision says."""
    text = json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


class ApprovalQuerySet(models.QuerySet):
    """Approvals by what they still allow."""

    def record(self, *, revision: Revision, user, now: datetime, channel: str):
        """Record the last word on ``revision`` as it reads now, in place of an earlier one."""
        self.in_force().filter(revision=revision).update(revoked_at=now)
        return self.create(
            revision=revision,
            # Asked of the database: the instance may be older than an autosave.
            content_digest=digest_content(Revision.objects.get(pk=revision.pk).content),
            channel=channel,
            approved_by=user,
            approved_at=now,
        )

    def in_force(self):
        """Approvals that were not ended by taking the page down."""
        return self.filter(revoked_at__isnull=True)

    def covers(self, *, revision_id: int | None, page_id: int | None) -> bool:
        """Tell whether that revision of that page was approved as it reads now.

        Wagtail's autosave overwrites the latest revision in place, so an
        approval holds for the words, not for the number of the revision.
        """
        if revision_id is None or page_id is None:
            return False
        approval = (
            self.in_force()
            .filter(revision_id=revision_id, revision__object_id=str(page_id))
            .select_related("revision")
            .order_by("-pk")
            .first()
        )
        if approval is None:
            return False
        return approval.content_digest == digest_content(approval.revision.content)


class Approval(models.Model):
    """The last word on one revision (phê duyệt); without it the revision cannot go live."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="approvals", verbose_name=_("revision")
    )
    content_digest = models.CharField(_("fingerprint of the content"), max_length=64)
    channel = models.CharField(_("channel"), max_length=16, choices=ApprovalChannel.choices)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approvals",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"))
    revoked_at = models.DateTimeField(
        _("revoked at"),
        null=True,
        blank=True,
        help_text=_("When the page was taken down; it needs a new approval to come back."),
    )

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-approved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(revoked_at__isnull=True),
                name="a_revision_has_one_approval_in_force",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("approved_at")),
                name="an_approval_ends_after_it_was_given",
            ),
        ]

    def __str__(self):
        return f"{self.revision_id} · {self.approved_at:%Y-%m-%d %H:%M}"
