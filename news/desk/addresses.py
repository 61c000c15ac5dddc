"""Where the e-mails of the workflow send an author."""

from django.urls import reverse

from .models import DeskDraft


def find_author_address(page, user) -> str | None:
    """Return the path of the submission that became ``page``, if it is the user's own."""
    draft = DeskDraft.objects.owned_by(user).filter(page_id=page.pk).only("key").first()
    return reverse("desk:submission", args=[draft.key]) if draft else None
