"""What the formulas of income and class may look at."""

from collections.abc import Iterable, Mapping

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.formulas import unknown
from giamngheo.law.vocabulary.standards import ByResidence, Residence

INCOME = "income_per_head"
INCOME_POINTS = "income_points"

Terms = Mapping[str, nw.Expr]


class IncomeEvidence:
    """The columns on income that a source has, for households of one residence.

    `income_per_head` is đồng a month, `income_points` the B1 total.
    """

    def __init__(self, columns: Iterable[str], residence: Residence) -> None:
        self.columns = frozenset(columns)
        self.residence = residence

    def income(self, line: int | ByResidence | None) -> tuple[nw.Expr, ...]:
        """What estimated income says of being at or below `line`: none or one three-valued expression."""
        return self._compared(INCOME, line)

    def points(self, line: int | ByResidence | None) -> tuple[nw.Expr, ...]:
        """What the B1 points say of being at or below `line`."""
        return self._compared(INCOME_POINTS, line)

    def where_income_is_known(self, answer: tuple[nw.Expr, ...], *, otherwise: bool) -> nw.Expr:
        """`answer` where income itself is known; where only B1 points are, `otherwise`; else unknown."""
        by_points = (
            nw.when(~nw.col(INCOME_POINTS).is_null()).then(nw.lit(otherwise))
            if INCOME_POINTS in self.columns
            else unknown()
        )
        if not answer or INCOME not in self.columns:
            return by_points
        return nw.when(nw.col(INCOME).is_null()).then(by_points).otherwise(answer[0])

    def _compared(self, column: str, line: int | ByResidence | None) -> tuple[nw.Expr, ...]:
        if column not in self.columns or line is None:
            return ()
        return (nw.col(column) <= (line if isinstance(line, int) else line.of(self.residence)),)
