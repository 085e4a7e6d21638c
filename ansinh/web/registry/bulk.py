"""Many rows at once: COPY into PostgreSQL, one prepared statement into SQLite."""

from __future__ import annotations

import io
from typing import Any

import polars as pl
from django.db import connection, models
from django.db.models import NOT_PROVIDED

_ROWS = 5_000


def insert(model: Any, frame: pl.DataFrame) -> int:
    """Append the rows of a frame whose columns are columns of the table; returns how many.

    A column that is left out takes its default. Null text becomes empty where the table wants it.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    frame = _with_defaults(frame, fields)
    columns = [name for name in frame.columns if name in fields]
    frame = frame.select(columns)
    if connection.vendor == "postgresql":
        _copy(model._meta.db_table, frame)
    else:
        _execute(model._meta.db_table, frame)
    return frame.height


def settle_sequence(model: Any) -> None:
    """Let the next row that the office adds have a number above all that were copied in."""
    if connection.vendor != "postgresql":
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), "  # noqa: S608
            f"COALESCE((SELECT max(id) FROM {connection.ops.quote_name(table)}), 1))",
            [table],
        )


def _with_defaults(frame: pl.DataFrame, fields: dict[str, models.Field[Any, Any]]) -> pl.DataFrame:
    texts = [
        pl.col(name).fill_null("")
        for name, field in fields.items()
        if name in frame.columns and isinstance(field, models.CharField | models.TextField)
        if not field.null
    ]
    missing = [
        pl.lit(field.get_default()).alias(name)
        for name, field in fields.items()
        if name not in frame.columns and field.default is not NOT_PROVIDED
    ]
    return frame.with_columns(texts).with_columns(missing)


def _copy(table: str, frame: pl.DataFrame) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in frame.columns)
    target = connection.ops.quote_name(table)
    text = io.BytesIO()
    frame.write_csv(text, include_header=False, null_value="\\N", quote_style="non_numeric")
    with connection.cursor() as cursor:
        command = f"COPY {target} ({names}) FROM STDIN WITH (FORMAT csv, NULL '\\N')"
        with cursor.copy(command) as copy:
            copy.write(text.getvalue())


def _execute(table: str, frame: pl.DataFrame) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in frame.columns)
    marks = ", ".join(["%s"] * frame.width)
    command = f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        for start in range(0, frame.height, _ROWS):
            cursor.executemany(command, frame.slice(start, _ROWS).rows())


def read(model: Any, where: str = "", values: tuple[Any, ...] = ()) -> pl.DataFrame:
    """Rows as text, whole numbers and nulls; ``where`` is SQL after the table's name.

    Dates and decimals come as they are written; :func:`ansinh.web.registry.tables.arrow` casts.
    """
    names = [field.column for field in model._meta.concrete_fields]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    query = f"SELECT {quoted} FROM {table} {where}"  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.BytesIO()
            command = f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER, FORCE_QUOTE *)"
            statement = connection.ops.compose_sql(command, values)  # type: ignore[attr-defined]
            with cursor.copy(statement) as copy:
                for block in copy:
                    text.write(block)
            text.seek(0)
            return pl.read_csv(text, infer_schema=False)
        cursor.execute(query, values)
        return pl.DataFrame(cursor.fetchall(), schema=names, orient="row", infer_schema_length=None)
