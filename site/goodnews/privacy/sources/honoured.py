"""Exemplars: their profiles, who wished them well, and who was nominated."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exemplars.models import ExemplarPage, Greeting
from exemplars.nominations.models import Nomination
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted


def _profiles(wanted: Wanted) -> Iterator[Holding]:
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


def _greetings(wanted: Wanted) -> Iterator[Holding]:
    greetings = Greeting.objects.select_related("exemplar").order_by("-sent_at", "-pk")
    for greeting in greetings.iterator(chunk_size=1000):
        if wanted.is_in(greeting.name, greeting.text):
            is_public = greeting.exemplar.live and greeting.state == "shown"
            yield Holding(
                what=str(greeting),
                detail=f"{greeting.exemplar.title} · {greeting.get_state_display()}",
                url=reverse("exemplars_greetings"),
                is_public=is_public,
            )


def _nominations(wanted: Wanted) -> Iterator[Holding]:
    nominations = Nomination.objects.select_related("round").order_by("-saved_at", "-pk")
    for nomination in nominations.iterator(chunk_size=500):
        if wanted.is_in(nomination.name, nomination.deed, nomination.reasons):
            yield Holding(
                what=str(nomination),
                detail=f"{nomination.round} · {nomination.get_state_display()}",
                # A draft is its nominator's own; the office opens what was sent.
                url=reverse("selection:nomination", args=[nomination.pk])
                if nomination.sent_at
                else "",
            )


EXEMPLARS = HoldingSource("exemplars", gettext_lazy("Profiles of exemplars"), _profiles)
GREETINGS = HoldingSource("greetings", gettext_lazy("Good wishes"), _greetings)
NOMINATIONS = HoldingSource("nominations", gettext_lazy("Nominations"), _nominations)
