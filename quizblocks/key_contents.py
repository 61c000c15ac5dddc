"""What stands in the content of a key. Pure: plain values in, plain values out.

``right``
    translation keys of the right choices, as sorted texts.
``numbers``
    accepted ranges: lowest number, highest number and share of the mark, fractions as texts.
``texts``, ``overlooks``
    accepted texts, in which "*" stands for anything, each with its share; and the
    differences that do not count.
``order``
    translation keys of the steps, in the right order.
``pairs``
    translation key of the right partner, by that of the row.
``gaps``
    translation key of the right choice, by the number of the gap, from "1" on.
``feedback``
    by language, what is said after the answer: by translation key of a choice, by the
    number of an accepted number or text, from "1" on, and to whoever was "right" or "wrong".
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

Content = dict[str, Any]


def right_of(content: Mapping[str, Any]) -> frozenset[UUID]:
    """Return the right choices that ``content`` names."""
    return frozenset(map(UUID, content.get("right", ())))


def feedback_of(content: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return what is said after the answer in ``language``, by name."""
    return content.get("feedback", {}).get(language, {})


def with_feedback(
    content: Content, said: Mapping[str, str], *, language: str, before: Mapping[str, Any]
) -> Content:
    """Return ``content`` that says ``said`` in ``language``, and as ``before`` in others."""
    feedback = dict(before.get("feedback", {}))
    feedback.pop(language, None)
    if told := {name: text for name, text in said.items() if text}:
        feedback[language] = told
    return {**content, "feedback": feedback} if feedback else content


def without_strangers(content: Mapping[str, Any], rows: Iterable) -> Content:
    """Return ``content`` without right choices that are no longer among ``rows``."""
    if "right" not in content:
        return dict(content)
    names = {str(row.translation_key) for row in rows}
    return {**content, "right": [name for name in content["right"] if name in names]}


def fits(kind: str, content: Mapping[str, Any], rows: Iterable) -> bool:
    """Tell whether answers to the ``rows`` of a question can be marked by ``content``.

    Args:
        rows: with ``translation_key``, ``is_item`` and ``gap``.
    """
    rows = list(rows)
    names = {str(row.translation_key) for row in rows if not row.is_item}
    items = {str(row.translation_key) for row in rows if row.is_item}
    if kind in _TYPED:
        return bool(content.get(_TYPED[kind]))
    if kind == "ordering":
        order = content.get("order", ())
        return len(order) > 1 and len(order) == len(names) and set(order) == names
    if kind == "matching":
        pairs = content.get("pairs", {})
        return bool(pairs) and set(pairs) == items and set(pairs.values()) <= names
    if kind == "gaps":
        return _gaps_fit(content.get("gaps", {}), rows)
    return _choices_fit(kind, set(content.get("right", ())), names)


_TYPED = {"numeric": "numbers", "short_answer": "texts"}


def _gaps_fit(right: Mapping[str, str], rows: Iterable) -> bool:
    gap_of = {str(row.translation_key): str(row.gap) for row in rows}
    is_of_gap = all(gap_of.get(name) == gap for gap, name in right.items())
    return bool(right) and is_of_gap and set(right) == set(gap_of.values())


def _choices_fit(kind: str, right: set[str], names: set[str]) -> bool:
    is_enough = len(names) == 2 if kind == "true_false" else len(names) > 1
    has_right = bool(right) if kind == "multiple" else len(right) == 1
    return is_enough and has_right and right <= names
