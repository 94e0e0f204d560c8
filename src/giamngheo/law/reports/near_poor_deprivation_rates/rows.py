"""The counts of `near_poor_deprivations`, of which rates are reckoned."""

from giamngheo.law.reports.near_poor_deprivations.rows import ROWS

__all__ = ["ROWS"]
