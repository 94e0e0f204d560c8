"""What the measure looks at of a sealed sheet as one short line, read into columns by the hundred thousand.

A third form of the same answers, beside `stored` (all of them, JSON) and `stored_columns` (JSON as columns),
kept with a version when it is sealed, because a form has three questions for one that is measured. The line
begins with a mark of the columns that it holds; where form or law look at others by now, it is not read.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final

import polars as pl

from giamngheo.law.questionnaires.columns import DAY
from giamngheo.law.questionnaires.evidence import (
    HOUSEHOLD,
    MEMBER,
    Evidence,
    answer_types,
    looked_at,
    plain_answers,
)
from giamngheo.law.questionnaires.sheets import Sheet
from giamngheo.law.vocabulary.questionnaires import Asked, Questionnaire

_BETWEEN_CELLS, _BETWEEN_ROWS, _AFTER_A_CODE = ",", ";", "|"
_NOT_IN_A_CELL: Final = frozenset(',;"\\\t\r\n\0')
"""Where an answer holds one of these, no line is written: such a sheet is read from its JSON."""


@dataclass(frozen=True)
class Shape:
    """The columns of a line: of the household, of each member, without the key of the household."""

    of_household: tuple[tuple[str, Any], ...]
    of_member: tuple[tuple[str, Any], ...]

    @property
    def mark(self) -> str:
        """What lines of this shape begin with; no JSON does."""
        told = repr([[(name, str(kind)) for name, kind in of] for of in (self.of_household, self.of_member)])
        return hashlib.blake2s(told.encode(), digest_size=6).hexdigest() + _BETWEEN_ROWS


def shape_of(form: Questionnaire, also: Collection[str] = ()) -> Shape:
    """The columns that the measure looks at of a form; `also` as `evidence_of_many` has it."""
    only = looked_at(form, also)

    def columns(asked: Asked, key: str, kind: Any) -> tuple[tuple[str, Any], ...]:
        told = answer_types(form, asked).items()
        return ((key, kind), *((name, of) for name, of in told if name in only and name != HOUSEHOLD))

    return Shape(columns(Asked.HOUSEHOLD, DAY, pl.Date()), columns(Asked.MEMBER, MEMBER, pl.String()))


def as_measured(form: Questionnaire, sheet: Sheet, also: Collection[str] = ()) -> str:
    """The line of a sheet; empty where an answer does not fit into one."""
    shape = shape_of(form, also)
    household: dict[str, Any] = {**plain_answers(form, sheet.household), DAY: sheet.day}
    members = [{**plain_answers(form, told), MEMBER: key} for key, told in sheet.members.items()]
    told = [(shape.of_household, household), *((shape.of_member, member) for member in members)]
    rows = [[_cell(answers.get(name)) for name, _ in columns] for columns, answers in told]
    if any(_NOT_IN_A_CELL & set(cell) for row in rows for cell in row):
        return ""
    return shape.mark + _BETWEEN_ROWS.join(map(_BETWEEN_CELLS.join, rows))


def _cell(answer: Any) -> str:
    """An answer of the kind of its question, as a cell; what no cell holds where codes would run together."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, list):
        if any(_AFTER_A_CODE in code for code in answer):
            return _BETWEEN_CELLS
        return "".join(code + _AFTER_A_CODE for code in answer)
    return answer.isoformat() if isinstance(answer, date) else str(answer)


def measured_frames(shape: Shape, keys: pl.Series, lines: pl.Series) -> Evidence:
    """Lines of one shape as columns, the same that `stored_frames` reads from the JSON.

    `keys` are those of the households. Raises ValueError where a line is not of this shape.
    """
    rows = lines.str.strip_prefix(shape.mark).str.split(_BETWEEN_ROWS)
    of_members = rows.list.slice(1)
    whose = keys.repeat_by(of_members.list.len()).explode(empty_as_null=False)
    households = _columns(rows.list.first(), shape.of_household)
    members = _columns(of_members.explode(empty_as_null=False), shape.of_member)
    if (households.height, members.height) != (len(keys), len(whose)):
        raise ValueError("a line does not hold one row for each")
    return Evidence(
        households.insert_column(0, keys.alias(HOUSEHOLD)), members.insert_column(0, whose.alias(HOUSEHOLD))
    )


def _columns(rows: pl.Series, columns: tuple[tuple[str, Any], ...]) -> pl.DataFrame:
    """Rows of text as columns, in one pass over all of them."""
    several = [name for name, kind in columns if isinstance(kind, pl.List)]
    schema = {name: pl.String() if name in several else kind for name, kind in columns}
    if rows.is_empty():
        return pl.DataFrame(schema=dict(columns))
    content = BytesIO(rows.str.join("\n").item().encode())
    found = pl.read_csv(content, has_header=False, schema=schema, quote_char=None, separator=_BETWEEN_CELLS)
    return found.with_columns(
        pl.col(name).str.strip_suffix(_AFTER_A_CODE).str.split(_AFTER_A_CODE) for name in several
    )
