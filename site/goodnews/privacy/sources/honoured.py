"""Profiles of exemplars: name, and the note that is never public."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exemplars.models import ExemplarPage
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted


def _find(wanted: Wanted) -> Iterator[Holding]:
    rows = ExemplarPage.objects.order_by("pk").values_list(
        "pk", "title", "draft_title", "deed", "internal_note", "live", "locale__language_code"
    )
    for pk, title, draft_title, deed, note, is_live, language in rows.iterator(chunk_size=1000):
        is_in_note = wanted.is_in(note)
        if is_in_note or wanted.is_named(title, draft_title, deed):
            state = _("public") if is_live else _("not public")
            note_words = f" · {_('named in the internal note')}" if is_in_note else ""
            yield Holding(
                what=f"{title} ({language})",
                detail=f"{state}{note_words}",
                url=reverse("wagtailadmin_pages:edit", args=[pk]),
                is_public=is_live,
            )


EXEMPLARS = HoldingSource("exemplars", gettext_lazy("Profiles of exemplars"), _find)
