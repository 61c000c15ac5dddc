"""Thousands of rows into a table, without making an object of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

# What fields of these very classes give to the database as it is: most of what is inserted.
AS_THEY_ARE = {
    models.CharField: str,
    models.TextField: str,
    models.URLField: str,
    models.IntegerField: int,
    models.BooleanField: bool,
}


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> list[Any]:
    """Insert ``rows`` into the table of ``model``; return their primary keys, in their order.

    The database numbers them: the key of ``model`` is none of ``names``.

    As ``bulk_create`` it calls no ``save()`` and sends no signals. An object of a model, asked
    field by field for what it holds, takes three times as long as the insertion itself.

    Args:
        names: the fields that ``rows`` say, foreign keys as ids.
        same: what all rows say alike, by field; other fields have their defaults.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    own, rows, same = [model._meta.get_field(name) for name in names], list(rows), same or {}
    others = [
        field
        for field in model._meta.concrete_fields
        if field not in own and not isinstance(field, models.AutoField)
    ]
    fixed = [
        field.get_db_prep_save(same.get(field.name, field.get_default()), connection)
        for field in others
    ]
    if not rows:
        return []
    columns = [
        _written(field, column, connection)
        for field, column in zip(own, zip(*rows, strict=True), strict=True)
    ]
    values = [[*row, *fixed] for row in zip(*columns, strict=True)]
    insert = _copy if connection.vendor == "postgresql" else _insert
    return insert(connection, model, own + others, values)


def _written(field: models.Field, column: Sequence[Any], connection) -> Sequence[Any]:
    """Return what ``column`` holds as the database takes it."""
    is_number = isinstance(field, models.ForeignKey) and isinstance(
        field.target_field, models.AutoField
    )
    same = int if is_number else AS_THEY_ARE.get(type(field))
    ready = field.get_db_prep_save
    return [value if type(value) is same else ready(value, connection) for value in column]


def _insert(
    connection, model: type[models.Model], fields: Sequence[models.Field], rows: list[list[Any]]
) -> list[Any]:
    """Insert as many rows with a statement as the database takes values."""
    size, keys = connection.ops.bulk_batch_size(fields, rows), []
    row = f"({', '.join(['%s'] * len(fields))})"
    quote = connection.ops.quote_name
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        # Names come from the model alone.
        sql = (
            f"INSERT INTO {_named(quote, model, fields)} "  # noqa: S608
            f"VALUES {', '.join([row] * len(some))} RETURNING {quote(model._meta.pk.column)}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for row in some for value in row])
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def _copy(
    connection, model: type[models.Model], fields: Sequence[models.Field], rows: list[list[Any]]
) -> list[Any]:
    """Copy the rows in, with keys that were taken before: ``COPY`` returns none.

    psycopg writes a list of values in Python, what is copied in C: a third of the time.
    """
    key, quote = model._meta.pk, connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [quote(model._meta.db_table), key.column, len(rows)],
        )
        keys = [number for (number,) in cursor.fetchall()]
        sql = f"COPY {_named(quote, model, [key, *fields])} FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(sql) as copy:
            for number, row in zip(keys, rows, strict=True):
                copy.write_row([number, *row])
    return keys


def _named(quote, model: type[models.Model], fields: Sequence[models.Field]) -> str:
    """Return the table and columns as a statement names them."""
    columns = ", ".join(quote(field.column) for field in fields)
    return f"{quote(model._meta.db_table)} ({columns})"
