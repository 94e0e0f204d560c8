"""Documents for other systems hold to the structure of the standards; the checks find what does not."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.packages.structures import faults_of_adx, faults_of_sdmx_csv

from giamngheo.apps.packages.contents import Figure
from giamngheo.apps.packages.formats.adx import adx
from giamngheo.apps.packages.formats.codes import told
from giamngheo.apps.packages.formats.sdmx import Observation, sdmx_csv
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.results.library import frameworks

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
PERIODS = st.sampled_from(["2026", "2026S1", "2026Q4", "202611"])
VALUES = st.none() | st.decimals(-(10**12), 10**12, allow_nan=False, places=4)
COLUMNS = [(name, one.id) for name, table in statutory_tables().items() for one in table.text.columns]
INDICATORS = [(pack.id, one.id, one.unit.value) for pack in frameworks().values() for one in pack.indicators]
UNITS = st.from_regex(r"\A[0-9]{2,10}\Z")
PARTS = st.sampled_from(["", "households", "persons", "*", "?", "kinh"])


@given(st.lists(st.tuples(st.sampled_from(COLUMNS), UNITS, PARTS, VALUES), min_size=1, max_size=6), PERIODS)
def test_every_figure_of_a_table_is_a_valid_value_of_adx(
    rows: list[tuple[tuple[str, str], str, str, Decimal | None]], period: str
) -> None:
    figures = [Figure(table, unit, part, column, value) for (table, column), unit, part, value in rows]
    known = told(figures, period)
    if known:
        assert faults_of_adx(adx(known, "GN_THU", NOW)) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (b"urn:ihe:qrph:adx:2015", b"urn:other", "root {urn:other}adx"),
        (b'exported="2026-11-27T08:00:00+00:00"', b"", "exported"),
        (b'orgUnit="99901"', b"", "orgUnit"),
        (b"2026-01-01/P1Y", b"2026", "period 2026"),
        (b'dataElement="GN_OFFICIAL_RESULT_POOR"', b"", "dataElement"),
        (b'value="3"', b'value="3E0"', "value 3E0"),
        (b'value="3"', b'value="3" part=" a"', "part=' a'"),
    ],
)
def test_what_adx_does_not_allow_is_found(before: bytes, after: bytes, found: str) -> None:
    document = adx(told([Figure("official_result", "99901", "", "poor", Decimal(3))], "2026"), "GN_THU", NOW)
    assert before in document
    assert found in faults_of_adx(document.replace(before, after))
    assert faults_of_adx(adx([], "GN_THU", NOW)) == ["no group"]


@given(st.lists(st.tuples(st.sampled_from(INDICATORS), UNITS, VALUES, PERIODS), max_size=6))
def test_every_figure_of_an_indicator_is_a_valid_record_of_sdmx_csv(
    rows: list[tuple[tuple[str, str, str], str, Decimal | None, str]],
) -> None:
    seen = [
        Observation(pack, area, indicator, period, value, unit)
        for (pack, indicator, unit), area, value, period in rows
    ]
    assert faults_of_sdmx_csv(sdmx_csv(seen)) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            b"STRUCTURE,STRUCTURE_ID",
            b"STRUCTURE_ID,STRUCTURE",
            "head ['STRUCTURE_ID', 'STRUCTURE', 'ACTION']",
        ),
        (b"dataflow", b"table", "structure table"),
        (b"(1.0.0)", b"", "structure id GN:PROGRAMME_2021_2025"),
        (b",I,", b",X,", "action X"),
        (b",5.2,", b',"5,2",', "value 5,2"),
        (b"REF_AREA", b"INDICATOR", "components are called once each, by an identifier"),
        (b",PT,A", b",PT", "a record of 9"),
    ],
)
def test_what_sdmx_csv_does_not_allow_is_found(before: bytes, after: bytes, found: str) -> None:
    one = Observation("programme_2021_2025", "99901", "poor_rate", "202611", Decimal("5.20"), "percent")
    content = sdmx_csv([one])
    assert before in content
    assert any(one.startswith(found) for one in faults_of_sdmx_csv(content.replace(before, after, 1)))
