"""How the lists move in a round: the two official tables by village, and causes.

What was decided counts, and as long as nothing was, what is proposed. Every figure comes with the part of the
list that it counts (`drilling.Part`), so that it can be opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import polars as pl

from giamngheo.apps.households.bulk.copying import asked_at_once
from giamngheo.apps.households.circumstances import causes, needs
from giamngheo.apps.reviews.drilling import LEFT, LISTED, NEAR_POOR, NOT_TOLD, OFF, ON, POOR, UNKNOWN, Part
from giamngheo.apps.reviews.models import Round
from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement import movement as measure
from giamngheo.measurement.identities import Violation, check_identities
from giamngheo.measurement.movement import (
    HOUSEHOLDS,
    LISTED_BEFORE,
    PERSONS,
    UNIT,
)
from giamngheo.measurement.prepared import Prepared
from giamngheo.measurement.tables import HOUSEHOLD

AREA: Final = "area_id"
_CODES: Final = {"": 0, **{one.value: one.code for one in HouseholdClass}}
ROWS: Final[dict[str, Any]] = {
    "entry_id": pl.Int64,
    HOUSEHOLD: pl.Int64,
    AREA: pl.Int64,
    "class_before": pl.String,
    "class_now": pl.String,
    "is_left_out": pl.Boolean,
    "members_before": pl.Int64,
    "members_now": pl.Int64,
    LISTED_BEFORE: pl.Boolean,
}
# Lists are read by the owner (migration 0017). Who is on a list was on one before, whatever it was.
_ROWS: Final = "SELECT * FROM reviews_moved(%(rounds)s::bigint[], %(villages)s::bigint[], %(day)s::date)"
_TOLD: Final = """
SELECT fact.household_id, fact.{column} FROM households_{table} AS fact
JOIN reviews_entry AS entry ON entry.household_id = fact.household_id
    AND entry.round_id = ANY(%(rounds)s::bigint[])
