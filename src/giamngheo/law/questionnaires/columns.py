"""Conditions compiled to columns, for any number of sheets at once; the twin of `truth`.

Frames hold one column a question, named as the question; an unanswered one is null. Every frame has a column
`day`, the day of the sheet; members know the answers of their household.
"""

from collections.abc import Collection, Iterable
from typing import Any

import narwhals.stable.v2 as nw

from giamngheo.law.questionnaires.sheets import BIRTH, NOT_AFTER, NOT_BEFORE
from giamngheo.law.vocabulary.conditions import (
    Age,
    Answered,
    Both,
    Compare,
    Condition,
    Count,
    Given,
    Has,
    Is,
    Members,
    Not,
    Number,
    Sign,
    Sum,
    Term,
    parts,
    written,
)
from giamngheo.law.vocabulary.formulas import BIRTH_EARLIEST, BIRTH_LATEST, known, unknown
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Questionnaire

Frame = nw.LazyFrame[Any]
Ends = tuple[nw.Expr, nw.Expr]

DAY = "day"
LISTED = "_members"
_COUNT = "_count_"
_LONG_MONTHS, _SHORT_MONTHS = (1, 3, 5, 7, 8, 10, 12), (4, 6, 9, 11)


class Columns:
    """Conditions of one form as expressions over the columns that a frame has."""

    def __init__(self, form: Questionnaire, held: Collection[str]) -> None:
        self.form = form
        self.held = frozenset(held)

    def truth(self, condition: Condition) -> nw.Expr:
        """The condition as a three-valued column."""
        if isinstance(condition, Compare):
            return _compared(condition.sign, self.number(condition.left), self.number(condition.right))
        if isinstance(condition, (Is, Has, Answered)):
            return self._of_answer(condition)
        if isinstance(condition, Not):
            return ~self.truth(condition.inner)
        left, right = self.truth(condition.left), self.truth(condition.right)
        return left & right if isinstance(condition, Both) else left | right

    def number(self, term: Term) -> Ends:
        """The least and the greatest that a term may be, both null where nothing is known."""
        if isinstance(term, Number):
            return nw.lit(term.value), nw.lit(term.value)
        if isinstance(term, Sum):
            return _put_together(term, self.number(term.left), self.number(term.right))
        if isinstance(term, Age):
            earliest, latest = self._births()
            today = as_number(nw.col(DAY))
            return (today - latest) // 10_000, (today - earliest) // 10_000
        if isinstance(term, Given):
            return (self._given(term.question),) * 2
        if isinstance(term, Members):
            return nw.col(LISTED), nw.col(LISTED)
        name = _COUNT + written(term.condition)
        return nw.col(name + "_certain"), nw.col(name + "_possible")

    def _births(self) -> Ends:
        """Reckoned once where the frame holds them, for every age that is asked after."""
        if self.held >= {BIRTH_EARLIEST, BIRTH_LATEST}:
            return nw.col(BIRTH_EARLIEST), nw.col(BIRTH_LATEST)
        return births(self.held)

    def _given(self, question: str) -> nw.Expr:
        asked = self.form.question(question)
        if question not in self.held or asked is None:
            return nw.lit(None, nw.Float64)
        return as_number(nw.col(question)) if asked.kind is AnswerKind.DATE else nw.col(question)

    def _of_answer(self, condition: Is | Has | Answered) -> nw.Expr:
        if condition.question not in self.held:
            return nw.lit(False) if isinstance(condition, Answered) else unknown()
        answer = nw.col(condition.question)
        if isinstance(condition, Answered):
            return ~answer.is_null()
        if isinstance(condition, Has):
            return answer.list.contains(condition.code)
        asked = self.form.question(condition.question)
        if asked is not None and asked.kind is AnswerKind.YES_NO:
            yes, no = (code in condition.codes for code in ("yes", "no"))
            return nw.when(answer).then(nw.lit(yes)).otherwise(nw.when(~answer).then(nw.lit(no)))
        return answer.is_in(condition.codes)


