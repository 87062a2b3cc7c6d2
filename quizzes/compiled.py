"""ORM queries whose SQL is built once and run again with new values.

Building a query costs many times what running it does. This keeps what Django made of it: the builder is
called with a mark in each slot, the SQL is kept, and a run puts values where the marks were. Tests run each
builder as a plain query beside it. Rows are written in the same way: their values go through the fields of
the table as ever, only the statement is not put together anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.db.models import JSONField, Model, QuerySet, Value
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)

_FIRST_MARK = 1_900_000_000


def _database() -> Any:
    """The connection itself: `django.db.connection` looks for it anew at each word."""
    return connections[DEFAULT_DB_ALIAS]


@contextmanager
def _cursor(database: Any) -> Iterator[Any]:
    """A cursor for statements that come again and again.

    SQLite's wants the marks for values written otherwise than Django writes them; that is done once for each
    statement and not each time, which would take as long as many of them run.
    """
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            cursor.cursor.convert_query = _for_sqlite
        yield cursor


@lru_cache(maxsize=512)
def _for_sqlite(sql: str, *, param_names: None = None) -> str:
    convert: Any = SQLiteCursorWrapper.convert_query
    return str(convert(None, sql, param_names=param_names))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    sql: str
    params: tuple[Any, ...]
    slots: dict[int, str]
    """Position among the parameters, and the name of the value that goes there."""
    names: tuple[str, ...] = ()
    converters: Mapping[int, Any] = field(default_factory=dict)


class Compiled:
    """`build` takes a value for each slot, by name, and returns a `values()` query set.

    slots: the type of each value: int, str or datetime. A value must not decide the shape of the query:
    no None, no list, no slice.
    """

    def __init__(self, build: Callable[..., QuerySet], **slots: type) -> None:
        self.build = build
        self.slots = slots
        self._plans: dict[str, _Plan] = {}

    def run(self, **values: Any) -> list[dict[str, Any]]:
        database = _database()
        plan = self._plans.get(database.vendor)
        if plan is None:
            plan = self._plans[database.vendor] = self._compile(database)
        with _cursor(database) as cursor:
            cursor.execute(plan.sql, _filled(plan, values, database))
            rows = cursor.fetchall()
        return [dict(zip(plan.names, _converted(row, plan, database), strict=True)) for row in rows]

    def _compile(self, database: Any) -> _Plan:
        marks = _marks(self.slots)
        query = self.build(**marks).query
        compiler: SQLCompiler = query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        return _Plan(
            sql=sql,
            params=tuple(params),
            slots=_places(marks, params, database),
            names=tuple(query.selected or query.annotation_select),
            converters=compiler.get_converters([expression for expression, *_ in compiler.select]),
        )


class CompiledRow(Generic[M]):
    """One row of a table as an instance, found by a query that is built once.

    `build` takes a value for each slot, by name, and returns a query set of the table.
    also: what it annotates besides, which the instance then has.
    """

    def __init__(
        self, model: type[M], build: Callable[..., QuerySet[M]], *, also: tuple[str, ...] = (), **slots: type
    ) -> None:
        self._model, self._also = model, also
        self._names = [field.attname for field in model._meta.concrete_fields]
        self._rows = Compiled(lambda **values: build(**values).values(*self._names, *also), **slots)

    def first(self, **values: Any) -> M | None:
        for row in self._rows.run(**values):
            found = self._model.from_db(DEFAULT_DB_ALIAS, self._names, [row[name] for name in self._names])
            for name in self._also:
                setattr(found, name, row[name])
            return found
        return None


class CompiledUpdate(Generic[M]):
    """An UPDATE of the same columns each time, in the rows that `build` finds.

    `build` takes a value for each slot, by name, and returns a query set of the table.
    """

    def __init__(
        self, model: type[M], build: Callable[..., QuerySet[M]], *, columns: Sequence[str], **slots: type
    ) -> None:
        self._fields = {name: model._meta.get_field(name) for name in columns}
        self._build, self._slots = build, slots
        self._plans: dict[str, _Plan] = {}

    def run(self, fresh: Mapping[str, Any], **values: Any) -> int:
        """How many rows were changed. `fresh` has the new value of each column, which may be None.

        Raises ValueError where it has not, or more.
        """
        if fresh.keys() != self._fields.keys():
            raise ValueError(f"This sets {', '.join(self._fields)}, not {', '.join(fresh)}.")
        database = _database()
        plan = self._plans.get(database.vendor)
        if plan is None:
            plan = self._plans[database.vendor] = self._compile(database)
        written = [_saved(column, fresh[name], database) for name, column in self._fields.items()]
        with _cursor(database) as cursor:
            cursor.execute(plan.sql, [*written, *_filled(plan, values, database)])
            return int(cursor.rowcount)

    def _compile(self, database: Any) -> _Plan:
        marks = _marks(self._slots)
        query: Any = self._build(**marks).query.chain(UpdateQuery)
        query.add_update_fields([(column, None, Value(0)) for column in self._fields.values()])
        sql, params = query.get_compiler(connection=database).as_sql()
        found = params[len(self._fields) :]  # the columns come first
        return _Plan(sql=sql, params=tuple(found), slots=_places(marks, found, database))


class CompiledInsert(Generic[M]):
    """An INSERT of one row with all its columns, none of which fills itself when it is saved."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._fields = [column for column in model._meta.concrete_fields if not column.primary_key]
        self._sql: dict[str, str] = {}

    def run(self, row: M) -> None:
        """The row has its number afterwards. Raises IntegrityError as `save(force_insert=True)` does."""
        database = _database()
        sql = self._sql.get(database.vendor)
        if sql is None:
            sql = self._sql[database.vendor] = self._compile(row, database)
        written = [_saved(column, getattr(row, column.attname), database) for column in self._fields]
        with _cursor(database) as cursor:
            cursor.execute(sql, written)
            (row.pk,) = cursor.fetchone()
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS

    def _compile(self, row: M, database: Any) -> str:
        query = InsertQuery(self._model)
        query.insert_values(self._fields, [row])
        compiler = query.get_compiler(connection=database)
        compiler.returning_fields = [self._model._meta.pk]
        ((sql, _),) = compiler.as_sql()
        return str(sql)


