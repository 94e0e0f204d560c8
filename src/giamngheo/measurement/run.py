"""The measure as a whole: classify households, one or all of the country, and count them."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules, points_refused
from giamngheo.law.vocabulary.formulas import by_residence
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence
from giamngheo.measurement.classes import (
    ENOUGH,
    Witness,
    bounds,
    class_code,
    enough,
    income_conflict,
    income_terms,
    witnesses,
)
from giamngheo.measurement.deprivations import ANSWERS_CONFLICT, with_deprivations
from giamngheo.measurement.tables import (
    CLASS_CODE,
    DEPRIVATION_COUNT,
    DEPRIVATION_POINTS,
    DEPRIVATIONS_CONFLICT,
    DEPRIVED,
    INCOME,
    INCOME_CONFLICT,
    INCOME_POINTS,
    MEMBER_COUNT,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
    TERM,
    URBAN,
    Frame,
)

ONE_MORE = "class_if_one_more"
ONE_FEWER = "class_if_one_fewer"
TOLD_YES = "class_if_told_deprived"
TOLD_NO = "class_if_told_not_deprived"
ALL_ENOUGH = "class_if_enough"
NOT_ENOUGH = "class_if_not_enough"
_SUM, _IF = "_sum_", "_enough_"
OF = {Residence.RURAL: "class_if_rural", Residence.URBAN: "class_if_urban"}


def classify(
    households: Frame, rules: Rules, members: Frame | None = None, *, explain: bool = False
) -> Frame:
    """Add `class_code` (Int8), `points_at_least` and `points_at_most` (Int64) to `households`.

    With `explain` also the three-valued questions (`term_…`), the contradictions and the class under
    each single different answer. Columns are described in `measurement.tables`; no row is added or lost.

    Raises:
        OpenLawError: where the frame holds only points and the standard has no scale of points.
    """
    households = with_deprivations(households, members, rules)
    columns = evidence_columns(households.collect_schema().names(), rules)
    households, found = _summed(households, witnesses(columns, rules))
    low, high, conflict = bounds(found, rules)
    asked = Questions(rules, residence_known=URBAN in columns)
    classified = households.with_columns(
        **asked.columns(columns),
        **{TERM + ENOUGH: enough(found, rules.cutoff)},
        **{POINTS_AT_LEAST: low.cast(nw.Int64), POINTS_AT_MOST: high.cast(nw.Int64)},
    ).with_columns(**{CLASS_CODE: asked.class_if(nw.col(TERM + ENOUGH))})
    if explain:
        classified = _explained(classified, asked, found, columns, conflict)
    sums = [name for name in classified.collect_schema().names() if name.startswith(_SUM)]
    return classified.drop(*asked.helpers, *sums, *([] if explain else [TERM + ENOUGH]))


def _summed(households: Frame, found: list[Witness]) -> tuple[Frame, list[Witness]]:
    """The sums of each witness as columns of their own, so that every question on them is short."""
    sums: dict[str, nw.Expr] = {}
    for number, witness in enumerate(found):
        sums |= {f"{_SUM}low_{number}": witness.at_least, f"{_SUM}high_{number}": witness.at_most}
    kept = [
        Witness(nw.col(f"{_SUM}low_{number}"), nw.col(f"{_SUM}high_{number}"), witness.exact)
        for number, witness in enumerate(found)
    ]
    return (households.with_columns(**sums) if sums else households), kept


def evidence_columns(columns: Sequence[str], rules: Rules) -> list[str]:
    """The columns that count under a standard: points only where it has a scale of points.

    Raises:
        OpenLawError: where nothing else is there and the standard has none.
    """
    points = {INCOME_POINTS, DEPRIVATION_POINTS}
    if rules.has_points or not points & set(columns):
        return list(columns)
    left = [name for name in columns if name not in points]
    if not any(name in (INCOME, DEPRIVATION_COUNT) or name.startswith(DEPRIVED) for name in left):
        raise points_refused(rules)
    return left


class Questions:
    """The questions on income, answered once for each residence, and the class that follows from them."""

    def __init__(self, rules: Rules, *, residence_known: bool) -> None:
        self.rules = rules
        self.residence_known = residence_known
        self.names = list(rules.income_formulas)
        self.helpers = [self._name(residence, name) for residence in Residence for name in self.names]

    @staticmethod
    def _name(residence: Residence, name: str) -> str:
        return f"_{residence.value}_{name}"

    def columns(self, held: Sequence[str]) -> dict[str, nw.Expr]:
        """Helper columns, one for each question and residence."""
        return {
            self._name(residence, name): term
            for residence in Residence
            for name, term in income_terms(held, self.rules, residence).items()
        }

    def merged(self, of_rural: nw.Expr, of_urban: nw.Expr) -> nw.Expr:
        """What holds where the household lives, or in both places alike."""
        return by_residence(of_rural, of_urban, residence_known=self.residence_known)

    def term(self, name: str) -> nw.Expr:
        """One question, as answered where the household lives."""
        of_rural, of_urban = (nw.col(self._name(residence, name)) for residence in Residence)
        return self.merged(of_rural, of_urban)

    def class_of(self, residence: Residence, is_enough: nw.Expr) -> nw.Expr:
        """The class if the household lives there and `is_enough` tells of its deprivations."""
        terms = {name: nw.col(self._name(residence, name)) for name in self.names}
        return class_code(terms | {ENOUGH: is_enough}, self.rules)

    def class_if(self, is_enough: nw.Expr) -> nw.Expr:
        """The class if `is_enough` tells of the deprivations; 0 where rural and urban would differ."""
        return self.settled(*(self.class_of(residence, is_enough) for residence in Residence))

    def settled(self, of_rural: nw.Expr, of_urban: nw.Expr) -> nw.Expr:
        """One class out of those of the two residences; 0 where they differ and it is not known which."""
        merged = self.merged(of_rural, of_urban)
        return nw.when(merged.is_null()).then(nw.lit(0, nw.Int8)).otherwise(merged)


def _explained(
    classified: Frame, asked: Questions, found: list[Witness], columns: Sequence[str], conflict: nw.Expr
) -> Frame:
    rules, is_enough = asked.rules, nw.col(TERM + ENOUGH)
    weight = rules.weight
    shifts = {
        ONE_MORE: (weight, weight),
        ONE_FEWER: (-weight, -weight),
        TOLD_YES: (weight, 0),
        TOLD_NO: (0, -weight),
    }
    of_rural, of_urban = (income_conflict(columns, rules, residence) for residence in Residence)
    in_conflict = asked.merged(of_rural, of_urban)
    answers = nw.col(ANSWERS_CONFLICT) if ANSWERS_CONFLICT in columns else nw.lit(False)
    # In columns of their own: written out inside one another, the plan alone would take seconds.
    ends = {
        f"{_IF}{residence.value}_{name}": asked.class_of(residence, nw.lit(told))
        for residence in Residence
        for name, told in ((ALL_ENOUGH, True), (NOT_ENOUGH, False))
    }
    told = {_IF + name: enough(found, rules.cutoff, *shift) for name, shift in shifts.items()}

    def end(residence: Residence, name: str) -> nw.Expr:
        return nw.col(f"{_IF}{residence.value}_{name}")

    staged = classified.with_columns(**ends, **told).with_columns(
        **{
            name: asked.settled(*(end(place, name) for place in Residence))
            for name in (ALL_ENOUGH, NOT_ENOUGH)
        }
    )
    explained = staged.with_columns(
        **{TERM + name: asked.term(name) for name in asked.names},
        **{name: _either(nw.col(_IF + name), nw.col(ALL_ENOUGH), nw.col(NOT_ENOUGH)) for name in shifts},
        **{
            OF[place]: _either(is_enough, end(place, ALL_ENOUGH), end(place, NOT_ENOUGH))
            for place in Residence
        },
        **{
            INCOME_CONFLICT: nw.when(in_conflict.is_null()).then(nw.lit(False)).otherwise(in_conflict),
            DEPRIVATIONS_CONFLICT: conflict | answers,
        },
    )
    return explained.drop(*told, *ends)


def _either(told: nw.Expr, if_true: nw.Expr, if_false: nw.Expr) -> nw.Expr:
    """The class if `told` holds or fails; where it is unknown, the class that both would give, else 0."""
    alike = nw.when(if_true == if_false).then(if_true).otherwise(nw.lit(0, nw.Int8))
    return nw.when(told).then(if_true).otherwise(nw.when(~told).then(if_false).otherwise(alike))


def count_classes(classified: Frame, by: Sequence[str] = ()) -> Frame:
    """Households (and persons, where `member_count` is known) of each class, a row for each group of `by`.

    Columns: `by`, `households`, `<class>` for all five classes and, with members, `persons`,
    `persons_<class>`. Groups add up to the whole because every sum is an integer.
    """
    with_persons = MEMBER_COUNT in classified.collect_schema().names()
    counted = [nw.len().cast(nw.Int64).alias("households")]
    if with_persons:
        counted.append(nw.col(MEMBER_COUNT).cast(nw.Int64).sum().cast(nw.Int64).alias("persons"))
    # One pass gives a row for each group and class; spreading these few rows over columns costs nothing.
    small = classified.group_by(*by, CLASS_CODE).agg(*counted)
    spread = {
        prefix + c.value: nw.when(nw.col(CLASS_CODE) == c.code).then(nw.col(unit)).otherwise(nw.lit(0))
        for unit, prefix in (("households", ""), *((("persons", "persons_"),) if with_persons else ()))
        for c in HouseholdClass
    }
    named = small.select(*by, "households", *(["persons"] if with_persons else []), **spread)
    sums = [nw.col(name).sum().cast(nw.Int64) for name in named.collect_schema().names() if name not in by]
    return named.group_by(*by).agg(*sums) if by else named.select(*sums)
