"""All households of the register and those of the three classes, in households and in persons."""

from typing import Final

from giamngheo.law.reports.conditions import AVERAGE, HERE, NEAR_POOR, POOR
from giamngheo.law.vocabulary.published import MEMBERS
from giamngheo.law.vocabulary.reports import Counted, Counts

ROWS: Final = Counts(
    {
        "households": Counted(HERE),
        "persons": Counted(HERE, of=MEMBERS),
        "poor": Counted(POOR),
        "near_poor": Counted(NEAR_POOR),
        "average": Counted(AVERAGE),
        "poor_persons": Counted(POOR, of=MEMBERS),
        "near_poor_persons": Counted(NEAR_POOR, of=MEMBERS),
        "average_persons": Counted(AVERAGE, of=MEMBERS),
    }
)
