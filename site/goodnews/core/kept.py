"""What only a publication changes, kept by each process until the page cache is purged.

Page trees, themes and units are read for every page and change a few times a
day. They live exactly as long as the kept pages do, see ``pagecache``.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import local
from typing import TypeVar

from django.core.signals import request_finished, request_started
from django.db import transaction

from .pagecache import current_generation

Value = TypeVar("Value")

# Two for every story that is being read. Beyond this begin anew: what is read most is
# soon back, and keeping count of what was used last would cost every single look.
MOST_VALUES = 4000

_values: dict[Hashable, tuple[str, object]] = {}
_of_request = local()


def request_generation() -> str:
    """Return the generation as of the beginning of this request.

    Read once: a page asks several times, and the cache may be a file. Outside
    a request nothing says when to read again, so it is read each time.
    """
    generation = getattr(_of_request, "generation", None)
    if generation is None:
        generation = current_generation()
        if getattr(_of_request, "is_running", False):
            _of_request.generation = generation
    return generation


def may_be_kept() -> bool:
    """Tell whether what is read now may outlive the request.

    Not inside a transaction: it may hold changes that the others do not see
    yet, and the purge comes only when it is committed.
    """
    return not transaction.get_connection().in_atomic_block


def kept(key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what ``make`` returned since the last purge; the caller must not change it.

    Inside a transaction it is returned again during the same request only.

    Args:
        key: names the value.
        make: makes it; what it raises is raised, and nothing is kept.
    """
    if not may_be_kept():
        return _once_a_request(key, make)
    # Read before the tables, so that a purge meanwhile is not missed.
    generation = request_generation()
    found = _values.get(key)
    if found is None or found[0] != generation:
        found = (generation, make())
        if len(_values) >= MOST_VALUES:
            _values.clear()
        _values[key] = found
    return found[1]


def _once_a_request(key: Hashable, make: Callable[[], Value]) -> Value:
    values = getattr(_of_request, "values", None)
    if values is None:
        return make()
    if key not in values:
        values[key] = make()
    return values[key]


@contextmanager
def one_request() -> Iterator[None]:
    """Mark the block as a request, for a handler that sends no signals of one."""
    _begin_request()
    try:
        yield
    finally:
        _end_request()


def _begin_request(**kwargs) -> None:
    _of_request.is_running, _of_request.generation, _of_request.values = True, None, {}


def _end_request(**kwargs) -> None:
    _of_request.is_running, _of_request.generation, _of_request.values = False, None, None


request_started.connect(_begin_request, dispatch_uid="kept-begins")
request_finished.connect(_end_request, dispatch_uid="kept-ends")
