"""SDMX-CSV 2.0 of indicators: one row an observation of the data flow of a framework of results.

Columns: STRUCTURE, STRUCTURE_ID and ACTION, the dimensions, TIME_PERIOD, OBS_VALUE, then attributes. A figure
that is not known in one number has no value and the status O (missing); it is not told as nought.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from giamngheo.apps.packages.formats.codes import plain
from giamngheo.apps.packages.formats.periods import for_sdmx

AGENCY, VERSION = "GN", "1.0.0"
HEADS: Final = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "REF_AREA",
    "INDICATOR",
    "FREQ",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "OBS_STATUS",
)
_FREQUENCIES: Final = {4: "A", 7: "M"}
UNITS: Final = {"percent": "PT", "households": "HOUSEHOLDS", "houses": "HOUSES"}
"""Codes of units: PT is that of the cross-domain code list, the others are ours."""


@dataclass(frozen=True)
class Observation:
    """A figure of an indicator: its framework, unit of administration, period of DHIS2, value if known."""

    framework: str
    area: str
    indicator: str
    period: str
    value: Decimal | None
    unit: str


def sdmx_csv(observations: Iterable[Observation]) -> bytes:
    """The rows as SDMX-CSV: UTF-8 without a mark, every code of letters and digits."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerow(HEADS)
    for one in observations:
        period = for_sdmx(one.period)
        writer.writerow(
            (
                "dataflow",
                f"{AGENCY}:{one.framework.upper()}({VERSION})",
                "I",
                one.area,
                one.indicator.upper(),
                frequency_of(period),
                period,
                "" if one.value is None else plain(one.value),
                UNITS.get(one.unit, one.unit.upper()),
                "O" if one.value is None else "A",
            )
        )
    return kept.getvalue().encode()


def frequency_of(period: str) -> str:
    """The code of CL_FREQ of a period: A, S, Q, M."""
    for mark in ("S", "Q"):
        if mark in period:
            return mark
    return _FREQUENCIES[len(period)]
