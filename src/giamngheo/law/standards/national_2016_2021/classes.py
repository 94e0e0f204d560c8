"""The classes of a household (Quyết định 59/2015/QĐ-TTg): `t` answers True, False or unknown."""

import narwhals.stable.v2 as nw

from giamngheo.law.vocabulary.evidence import Terms


def poor(t: Terms) -> nw.Expr:
    """Hộ nghèo: thu nhập từ chuẩn nghèo trở xuống; hoặc tới chuẩn cận nghèo và thiếu hụt từ 3 chỉ số."""
    return t["at_or_below_income_line"] | (t["at_or_below_near_poor_line"] & t["deprived_enough"])


def near_poor(t: Terms) -> nw.Expr:
    """Hộ cận nghèo: thu nhập trên chuẩn nghèo đến chuẩn cận nghèo và thiếu hụt dưới 3 chỉ số."""
    between = ~t["at_or_below_income_line"] & t["at_or_below_near_poor_line"]
    return between & ~t["deprived_enough"]


def average_living_standard(t: Terms) -> nw.Expr:
    """Hộ có mức sống trung bình: thu nhập trên chuẩn cận nghèo đến mức sống trung bình."""
    return ~t["at_or_below_near_poor_line"] & t["within_average_living_standard"]


def not_poor(t: Terms) -> nw.Expr:
    """Hộ không nghèo: phần còn lại."""
    return ~t["at_or_below_near_poor_line"] & ~t["within_average_living_standard"]
