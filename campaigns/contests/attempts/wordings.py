"""What versions say, kept in the memory of the process: a version never changes. No keys here."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from campaigns.contests.models import Attempt
from goodnews.images.models import SiteImage
from quizblocks.life.versions import version_contents
from quizblocks.shown import ShownQuestion

from .papers import names_in, picture_ids, shown_item

KEPT_VERSIONS = 3000

Version = tuple[UUID, int]

_kept: OrderedDict[Version, dict[str, Any]] = OrderedDict()


def contents_of(versions: Collection[Version]) -> dict[Version, dict[str, Any]]:
    """Return what ``versions`` say: one query for those that are not kept, often none."""
    contents = {version: kept for version in versions if (kept := _kept.get(version))}
    missing = {version for version in versions if version not in contents}
    found = version_contents(missing) if missing else {}
    _kept.update(found)
    while len(_kept) > KEPT_VERSIONS:
        _kept.popitem(last=False)
    return {**contents, **found}


def pictures_of(contents: Iterable[dict[str, Any]]) -> dict[int, SiteImage]:
    """Return the pictures that ``contents`` name, by id: no query where there are none."""
    wanted = set().union(*(picture_ids(content) for content in contents))
    return SiteImage.objects.in_bulk(wanted) if wanted else {}


def shown_paper(attempt: Attempt, *, language: str) -> tuple[ShownQuestion, ...]:
    """Return the questions of ``attempt`` as its page shows them."""
    pictures = pictures_of(contents_of(attempt.versions).values())
    places = range(1, len(attempt.paper) + 1)
    return asked_items(attempt, places, language=language, pictures=pictures)


def asked_items(
    attempt: Attempt,
    places: Iterable[int],
    *,
    language: str,
    pictures: Mapping[int, SiteImage] = MappingProxyType({}),
    names: Mapping[int, Mapping[str, UUID]] = MappingProxyType({}),
) -> tuple[ShownQuestion, ...]:
    """Return some items of ``attempt``; without ``pictures`` as far as reading an answer needs.

    Args:
        names: of their rows by place, where they are known already.
    """
    versions = attempt.versions
    asked = {place: versions[place - 1] for place in places}
    contents = contents_of(list(asked.values()))
    return tuple(
        shown_item(
            attempt.paper[place - 1],
            place=place,
            content=contents[version],
            names=names.get(place) or names_in(attempt.secret, place, contents[version]),
            pictures=pictures,
            language=language,
        )
        for place, version in asked.items()
    )


def item_names(attempt: Attempt, places: Sequence[int]) -> dict[int, dict[str, UUID]]:
    """Return the names of the rows of some items of ``attempt``, by place."""
    versions = attempt.versions
    contents = contents_of([versions[place - 1] for place in places])
    return {
        place: names_in(attempt.secret, place, contents[versions[place - 1]]) for place in places
    }
