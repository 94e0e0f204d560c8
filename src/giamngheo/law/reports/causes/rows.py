"""Households of the lists by what makes them poor."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.library import code_list
from giamngheo.law.reports.conditions import LISTED, ON_A_LIST
from giamngheo.law.vocabulary.published import CAUSE, CAUSES_TOLD
from giamngheo.law.vocabulary.reports import Counted, Counts

_TOLD = nw.col(CAUSES_TOLD)


def _of(name: str, listed: nw.Expr) -> dict[str, Counted]:
    return {
        name: Counted(listed),
        **{f"{name}_{one}": Counted(listed & nw.col(f"{CAUSE}{one}")) for one in code_list("poverty_causes")},
        f"{name}_untold": Counted(listed & ~_TOLD),
    }


ROWS: Final = Counts(
    {key: counted for name, listed in LISTED for key, counted in _of(name, listed).items()}, among=ON_A_LIST
)
