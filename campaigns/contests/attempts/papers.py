"""Papers: what an attempt asks, in which order, and under which names. Pure."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import Any
from uuid import UUID

from quizblocks.choices import QuestionKind
from quizblocks.shown import ShownChoice, ShownPicture, ShownQuestion

# One item of a paper, as it is stored.
Item = dict[str, Any]


def row_keys(content: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the rows of a version by their names, in an order that tells nothing."""
    rows = {row["translation_key"] for said in content.values() for row in said.get("choices", ())}
    return sorted(rows)


def make_item(*, question: UUID, version: int, points: int, content: Mapping, rng: Random) -> Item:
    """Return one item with its rows in the order in which this entrant gets them.

    True comes before false for everybody: turned round it only confuses.
    """
    said = wording(content)
    rows = row_keys(content)
    order = list(range(len(rows)))
    if said["kind"] == QuestionKind.TRUE_FALSE:
        order = [rows.index(row["translation_key"]) for row in said["choices"]]
    else:
        rng.shuffle(order)
    return {"question": str(question), "version": version, "points": points, "order": order}


def wording(content: Mapping[str, Mapping[str, Any]], language: str = "vi") -> Mapping[str, Any]:
    """Return what a version says in ``language``, or in one that it has."""
    return content.get(language) or content.get("vi") or next(iter(content.values()))


def token_of(secret: str, place: int, row: str) -> UUID:
    """Return the name of a row in one attempt: no other attempt has it, nobody can make it."""
    signed = hmac.digest(secret.encode(), f"{place}:{row}".encode(), "sha256")
    return UUID(bytes=signed[:16])


def number_of(token: UUID) -> int:
    """Return the id of a choice in a form, of at most 15 digits."""
    return int(token.hex[:12], 16)


def names_in(secret: str, place: int, content: Mapping) -> dict[str, UUID]:
    """Return the name that each row of an item has in one attempt, by the row's own."""
    return {row: token_of(secret, place, row) for row in row_keys(content)}


def picture_ids(content: Mapping[str, Mapping[str, Any]]) -> set[int]:
    """Return the ids of the pictures of a version, its choices' among them."""
    parts = [*content.values(), *(row for said in content.values() for row in said["choices"])]
    return {part["picture"] for part in parts if part.get("picture")}


def shown_item(
    item: Item,
    *,
    place: int,
    content: Mapping,
    names: Mapping[str, UUID],
    pictures: Mapping[int, Any],
    language: str = "vi",
) -> ShownQuestion:
    """Return an item as the page shows it; it has no way to the key.

    Args:
        names: of its rows: those of the attempt, or their own, for marking.
        pictures: images by their ids; one that is missing is not shown.
    """
    said = wording(content, language)
    rows = {row["translation_key"]: row for row in said["choices"]}
    keys = row_keys(content)
    ordered = [keys[index] for index in item["order"]]
    return ShownQuestion(
        id=place,
        # Nobody has to know which question of the bank this is.
        key=_nameless(place),
        kind=said["kind"],
        stem=said["stem"],
        choices=tuple(
            _choice(rows[key], names[key], pictures)
            for key in _items_first(ordered, rows)
            if key in rows
        ),
        picture=_picture(said, pictures),
    )


@lru_cache(maxsize=1024)
def _nameless(place: int) -> UUID:
    return token_of("", place, "")


def _items_first(ordered: Sequence[str], rows: Mapping[str, Mapping]) -> Iterable[str]:
    return sorted(ordered, key=lambda key: not rows.get(key, {}).get("is_item", False))


def _choice(row: Mapping[str, Any], name: UUID, pictures: Mapping[int, Any]) -> ShownChoice:
    return ShownChoice(
        number_of(name),
        name,
        row["text"],
        row.get("is_item", False),
        row.get("gap", 0),
        _picture(row, pictures),
    )


def _picture(said: Mapping[str, Any], pictures: Mapping[int, Any]) -> ShownPicture | None:
    image = pictures.get(said.get("picture") or 0)
    return ShownPicture(image, said["picture_alt"]) if image is not None else None


def full_marks_of(paper: Iterable[Item]) -> int:
    """Return the points of everything right."""
    return sum(item["points"] for item in paper)
