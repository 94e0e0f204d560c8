"""As `poor_deprivations`, of the households on the list of the near-poor."""

from typing import Final

from giamngheo.law.reports.conditions import NEAR_POOR
from giamngheo.law.reports.poor_deprivations.rows import deprivations_of

ROWS: Final = deprivations_of(NEAR_POOR)
