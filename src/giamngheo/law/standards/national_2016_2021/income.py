"""The questions on income of which the classes are built, each answered by estimated income or by points."""

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.evidence import IncomeEvidence
from giamngheo.law.vocabulary.formulas import agreed
from giamngheo.law.vocabulary.parameters import Parameters


def at_or_below_income_line(e: IncomeEvidence, p: Parameters) -> nw.Expr:
    """Thu nhập từ 700.000 (nông thôn), 900.000 đồng (thành thị) trở xuống, hoặc B1 tới 120, 140 điểm."""
    return agreed(*e.income(p.line("income_line")), *e.points(p.line("income_points_line")))


def at_or_below_near_poor_line(e: IncomeEvidence, p: Parameters) -> nw.Expr:
    """Thu nhập bình quân từ 1.000.000, 1.300.000 đồng trở xuống, hoặc B1 tới 150, 175 điểm."""
    return agreed(*e.income(p.line("near_poor_income_line")), *e.points(p.line("near_poor_points_line")))


def within_average_living_standard(e: IncomeEvidence, p: Parameters) -> nw.Expr:
    """Thu nhập tới 1.500.000 (nông thôn), 1.950.000 đồng (thành thị); B1 không cho biết mức này."""
    return e.where_income_is_known(e.income(p.line("average_living_standard_line")), otherwise=False)
