"""Where questions were asked: articles, by name and link; two queries however many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from quizblocks.models import PRACTICE_PAGE

from .reading import Counted, Place
from .words import percent


@dataclass(frozen=True)
class NamedPage:
    """A page that asked questions; ``url`` is empty once it is gone or hidden."""

    title: str
    url: str


@dataclass(frozen=True)
class ShownPlace:
    """What a table says of one place: counts and shares, nothing of persons."""

    page: NamedPage
    answers: int
    right: str
    later: int
    later_right: str


def name_pages(page_ids: Iterable[int]) -> dict[int, NamedPage]:
    """Return the names of pages by their ids, those that are gone included."""
    ids = set(page_ids)
    found = {
        page.pk: NamedPage(page.title, (page.url or "") if page.live else "")
        for page in Page.objects.filter(pk__in=ids)
    }
    gone = NamedPage(gettext("(page deleted)"), "")
    practice = NamedPage(gettext("Practice"), reverse("practice:index"))
    return {pk: practice if pk == PRACTICE_PAGE else found.get(pk, gone) for pk in ids}


def places_of(places: Mapping[Place, Counted]) -> list[ShownPlace]:
    """Return where a question was asked, the most answered place first."""
    names = name_pages(page_id for page_id, _block in places)
    rows = sorted(places.items(), key=lambda item: (-item[1].whole["answer_count"], str(item[0])))
    return [
        ShownPlace(
            page=names[page_id],
            answers=counted.whole["answer_count"],
            right=share_of(counted.whole["right_count"], counted.whole["answer_count"]),
            later=counted.whole["later_count"],
            later_right=share_of(counted.whole["later_right_count"], counted.whole["later_count"]),
        )
        for (page_id, _block), counted in rows
    ]


def share_of(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` as a percentage; a dash of nothing."""
    return percent(part / whole if whole else None)
