"""Every address of the project, and a request that asks for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

from .world import NOBODY

ROUTE_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
UNNAMED = "-"


@dataclass(frozen=True)
class Route:
    """One address: its pattern is unique, its name may be missing or shared."""

    name: str
    pattern: str
    pieces: tuple[tuple[bool, str], ...]

    def path(self, arguments: dict[str, dict[str, object]]) -> str:
        """Return an address of this route, with ``arguments`` for its parameters."""
        own = values_for(self.name, arguments)
        filled = (
            fill_regex(piece, own) if is_regex else fill_route(piece, own)
            for is_regex, piece in self.pieces
        )
        return "/" + "".join(filled)


def values_for(name: str, arguments: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return the parameters for a route: general ones, overlaid by those of its family."""
    values: dict[str, object] = {}
    for beginning in sorted(arguments, key=len):
        if name.startswith(beginning):
            values |= arguments[beginning]
    return values


def fill_route(piece: str, values: dict[str, object]) -> str:
    """Put values for ``<int:pk>`` and the like."""
    return ROUTE_PARAMETER.sub(
        lambda match: str(values.get(match[2], NOBODY if match[1] in ("int", "row_id") else "x")),
        piece,
    )


def fill_regex(piece: str, values: dict[str, object]) -> str:
    """Put values for the groups of a regular expression that is an address."""
    text, result, unnamed = piece.removeprefix("^").removesuffix("$"), "", 0
    while "(" in text:
        before, _bracket, rest = text.partition("(")
        depth, end = 1, 0
        while depth:
            depth += {"(": 1, ")": -1}.get(rest[end], 0)
            end += 1
        named = re.match(r"\?P<(\w+)>", rest)
        if named:
            value = values.get(named[1], "x")
        else:
            value, unnamed = values.get(unnamed, values.get("path", "")), unnamed + 1
        result += before + str(value)
        text = rest[end:]
    return (result + text).replace("\\", "").replace("/?", "/").replace(".*", "khong-co")


def all_routes(patterns=None, pieces=(), namespaces=()) -> Iterator[Route]:
    """Yield every route of the URL configuration."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        own = pieces
        if not isinstance(entry.pattern, LocalePrefixPattern):
            is_regex = isinstance(entry.pattern, RegexPattern)
            own = (*pieces, (is_regex, str(entry.pattern)))
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from all_routes(entry.url_patterns, own, inner)
        elif isinstance(entry, URLPattern):
            name = ":".join((*namespaces, entry.name or UNNAMED))
            yield Route(name, "".join(piece for _is_regex, piece in own), own)
