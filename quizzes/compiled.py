"""ORM queries whose SQL is built once and run again with new values.

Building a query costs many times what running it does. This keeps what Django made of it: the builder is
called with a mark in each slot, the SQL is kept, and a run puts values where the marks were. Tests run each
builder as a plain query beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)

_FIRST_MARK = 1_900_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    sql: str
    params: tuple[Any, ...]
    slots: dict[int, str]
    """Position among the parameters, and the name of the value that goes there."""
    names: tuple[str, ...]
    converters: dict[int, Any]


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
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = self._compile()
        params = list(plan.params)
        for position, name in plan.slots.items():
            # psycopg is told the width of a number by a type of its own, so that type is kept
            kind = type(params[position])
            value = _prepared(values[name])
            params[position] = kind(value) if issubclass(kind, int) else value
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, params)
            rows = cursor.fetchall()
        return [dict(zip(plan.names, _converted(row, plan), strict=True)) for row in rows]

    def _compile(self) -> _Plan:
        marks = {name: _mark(index, kind) for index, (name, kind) in enumerate(self.slots.items())}
        query = self.build(**marks).query
        compiler: SQLCompiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        found = {_prepared(mark): name for name, mark in marks.items()}
        slots = {
            position: found[param]
            for position, param in enumerate(params)
            if isinstance(param, int | str | datetime) and param in found
        }
        missing = set(self.slots) - set(slots.values())
        if missing:
            raise ValueError(f"Every slot must be a parameter of the query; these are not: {missing}.")
        return _Plan(
            sql=sql,
            params=tuple(params),
            slots=slots,
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
            found = self._model.from_db(connection.alias, self._names, [row[name] for name in self._names])
            for name in self._also:
                setattr(found, name, row[name])
            return found
        return None


def _mark(index: int, kind: type) -> Any:
    number = _FIRST_MARK + index
    if kind is datetime:
        return datetime.fromtimestamp(number, tz=UTC)
    return kind(number)


def _prepared(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _converted(row: tuple[Any, ...], plan: _Plan) -> list[Any]:
    values = list(row)
    for position, (functions, expression) in plan.converters.items():
        for convert in functions:
            values[position] = convert(values[position], expression, connection)
    return values
