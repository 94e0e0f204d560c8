"""Any office's table in, plain tables out: .xlsx .xls .ods .csv .parquet; what is hostile is refused."""

from giamngheo.foundation.sheets.errors import SheetError, UnreadableFile, UnwritableFile
from giamngheo.foundation.sheets.reading import (
    open_workbook,
    read_plain_table,
    read_table,
    scan_parquet_table,
)
from giamngheo.foundation.sheets.tables import Heading, Limits, Sheet, Table, Workbook

__all__ = [
    "Heading",
    "Limits",
    "Sheet",
    "SheetError",
    "Table",
    "UnreadableFile",
    "UnwritableFile",
    "Workbook",
    "open_workbook",
    "read_plain_table",
    "read_table",
    "scan_parquet_table",
]
