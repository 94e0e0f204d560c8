"""The measure as a whole: classify households, one or all of the country, and count them."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.classes import (
    ENOUGH,
    bounds,
    class_code,
    enough,
    income_conflict,
    income_terms,
    witnesses,
)
from giamngheo.measurement.deprivations import with_deprivations
from giamngheo.measurement.tables import (
    CLASS_CODE,
    DEPRIVATIONS_CONFLICT,
    INCOME_CONFLICT,
    MEMBER_COUNT,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
    TERM,
    Frame,
)

ONE_MORE = "class_if_one_more"
ONE_FEWER = "class_if_one_fewer"
TOLD_YES = "class_if_told_deprived"
TOLD_NO = "class_if_told_not_deprived"


def classify(
    households: Frame, rules: Rules, members: Frame | None = None, *, explain: bool = False
) -> Frame:
    """Add `class_code` (Int8), `points_at_least` and `points_at_most` (Int64) to `households`.

    With `explain` also the three-valued questions (`term_…`), the contradictions and the class under
    each single different answer. Columns are described in `measurement.tables`; no row is added or lost.
    """
    households = with_deprivations(households, members, rules)
    columns = households.collect_schema().names()
    found = witnesses(columns, rules)
    terms = income_terms(columns, rules) | {ENOUGH: enough(found, rules.cutoff)}
    low, high, conflict = bounds(found, rules)
    households = households.with_columns(
        **{TERM + name: term for name, term in terms.items()},
        **{POINTS_AT_LEAST: low.cast(nw.Int64), POINTS_AT_MOST: high.cast(nw.Int64)},
    )
    asked = {name: nw.col(TERM + name) for name in terms}
    classified = households.with_columns(**{CLASS_CODE: class_code(asked, rules)})
    if not explain:
        return classified.drop(*(TERM + name for name in terms))

    def if_points(shift_low: int, shift_high: int) -> nw.Expr:
        return class_code(asked | {ENOUGH: enough(found, rules.cutoff, shift_low, shift_high)}, rules)

    return classified.with_columns(
        **{
            INCOME_CONFLICT: income_conflict(columns, rules),
            DEPRIVATIONS_CONFLICT: conflict,
            ONE_MORE: if_points(rules.weight, rules.weight),
            ONE_FEWER: if_points(-rules.weight, -rules.weight),
            TOLD_YES: if_points(rules.weight, 0),
            TOLD_NO: if_points(0, -rules.weight),
        }
    )


def count_classes(classified: Frame, by: Sequence[str] = ()) -> Frame:
    """Households (and persons, where `member_count` is known) of each class, a row for each group of `by`.

    Columns: `by`, `households`, `<class>` for all five classes and, with members, `persons`,
    `persons_<class>`. Groups add up to the whole because every sum is an integer.
    """
    with_persons = MEMBER_COUNT in classified.collect_schema().names()
    sums = [nw.len().cast(nw.Int64).alias("households")]
    flags: dict[str, nw.Expr] = {}
    for household_class in HouseholdClass:
        name = household_class.value
        flags[name] = (nw.col(CLASS_CODE) == household_class.code).cast(nw.Int64)
        if with_persons:
            flags[f"persons_{name}"] = flags[name] * nw.col(MEMBER_COUNT)
    if with_persons:
        flags["persons"] = nw.col(MEMBER_COUNT).cast(nw.Int64)
    sums += [nw.col(name).sum().cast(nw.Int64) for name in flags]
    selected = classified.select(*by, **flags)
    if by:
        return selected.group_by(*by).agg(*sums)
    return selected.select(*sums)
