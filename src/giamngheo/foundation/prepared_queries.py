"""Questions of the ORM whose SQL is made once: asked again, they cost their answer and not their making.

Django makes the SQL of a query anew whenever it is asked, which for a few rows takes longer than the database
does. What changes from one asking to the next is left open as `Asked` and filled in when it is asked; how
rows become models is found out once, too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Lookup, Model, QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]  # not in the stubs
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
_Converters = tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]


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


FEW: Final = "= ANY(ARRAY(SELECT unnest({}::bigint[])))"
"""One of a few numbers (in braces), so that the plan is kept: for so few as it sees the database makes one
again and again, as it seems to cost less than one for any number of them."""
FEW_AREAS: Final = 400
"""Of more areas than this the database reckons each time whether to look each up or to read the whole."""


class OneOfFew(OneOf):
    """As `OneOf`, for a handful of numbers that are looked up by an index whatever they are."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Write the condition."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} {FEW.format('%s')}", [*values, self.rhs]


class Overlaps(OneOf):
    """`field && numbers`: a list of numbers in the field has one of these."""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Write the condition."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} && %s::bigint[]", [*values, self.rhs]


class PreparedQuery(Generic[Row]):
    """A query with values left open; `select_related` and slices of a fixed size hold, `in` is `OneOf`."""

    def __init__(self, make: Callable[[], QuerySet[Row]]) -> None:
        """Made when it is first asked: models are loaded by then."""
        self._make = make
        self._made: _Made | None = None

    def rows(self, **values: Any) -> list[Row]:
        """The rows for these values; KeyError where one is not given."""
        made = self._made = self._made or _made(self._make())
        return [made.row(one) for one in _asked(made.sql, made.parameters, values)]

    def first(self, **values: Any) -> Row | None:
        """The first row; the query itself says that one is enough."""
        return next(iter(self.rows(**values)), None)


class PreparedValues:
    """A query of values (`values_list`) with values left open."""

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        """Made when it is first asked: models are loaded by then."""
        self._make = make
        self._made: tuple[str, tuple[Any, ...], _Converters] | None = None

    def rows(self, **values: Any) -> list[Sequence[Any]]:
        """The rows for these values; KeyError where one is not given."""
        sql, parameters, converters = self._made = self._made or _values_made(self._make())
        found = _asked(sql, parameters, values)
        return [_converted(one, converters) for one in found] if converters else found


@dataclass(frozen=True)
class _Made:
    """The SQL of a query, and how Django makes models of its rows: which column is which field of which."""

    sql: str
    parameters: tuple[Any, ...]
    model: type[Model]
    fields: tuple[str, ...]  # of the model, from the first column on
    converters: _Converters
    populators: tuple[Any, ...]  # of `select_related`

    def row(self, columns: Sequence[Any]) -> Any:
        """The model of a row."""
        if self.converters:
            columns = _converted(columns, self.converters)
        found = self.model.from_db(DEFAULT_DB_ALIAS, self.fields, columns[: len(self.fields)])
        for one in self.populators:
            one.populate(columns, found)
        return found


def _asked(sql: str, parameters: Sequence[Any], values: Mapping[str, Any]) -> list[Sequence[Any]]:
    given = [values[one.name] if isinstance(one, Asked) else one for one in parameters]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _converted(columns: Sequence[Any], converters: _Converters) -> Sequence[Any]:
    converted = list(columns)
    for place, each, expression in converters:
        for convert in each:
            converted[place] = convert(converted[place], expression, connection)
    return converted


def _values_made(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...], _Converters]:
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    return sql, tuple(parameters), _converters(compiler)


def _converters(compiler: SQLCompiler) -> _Converters:
    """How Django makes values of columns, by their place."""
    found = compiler.get_converters([column[0] for column in compiler.select])
    return tuple((place, tuple(each), expression) for place, (each, expression) in found.items())


def _made(rows: QuerySet[Any]) -> _Made:
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    told: Any = compiler.klass_info
    columns = compiler.select
    own = told["select_fields"]
    if compiler.annotation_col_map or list(own) != list(range(len(own))):
        raise TypeError("a prepared query has the fields of its model and what is joined to it, nothing else")
    return _Made(
        sql,
        tuple(parameters),
        told["model"],
        tuple(columns[place][0].target.attname for place in own),
        _converters(compiler),
        tuple(get_related_populators(told, columns, DEFAULT_DB_ALIAS)),
    )
