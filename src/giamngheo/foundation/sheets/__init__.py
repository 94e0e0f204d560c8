"""Any office's table in, plain tables out: .xlsx .xls .ods .csv .parquet; what is hostile is refused."""

from giamngheo.foundation.sheets.entry_forms import EntryColumn, EntryForm, write_entry_form
from giamngheo.foundation.sheets.errors import SheetError, UnreadableFile, UnwritableFile
from giamngheo.foundation.sheets.long_lists import LongList, csv_parts, write_long_workbook
from giamngheo.foundation.sheets.packed import is_pack_of_tables, unpack_tables
from giamngheo.foundation.sheets.reading import (
    open_workbook,
    read_cells,
    read_plain_table,
    read_table,
    scan_parquet_table,
)
from giamngheo.foundation.sheets.recognition import Match, match_headings
from giamngheo.foundation.sheets.row_kinds import OUTSIDE_THE_TABLE
from giamngheo.foundation.sheets.tables import Heading, Limits, Sheet, Table, Workbook
from giamngheo.foundation.sheets.visibility import with_visibility
from giamngheo.foundation.sheets.writing import SheetOut, write_csv, write_parquet, write_workbook

__all__ = [
    "OUTSIDE_THE_TABLE",
    "EntryColumn",
    "EntryForm",
    "Heading",
    "Limits",
    "LongList",
    "Match",
    "Sheet",
    "SheetError",
    "SheetOut",
    "Table",
    "UnreadableFile",
    "UnwritableFile",
    "Workbook",
    "csv_parts",
    "is_pack_of_tables",
    "match_headings",
    "open_workbook",
    "read_cells",
    "read_plain_table",
    "read_table",
    "scan_parquet_table",
    "unpack_tables",
    "with_visibility",
    "write_csv",
    "write_entry_form",
    "write_long_workbook",
    "write_parquet",
    "write_workbook",
]
