"""The clock that decides: the database's, one for all machines that serve the site."""

from datetime import UTC, datetime

from django.db import connection

# SQLite counts milliseconds, and has no time zones.
CLOCKS = {
    "postgresql": "clock_timestamp()",
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')",
}


def database_now() -> datetime:
    """Return the moment on the database's clock: one query.

    A machine whose own clock is ten minutes slow would else take answers that are late.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {clock_sql()}", ())
        (moment,) = cursor.fetchone()
    return moment_of(moment)


def clock_sql() -> str:
    """Return what says the moment on the database's clock, in SQL."""
    return CLOCKS[connection.vendor]


def moment_of(said: datetime | str) -> datetime:
    """Return what a clock of :data:`CLOCKS` said, in UTC."""
    return utc(said)


def utc(moment: datetime | str) -> datetime:
    """Return a moment as a cursor reads it, in UTC: SQLite keeps texts, and says no time zone."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
