"""Codes of data elements and what they are told apart by, made of ids of tables, columns and parts."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from giamngheo.apps.packages.contents import Figure

MARK: Final = "GN"
DEFAULT: Final = "default"
"""The combination of categories of what is not told apart, as DHIS2 calls it."""
_PARTS: Final = {"*": "MINORITIES", "?": "NOT_TOLD", "": DEFAULT}
LONGEST: Final = 50
"""As long as a code is in DHIS2."""


@dataclass(frozen=True)
class Told:
    """A value on its way out: of which period and unit, under which codes."""

    period: str
    unit: str
    element: str
    option: str
    value: Decimal


def told(figures: Iterable[Figure], period: str) -> list[Told]:
    """The values of tables that are known, of one period."""
    return [
        Told(period, one.unit, element_of(one.table, one.column), option_of(one.part), one.value)
        for one in figures
        if one.value is not None
    ]


def element_of(table: str, column: str) -> str:
    """The code of a column of a table: «GN_POOR_MOVEMENT_CLOSING».

    A longer one than DHIS2 takes is cut, its end then told by a checksum so that two never become one.
    """
    code = f"{MARK}_{table}_{column}".upper().replace(".", "_")
    if len(code) <= LONGEST:
        return code
    return f"{code[: LONGEST - 7]}_{_checksum(code):06X}"


def option_of(part: str) -> str:
    """The code of a part of the lines of a unit: «default» where there is one."""
    return _PARTS.get(part) or part.upper()


def plain(value: Decimal) -> str:
    """A number as machines read it: no exponent, no noughts behind the comma."""
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def _checksum(code: str) -> int:
    return zlib.crc32(code.encode()) & 0xFFFFFF
