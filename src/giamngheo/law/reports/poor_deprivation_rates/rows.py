"""The counts of `poor_deprivations`, of which rates are reckoned."""

from giamngheo.law.reports.poor_deprivations.rows import ROWS

__all__ = ["ROWS"]
