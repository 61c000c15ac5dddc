"""Several people at the same moment: threads, each with a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction
from django.test import TransactionTestCase

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time"
)
PATIENCE_SECONDS = 30
# Long enough for the second one to come to where it has to wait.
A_MOMENT = 2


class AtOnceTestCase(TransactionTestCase):
    """Tests whose rows are committed, so that other connections see them."""

    # Wagtail's first pages and locales come from migrations; a flush would lose them for others.
    serialized_rollback = True

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        # The last flush emptied the database; the next run with --reuse-db needs what it had.
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)

    def at_once(
        self, actions: Sequence[Callable], *, refusals: tuple[type[Exception], ...] = ()
    ) -> list:
        """Run ``actions`` at the same moment; return what each returned, in their order.

        Args:
            refusals: errors that are an answer: they are returned, not raised.
        """
        barrier = Barrier(len(actions), timeout=PATIENCE_SECONDS)

        def run(action):
            try:
                barrier.wait()
                return action()
            except refusals as refusal:
                return refusal
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(actions)) as pool:
            return list(pool.map(run, actions))

    def overlap(
        self, *, first: Callable, second: Callable, meanwhile: Callable | None = None
    ) -> None:
        """Begin ``second`` when ``first`` has done everything but its commit; wait for both.

        Args:
            meanwhile: what ``first`` still does once ``second`` has come to where it has to wait.
        """

        def run():
            try:
                second()
            finally:
                connections.close_all()

        other = Thread(target=run)
        try:
            with transaction.atomic():
                first()
                other.start()
                other.join(timeout=A_MOMENT)
                if meanwhile is not None:
                    meanwhile()
        finally:
            if other.ident is not None:
                other.join(timeout=PATIENCE_SECONDS)
