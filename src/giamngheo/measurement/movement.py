"""How the lists of poor and near-poor households moved between two rounds, in households and in persons.

Opening and closing, one row a household: `household`, `class_code`, `member_count` and the columns of the
groups asked for. Opening holds at least all poor and near-poor households of its round; closing holds all
of these that are still there, whatever their class, and everybody on a list now.

* On a list at the opening, absent at the closing: other decrease (died, moved away, merged …).
* On a list at the closing, absent at the opening: other increase where `newcomers` names the household
  (moved in, split off …), else relapsed or newly arising by `history`.
* A household in another group than before leaves there by other decrease and comes here by other increase.
* Persons: what leaves or passes from list to list is counted with the members of the opening, what comes
  from outside with those of the closing; births, deaths and moves within a household that stays on the
  lists are other increase and decrease of the list it is on. So the identities hold for persons too.
* What an unknown class or an unknown history leaves open is counted apart (`untold_out`, `untold_in`), and
  so is a household whose persons cannot be counted (`uncounted`, in the rows of persons only).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.tables import CLASS_CODE, HOUSEHOLD, MEMBER_COUNT, Frame

UNIT = "unit"
HOUSEHOLDS, PERSONS = "households", "persons"
LISTED_BEFORE = "listed_before"

POOR_COLUMNS = (
    "opening",
    "escaped_to_near_poor",
    "escaped_above_near_poor",
    "other_decrease",
    "from_near_poor",
    "relapsed",
    "newly_arising",
    "other_increase",
    "closing",
)
"""Columns 1 to 9 of «Diễn biến hộ nghèo»."""

NEAR_POOR_COLUMNS = (
    "opening",
    "escaped",
    "became_poor",
    "other_decrease",
    "from_poor",
    "relapsed",
    "newly_arising",
    "other_increase",
    "closing",
)
"""Columns 1 to 9 of «Diễn biến hộ cận nghèo»."""

APART = ("untold_out", "untold_in", "uncounted")
"""Columns beside the official ones; where all are 0 the table is complete."""

_ABSENT, _UNKNOWN = -1, HouseholdClass.UNKNOWN.code
_POOR, _NEAR, _OFF = HouseholdClass.POOR.code, HouseholdClass.NEAR_POOR.code, 3
_LISTED = (_POOR, _NEAR)
_NO, _PERHAPS, _YES = 0, 1, 2


@dataclass(frozen=True)
class Movement:
    """Both tables: the groups, `unit` (households, persons), nine columns in the official order, `APART`."""

    poor: Frame
    near_poor: Frame


@dataclass(frozen=True)
class Round:
    """What is known of two rounds: `history` holds `household` and `listed_before` (Boolean).

    A household that `history` does not name was never on a list before the opening; without any history
    nobody's past is known. `newcomers` holds `household`: who came by moving in, a split or a merger.
    """

    opening: Frame
    closing: Frame
    history: Frame | None = None
    newcomers: Frame | None = None


def movement(rounds: Round, by: Sequence[str] = ()) -> Movement:
    """The two tables of movement, a row for each unit and each group of `by`, in no particular order.

    Sums over groups give the whole but for moves from group to group, which the whole does not see.
    """
    joined = _joined(rounds, by)
    told = joined.with_columns(**_persons(nw.col("_o_members"), nw.col("_c_members")))
    return _tables(_told(told, by), by)


def listed_on_either_day() -> nw.Expr:
    """Which households told by both days at once (`law/vocabulary/published`) a movement tells of."""
    return nw.col(at.CLASS_CODE).is_in(_LISTED) | nw.col(at.CLASS_CODE_OPENING).is_in(_LISTED)


def bundles_of(households: Frame, by: str | None = None) -> Frame:
    """Households told by both days at once, those of one fate and group as one: their fate is `_fate`.

    `households` are those `listed_on_either_day`. `by` is a column that tells the groups of both days as one
    whole number from 0, of at most fifteen digits. Of whom nothing was decided until a day is on no list of
    that day. Each household is looked at once, and its group and fate are one number: this is for a whole
    country, of which some ten thousand bundles are left.
    """
    then, now = nw.col(at.CLASS_CODE_OPENING), nw.col(at.CLASS_CODE)
    was = ~nw.col(at.AREA_OPENING).is_null() & (then != _UNKNOWN)
    is_there = nw.col(at.IS_HERE) & (now != _UNKNOWN)
    return _bundled(households, _side_of(was, then), _side_of(is_there, now), nw.col(at.IS_NEWCOMER), by)


def movement_of_lists(households: Frame, by: str) -> Movement:
    """As `movement` by one group, of households told by both rounds at once and of one group in both.

    The group is a whole number as `bundles_of` has it; a class is null where the household is not in that
    round, and unknown where nothing was decided. Nobody is a newcomer.
    """
    then, now = nw.col(at.CLASS_CODE_OPENING), nw.col(at.CLASS_CODE)
    was, is_there = ~then.is_null(), ~now.is_null()
    bundles = _bundled(households, _side_of(was, then), _side_of(is_there, now), nw.lit(False), by)
    return movement_of(bundles.with_columns(nw.col(by).alias(side + by) for side in ("_o_", "_c_")), (by,))


def _bundled(households: Frame, then: nw.Expr, now: nw.Expr, came: nw.Expr, by: str | None) -> Frame:
    """Those of one fate and group as one; `then` and `now` tell how they stand (`_side_of`)."""
    persons = _persons(nw.col(at.MEMBERS_OPENING).cast(nw.Int64), nw.col(at.MEMBERS).cast(nw.Int64))
    untold = [persons.pop(name) for name in ("_o_untold", "_c_untold")]
    fate = nw.lit(0, nw.Int32)
    for number, kinds in (
        (then, _SIDES),
        (now, _SIDES),
        *((one, 2) for one in (nw.col(at.LISTED_BEFORE), came, *untold)),
    ):
        fate = fate * kinds + number.cast(nw.Int32)
    key = fate.cast(nw.Int64) if by is None else nw.col(by).cast(nw.Int64) * _FATES + fate.cast(nw.Int64)
    told = households.select(_key=key, **persons)
    bundles = told.group_by("_key").agg(*(nw.col(name).sum() for name in persons))
    groups = {} if by is None else {by: nw.col("_key") // _FATES}
    return bundles.with_columns(_fate=nw.col("_key") % _FATES, **groups).drop("_key")


def movement_of(bundles: Frame, by: Sequence[str] = ()) -> Movement:
    """As `movement`, of the bundles of some households, with their `by` as of both days (`_o_`, `_c_`)."""
    fate = nw.col("_fate")
    told = {}
    for name in ("_c_untold", "_o_untold", "_came", "_past"):
        told[name] = fate % 2 == 1
        fate = fate // 2
    sides = {"_c_is": fate % _SIDES - 1, "_o_is": fate // _SIDES - 1}
    told |= {name: nw.when(side > _ABSENT).then(side) for name, side in sides.items()}
    told["_past"] = nw.when(told["_past"]).then(nw.lit(_YES)).otherwise(nw.lit(_NO))
    return _tables(_told(bundles.with_columns(**told), by), by)


_SIDES = _OFF - _ABSENT + 1
"""In how many ways a household may stand on a day."""
_FATES = _SIDES**2 * 2**4
"""How many fates there are: how it stands on both days, and four truths."""


def _side_of(is_present: nw.Expr, code: nw.Expr) -> nw.Expr:
    """How a household stands on a day, from 0: absent."""
    return nw.when(is_present).then(_standing(code) - _ABSENT).otherwise(nw.lit(0))


def _persons(then: nw.Expr, now: nw.Expr) -> dict[str, nw.Expr]:
    """Of a household: itself, its members on both days, if they are told, by what they grew or shrank."""
    grown = now - then
    return {
        "_n": nw.lit(1, nw.Int64),
        "_o_members": nw.when(then.is_null()).then(nw.lit(0)).otherwise(then),
        "_c_members": nw.when(now.is_null()).then(nw.lit(0)).otherwise(now),
        "_o_untold": then.is_null(),
        "_c_untold": now.is_null(),
        "_grown": nw.when(grown > 0).then(grown).otherwise(nw.lit(0)),
        "_shrunk": nw.when(grown < 0).then(-grown).otherwise(nw.lit(0)),
    }


def _tables(told: Frame, by: Sequence[str]) -> Movement:
    return Movement(_table(told, _POOR, POOR_COLUMNS, by), _table(told, _NEAR, NEAR_POOR_COLUMNS, by))


def _joined(rounds: Round, by: Sequence[str]) -> Frame:
    """One row a household of either round; `_o_` is the opening's side, `_c_` the closing's."""
    opening, closing = _side(rounds.opening, "_o_", by), _side(rounds.closing, "_c_", by)
    joined = opening.join(closing, on=HOUSEHOLD, how="full", suffix="_closing")
    joined = joined.with_columns(
        **{HOUSEHOLD: nw.coalesce(nw.col(HOUSEHOLD), nw.col(f"{HOUSEHOLD}_closing"))}
    )
    joined = _with_history(joined, rounds.history)
    if rounds.newcomers is None:
        return joined.with_columns(_came=nw.lit(False))
    came = rounds.newcomers.select(HOUSEHOLD).unique().with_columns(_named=nw.lit(True))
    return joined.join(came, on=HOUSEHOLD, how="left").with_columns(_came=~nw.col("_named").is_null())


def _side(frame: Frame, prefix: str, by: Sequence[str]) -> Frame:
    code = nw.col(CLASS_CODE)
    groups = {prefix + name: nw.col(name) for name in by}
    members = nw.col(MEMBER_COUNT).cast(nw.Int64)
    return frame.select(
        HOUSEHOLD,
        **groups,
        **{
            prefix + "is": nw.when(code.is_null()).then(nw.lit(_UNKNOWN)).otherwise(_standing(code)),
            prefix + "members": members,
        },
    )


def _standing(code: nw.Expr) -> nw.Expr:
    """Poor, near poor or on no list; unknown stays so."""
    return nw.when(code > _NEAR).then(nw.lit(_OFF)).otherwise(code.cast(nw.Int32))


def _with_history(joined: Frame, history: Frame | None) -> Frame:
    """Add `_past`: whether the household was ever on a list before, as a code."""
    if history is None:
        return joined.with_columns(_past=nw.lit(_PERHAPS))
    was = nw.col(LISTED_BEFORE)
    coded = (
        nw.when(was)
        .then(nw.lit(_YES))
        .otherwise(nw.when(was.is_null()).then(nw.lit(_PERHAPS)).otherwise(nw.lit(_NO)))
    )
    past = history.select(HOUSEHOLD, _p=coded).group_by(HOUSEHOLD).agg(nw.col("_p").max())
    joined = joined.join(past, on=HOUSEHOLD, how="left")
    return joined.with_columns(
        _past=nw.when(nw.col("_p").is_null()).then(nw.lit(_NO)).otherwise(nw.col("_p"))
    )


def _told(joined: Frame, by: Sequence[str]) -> Frame:
    """Fill the sides that are absent, and part a household that changed its group into a leaver and a comer.

    `_o`, `_c` are its standings; `_to` is what its old group sees of it now, `_from` what its new one saw.
    """
    opening, closing = nw.col("_o_is"), nw.col("_c_is")
    told = joined.with_columns(
        _o=nw.when(opening.is_null()).then(nw.lit(_ABSENT)).otherwise(opening),
        _c=nw.when(closing.is_null()).then(nw.lit(_ABSENT)).otherwise(closing),
        _moved=_elsewhere(by),
    )
    moved, listed = nw.col("_moved"), (nw.col("_o") == _POOR) | (nw.col("_o") == _NEAR)
    return told.with_columns(
        _to=nw.when(moved).then(nw.lit(_ABSENT)).otherwise(nw.col("_c")),
        _from=nw.when(moved & listed).then(nw.lit(_ABSENT)).otherwise(nw.col("_o")),
        _came=nw.col("_came") | (moved & listed),
    )


def _elsewhere(by: Sequence[str]) -> nw.Expr:
    """Whether a household present in both rounds is in another group; two unknown groups are the same."""
    if not by:
        return nw.lit(False)
    both = ~nw.col("_o_is").is_null() & ~nw.col("_c_is").is_null()
    differs = []
    for name in by:
        old, new = nw.col("_o_" + name), nw.col("_c_" + name)
        one_unknown = (old.is_null() & ~new.is_null()) | (~old.is_null() & new.is_null())
        same = nw.when(old == new).then(nw.lit(True)).otherwise(old.is_null() & new.is_null())
        differs.append(one_unknown | ~same)
    return both & nw.any_horizontal(*differs, ignore_nulls=False)


def _table(told: Frame, mine: int, columns: Sequence[str], by: Sequence[str]) -> Frame:
    """Both sides summed where they are, old groups and new ones, then put together: sums are few."""
    names = (*columns, *APART)
    parts = []
    for side, flows in (("_o_", _leaving), ("_c_", _coming)):
        cells = {unit: flows(mine, names, unit) for unit in (HOUSEHOLDS, PERSONS)}
        sums = {
            f"{unit}_{name}": cell.cast(nw.Int64).sum()
            for unit in cells
            for name, cell in cells[unit].items()
        }
        present = told.filter(~nw.col(side + "is").is_null()).with_columns(
            **{name: nw.col(side + name) for name in by}, _all=nw.lit(0)
        )
        summed = present.group_by(*by, "_all").agg(**sums)
        parts += [
            summed.select(
                *by,
                **{UNIT: nw.lit(unit)},
                **{name: _told_or_nought(unit, name, sums) for name in names},
            )
            for unit in cells
        ]
    whole = [nw.col(name).sum().cast(nw.Int64) for name in names]
    return nw.concat(parts, how="vertical").group_by(*by, UNIT).agg(*whole)


def _told_or_nought(unit: str, name: str, sums: Mapping[str, nw.Expr]) -> nw.Expr:
    key = f"{unit}_{name}"
    return (nw.col(key) if key in sums else nw.lit(0)).cast(nw.Int64)


def _counts(mine: int) -> tuple[nw.Expr, nw.Expr]:
    """Whether the household is on this list at the opening, at the closing."""
    return nw.col("_o") == mine, nw.col("_c") == mine


def _uncountable(mine: int) -> nw.Expr:
    """Whether persons of a household on this list cannot be counted: members of a listed round unknown."""
    was, is_now = _counts(mine)
    listed_then = (nw.col("_o") == _POOR) | (nw.col("_o") == _NEAR)
    listed_now = (nw.col("_c") == _POOR) | (nw.col("_c") == _NEAR)
    unknown_then, unknown_now = listed_then & nw.col("_o_untold"), listed_now & nw.col("_c_untold")
    return (was | is_now) & (unknown_then | unknown_now)


def _leaving(mine: int, names: Sequence[str], unit: str) -> dict[str, nw.Expr]:
    """Columns 1 to 4 of the household's old group."""
    other = _NEAR if mine == _POOR else _POOR
    was, is_now = _counts(mine)
    to = nw.col("_to")
    above, across = was & (to == _OFF), was & (to == other)
    flows = {
        "opening": was,
        names[1]: across if mine == _POOR else above,
        names[2]: above if mine == _POOR else across,
        "other_decrease": was & (to == _ABSENT),
        "untold_out": was & (to == _UNKNOWN),
    }
    cells = {name: _weighed(flows[name], "_o_members", mine, unit) for name in flows}
    if unit == PERSONS:
        cells["uncounted"] = _number_of(_uncountable(mine) & was & ~(is_now & (to == mine)))
    return cells