def _marks(slots: Mapping[str, type]) -> dict[str, Any]:
    return {name: _mark(index, kind) for index, (name, kind) in enumerate(slots.items())}


def _mark(index: int, kind: type) -> Any:
    number = _FIRST_MARK + index
    if kind is datetime:
        return datetime.fromtimestamp(number, tz=UTC)
    return kind(number)


def _places(marks: Mapping[str, Any], params: Sequence[Any], database: Any) -> dict[int, str]:
    """Where the marks stand among the parameters. Raises ValueError for one that does not."""
    found = {_prepared(mark, database): name for name, mark in marks.items()}
    slots = {
        position: found[param]
        for position, param in enumerate(params)
        if isinstance(param, int | str | datetime) and param in found
    }
    missing = set(marks) - set(slots.values())
    if missing:
        raise ValueError(f"Every slot must be a parameter of the query; these are not: {missing}.")
    return slots


def _filled(plan: _Plan, values: Mapping[str, Any], database: Any) -> list[Any]:
    """The parameters with values where the marks were."""
    prepared = {name: _prepared(value, database) for name, value in values.items()}
    params = list(plan.params)
    for position, name in plan.slots.items():
        # psycopg is told the width of a number by a type of its own, so that type is kept
        kind, value = type(params[position]), prepared[name]
        params[position] = kind(value) if issubclass(kind, int) else value
    return params


def _prepared(value: Any, database: Any) -> Any:
    return database.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


_AS_THEY_ARE = frozenset({type(None), str, bool, float})


def _saved(column: Any, value: Any, database: Any) -> Any:
    """What the database is given for a value of this column."""
    if type(value) in _AS_THEY_ARE and not isinstance(column, JSONField):
        return value
    return column.get_db_prep_save(value, database)


def _converted(row: tuple[Any, ...], plan: _Plan, database: Any) -> list[Any]:
    values = list(row)
    for position, (functions, expression) in plan.converters.items():
        for convert in functions:
            values[position] = convert(values[position], expression, database)
    return values