WHERE fact.superseded_by_id IS NULL AND fact.valid @> %(day)s::date
"""

_POOR_PARTS: Final[Mapping[str, Part]] = {
    "opening": Part(before=POOR),
    "escaped_to_near_poor": Part(before=POOR, after=NEAR_POOR),
    "escaped_above_near_poor": Part(before=POOR, after=OFF),
    "other_decrease": Part(before=POOR, after=LEFT),
    "from_near_poor": Part(before=NEAR_POOR, after=POOR),
    "relapsed": Part(before=OFF, after=POOR, was_listed=True),
    "newly_arising": Part(before=OFF, after=POOR, was_listed=False),
    "closing": Part(after=POOR),
    "untold_out": Part(before=POOR, after=UNKNOWN),
}
_NEAR_PARTS: Final[Mapping[str, Part]] = {
    "opening": Part(before=NEAR_POOR),
    "escaped": Part(before=NEAR_POOR, after=OFF),
    "became_poor": Part(before=NEAR_POOR, after=POOR),
    "other_decrease": Part(before=NEAR_POOR, after=LEFT),
    "from_poor": Part(before=POOR, after=NEAR_POOR),
    "relapsed": Part(before=OFF, after=NEAR_POOR, was_listed=True),
    "newly_arising": Part(before=OFF, after=NEAR_POOR, was_listed=False),
    "closing": Part(after=NEAR_POOR),
    "untold_out": Part(before=NEAR_POOR, after=UNKNOWN),
}

UNITS: Final = {HOUSEHOLDS: "Hộ", PERSONS: "Nhân khẩu"}
POOR_HEADS: Final = (
    "Đầu kỳ",
    "Thoát nghèo, thành cận nghèo",
    "Thoát nghèo, vượt chuẩn cận nghèo",
    "Giảm khác",
    "Cận nghèo thành nghèo",
    "Tái nghèo",
    "Phát sinh mới",
    "Tăng khác",
    "Cuối kỳ",
)
NEAR_POOR_HEADS: Final = (
    "Đầu kỳ",
    "Thoát cận nghèo",
    "Cận nghèo thành nghèo",
    "Giảm khác",
    "Nghèo thành cận nghèo",
    "Tái cận nghèo",
    "Phát sinh mới",
    "Tăng khác",
    "Cuối kỳ",
)


@dataclass(frozen=True)
class Figure:
    """A number and the part of the list that it counts; None where it counts no households."""

    value: int
    part: Part | None = None


@dataclass(frozen=True)
class Line:
    """A line of a table of movement: of a village, or of all (None), in households or persons."""

    area_id: int | None
    unit: str
    figures: Mapping[str, Figure]

    @property
    def untold(self) -> int:
        """How many are counted apart, because a class or the past is not known."""
        return self.figures["untold_out"].value + self.figures["untold_in"].value


@dataclass(frozen=True)
class Moved:
    """Both tables, the whole first; before against after in households; identities that do not hold."""

    poor: tuple[Line, ...]
    near_poor: tuple[Line, ...]
    crossed: Mapping[tuple[str, str], Figure]
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class OfCause:
    """A cause (or none told): poor and near-poor households now, and what these asked for, most first."""

    cause: str
    name: str
    poor: Figure
    near_poor: Figure
    remedies: tuple[tuple[str, Figure], ...]
    without_needs: Figure


def rows_of(rounds: Sequence[Round], day: date, villages: Sequence[int] | None = None) -> pl.DataFrame:
    """The households of rounds, a frame of `ROWS`; members as of the day when they came, and of `day`.

    One question for any number of rounds.
    """
    told = {
        "rounds": [one.pk for one in rounds],
        "day": day,
        "villages": None if villages is None else list(villages),
    }
    found = asked_at_once(_ROWS, told, ROWS)
    return found.with_columns(pl.col("class_before", "class_now").fill_null(""))


def moved(rows: pl.DataFrame) -> Moved:
    """The movement of these households (`rows_of`)."""
    codes = {
        at.CLASS_CODE_OPENING: pl.when(pl.col("class_before") != "").then(_code_of("class_before")),
        at.CLASS_CODE: pl.when(~pl.col("is_left_out")).then(_code_of("class_now")),
    }
    members = {at.MEMBERS_OPENING: "members_before", at.MEMBERS: "members_now"}
    told = rows.select(AREA, LISTED_BEFORE, **codes, **members)
    tables = [_with_whole(table(told)) for table in _tables()]
    poor, near_poor = (
        _lines(table, parts) for table, parts in zip(tables, (_POOR_PARTS, _NEAR_PARTS), strict=True)
    )
    violations = check_identities(*(table.to_dicts() for table in tables))
    return Moved(poor, near_poor, _crossed(rows), tuple(violations))


def _code_of(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(_CODES, return_dtype=pl.Int8)


@lru_cache(maxsize=1)
def _tables() -> tuple[Prepared, Prepared]:
    """The tables of the poor and of the near-poor by village."""
    number, code = pl.Int64(), pl.Int8()
    columns = (
        (AREA, number),
        (LISTED_BEFORE, pl.Boolean()),
        (at.CLASS_CODE_OPENING, code),
        (at.CLASS_CODE, code),
        (at.MEMBERS_OPENING, number),
        (at.MEMBERS, number),
    )
    return (
        Prepared(lambda rows: measure.movement_of_lists(rows, AREA).poor, columns),
        Prepared(lambda rows: measure.movement_of_lists(rows, AREA).near_poor, columns),
    )


def causes_of(rounds: Sequence[Round], day: date, rows: pl.DataFrame) -> list[OfCause]:
    """Why the households of these rows that are poor or near poor now are so, with what they asked for.

    Several causes of one household count each: the lines do not add up to the whole. Two questions.
    """
    listed = rows.filter(~pl.col("is_left_out") & pl.col("class_now").is_in(LISTED))
    listed = listed.select(HOUSEHOLD, "class_now")
    told, asked_for = (_told_of(rounds, day, table) for table in ("cause", "need"))
    with_cause = listed.join(told, on=HOUSEHOLD, how="left").with_columns(pl.col("code").fill_null(NOT_TOLD))
    counts = with_cause.group_by("code", "class_now").len()
    count_of = {(code, name): count for code, name, count in counts.iter_rows()}
    needed = with_cause.join(asked_for.rename({"code": "need"}), on=HOUSEHOLD, how="left")
    needed = needed.with_columns(pl.col("need").fill_null(NOT_TOLD))
    need_counts = needed.group_by("code", "need").agg(pl.col(HOUSEHOLD).n_unique().alias("count"))
    needs_of: dict[str, list[tuple[str, int]]] = {}
    for code, need, count in need_counts.sort("count", "need", descending=[True, False]).iter_rows():
        needs_of.setdefault(code, []).append((need, count))
    return [_of_cause(code, name, count_of, needs_of.get(code, [])) for code, name in _named_causes()]


def _with_whole(table: pl.DataFrame) -> pl.DataFrame:
    """The table with the sum of all villages: no household changes its village within a round."""
    numbers = [name for name in table.columns if name not in {AREA, UNIT}]
    whole = table.group_by(UNIT).agg(pl.col(name).sum() for name in numbers)
    table = table.with_columns(pl.col(AREA).cast(pl.Int64))
    whole = whole.with_columns(pl.lit(None, pl.Int64).alias(AREA)).select(table.columns)
    lines = pl.concat([whole, table])
    return lines.sort(pl.col(AREA).is_not_null(), AREA, UNIT)


def _lines(table: pl.DataFrame, parts: Mapping[str, Part]) -> tuple[Line, ...]:
    found = []
    for row in table.iter_rows(named=True):
        area, unit = row.pop(AREA), row.pop(UNIT)
        figures = {
            name: Figure(
                int(value), parts[name].within(area) if unit == HOUSEHOLDS and name in parts else None
            )
            for name, value in row.items()
        }
        found.append(Line(area, unit, figures))
    return tuple(found)


def _crossed(rows: pl.DataFrame) -> dict[tuple[str, str], Figure]:
    before = pl.when(pl.col("class_before").is_in(LISTED)).then(pl.col("class_before")).otherwise(pl.lit(OFF))
    now = pl.col("class_now")
    after = (
        pl.when(pl.col("is_left_out"))
        .then(pl.lit(LEFT))
        .when(now.is_in(LISTED))
        .then(now)
        .when(now.is_in(["", UNKNOWN]))
        .then(pl.lit(UNKNOWN))
        .otherwise(pl.lit(OFF))
    )
    counted = rows.select(before=before, after=after).group_by("before", "after").len()
    return {(old, new): Figure(count, Part(None, old, new)) for old, new, count in counted.iter_rows()}


def _told_of(rounds: Sequence[Round], day: date, table: str) -> pl.DataFrame:
    sql = _TOLD.format(table=table, column=table)
    told = {"rounds": [one.pk for one in rounds], "day": day}
    found = asked_at_once(sql, told, {HOUSEHOLD: pl.Int64, "code": pl.String})
    return found.unique()


def _named_causes() -> list[tuple[str, str]]:
    return [*causes().items(), (NOT_TOLD, "Chưa ghi nguyên nhân")]


def _of_cause(
    code: str, name: str, count_of: Mapping[tuple[str, str], int], told: Sequence[tuple[str, int]]
) -> OfCause:
    named = needs()
    return OfCause(
        code,
        name,
        Figure(count_of.get((code, POOR), 0), Part(after=POOR, cause=code)),
        Figure(count_of.get((code, NEAR_POOR), 0), Part(after=NEAR_POOR, cause=code)),
        tuple(
            (named.get(need, need), Figure(count, Part(after=ON, cause=code, need=need)))
            for need, count in told
            if need != NOT_TOLD
        ),
        Figure(dict(told).get(NOT_TOLD, 0), Part(after=ON, cause=code, need=NOT_TOLD)),
    )


__all__ = [
    "HOUSEHOLDS",
    "NEAR_POOR_HEADS",
    "PERSONS",
    "POOR_HEADS",
    "UNITS",
    "Figure",
    "Line",
    "Moved",
    "OfCause",
    "causes_of",
    "moved",
    "rows_of",
]