def _coming(mine: int, names: Sequence[str], unit: str) -> dict[str, nw.Expr]:
    """Columns 5 to 9 of the household's new group, and what changed within the households that stay."""
    other = _NEAR if mine == _POOR else _POOR
    _, is_now = _counts(mine)
    origin, past, came = nw.col("_from"), nw.col("_past"), nw.col("_came")
    arrived = is_now & ((origin == _OFF) | ((origin == _ABSENT) & ~came))
    flows = {
        "relapsed": arrived & (past == _YES),
        "newly_arising": arrived & (past == _NO),
        "other_increase": is_now & (origin == _ABSENT) & came,
        "untold_in": (is_now & (origin == _UNKNOWN)) | (arrived & (past == _PERHAPS)),
        "closing": is_now,
    }
    cells = {name: _weighed(flows[name], "_c_members", mine, unit) for name in flows}
    cells[names[4]] = _weighed(is_now & (origin == other), "_o_members", mine, unit)
    if unit == PERSONS:
        cells["uncounted"] = _number_of(_uncountable(mine) & is_now)
        stays = is_now & ((origin == _POOR) | (origin == _NEAR)) & ~_uncountable(mine)
        cells["other_increase"] += nw.when(stays).then(nw.col("_grown")).otherwise(nw.lit(0))
        cells["other_decrease"] = nw.when(stays).then(nw.col("_shrunk")).otherwise(nw.lit(0))
    return cells


def _weighed(flow: nw.Expr, members: str, mine: int, unit: str) -> nw.Expr:
    """The flow in households, or in persons where they can be counted."""
    if unit == HOUSEHOLDS:
        return _number_of(flow)
    return nw.when(flow & ~_uncountable(mine)).then(nw.col(members)).otherwise(nw.lit(0))


def _number_of(flow: nw.Expr) -> nw.Expr:
    """How many households a flow has."""
    return nw.when(flow).then(nw.col("_n")).otherwise(nw.lit(0))
