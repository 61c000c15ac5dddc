"""Pages that go live only with an approval."""

from contextlib import nullcontext

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from goodnews.consents.services import hold_consents
from goodnews.core.models import BasePage
from goodnews.workflows.choices import ReviewPace
from goodnews.workflows.errors import PublicationRefusedError

from .approvals import Approval
from .unread import differs_from_stored, is_kept_in_step
from .waiting import WaitingItem


class ModeratedPage(BasePage):
    """A page that is live only at a revision that was approved (rule 4).

    The gate stands in ``save()``: admin buttons, bulk actions, copies, APIs,
    the schedule, translation and import all pass through it.
    """

    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )

    class Meta:
        abstract = True

    def publication_faults(self) -> list:
        """Return what stands between this page and the public, as ValidationErrors by field.

        Page types extend it: missing consent, source, alternative text, credit.
        """
        return []

    def approval_faults(self) -> list:
        """Return what an approver must have mended first, as ValidationErrors by field.

        All that the public page needs, and what makes it a good one: the gate
        lets older pages without that stay public, the last approval does not.
        """
        return self.publication_faults()

    @property
    def review_pace(self) -> ReviewPace:
        """How soon a stage should decide about this page; page types extend it."""
        return ReviewPace.QUICK

    def save(self, *args, **kwargs):
        update_fields = kwargs.get("update_fields")
        is_stored = self.pk is not None
        if self._is_held_back(update_fields):
            # The public keeps what was approved; the revision that is made next has the new text.
            if kwargs.get("clean", True):
                self.full_clean()
            return
        # The gate holds the consents until the page is written. No savepoint where there is a
        # transaction: what the gate refuses has written nothing.
        is_inside = transaction.get_connection().in_atomic_block
        with nullcontext() if is_inside else transaction.atomic():
            self.pass_gate(update_fields)
            super().save(*args, **kwargs)
        if is_stored and (update_fields is None or "unit" in update_fields):
            # Who sees a waiting page goes by its unit.
            WaitingItem.objects.open().filter(page=self.pk).update(unit=self.unit_id)

    def pass_gate(self, update_fields=None) -> None:
        """Let a save through that shows the public nothing new.

        An alias shows another page's text without an approval of its own, and
        Wagtail puts aliases live while it publishes the original: it stays a
        draft instead of stopping the original.

        Raises:
            PublicationRefusedError: the revision was not approved as it reads
                now, or something that the public page needs is missing.
        """
        if not self._goes_live(update_fields):
            return
        if self.alias_of_id:
            self.live = False
            self.has_unpublished_changes = True
            return
        if not Approval.objects.covers(revision_id=self.live_revision_id, page_id=self.pk):
            raise PublicationRefusedError(
                [_("“%(title)s” has not been approved in this version.") % {"title": self.title}]
            )
        if transaction.get_connection().in_atomic_block:
            hold_consents()
        faults = self.publication_faults()
        if faults:
            raise PublicationRefusedError(faults)

    def _is_held_back(self, update_fields) -> bool:
        """Tell whether this save would change a public translation past the gate."""
        if update_fields is not None or self.pk is None or not self.live:
            return False
        return is_kept_in_step(self) and not self._goes_live(None) and differs_from_stored(self)

    def _goes_live(self, update_fields) -> bool:
        """Tell whether this save would show the public something it does not show now."""
        if not self.live or (
            update_fields is not None and not {"live", "live_revision"} & set(update_fields)
        ):
            return False
        if self.pk is None:
            return True
        stored = type(self)._base_manager.filter(pk=self.pk).values_list("live", "live_revision_id")
        return stored.first() != (True, self.live_revision_id)
