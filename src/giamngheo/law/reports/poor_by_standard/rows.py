"""All households and those of the list, by ethnic minority, in households and in persons."""

from typing import Final

import narwhals.stable.v2 as nw

from giamngheo.law.reports.conditions import HERE, MERIT, MINORITY, POOR, WITHOUT_LABOUR, WOMAN_HEAD
from giamngheo.law.vocabulary.published import MEMBERS, MINORITY_MEMBERS
from giamngheo.law.vocabulary.reports import Counted, Counts


def _of(who: nw.Expr, before: str = "") -> dict[str, Counted]:
    return {
        f"{before}kinh": Counted(who & ~MINORITY),
        f"{before}minority": Counted(who & MINORITY),
        f"{before}untold": Counted(who & MINORITY.is_null()),
        f"{before}persons": Counted(who, of=MEMBERS),
        f"{before}minority_persons": Counted(who, of=MINORITY_MEMBERS),
    }


def by_standard(listed: nw.Expr) -> Counts:
    """All households and those of a list."""
    return Counts(
        {
            "households": Counted(HERE),
            **_of(HERE),
            "listed": Counted(listed),
            **_of(listed, "listed_"),
            "listed_merit": Counted(listed & MERIT),
            "listed_without_labour": Counted(listed & WITHOUT_LABOUR),
            "listed_woman_head": Counted(listed & WOMAN_HEAD),
        }
    )


ROWS: Final = by_standard(POOR)
