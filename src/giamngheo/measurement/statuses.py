"""What a household or a person is on a day besides its class: from decisions, by expressions only.

Decisions, one row each: `household`, `decided_on` (Date), `class_code` (Int8: the class recognised; 0 or
null where it cannot be read). What is not in them did not happen: a household without an earlier row was
never on a list. Two decisions of one day that contradict each other make the class of that day unknown.
Flags are three-valued: where an unknown class decides, they are null.
"""

from calendar import monthrange
from datetime import date

import narwhals.stable.v2 as nw

from giamngheo.law.library import OpenLawError, Rules, cited
from giamngheo.law.vocabulary.formulas import by_residence, known, unknown
from giamngheo.law.vocabulary.standards import ByResidence, HouseholdClass
from giamngheo.measurement.tables import CLASS_CODE, HOUSEHOLD, INCOME, URBAN, Frame

DECIDED_ON = "decided_on"
IN_FORCE_SINCE = "in_force_since"
CLASS_CODE_BEFORE = "class_code_before"
ESCAPED_POOR = "escaped_poor"
ESCAPED_NEAR_POOR = "escaped_near_poor"
NEWLY_ESCAPED = "newly_escaped"
RELAPSED_POOR = "relapsed_poor"
RELAPSED_NEAR_POOR = "relapsed_near_poor"
NEWLY_ARISING = "newly_arising"
CONTINUING = "continuing"
LOW_INCOME_WORKER = "low_income_worker"
FARM_WORK = "farm_work"
FARM_HOUSEHOLD = "average_living_standard_farm_household"

FLAGS = (
    ESCAPED_POOR,
    ESCAPED_NEAR_POOR,
    NEWLY_ESCAPED,
    RELAPSED_POOR,
    RELAPSED_NEAR_POOR,
    NEWLY_ARISING,
    CONTINUING,
)

NONE_BEFORE, UNTOLD, POOR, NEAR_POOR, OFF = -1, 0, 1, 2, 3
"""Where a household stands between two decisions: on neither list is one standing, whatever the class."""

_NO, _PERHAPS, _YES = 0, 1, 2


