"""As `poor_by_standard`, of the households on the list of the near-poor."""

from typing import Final

from giamngheo.law.reports.conditions import NEAR_POOR
from giamngheo.law.reports.poor_by_standard.rows import by_standard

ROWS: Final = by_standard(NEAR_POOR)
