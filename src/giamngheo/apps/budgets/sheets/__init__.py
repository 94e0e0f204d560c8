"""Spreadsheets of the treasury and of offices: vouchers, allocations, needs; rows read or told why not."""

from giamngheo.apps.budgets.sheets.rows import LIMITS, Fault, Looked

__all__ = ["LIMITS", "Fault", "Looked"]
