"""Figures in the formats of DHIS2, ADX and SDMX: codes, periods, what is not known, what must be escaped."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.apps.packages.contents import Figure
from giamngheo.apps.packages.formats.adx import NAMESPACE, adx
from giamngheo.apps.packages.formats.codes import LONGEST, element_of, option_of, plain, told
from giamngheo.apps.packages.formats.dhis2 import data_value_set
from giamngheo.apps.packages.formats.periods import days_of, for_adx, for_sdmx, period_between, period_of
from giamngheo.apps.packages.formats.sdmx import HEADS, Observation, sdmx_csv
from giamngheo.apps.packages.reading import written
from giamngheo.law.reports.library import statutory_tables

FIGURES = [
    Figure("poor_movement", "99901", "households", "closing", Decimal(0)),
    Figure("poor_movement", "99901", "households", "opening", None),
    Figure("official_result", "99901", "", "poor_rate", Decimal("12.50")),
    Figure("ethnic_groups", "999&<02", "*", "poor", Decimal("1E+3")),
]


@pytest.mark.parametrize(
    ("opening", "closing", "period", "in_adx", "in_sdmx"),
    [
        (date(2025, 12, 31), date(2026, 12, 14), "2026", "2026-01-01/P1Y", "2026"),
        (date(2025, 12, 31), date(2026, 6, 30), "2026S1", "2026-01-01/P6M", "2026-S1"),
        (date(2026, 6, 30), date(2026, 12, 31), "2026S2", "2026-07-01/P6M", "2026-S2"),
        (date(2026, 9, 30), date(2026, 12, 31), "2026Q4", "2026-10-01/P3M", "2026-Q4"),
        (date(2026, 10, 31), date(2026, 11, 30), "202611", "2026-11-01/P1M", "2026-11"),
    ],
)
def test_days_are_periods_of_each_format(
    opening: date, closing: date, period: str, in_adx: str, in_sdmx: str
) -> None:
    assert period_between(opening, closing) == period
    assert (for_adx(period), for_sdmx(period)) == (in_adx, in_sdmx)
    first, last = days_of(period)
    assert first == opening + timedelta(days=1) and first < last


def test_a_figure_of_a_day_is_of_its_month_and_at_the_end_of_a_year_of_the_year() -> None:
    assert period_of(None, date(2026, 11, 1)) == "202611" and period_of(None, date(2026, 12, 31)) == "2026"
    assert period_of(date(2026, 1, 1), date(2026, 12, 31)) == "2026"
    for wrong in ("2026S3", "202613", "2026-11", ""):
        with pytest.raises(ValueError):
            for_adx(wrong)


@given(opening=st.dates(date(1990, 1, 1), date(2090, 1, 1)), days=st.integers(1, 900))
def test_the_last_day_of_a_figure_lies_in_its_period(opening: date, days: int) -> None:
    closing = opening + timedelta(days=days)
    first, last = days_of(period_between(opening, closing))
    assert first <= closing <= last


def test_codes_are_short_and_different_for_every_column_of_every_table() -> None:
    found = [
        element_of(name, one.id) for name, table in statutory_tables().items() for one in table.text.columns
    ]
    assert len(set(found)) == len(found) > 100
    assert all(len(one) <= LONGEST and one.isascii() and one.startswith("GN_") for one in found)
    assert element_of("poor_movement", "closing") == "GN_POOR_MOVEMENT_CLOSING"
    assert [option_of(one) for one in ("", "*", "?", "kinh")] == ["default", "MINORITIES", "NOT_TOLD", "KINH"]


def test_a_data_value_set_leaves_out_what_is_not_known_and_keeps_nought() -> None:
    rows = json.loads(data_value_set(told(FIGURES, "2026")))["dataValues"]
    assert rows[0] == {
        "dataElement": "GN_POOR_MOVEMENT_CLOSING",
        "period": "2026",
        "orgUnit": "99901",
        "categoryOptionCombo": "HOUSEHOLDS",
        "value": "0",
    }
    assert [row["value"] for row in rows] == ["0", "12.5", "1000"]
    assert json.loads(data_value_set([])) == {"dataValues": []}


def test_adx_has_a_group_for_each_unit_and_escapes_what_must_be() -> None:
    document = adx(told(FIGURES, "2026S1"), "GN_THU", datetime(2026, 7, 1, tzinfo=UTC))
    assert b"999&amp;&lt;02" in document
    root = ElementTree.fromstring(document)
    assert root.tag == f"{{{NAMESPACE}}}adx" and root.get("exported") == "2026-07-01T00:00:00+00:00"
    groups = [(one.get("dataSet"), one.get("orgUnit"), one.get("period"), len(one)) for one in root]
    assert groups == [("GN_THU", "99901", "2026-01-01/P6M", 2), ("GN_THU", "999&<02", "2026-01-01/P6M", 1)]
    assert root[0][0].attrib == {
        "dataElement": "GN_POOR_MOVEMENT_CLOSING",
        "value": "0",
        "part": "HOUSEHOLDS",
    }
    assert root[0][1].attrib == {"dataElement": "GN_OFFICIAL_RESULT_POOR_RATE", "value": "12.5"}


def test_sdmx_csv_names_its_structure_and_tells_what_is_missing() -> None:
    seen = [
        Observation("programme_2021_2025", "99901", "poor_rate", "202611", Decimal("5.20"), "percent"),
        Observation("programme_2021_2025", "99901", "poor_households", "2026S2", None, "households"),
    ]
    content = sdmx_csv(seen)
    assert not content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert tuple(rows[0]) == HEADS
    assert rows[0] == {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": "GN:PROGRAMME_2021_2025(1.0.0)",
        "ACTION": "I",
        "REF_AREA": "99901",
        "INDICATOR": "POOR_RATE",
        "FREQ": "M",
        "TIME_PERIOD": "2026-11",
        "OBS_VALUE": "5.2",
        "UNIT_MEASURE": "PT",
        "OBS_STATUS": "A",
    }
    assert (rows[1]["FREQ"], rows[1]["TIME_PERIOD"], rows[1]["OBS_VALUE"], rows[1]["OBS_STATUS"]) == (
        "S",
        "2026-S2",
        "",
        "O",
    )


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_is_written_plainly_and_reads_back(value: Decimal) -> None:
    said = plain(value)
    assert Decimal(said) == value and "E" not in said.upper() and not said.endswith(".")


def test_no_text_of_a_csv_becomes_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(written(("a",), [["=1+1"], ["@x"], [Decimal(-1)]], mark="").decode())))
    assert rows == [["a"], ["'=1+1"], ["'@x"], ["-1"]]
