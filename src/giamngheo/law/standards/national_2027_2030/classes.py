"""The classes of a household (Nghị định 351/2025/NĐ-CP): `t` answers True, False or unknown."""

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.evidence import Terms


def poor(t: Terms) -> nw.Expr:
    """Hộ nghèo: thu nhập từ chuẩn nghèo trở xuống và thiếu hụt từ 3 chỉ số."""
    return t["at_or_below_income_line"] & t["deprived_enough"]


def near_poor(t: Terms) -> nw.Expr:
    """Hộ cận nghèo: thu nhập từ chuẩn nghèo trở xuống và thiếu hụt dưới 3 chỉ số."""
    return t["at_or_below_income_line"] & ~t["deprived_enough"]


def average_living_standard(t: Terms) -> nw.Expr:
    """Hộ có mức sống trung bình: thu nhập trên chuẩn nghèo đến mức sống trung bình."""
    return ~t["at_or_below_income_line"] & t["within_average_living_standard"]


def not_poor(t: Terms) -> nw.Expr:
    """Hộ không nghèo: phần còn lại."""
    return ~t["at_or_below_income_line"] & ~t["within_average_living_standard"]
