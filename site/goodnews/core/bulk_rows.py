"""Thousands of rows into a table, without making an object of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> list[Any]:
    """Insert ``rows`` into the table of ``model``; return their primary keys, in their order.

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
    fields = own + others
    source = _from_arrays if connection.vendor == "postgresql" else _from_values
    size = connection.ops.bulk_batch_size(fields, rows) if rows else 1
    quote, keys = connection.ops.quote_name, []
    for start in range(0, len(rows), size):
        selected, values = source(connection, own, rows[start : start + size], fixed)
        # Names come from the model alone.
        sql = (
            f"INSERT INTO {quote(model._meta.db_table)} "
            f"({', '.join(quote(field.column) for field in fields)}) "
            f"{selected} RETURNING {quote(model._meta.pk.column)}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def _from_values(
    connection, own: Sequence[models.Field], rows: Sequence[Sequence[Any]], fixed: Sequence[Any]
) -> tuple[str, list[Any]]:
    """Return the rows as a list of values, and the values."""
    row = f"({', '.join(['%s'] * (len(own) + len(fixed)))})"
    prepare = [field.get_db_prep_save for field in own]
    values = [
        value
        for row in rows
        for value in (
            *[ready(value, connection) for ready, value in zip(prepare, row, strict=True)],
            *fixed,
        )
    ]
    return f"VALUES {', '.join([row] * len(rows))}", values


def _from_arrays(
    connection, own: Sequence[models.Field], rows: Sequence[Sequence[Any]], fixed: Sequence[Any]
) -> tuple[str, list[Any]]:
    """Return the rows as one array for each column, as Django's own inserts do, and the arrays.

    psycopg takes longer to find ten thousand places in a statement than to fill them.
    """
    columns = zip(*rows, strict=True)
    arrays = [
        [field.get_db_prep_save(value, connection) for value in column]
        for field, column in zip(own, columns, strict=True)
    ]
    # Without its length: a cast would cut a text that is too long, where the column refuses it.
    types = [field.db_type(connection).partition("(")[0] for field in own]
    names = [f"c{place}" for place in range(len(own))]
    wanted = ", ".join([*names, *["%s"] * len(fixed)])
    unnested = ", ".join(f"%s::{name}[]" for name in types)
    sql = f"SELECT {wanted} FROM UNNEST({unnested}) AS given ({', '.join(names)})"  # noqa: S608
    return sql, [*fixed, *arrays]