def with_counts(
    households: Frame, members: Frame, form: Questionnaire, conditions: Iterable[Condition]
) -> Frame:
    """Add to `households` the columns that conditions counting members look at, if there are any."""
    counts = {p for condition in conditions for p in parts(condition) if isinstance(p, (Count, Members))}
    if not counts:
        return households
    told = Columns(form, members.collect_schema().names())
    counted = [nw.len().cast(nw.Int64).alias(LISTED)]
    helpers: dict[str, nw.Expr] = {}
    for count in counts:
        if isinstance(count, Count):
            name = _COUNT + written(count.condition)
            holds = told.truth(count.condition)
            helpers[name + "_certain"] = nw.when(holds).then(nw.lit(1)).otherwise(nw.lit(0))
            helpers[name + "_possible"] = nw.when(~holds).then(nw.lit(0)).otherwise(nw.lit(1))
    counted += [nw.col(name).sum().cast(nw.Int64) for name in helpers]
    told_of_each = members.with_columns(**helpers) if helpers else members
    by_household = told_of_each.group_by("household").agg(*counted)
    joined = households.join(by_household, on="household", how="left")
    # A household that lists nobody has none of whom anything holds: zero is known, not missing.
    zeros = {
        name: nw.when(nw.col(name).is_null()).then(nw.lit(0, nw.Int64)).otherwise(nw.col(name))
        for name in (LISTED, *helpers)
    }
    return joined.with_columns(**zeros)


def births(held: Collection[str]) -> Ends:
    """The earliest and the latest day (yyyymmdd, Int64) of a birth told by year, month and day."""
    year, month, day = (
        nw.col(name).cast(nw.Int64) if name in held else nw.lit(None, nw.Int64) for name in BIRTH
    )
    year = nw.when((year >= 1) & (year <= 9_999)).then(year)
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    february = nw.when(leap).then(nw.lit(29)).otherwise(nw.lit(28))
    last = (
        nw.when(month.is_in(_LONG_MONTHS))
        .then(nw.lit(31))
        .otherwise(nw.when(month.is_in(_SHORT_MONTHS)).then(nw.lit(30)).otherwise(february))
    )
    start = year * 10_000 + month * 100
    there_is_month, there_is_day = (month >= 1) & (month <= 12), (day >= 1) & (day <= last)

    def end(of_year: int, of_month: nw.Expr) -> nw.Expr:
        in_month = nw.when(there_is_day).then(start + day).otherwise(start + of_month)
        return nw.when(there_is_month).then(in_month).otherwise(year * 10_000 + of_year)

    return end(NOT_BEFORE, nw.lit(1)), end(NOT_AFTER, last)


def as_number(day: nw.Expr) -> nw.Expr:
    """A day as yyyymmdd."""
    year, month = day.dt.year().cast(nw.Int64), day.dt.month().cast(nw.Int64)
    return year * 10_000 + month * 100 + day.dt.day().cast(nw.Int64)


def _compared(sign: Sign, left: Ends, right: Ends) -> nw.Expr:
    (left_least, left_most), (right_least, right_most) = left, right
    if sign == "=":
        alike = (left_least == left_most) & (left_most == right_least) & (right_least == right_most)
        return known(alike, (left_most < right_least) | (left_least > right_most))
    if sign == "!=":
        return ~_compared("=", left, right)
    if sign in (">", ">="):
        return _compared("<" if sign == ">" else "<=", right, left)
    if sign == "<":
        return known(left_most < right_least, left_least >= right_most)
    return known(left_most <= right_least, left_least > right_most)


def _put_together(term: Sum, left: Ends, right: Ends) -> Ends:
    if term.sign == "+":
        return left[0] + right[0], left[1] + right[1]
    if term.sign == "-":
        return left[0] - right[1], left[1] - right[0]
    products = [a * b for a in left for b in right]
    return nw.min_horizontal(*products), nw.max_horizontal(*products)
