"""Questions of the ORM whose SQL is made once: asked again, they cost their answer and not their making.

Django makes the SQL of a query anew whenever it is asked, which for a few rows takes longer than the database
does. What changes from one asking to the next is left open as `Asked` and filled in when it is asked.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Lookup, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Asked(Expression):
    """A value of a prepared query, by its name; `output_field` where the database cannot tell its type."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        """Leave the value open."""
        return "%s", (self,)


class OneOf(Lookup):  # type: ignore[type-arg]  # generic in the stubs only
    """`field = ANY(numbers)`: thousands of numbers as one value, which Django's `in` makes thousands of."""

    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Write the condition."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::bigint[])", [*values, self.rhs]


class PreparedQuery(Generic[Row]):
    """A query with values left open; `select_related` and slices of a fixed size hold, `in` is `OneOf`."""

    def __init__(self, make: Callable[[], QuerySet[Row]]) -> None:
        """Made when it is first asked: models are loaded by then."""
        self._make = make
        self._made: tuple[QuerySet[Row], Any, str, tuple[Any, ...]] | None = None

    def rows(self, **values: Any) -> list[Row]:
        """The rows for these values; KeyError where one is not given."""
        made = self._made = self._made or self._prepared()
        rows, compiler, sql, parameters = made
        asking = copy(compiler)  # it knows which column goes where
        asking.connection = connection
        given = tuple(values[one.name] if isinstance(one, Asked) else one for one in parameters)
        asking.as_sql = lambda *_, **__: (sql, given)
        answer = rows.all()
        answer.query.get_compiler = lambda *_, **__: asking  # type: ignore[method-assign]
        return list(answer)

    def first(self, **values: Any) -> Row | None:
        """The first row; the query itself says that one is enough."""
        return next(iter(self.rows(**values)), None)

    def _prepared(self) -> tuple[QuerySet[Row], Any, str, tuple[Any, ...]]:
        rows = self._make()
        compiler = rows.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        return rows, compiler, sql, tuple(parameters)
