"""Where the e-mails of the workflow send an author."""

from collections.abc import Collection

from django.urls import reverse

from .models import DeskDraft


def find_author_addresses(page_pks: Collection[int]) -> dict[tuple[int, int], str]:
    """Return the paths of the submissions that became pages, by page and author."""
    drafts = DeskDraft.objects.filter(page__in=page_pks)
    return {
        (page_pk, owner_pk): reverse("desk:submission", args=[key])
        for page_pk, owner_pk, key in drafts.values_list("page_id", "owner_id", "key")
    }
