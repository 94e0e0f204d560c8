"""Columns that every row of a list has while it is read."""

from typing import Final

ROW: Final = "row"
SHEET: Final = "sheet"
HOME: Final = "home"
"""The key of the household that a row belongs to, within the file."""
IS_HEAD: Final = "is_head"
IS_SPOUSE: Final = "is_spouse"
"""Of a row made of the column of spouses beside a head."""
