"""A frozen country is one data set to any reader of folders: parts by province, one schema in all of them.

Read by Arrow's reader of data sets and by Spark.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from pytest_django import Settings
from tests.apps.households.made import home
from tests.apps.snapshots.test_snapshots import CLOSING, OPENING, WHO, recognised
from tests.factories.places import Country, make_country

from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import HOUSEHOLDS, PEOPLE, opened

pytestmark = pytest.mark.django_db
# Kinds of columns that Spark has too; unsigned numbers and categories are not among them.
READABLE = (pa.int64(), pa.int32(), pa.int8(), pa.bool_(), pa.string(), pa.large_string(), pa.date32())


@pytest.fixture
def snapshot(settings: Settings, tmp_path: Path) -> Snapshot:
    """The nation: a province where all kinds of facts are told, and one where nobody lives."""
    settings.DATA = tmp_path
    country: Country = make_country()
    told = home(country.east_1, "Mẫu Đủ", "Mẫu Con")
    recognised(told, "poor", date(2025, 12, 14), ("water",))
    return make_snapshot(Wanted(country.areas["nation"], OPENING, CLOSING, "Cả nước"), WHO)


@pytest.mark.parametrize("table", [HOUSEHOLDS, PEOPLE])
def test_files_of_all_provinces_have_one_schema_and_their_province_is_told_by_the_folder(
    snapshot: Snapshot, table: str
) -> None:
    folder = snapshot.folder / table
    files = sorted(folder.rglob("*.parquet"))
    assert len(files) >= 2
    assert all(one.parent.name.startswith("province=") and one.name == "part-0.parquet" for one in files)
    schemas = [pq.read_schema(one).remove_metadata() for one in files]
    assert all(one.equals(schemas[0]) for one in schemas)
    assert {one.type for one in schemas[0]} <= set(READABLE)
    data = ds.dataset(folder, format="parquet", partitioning="hive")
    assert set(data.schema.names) == {*schemas[0].names, "province"}
    manifest = opened(snapshot).manifest.tables[table]
    assert data.count_rows() == manifest.rows == sum(one.rows for one in manifest.files)
    assert list(manifest.columns) == schemas[0].names
    provinces = {one.parent.name.removeprefix("province=") for one in files}
    assert set(data.to_table(columns=["province"])["province"].to_pylist()) <= provinces


def test_spark_reads_the_folder_of_a_country(snapshot: Snapshot, spark: Any) -> None:
    homes = spark.read.parquet(str(snapshot.folder / HOUSEHOLDS))
    people = spark.read.parquet(str(snapshot.folder / PEOPLE))
    frozen = opened(snapshot).manifest.tables
    assert (homes.count(), people.count()) == (frozen[HOUSEHOLDS].rows, frozen[PEOPLE].rows) == (1, 2)
    poor = homes.where("class_code = 1").select("household", "member_count", "deprived_water", "province")
    assert [(row.member_count, row.deprived_water) for row in poor.collect()] == [(2, True)]
    assert people.join(poor, "household").count() == 2
