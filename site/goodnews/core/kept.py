"""What only a publication changes, kept by each process until the page cache is purged.

Page trees, themes and units are read for every page and change a few times a
day. They live exactly as long as the kept pages do, see ``pagecache``.
"""

from collections.abc import Callable, Hashable
from threading import local
from typing import TypeVar

from django.core.signals import request_started

from .pagecache import current_generation

Value = TypeVar("Value")

# Keys come from page trees and host names; beyond this somebody is making them up.
MOST_VALUES = 500

_values: dict[Hashable, tuple[str, object]] = {}
_of_request = local()


def request_generation() -> str:
    """Return the generation as of the beginning of this request.

    Read once: a page asks several times, and the cache may be a file.
    """
    generation = getattr(_of_request, "generation", None)
    if generation is None:
        generation = _of_request.generation = current_generation()
    return generation


def kept(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what ``make`` returned since the last purge; the caller must not change it.

    Args:
        key: names the value; what ``make`` raises is raised and nothing is kept.
    """
    # Read before the tables, so that a purge meanwhile is not missed.
    generation = request_generation()
    found = _values.get(key)
    if found is None or found[0] != generation:
        found = (generation, make())
        if len(_values) >= MOST_VALUES:
            _values.clear()
        _values[key] = found
    return found[1]


def _forget_generation(**kwargs) -> None:
    _of_request.generation = None


request_started.connect(_forget_generation, dispatch_uid="kept-forgets-generation")
