"""Households of the lists by group; «other» are those that are certainly in none, not what is left over."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.reports.conditions import LISTED, MERIT, MINORITY, ON_A_LIST, WITHOUT_LABOUR
from giamngheo.law.vocabulary.reports import Counted, Counts

_GROUPS = (MINORITY, WITHOUT_LABOUR, MERIT)
_IN = tuple(nw.when(one).then(nw.lit(1)).otherwise(nw.lit(0)) for one in _GROUPS)
_HOW_MANY = nw.sum_horizontal(*_IN)
_OPEN = nw.any_horizontal(*(one.is_null() for one in _GROUPS), ignore_nulls=False)


def _of(name: str, listed: nw.Expr) -> dict[str, Counted]:
    in_none = listed & (_HOW_MANY == 0)
    return {
        name: Counted(listed),
        f"{name}_minority": Counted(listed & MINORITY),
        f"{name}_without_labour": Counted(listed & WITHOUT_LABOUR),
        f"{name}_merit": Counted(listed & MERIT),
        f"{name}_other": Counted(in_none & ~_OPEN),
        f"{name}_untold": Counted(in_none & _OPEN),
        f"{name}_overlapping": Counted(listed & (_HOW_MANY > 1)),
    }


ROWS: Final = Counts(
    {key: counted for name, listed in LISTED for key, counted in _of(name, listed).items()}, among=ON_A_LIST
)
