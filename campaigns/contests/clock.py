"""The clock that decides: the database's, one for all machines that serve the site."""

from datetime import UTC, datetime

from django.db import connection

# SQLite counts milliseconds, and has no time zones.
QUERIES = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
}


def database_now() -> datetime:
    """Return the moment on the database's clock: one query.

    A machine whose own clock is ten minutes slow would else take answers that are late.
    """
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor])
        (moment,) = cursor.fetchone()
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return moment.astimezone(UTC)
