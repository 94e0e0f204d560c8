"""What is asked by the ten thousand comes as it stands, whatever the texts hold."""

from datetime import date

import polars as pl
import pytest

from giamngheo.apps.households.bulk.copying import asked_at_once

pytestmark = pytest.mark.django_db

SCHEMA = {"number": pl.Int64, "small": pl.Int32, "is_so": pl.Boolean, "day": pl.Date, "said": pl.String}
ROWS = [
    (2**62, -7, True, date(1899, 12, 31), 'Hoà, «ở» "thôn"\n\t1\\;\x1e ￿'),
    (None, None, None, None, None),
    (0, 20_261_127, False, date(2026, 11, 27), "None"),
]


def test_columns_come_as_they_stand_with_what_is_missing() -> None:
    cells = ", ".join(["(%s::bigint, %s::int, %s::boolean, %s::date, %s::text)"] * len(ROWS))
    values = {str(place): cell for place, cell in enumerate(cell for row in ROWS for cell in row)}
    question = f"SELECT * FROM (VALUES {cells}) AS told" % tuple(f"%({name})s" for name in values)
    assert asked_at_once(question, values, SCHEMA).rows() == ROWS


def test_of_no_rows_the_columns_are_told() -> None:
    found = asked_at_once("SELECT 1, 2, true, current_date, 'x' WHERE false", {}, SCHEMA)
    assert (found.height, dict(found.schema)) == (0, SCHEMA)


def test_an_empty_text_is_missing() -> None:
    assert asked_at_once("SELECT ''", {}, {"said": pl.String}).rows() == [(None,)]
