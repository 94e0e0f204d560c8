"""From evidence to class: two sums of points, three-valued questions, and a class where all agree."""

from collections.abc import Iterable
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.evidence import IncomeEvidence
from giamngheo.law.vocabulary.formulas import agreed, known, unknown
from giamngheo.law.vocabulary.standards import Residence
from giamngheo.measurement.tables import (
    DEPRIVATION_COUNT,
    DEPRIVATION_POINTS,
    INCOME,
    INCOME_POINTS,
    deprived,
)

ENOUGH = "deprived_enough"


@dataclass(frozen=True)
class Witness:
    """One source on the deprivations: points that are certain, points that are possible."""

    at_least: nw.Expr
    at_most: nw.Expr
    exact: nw.Expr | None = None

    def enough(self, cutoff: int, shift_low: int = 0, shift_high: int = 0) -> nw.Expr:
        """Whether the points reach the cut-off; the shifts ask "what if" a single answer were different."""
        if self.exact is not None and shift_low == shift_high:
            return self.exact >= cutoff - shift_low
        return known(self.at_least >= cutoff - shift_low, self.at_most < cutoff - shift_high)


def witnesses(columns: Iterable[str], rules: Rules) -> list[Witness]:
    """Every source on deprivations in a frame with `columns`: B2 total, number of deprivations, the ticks."""
    held = set(columns)
    found = []
    if DEPRIVATION_POINTS in held and rules.has_points:
        found.append(_exact(nw.col(DEPRIVATION_POINTS), rules))
    if DEPRIVATION_COUNT in held:
        found.append(_exact(nw.col(DEPRIVATION_COUNT) * rules.weight, rules))
    ticks = [nw.col(deprived(d.id)) for d in rules.standard.deprivations if deprived(d.id) in held]
    if ticks:
        untold = (len(rules.standard.deprivations) - len(ticks)) * rules.weight
        certain = [nw.when(tick).then(nw.lit(rules.weight)).otherwise(nw.lit(0)) for tick in ticks]
        possible = [nw.when(~tick).then(nw.lit(0)).otherwise(nw.lit(rules.weight)) for tick in ticks]
        found.append(Witness(nw.sum_horizontal(*certain), nw.sum_horizontal(*possible) + untold))
    return found


def _exact(points: nw.Expr, rules: Rules) -> Witness:
    none = points.is_null()
    return Witness(
        nw.when(none).then(nw.lit(0)).otherwise(points),
        nw.when(none).then(nw.lit(rules.most_points)).otherwise(points),
        exact=points,
    )


def bounds(found: list[Witness], rules: Rules) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """Points that are certain, points that are possible, and whether the sources contradict each other.

    Sources that agree narrow each other; where they contradict, the bounds span all that was said.
    """
    if not found:
        return nw.lit(0), nw.lit(rules.most_points), nw.lit(False)
    if len(found) == 1:
        return found[0].at_least, found[0].at_most, nw.lit(False)
    lows, highs = [w.at_least for w in found], [w.at_most for w in found]
    low, high = nw.max_horizontal(*lows), nw.min_horizontal(*highs)
    conflict = low > high
    return (
        nw.when(conflict).then(nw.min_horizontal(*lows)).otherwise(low),
        nw.when(conflict).then(nw.max_horizontal(*highs)).otherwise(high),
        conflict,
    )


def enough(found: list[Witness], cutoff: int, shift_low: int = 0, shift_high: int = 0) -> nw.Expr:
    """Whether the household is deprived in enough indicators, unknown where the sources leave it open."""
    if not found:
        return unknown()
    return agreed(*(witness.enough(cutoff, shift_low, shift_high) for witness in found))


def income_terms(columns: Iterable[str], rules: Rules, residence: Residence) -> dict[str, nw.Expr]:
    """The questions on income for households of one residence, three-valued, by the id of the term."""
    evidence = IncomeEvidence(columns, residence)
    return {name: formula(evidence, rules.parameters) for name, formula in rules.income_formulas.items()}


def income_conflict(columns: Iterable[str], rules: Rules, residence: Residence) -> nw.Expr:
    """Whether estimated income and B1 points put the household on different sides of a line; never null."""
    held = set(columns)
    shared = [term.id for term in rules.standard.terms if term.points_parameter]
    if not {INCOME, INCOME_POINTS} <= held or not shared:
        return nw.lit(False)
    by_income = income_terms(held - {INCOME_POINTS}, rules, residence)
    by_points = income_terms(held - {INCOME}, rules, residence)
    differ = [by_income[name] != by_points[name] for name in shared]
    told = [nw.when(differs).then(nw.lit(True)).otherwise(nw.lit(False)) for differs in differ]
    return nw.any_horizontal(*told, ignore_nulls=False)


def class_code(terms: dict[str, nw.Expr], rules: Rules) -> nw.Expr:
    """Int8 code of the class whose sentence is certainly true, 0 where none is."""
    code = nw.lit(0, nw.Int8)
    for household_class, formula in rules.class_formulas.items():
        code = nw.when(formula(terms)).then(nw.lit(household_class.code, nw.Int8)).otherwise(code)
    return code
