"""What stands in the content of a key. Pure: plain values in, plain values out.

``right``
    translation keys of the right choices, as sorted texts.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

Content = dict[str, Any]


def right_content(right: Collection[UUID | str]) -> Content:
    """Return the content of a key that names the right choices; {} where none is right."""
    return {"right": sorted(map(str, right))} if right else {}


def right_of(content: Mapping[str, Any]) -> frozenset[UUID]:
    """Return the right choices that ``content`` names."""
    return frozenset(map(UUID, content.get("right", ())))
