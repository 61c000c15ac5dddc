"""What a question says, apart from its bookkeeping: compared, frozen and reviewed. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# Says when, where and by whom, never what. Everything else that a revision
# holds is content, fields of later days too.
BOOKKEEPING = frozenset(
    {
        "pk",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "live_revision",
        "latest_revision",
        "go_live_at",
        "expire_at",
        "expired",
        "locale",
        "author",
    }
)
OWN_BOOKKEEPING = BOOKKEEPING | {"translation_key"}
# Rows name their question, and stand in the order of the list.
ROW_BOOKKEEPING = BOOKKEEPING | {"question", "content_object", "sort_order"}
DERIVED = "folded_"
# Fields of later days: a content without them is what it was before there were any.
LATER = frozenset({"picture", "picture_alt"})


def said_in(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``content``, as revisions write it, says: plain values for JSON."""
    return json.loads(json.dumps(_said(content), cls=DjangoJSONEncoder))


def digest_of_content(content: Mapping[str, Any]) -> str:
    """Return the fingerprint of what ``content`` says, without making plain values of it first."""
    return digest_of(_said(content))


def _said(content: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [_row(row) for row in _in_order(value)] if _is_rows(value) else value
        for name, value in content.items()
        if name not in OWN_BOOKKEEPING and _says(name, value)
    }


def _says(name: str, value) -> bool:
    return not name.startswith(DERIVED) and (name not in LATER or value not in (None, ""))


def _is_rows(value) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)


def _in_order(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return ``rows`` in the order that they say; rows that say none are a set."""
    if all("sort_order" in row for row in rows):
        return sorted(rows, key=lambda row: row["sort_order"] or 0)
    return sorted(
        rows, key=lambda row: json.dumps(_row(row), sort_keys=True, cls=DjangoJSONEncoder)
    )


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if name not in ROW_BOOKKEEPING and _says(name, value)
    }


def digest_of(said: Any) -> str:
    """Return the fingerprint of plain values: 64 hexadecimal digits."""
    text = json.dumps(said, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def joint_digest(text_digest: str, key_digest: str) -> str:
    """Return the fingerprint of a text together with its key; "" for a text that has none."""
    return digest_of([text_digest, key_digest])


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the names of what ``after`` says otherwise than ``before``, in the order of ``after``."""
    names = [*after, *(name for name in before if name not in after)]
    return [name for name in names if before.get(name) != after.get(name)]
