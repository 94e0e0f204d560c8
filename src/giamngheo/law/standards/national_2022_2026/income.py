"""The questions on income of which the classes are built, each answered by estimated income or by points."""

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.evidence import IncomeEvidence
from giamngheo.law.vocabulary.formulas import agreed
from giamngheo.law.vocabulary.parameters import Parameters


def at_or_below_income_line(e: IncomeEvidence, p: Parameters) -> nw.Expr:
    """Thu nhập từ 1.500.000 (nông thôn), 2.000.000 đồng (thành thị) trở xuống, hoặc B1 tới 140, 175 điểm."""
    return agreed(*e.income(p.line("income_line")), *e.points(p.line("income_points_line")))


def within_average_living_standard(e: IncomeEvidence, p: Parameters) -> nw.Expr:
    """Thu nhập bình quân tới 2.250.000 (nông thôn), 3.000.000 đồng (thành thị).

    Points tell only which side of the income line a household is on: above it, by points alone, is not poor.
    """
    return e.where_income_is_known(e.income(p.line("average_living_standard_line")), otherwise=False)
