"""The order of a whole run, for several processes."""

from collections.abc import Sequence

from django.test import TransactionTestCase


def pure_tests_meanwhile(items: Sequence, *, workers: int) -> list:
    """Return ``items`` so that every process but the first begins with tests of no database.

    Each process begins with a stretch of its own, all of one length. The others keep
    their order: what empties the tables comes last.
    """
    if workers == 1:
        return list(items)
    pure = [item for item in items if not needs_database(item)]
    others = [item for item in items if needs_database(item)]
    stretch, share = len(items) // workers, len(pure) // (workers - 1)
    ordered = []
    for number in range(workers):
        begins = pure[(number - 1) * share :][: min(share, stretch)] if number else []
        taken = stretch - len(begins)
        ordered += [*begins, *others[:taken]]
        others = others[taken:]
    return [*ordered, *others, *pure[(workers - 1) * min(share, stretch) :]]


def needs_database(item) -> bool:
    """Tell whether a collected test asks for the database."""
    if item.cls is not None and issubclass(item.cls, TransactionTestCase):
        return True
    return bool(item.get_closest_marker("django_db")) or bool(
        {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    )
