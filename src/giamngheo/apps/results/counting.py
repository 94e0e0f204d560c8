"""How each indicator is counted in the published tables of the register, frozen or just read.

One row a household, or one of its people, with `told`, which is null where it is not known: what is counted,
told apart and listed are all of these rows. Who goes to school and who is of working age is the measure's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.law.library import Rules
from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.frameworks import OF_PEOPLE, Grouping, Indicator
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.deprivations import CONCERNS, members_concerned
from giamngheo.measurement.engines import collect
from giamngheo.measurement.tables import Frame

TOLD: Final = "told"
LISTS: Final[Mapping[str, int]] = {
    "poor_households": HouseholdClass.POOR.code,
    "near_poor_households": HouseholdClass.NEAR_POOR.code,
}
"""What counts the households of a list: told of the opening day too, and with how the list moved."""
_POOR, _NEAR_POOR = LISTS.values()
_SCHOOL, _WORK = "school_attendance", "employment"
_LACKS: Final[Mapping[str, str]] = {
    "water_users": f"{at.DEPRIVED}water",
    "toilet_users": f"{at.DEPRIVED}toilet",
}
_NEW: Final[Mapping[str, int]] = {"newly_poor_households": _POOR, "newly_near_poor_households": _NEAR_POOR}
_SUMS: Final = ("whole", "counted", "unknown", "left", "arose", "came_back")


class NotCountedError(Exception):
    """The register or the law does not tell; the message says why and what to do."""


@dataclass(frozen=True)
class Register:
    """The published tables of some areas between two days, by the law of the closing day."""

    households: Frame
    people: Frame
    rules: Rules


@dataclass(frozen=True)
class Moved:
    """How a list moved between the days: who left it, who is new on it, who came back or from the other."""

    left: int
    arose: int
    came_back: int


@dataclass(frozen=True)
class Counted:
    """How many of how many; of the rest `unknown` are not known. `parts`: the same by what, and of whom.

    `behind` is what it was counted from where no frozen state holds it: «activities», pairs of its number and
    how much it adds, or «households».
    """

    numerator: int
    denominator: int
    unknown: int
    parts: Mapping[str, Mapping[str, tuple[int, int, int]]] = field(default_factory=dict)
    moved: Moved | None = None
    behind: Mapping[str, list[Any]] = field(default_factory=dict)


NOBODY: Final = Counted(0, 0, 0)


def needed_of(computed: str) -> frozenset[str]:
    """Columns of households without which a snapshot does not tell this: those that earlier ones lack."""
    if computed in _NEW:
        return frozenset({at.FIRST_LISTED})
    if computed == "escaped_not_relapsed":
        return frozenset({at.ESCAPED_STAYED})
    return frozenset({_LACKS[computed]}) if computed in _LACKS else frozenset()


def rows_of(computed: str, held: Register, *, at_opening: bool = False) -> Frame:
    """The rows of an indicator (`vocabulary.frameworks.COMPUTED`): household, area, `told`, its groups.

    Raises:
        NotCountedError: where the law of the day leaves open what to count by.
    """
    if at_opening:
        then = held.households.filter(~nw.col(at.AREA_OPENING).is_null() & (nw.col(at.MEMBERS_OPENING) > 0))
        code = nw.col(at.CLASS_CODE_OPENING)
        return then.with_columns(
            **{at.AREA: nw.col(at.AREA_OPENING), at.CLASS_CODE: code, TOLD: code == LISTS[computed]}
        )
    if computed in OF_PEOPLE or computed == "households_with_work":
        return _of_people(computed, held)
    homes = held.households.filter(nw.col(at.IS_HERE))
    if computed in LISTS:
        return homes.with_columns(**{TOLD: nw.col(at.CLASS_CODE) == LISTS[computed]})
    if computed in _NEW:
        is_first = nw.col(at.FIRST_LISTED) == _NEW[computed]
        return homes.with_columns(**{TOLD: ~nw.col(at.LISTED_BEFORE) & is_first})
    if computed == "escaped_not_relapsed":
        if "newly_escaped_months" not in held.rules.parameters.by_id:
            raise _open("hộ mới thoát nghèo là bao nhiêu tháng")
        stayed = nw.col(at.ESCAPED_STAYED)
        return homes.filter(~stayed.is_null()).with_columns(**{TOLD: stayed})
    if _LACKS[computed] not in homes.collect_schema().names():
        raise _open("chỉ số thiếu hụt")
    return homes.filter(_listed()).with_columns(**{TOLD: ~nw.col(_LACKS[computed])})


def _of_people(computed: str, held: Register) -> Frame:
    people = held.people.filter(_listed())
    if computed == "insured_people":
        return people.with_columns(**{TOLD: nw.col(at.HAS_HEALTH_INSURANCE)})
    return _school(people, held.rules) if computed == "children_at_school" else _work(people, held)


def _listed() -> nw.Expr:
    return nw.col(at.CLASS_CODE).is_in([_POOR, _NEAR_POOR])


def by_area(indicator: Indicator, held: Register, *, at_opening: bool = False) -> pl.DataFrame:
    """Counts of an indicator by area, in all (`grouping` empty) and apart: areas are few, households many.

    Columns: area, grouping, key, and of each line whole, counted, unknown, and (of lists) who left, is new or
    came back.
    """
    computed = indicator.computed or ""
    rows = rows_of(computed, held, at_opening=at_opening)
    if not at_opening and Grouping.SEX in indicator.groupings and computed not in OF_PEOPLE:
        heads = held.people.filter(nw.col(at.RELATIONSHIP) == "head").select(at.HOUSEHOLD, at.SEX)
        rows = rows.join(heads, on=at.HOUSEHOLD, how="left")
    moved = _movement(LISTS[computed]) if computed in LISTS and not at_opening else {}
    cells = {
        "whole": nw.lit(1),
        "counted": nw.col(TOLD),
        "unknown": nw.col(TOLD).is_null(),
    } | moved
    keys = (
        {} if at_opening else {grouping: _key(grouping, indicator, held) for grouping in indicator.groupings}
    )
    narrow = rows.select(
        at.AREA,
        **{name: cell.cast(nw.Int64) for name, cell in cells.items()},
        **{f"by_{grouping}": key for grouping, key in keys.items()},
    )
    # Summed by area and all groups at once where the rows are: of a country few lines come back.
    named = [f"by_{one}" for one in keys]
    told = narrow.group_by(at.AREA, *named).agg(nw.col(*cells).sum())
    table: pl.DataFrame = collect(told).to_native()
    found = [_summed(table, "", None), *(_summed(table, grouping, f"by_{grouping}") for grouping in keys)]
    return pl.concat(found)


def homes_by_area(held: Register, *, at_opening: bool = False) -> pl.DataFrame:
    """Households that live in each area, and those ever decided on: area, homes, decided."""
    rows = rows_of("poor_households", held, at_opening=at_opening)
    is_decided = (nw.col(at.CLASS_CODE) != 0).cast(nw.Int64)
    narrow = rows.select(nw.col(at.AREA).cast(nw.Int64), homes=nw.lit(1, nw.Int64), decided=is_decided)
    found: pl.DataFrame = collect(narrow.group_by(at.AREA).agg(nw.col("homes", "decided").sum())).to_native()
    return found


def by_unit(lines: pl.DataFrame, homes: pl.DataFrame, unit_of: pl.DataFrame) -> dict[int, Counted | None]:
    """Lines of `by_area` summed to units (columns area, unit); None of those where nothing was ever decided.

    `homes` is of `homes_by_area`: where nobody decided anything it is not known, which is not zero.
    """
    lived = homes.join(unit_of, on=at.AREA).group_by("unit").agg(pl.col("homes", "decided").sum())
    found: dict[int, Counted | None] = {
        unit: NOBODY if homes == 0 or decided else None for unit, homes, decided in lived.iter_rows()
    }
    joined = lines.join(unit_of, on=at.AREA).group_by("unit", "grouping", "key").agg(pl.col(_SUMS).sum())
    for (unit,), told in joined.sort("grouping", "key").group_by("unit"):
        number = int(str(unit))
        if found.get(number) is not None:
            found[number] = _counted(told)
    return found


def _counted(told: pl.DataFrame) -> Counted:
    parts: dict[str, dict[str, tuple[int, int, int]]] = {}
    for row in told.filter(pl.col("grouping") != "").iter_rows(named=True):
        cell = row["counted"], row["whole"], row["unknown"]
        parts.setdefault(row["grouping"], {})[row["key"]] = cell
    [whole] = told.filter(pl.col("grouping") == "").to_dicts()
    moved = Moved(whole["left"], whole["arose"], whole["came_back"])
    return Counted(whole["counted"], whole["whole"], whole["unknown"], parts, moved)


def behind(
    computed: str, held: Register, areas: Sequence[int], told: bool | None, at_opening: bool
) -> list[int]:
    """The households of these areas that count (True), that do not (False) or of which it is not known."""
    is_asked = nw.col(TOLD).is_null() if told is None else nw.col(TOLD) == told
    rows = rows_of(computed, held, at_opening=at_opening).filter(
        is_asked & nw.col(at.AREA).is_in(list(areas))
    )
    found: pl.DataFrame = collect(rows.select(at.HOUSEHOLD)).to_native()
    return sorted(set(found[at.HOUSEHOLD].to_list()))


def _summed(table: pl.DataFrame, grouping: str, key: str | None) -> pl.DataFrame:
    has = [name for name in _SUMS if name in table.columns]
    grouped = table.group_by(at.AREA, *([key] if key else [])).agg(pl.col(has).sum())
    said = pl.col(key) if key else pl.lit("")
    return grouped.select(
        pl.col(at.AREA).cast(pl.Int64),
        pl.lit(grouping).alias("grouping"),
        said.fill_null("").alias("key"),
        *(pl.col(name) if name in has else pl.lit(0, pl.Int64).alias(name) for name in _SUMS),
    )


def _movement(code: int) -> dict[str, nw.Expr]:
    is_on, was_on = nw.col(at.CLASS_CODE) == code, nw.col(at.CLASS_CODE_OPENING) == code
    came = is_on & ~was_on
    return {
        "left": was_on & ~is_on,
        "arose": came & ~nw.col(at.LISTED_BEFORE),
        "came_back": came & nw.col(at.LISTED_BEFORE),
    }


def _key(grouping: Grouping, indicator: Indicator, held: Register) -> nw.Expr:
    """The group of a row; nothing where it is not known."""
    if grouping is Grouping.SEX:
        return nw.col(at.SEX)
    if grouping is Grouping.ETHNICITY:
        group = nw.col(at.ETHNICITY if indicator.computed in OF_PEOPLE else at.HEAD_ETHNICITY)
        is_kinh = group == at.KINH
        return nw.when(is_kinh).then(nw.lit("kinh")).otherwise(nw.when(~is_kinh).then(nw.lit("minority")))
    if grouping is Grouping.KIND:
        is_poor = nw.col(at.CLASS_CODE) == _POOR
        return nw.when(is_poor).then(nw.lit("poor")).otherwise(nw.lit("near_poor"))
    return _age(indicator.ages, held)


def _age(ages: Sequence[int], held: Register) -> nw.Expr:
    """The first year of the group of age; nothing where a birth year alone leaves open which it is."""
    day = held.rules.day
    today = day.year * 10_000 + day.month * 100 + day.day
    found = nw.lit(None, nw.String)
    for first, end in zip((0, *ages), (*ages, 200), strict=True):
        inside = (nw.col(at.BIRTH_LATEST) <= today - first * 10_000) & (
            nw.col(at.BIRTH_EARLIEST) > today - end * 10_000
        )
        found = nw.when(inside).then(nw.lit(str(first))).otherwise(found)
    return found


def _school(people: Frame, rules: Rules) -> Frame:
    """Whom the measure asks to be at school: those who would be deprived if they attended nothing."""
    real, columns = _concerned(people, _SCHOOL, rules, "absent"), people.collect_schema().names()
    asked = _concerned(real.with_columns(**{at.ATTENDING: nw.lit("none")}), _SCHOOL, rules, "of_age")
    children = asked.filter(nw.col("of_age").is_null() | nw.col("of_age"))
    told = nw.when(nw.col("of_age")).then(~nw.col("absent"))
    return children.with_columns(**{TOLD: told}).select(*columns, TOLD)


def _work(people: Frame, held: Register) -> Frame:
    """Households with somebody who works and whom the measure asks for work: deprived if out of work."""
    is_working = (nw.col(at.WORK_STATUS) == "working").alias("is_working")
    without = people.with_columns(is_working).with_columns(**{at.WORK_STATUS: nw.lit("no_job")})
    of_age = _concerned(without, _WORK, held.rules, "of_age")
    works = nw.col("is_working") & nw.col("of_age")
    coded = nw.when(works).then(nw.lit(2)).otherwise(nw.when(~works).then(nw.lit(0)).otherwise(nw.lit(1)))
    best = of_age.select(at.HOUSEHOLD, best=coded).group_by(at.HOUSEHOLD).agg(nw.col("best").max())
    told = (
        nw.when(nw.col("best") == 2)
        .then(nw.lit(True))
        .otherwise(nw.when(nw.col("best") == 0).then(nw.lit(False)))
    )
    homes = held.households.filter(nw.col(at.IS_HERE))
    return homes.join(best, on=at.HOUSEHOLD, how="inner").with_columns(**{TOLD: told})


def _concerned(people: Frame, deprivation: str, rules: Rules, name: str) -> Frame:
    """Add whom a deprivation of the standard concerns, as the measure says it."""
    column, columns = CONCERNS + deprivation, people.collect_schema().names()
    told = members_concerned(people, rules)
    if column not in told.collect_schema().names():
        raise _open("độ tuổi cần để tính")
    return told.with_columns(**{name: nw.col(column)}).select(*columns, name)


def _open(what: str) -> NotCountedError:
    return NotCountedError(f"chuẩn nghèo của ngày này để ngỏ {what}. Nhập số kèm văn bản chứng minh.")
