"""The questions on income of which the classes are built; no scale of points is known for this period."""

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.evidence import IncomeEvidence
from giamngheo.law.vocabulary.formulas import agreed
from giamngheo.law.vocabulary.parameters import Parameters


def at_or_below_income_line(e: IncomeEvidence, p: Parameters) -> nw.Expr:
    """Thu nhập bình quân từ 2.200.000 (nông thôn), 2.800.000 đồng (đô thị) trở xuống."""
    return agreed(*e.income(p.line("income_line")))


def within_average_living_standard(e: IncomeEvidence, p: Parameters) -> nw.Expr:
    """Mức sống trung bình: chưa có văn bản, nên chưa trả lời được cho hộ nào."""
    return agreed(*e.income(p.line("average_living_standard_line")))
