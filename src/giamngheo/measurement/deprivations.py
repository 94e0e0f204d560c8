"""From the answers of a household and its members to the deprivations, three-valued."""

import narwhals.stable.v2 as nw

from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.formulas import (
    Answers,
    AnyMember,
    Formula,
    NoMember,
    OfHousehold,
    ShareOfMembers,
    agreed,
    known,
)
from giamngheo.measurement.tables import BIRTH_EARLIEST, HOUSEHOLD, MEMBER_COUNT, Frame, deprived

# Kleene's "or" over a group is a maximum over these codes, which every engine computes in one pass.
_FALSE, _UNKNOWN, _TRUE = 0, 1, 2
_HELPER = "_of_members_"
_UNLISTED = _HELPER + "unlisted"
_LISTED = _HELPER + "listed"

CONCERNS = "concerns_"
"""Prefix of the columns of members through whom a household is deprived, one for each deprivation."""

ANSWERS_CONFLICT = "answers_conflict"
"""Whether the answers contradict a tick, where a frame has both; the deprivation is then unknown."""


def with_deprivations(households: Frame, members: Frame | None, rules: Rules) -> Frame:
    """Add a column `deprived_<id>` for every deprivation that the answers at hand speak of.

    A household without members in `members` has no answers of members: unknown, not "nobody".
    Where a ticked column of the same name exists, both must agree.
    """
    ticked = set(households.collect_schema().names())
    formulas = _applicable(ticked, members, rules)
    if members is not None:
        households = _join_members(households, members, formulas)
    answers = {name: _answer(name, formula) for name, formula in formulas.items()}
    columns = {
        deprived(name): agreed(nw.col(deprived(name)), answer) if deprived(name) in ticked else answer
        for name, answer in answers.items()
    }
    helpers = [name for name in households.collect_schema().names() if name.startswith(_HELPER)]
    both = [nw.col(deprived(name)) != answer for name, answer in answers.items() if deprived(name) in ticked]
    if both:
        told = [nw.when(differs).then(nw.lit(True)).otherwise(nw.lit(False)) for differs in both]
        columns[ANSWERS_CONFLICT] = nw.any_horizontal(*told, ignore_nulls=False)
    return (households.with_columns(**columns) if columns else households).drop(*helpers)


def needs_somebody(name: str, rules: Rules) -> bool:
    """Whether a deprivation is that nobody of the household has something."""
    return isinstance(rules.deprivation_formulas[name](Answers((), rules.day), rules.parameters), NoMember)


def _applicable(columns: set[str], members: Frame | None, rules: Rules) -> dict[str, Formula]:
    """The formulas whose questions are at hand; the others stay unknown without costing anything."""
    known_of_members = set(members.collect_schema().names()) if members is not None else set()
    counted = columns | ({MEMBER_COUNT} if members is not None else set())
    found: dict[str, Formula] = {}
    for text in rules.standard.deprivations:
        if text.id not in rules.deprivation_formulas:
            continue
        needed = {BIRTH_EARLIEST if name == "birth_year" else name for name in text.answers_needed}
        formula = rules.deprivation_formulas[text.id](
            Answers(counted | known_of_members, rules.day), rules.parameters
        )
        at_hand = counted if isinstance(formula, OfHousehold) else known_of_members
        if needed & at_hand:
            own = Answers(at_hand, rules.day)
            found[text.id] = rules.deprivation_formulas[text.id](own, rules.parameters)
    return found


def _join_members(households: Frame, members: Frame, formulas: dict[str, Formula]) -> Frame:
    rows: dict[str, nw.Expr] = {}
    sums: list[nw.Expr] = [nw.len().cast(nw.Int64).alias(_LISTED)]
    for name, formula in formulas.items():
        if isinstance(formula, AnyMember):
            rows[_HELPER + name] = _coded(formula.deprived)
            sums.append(nw.col(_HELPER + name).max())
        elif isinstance(formula, NoMember):
            rows[_HELPER + name] = _coded(formula.has)
            sums.append(nw.col(_HELPER + name).max())
        elif isinstance(formula, ShareOfMembers):
            rows[_HELPER + name + "_certain"] = nw.when(formula.counted).then(nw.lit(1)).otherwise(nw.lit(0))
            rows[_HELPER + name + "_possible"] = (
                nw.when(~formula.counted).then(nw.lit(0)).otherwise(nw.lit(1))
            )
            sums += [nw.col(_HELPER + name + "_certain").sum(), nw.col(_HELPER + name + "_possible").sum()]
    listed = members.select(HOUSEHOLD, **rows).group_by(HOUSEHOLD).agg(*sums)
    if MEMBER_COUNT not in households.collect_schema().names():
        joined = households.join(listed, on=HOUSEHOLD, how="left")
        return joined.with_columns(**{MEMBER_COUNT: nw.col(_LISTED), _UNLISTED: nw.lit(0)})
    # Members that a household declares and the list lacks are people of whom nothing is known.
    joined = households.join(listed, on=HOUSEHOLD, how="left")
    declared, there = nw.col(MEMBER_COUNT).cast(nw.Int64), nw.col(_LISTED)
    more = declared > there
    return joined.with_columns(
        **{
            MEMBER_COUNT: nw.when(more | there.is_null()).then(declared).otherwise(there),
            _UNLISTED: nw.when(more).then(declared - there).otherwise(nw.lit(0)),
        }
    )


def _coded(condition: nw.Expr) -> nw.Expr:
    return (
        nw.when(condition)
        .then(nw.lit(_TRUE, nw.Int8))
        .otherwise(nw.when(~condition).then(nw.lit(_FALSE, nw.Int8)).otherwise(nw.lit(_UNKNOWN, nw.Int8)))
    )


def _answer(name: str, formula: Formula) -> nw.Expr:
    """Whether the household is deprived, from the joined row."""
    if isinstance(formula, OfHousehold):
        return formula.deprived
    everybody = nw.col(_UNLISTED) == 0
    if isinstance(formula, AnyMember):
        return known(nw.col(_HELPER + name) == _TRUE, (nw.col(_HELPER + name) == _FALSE) & everybody)
    if isinstance(formula, NoMember):
        return known((nw.col(_HELPER + name) == _FALSE) & everybody, nw.col(_HELPER + name) == _TRUE)
    numerator, denominator = formula.more_than
    allowed = nw.col(MEMBER_COUNT) * numerator
    certain = nw.col(_HELPER + name + "_certain") * denominator
    possible = (nw.col(_HELPER + name + "_possible") + nw.col(_UNLISTED)) * denominator
    return known(certain > allowed, possible <= allowed)


def members_concerned(members: Frame, rules: Rules) -> Frame:
    """Add a column `concerns_<id>` for every deprivation of members that the answers at hand speak of.

    True of a member through whom the household is deprived: the one to whom it happens, who counts into the
    share, who lacks what somebody should have; null where that member's answers leave it open.
    """
    found: dict[str, nw.Expr] = {}
    for name, formula in _applicable({HOUSEHOLD}, members, rules).items():
        if isinstance(formula, AnyMember):
            found[CONCERNS + name] = formula.deprived
        elif isinstance(formula, ShareOfMembers):
            found[CONCERNS + name] = formula.counted
        elif isinstance(formula, NoMember):
            found[CONCERNS + name] = ~formula.has
    return members.with_columns(**found)
