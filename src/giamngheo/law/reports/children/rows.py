"""Children of the listed households, and of those that lack what children need."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.reports.conditions import LISTED, ON_A_LIST
from giamngheo.law.vocabulary.published import CHILDREN, DEPRIVATIONS_TOLD, DEPRIVED
from giamngheo.law.vocabulary.reports import Counted, Counts

_LACKS = ("nutrition", "health_insurance", "school_attendance")


def _of(name: str, listed: nw.Expr) -> dict[str, Counted]:
    lacking = {f"{name}_{one}": Counted(listed & nw.col(f"{DEPRIVED}{one}"), of=CHILDREN) for one in _LACKS}
    return {f"{name}_children": Counted(listed, of=CHILDREN), **lacking}


ROWS: Final = Counts(
    {key: counted for name, listed in LISTED for key, counted in _of(name, listed).items()}
    | {"untold_children": Counted(ON_A_LIST & ~nw.col(DEPRIVATIONS_TOLD), of=CHILDREN)},
    among=ON_A_LIST,
)
