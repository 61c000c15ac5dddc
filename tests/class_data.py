"""What a class of tests begins with, checked once.

PostgreSQL checks foreign keys when a transaction ends; Django asks for it at the end of each test,
and then takes the test's writes back, and with them that the rows of its class were checked: some
ten milliseconds for every test of a newsroom.
"""

from django.db import connections

from .late_indexes import transaction_around, uncounted


def check_once() -> None:
    """Check the rows that the tests of a class begin with, before the first of them."""
    connection = connections["default"]
    around = transaction_around(connection)
    if around is None or hasattr(around, "is_checked") or len(connection.atomic_blocks) > 1:
        return
    around.is_checked = True
    if connection.vendor == "postgresql":
        with uncounted(connection):
            connection.check_constraints()
