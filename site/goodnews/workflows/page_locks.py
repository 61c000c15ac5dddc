"""Why somebody may not edit a page at a stage: Wagtail's own lock, with a name and a time."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class StageLock(WorkflowLock):
    """Wagtail's lock of a stage; where the page is claimed it says by whom and since when."""

    def get_message(self, user):
        claim = self.task.claim_on(self.object)
        if claim is None:
            return super().get_message(user)
        if claim.claimed_by_id == user.pk:
            return format_html(
                _("<b>You hold this story</b> until {until}; nobody else can change or decide it."),
                until=moment_in_words(claim.expires_at),
            )
        return format_html(
            _("<b>{name} holds this story</b> since {since}, at the latest until {until}."),
            name=claim.claimed_by.display_name,
            since=moment_in_words(claim.claimed_at),
            until=moment_in_words(claim.expires_at),
        )

    def get_locked_by(self, user, can_lock=False):
        claim = self.task.claim_on(self.object)
        if claim is None:
            return super().get_locked_by(user, can_lock)
        return _("Held by you") if claim.claimed_by_id == user.pk else _("Held by somebody else")

    def get_description(self, user, can_lock=False):
        if self.task.claim_on(self.object) is None:
            return super().get_description(user, can_lock)
        return _("Only the person who holds the story can edit and decide it.")


def moment_in_words(moment) -> str:
    """Return ``moment`` as the office writes it."""
    return date_format(timezone.localtime(moment), "H:i d/m/Y")