def earliest_within(day: date, months: int) -> date:
    """The first day from which a term of `months` has not ended before `day`.

    A term ends with the day of the same number, or with the last day of a month that has no such day:
    36 months from 29/02/2024 end on 28/02/2027.
    """
    month = day.year * 12 + day.month - 1 - months
    year, month = divmod(month, 12)
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def last_within(since: date, months: int) -> date:
    """The last day of a term of `months` from `since`: the other way round than `earliest_within`."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))


def statuses_on(decisions: Frame, day: date, rules: Rules) -> Frame:
    """One row for each household decided on by `day`: its class in force and the flags of `FLAGS`.

    Columns besides: `in_force_since` (Date of the last decision) and `class_code_before` (Int8, of the
    decision before it, null where there is none). An escape lasts until the standing changes again:
    `escaped_poor` left the poor (to near-poor or beyond), `escaped_near_poor` left the near-poor upwards;
    `newly_escaped` is on neither list since a decision at most 36 months old, and unknown where the law of
    the day does not say how long. A household on a list is by its last decision `continuing` (same list
    as before), back after an escape (`relapsed_…`, on whichever list it was before) or `newly_arising`.
    """
    path = _with_path(_one_a_day(decisions, day))
    last = path.filter(nw.col(DECIDED_ON) == nw.col("_last"))
    return last.select(
        HOUSEHOLD,
        nw.col(CLASS_CODE),
        nw.col(DECIDED_ON).alias(IN_FORCE_SINCE),
        nw.col(CLASS_CODE_BEFORE),
        **_flags(day, rules),
    )


def _one_a_day(decisions: Frame, day: date) -> Frame:
    """Decisions up to `day`, one row a household and day; a contradiction within the day is unknown."""
    code = nw.col(CLASS_CODE)
    taken = decisions.filter(nw.col(DECIDED_ON) <= nw.lit(day)).select(
        HOUSEHOLD,
        DECIDED_ON,
        _code=nw.when(code.is_null()).then(nw.lit(UNTOLD, nw.Int8)).otherwise(code.cast(nw.Int8)),
    )
    per_day = taken.group_by(HOUSEHOLD, DECIDED_ON).agg(
        nw.col("_code").min().alias("_low"), nw.col("_code").max().alias("_high")
    )
    low, same = nw.col("_low"), nw.col("_low") == nw.col("_high")
    decided = per_day.with_columns(**{CLASS_CODE: nw.when(same).then(low).otherwise(nw.lit(UNTOLD, nw.Int8))})
    off = nw.col(CLASS_CODE) > HouseholdClass.NEAR_POOR.code
    return decided.select(
        HOUSEHOLD,
        DECIDED_ON,
        CLASS_CODE,
        _now=nw.when(off).then(nw.lit(OFF, nw.Int8)).otherwise(nw.col(CLASS_CODE)),
    )


def _with_path(decided: Frame) -> Frame:
    """Add where each decision found the household: standing before, lists so far, day of the last change."""
    now, changed = nw.col("_now"), nw.col("_now") != nw.col("_before")
    listed = (
        nw.when((now == POOR) | (now == NEAR_POOR))
        .then(nw.lit(_YES, nw.Int8))
        .otherwise(nw.when(now == UNTOLD).then(nw.lit(_PERHAPS, nw.Int8)).otherwise(nw.lit(_NO, nw.Int8)))
    )
    in_order = {"order_by": DECIDED_ON}
    path = decided.with_columns(_listed=listed).with_columns(
        _stood=now.shift(1).over(HOUSEHOLD, **in_order),
        _so_far=nw.col("_listed").cum_max().over(HOUSEHOLD, **in_order),
        _last=nw.col(DECIDED_ON).max().over(HOUSEHOLD),
        **{CLASS_CODE_BEFORE: nw.col(CLASS_CODE).shift(1).over(HOUSEHOLD, **in_order)},
    )
    first = nw.col("_stood").is_null()
    path = path.with_columns(
        _earlier=nw.col("_so_far").shift(1).over(HOUSEHOLD, **in_order),
        _before=nw.when(first).then(nw.lit(NONE_BEFORE, nw.Int8)).otherwise(nw.col("_stood")),
    )
    path = path.with_columns(_moved=nw.when(changed).then(nw.col(DECIDED_ON)))
    path = path.with_columns(_changed_on=nw.col("_moved").max().over(HOUSEHOLD))
    left = nw.when(nw.col(DECIDED_ON) == nw.col("_changed_on")).then(nw.col("_before"))
    path = path.with_columns(_left=left).with_columns(_came_from=nw.col("_left").max().over(HOUSEHOLD))
    # An untold standing now may be the one before, so that the last real change lies further back.
    untold = nw.when(now == UNTOLD).then(nw.lit(UNTOLD, nw.Int8)).otherwise(nw.col("_came_from"))
    return path.with_columns(_came_from=untold)


def _flags(day: date, rules: Rules) -> dict[str, nw.Expr]:
    """The flags, three-valued, of the row of the last decision."""
    poor, near, off = (_stands("_now", standing) for standing in (POOR, NEAR_POOR, OFF))
    left_poor, left_near = _stands("_came_from", POOR), _stands("_came_from", NEAR_POOR)
    ever = known(nw.col("_earlier") == _YES, (nw.col("_earlier") == _NO) | nw.col("_earlier").is_null())
    back = _stands("_before", OFF) & ever
    same = (poor & _stands("_before", POOR)) | (near & _stands("_before", NEAR_POOR))
    return {
        ESCAPED_POOR: ~poor & left_poor,
        ESCAPED_NEAR_POOR: off & left_near,
        NEWLY_ESCAPED: off & (left_poor | left_near) & _within_term(day, rules),
        RELAPSED_POOR: poor & back,
        RELAPSED_NEAR_POOR: near & back,
        NEWLY_ARISING: (poor | near) & ~ever,
        CONTINUING: same,
    }


def _stands(column: str, standing: int) -> nw.Expr:
    """Whether a column of standings holds `standing`, unknown where it is untold."""
    return known(nw.col(column) == standing, (nw.col(column) != standing) & (nw.col(column) != UNTOLD))


def _within_term(day: date, rules: Rules) -> nw.Expr:
    name = "newly_escaped_months"
    if name not in rules.parameters.by_id or rules.parameters.line(name) is None:
        return unknown()
    return nw.col("_changed_on") >= nw.lit(earliest_within(day, rules.parameters.whole(name)))


def low_income_workers(persons: Frame, households: Frame, rules: Rules) -> Frame:
    """Add `low_income_worker` (Boolean, null where not known) to `persons` (column `household`).

    A member of a household that is certainly neither poor nor near-poor (`class_code` of `households`),
    whose income per head is at most the line of the residence. That the person asked for it is not looked
    at: the law lets the worker apply.

    Raises:
        OpenLawError: where the law of the day knows no low-income worker, or leaves the line open.
    """
    name = "low_income_worker_line"
    parameter = rules.parameters.by_id.get(name)
    line = rules.parameters.line(name) if parameter is not None else None
    if parameter is None or not isinstance(line, ByResidence):
        raise _no_low_income_workers(rules)
    held = set(households.collect_schema().names())
    within = unknown()
    if INCOME in held:
        of_rural, of_urban = (nw.col(INCOME) <= limit for limit in (line.rural, line.urban))
        within = by_residence(of_rural, of_urban, residence_known=URBAN in held)
    judged = households.select(HOUSEHOLD, **{LOW_INCOME_WORKER: _neither_list() & within})
    return persons.join(judged, on=HOUSEHOLD, how="left")


def _no_low_income_workers(rules: Rules) -> OpenLawError:
    parameter = rules.parameters.by_id.get("low_income_worker_line")
    if parameter is not None and parameter.values:
        first = min(parameter.values, key=lambda value: value.since)
        return OpenLawError(
            f"Vào ngày {rules.day:%d/%m/%Y} chưa có quy định về người lao động có thu nhập thấp: quy định "
            f"có từ {first.since:%d/%m/%Y} ({cited(first.clause)}). Chọn một ngày từ đó trở đi."
        )
    why = parameter.open if parameter is not None else "Luật của thời kỳ này không có đối tượng này."
    return OpenLawError(
        f"{rules.standard.short_name}: không xác định được người lao động có thu nhập thấp. {why}"
    )


def _neither_list() -> nw.Expr:
    code = nw.col(CLASS_CODE)
    listed = (code == HouseholdClass.POOR.code) | (code == HouseholdClass.NEAR_POOR.code)
    return known(code > HouseholdClass.NEAR_POOR.code, listed)


def farm_households(households: Frame) -> Frame:
    """Add `average_living_standard_farm_household` (Boolean, null where not known) to classified households.

    A household of average living standard that works in agriculture, forestry, fishery or salt
    (`farm_work`, Boolean). Its income per head is that of the 12 months before the review without the
    State's social allowances: the caller classifies it by that income, not by points.
    """
    code = nw.col(CLASS_CODE)
    average = HouseholdClass.AVERAGE_LIVING_STANDARD.code
    is_average = known(code == average, (code != average) & (code != HouseholdClass.UNKNOWN.code))
    works = nw.col(FARM_WORK) if FARM_WORK in households.collect_schema().names() else unknown()
    return households.with_columns(**{FARM_HOUSEHOLD: is_average & works})
