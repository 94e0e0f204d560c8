"""A snapshot in Parquet on every engine gives what the list gives."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.apps.exchange.lists.made import classified, results

from giamngheo.apps.exchange.lists.at_scale import Outcome, classify_snapshot
from giamngheo.apps.exchange.lists.classification import Asked, NoEvidenceError
from giamngheo.apps.exchange.lists.recognition import ColumnMapping, MappingError
from giamngheo.apps.exchange.lists.results import answers
from giamngheo.foundation.sheets import UnreadableFile, UnwritableFile
from giamngheo.law.library import OpenLawError

DAY = date(2026, 11, 15)
ASKED = Asked(DAY)
ENGINES = ("polars", "duckdb")
NAN, INFINITE = float("nan"), float("inf")


def at_scale(path: Path, *, engine: str = "polars", asked: Asked = ASKED) -> tuple[Outcome, list[str]]:
    """The outcome of a run, and the class of every row."""
    out = path.with_name("out.parquet")
    outcome = classify_snapshot(path, asked, output=out, by=None, engine=engine, master="")
    return outcome, pl.read_parquet(out).get_column("Kết quả").to_list()


def assert_like_a_list(path: Path, table: pl.DataFrame, engine: str = "polars", **said: Any) -> list[str]:
    """Both paths give the same class to every row and find the same number of faults."""
    table.write_parquet(path)
    by_list = classified(path, area_kind="xã", **said)
    outcome, found = at_scale(path, engine=engine, asked=Asked(DAY, "xã", **said))
    assert found == answers(by_list).get_column("Kết quả").to_list()
    assert outcome.faults == by_list.faults.height
    return found


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """Scored households of two communes, some values missing or impossible."""
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {
            "Xã": ["Đông", "Đông", "Tây", "Tây", "Tây"],
            "Khu vực": ["xã", "xã", "phường", "phường", None],
            "Điểm B1": [140, 141, 175, None, 150],
            "Điểm B2": [30, 30, 20, 30, 35],
            "Số nhân khẩu": [4, 3, 2, 1, 5],
        }
    ).write_parquet(path)
    return path


@pytest.mark.parametrize("engine", ["polars", "duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def test_engines_classify_and_count_alike(snapshot: Path, tmp_path: Path, engine: str) -> None:
    out = tmp_path / "b.parquet"
    outcome = classify_snapshot(snapshot, ASKED, output=out, by="Xã", engine=engine, master="local[1]")

    expected = ["Hộ nghèo", "Hộ không nghèo", "Hộ cận nghèo", "Chưa xác định", "Chưa xác định"]
    written = pl.read_parquet(out) if out.is_file() else pl.read_parquet(out / "*.parquet")
    assert written.get_column("Kết quả").to_list() == expected == results(snapshot, area_kind=None)
    assert written.columns[:5] == pl.read_parquet(snapshot).columns
    assert outcome.faults == 1
    counts = outcome.counts.select(
        "Xã", "households", "poor", "near_poor", "not_poor", "unknown", "persons"
    ).rows()
    assert counts == [("Tây", 3, 0, 1, 0, 2, 8), ("Đông", 2, 1, 0, 1, 0, 7)]


def test_what_cannot_be_asked_of_a_snapshot_is_told(snapshot: Path, tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="Không có cột «Huyện»"):
        classify_snapshot(snapshot, ASKED, output=None, by="Huyện", engine="polars", master="")
    with pytest.raises(UnreadableFile, match="parquet"):
        classify_snapshot(tmp_path / "a.xlsx", ASKED, output=None, by=None, engine="polars", master="")
    with pytest.raises(UnreadableFile, match="Không có tệp"):
        classify_snapshot(tmp_path / "x.parquet", ASKED, output=None, by=None, engine="polars", master="")
    with pytest.raises(OpenLawError, match="Thang điểm"):
        later = Asked(date(2027, 1, 1))
        classify_snapshot(snapshot, later, output=None, by=None, engine="polars", master="")


def test_a_snapshot_without_evidence_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"Xã": ["Đông"]}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(NoEvidenceError):
        classify_snapshot(tmp_path / "a.parquet", ASKED, output=None, by=None, engine="polars", master="")


INCOMES = [
    ("Thu nhập bình quân (nghìn đồng)", [1200, 1500, 1501, 2250, 2251, None, 9, 1_000_000]),
    ("Thu nhập bình quân (nghìn đồng)", [1500.0001, 1500.00000001, 1499.9, -1.0, NAN, INFINITE, None, 0.0]),
    ("Thu nhập bình quân (triệu đồng)", [1.5, 1.50000051, 2.25, 1200.0, None, 0.009, 1e18, 1.1]),
    ("Thu nhập bình quân đầu người/năm", [18_000_000, 18_000_001, 27_000_000, 119_999, 120_000, None, 1, 0]),
    ("Thu nhập bình quân/năm (triệu đồng)", [18.0, 18.0000005, 18.0000011, 27.0, None, -2.0, 1e9, NAN]),
    ("TNBQ", [1200, 9_999, 10_000, 999_999_999, 1_000_000_000, None, 0, -1]),
    ("TNBQ", [1_500_000.00004, 1_500_000.00006, 1_500_000.4, 1_499_999.99999, 2_250_000.0, 1e300, None, 0.5]),
]
POINTS = [
    ([140, 141, 0, -1, None, 175, 176, 5000], [30, 30, 130, 29, 120, None, -10, 20]),
    (
        [140.6, 140.0, NAN, None, 1e17, -0.0, 175.0, 120.0],
        [30.0, 29.5, 30.0, 30.0, 20.0, 10.0, None, INFINITE],
    ),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("heading", "values"), INCOMES)
def test_money_is_read_as_in_a_list(tmp_path: Path, heading: str, values: list[Any], engine: str) -> None:
    table = pl.DataFrame(
        {heading: values, "Số chỉ số thiếu hụt": [3, 3, 3, 13, 3, 3, None, -1]}, strict=False
    )
    assert_like_a_list(tmp_path / "a.parquet", table, engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("first", "second"), POINTS)
def test_points_are_read_as_in_a_list(
    tmp_path: Path, first: list[Any], second: list[Any], engine: str
) -> None:
    table = pl.DataFrame({"Điểm B1": first, "Điểm B2": second}, strict=False)
    assert_like_a_list(tmp_path / "a.parquet", table, engine)


def test_a_unit_that_the_person_says_counts_at_every_scale(tmp_path: Path) -> None:
    table = pl.DataFrame({"TNBQ": [1200, 1800], "Số chỉ số thiếu hụt": [3, 3]})
    mapping = ColumnMapping(units={"TNBQ": 1000})
    found = assert_like_a_list(tmp_path / "a.parquet", table, mapping=mapping)
    assert found == ["Hộ nghèo", "Hộ có mức sống trung bình"]


def _column(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.none() | kind, min_size=12, max_size=12)


WHOLES = st.integers(-20, 200) | st.integers(-(2**60), 2**60)
FRACTIONS = st.sampled_from([30.0, 29.5, 140.0, 140.6, NAN, INFINITE, -1.0, 1e300]) | st.floats(-10, 200)
MONEY = st.sampled_from([1500, 1_500_000, 18_000_000, 2_250_001, 9_999, 1.5, 1.50000051, 1e18, NAN, -3.0])
TICKS = (
    _column(st.booleans())
    | _column(st.integers(-1, 2))
    | _column(st.sampled_from([0, 10]))
    | _column(st.sampled_from([0.0, 1.0, 0.5, NAN]))
)
COLUMNS: Mapping[str, st.SearchStrategy[list[Any]]] = {
    "Điểm B1": _column(WHOLES) | _column(FRACTIONS),
    "Điểm B2": _column(WHOLES) | _column(FRACTIONS) | _column(st.integers(0, 12).map(lambda n: n * 10)),
    "Số nhân khẩu": _column(st.integers(-1, 9)) | _column(FRACTIONS),
    "Số chỉ số thiếu hụt": _column(st.integers(-1, 13)) | _column(st.sampled_from([3.0, 2.5])),
    "Tổng diện tích nhà ở": _column(st.integers(-1, 60)) | _column(st.floats(0, 60)),
    "Thiếu hụt bảo hiểm y tế": TICKS,
    "Thiếu hụt việc làm": TICKS,
    "Nguồn nước sinh hoạt": TICKS,
}
INCOME_HEADINGS = st.sampled_from(["TNBQ", *(heading for heading, _ in INCOMES)])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    columns=st.fixed_dictionaries({}, optional=COLUMNS),
    heading=INCOME_HEADINGS,
    income=_column(MONEY.map(float)) | _column(st.integers(0, 40_000_000)),
    blank_is_no=st.booleans(),
)
def test_numbers_of_every_kind_give_what_a_list_gives(
    tmp_path: Path, columns: dict[str, list[Any]], heading: str, income: list[Any], blank_is_no: bool
) -> None:
    table = pl.DataFrame(columns | {heading: income}, strict=False)
    assert_like_a_list(tmp_path / "a.parquet", table, mapping=ColumnMapping(blank_is_no=blank_is_no))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_residence_that_says_nothing_is_told_and_the_other_rows_go_on(tmp_path: Path, engine: str) -> None:
    places = ["NT", "KV3", "phường", None, " ", "KV3"]
    table = pl.DataFrame({"Khu vực": places, "TNBQ": [1_800_000] * 6, "Số chỉ số thiếu hụt": [3] * 6})
    found = assert_like_a_list(tmp_path / "a.parquet", table, engine)
    assert found == [
        "Hộ có mức sống trung bình",
        "Chưa xác định",
        "Hộ nghèo",
        *["Hộ có mức sống trung bình"] * 2,
        "Chưa xác định",
    ]
    outcome, _ = at_scale(tmp_path / "a.parquet", engine=engine)
    assert "Cột «Khu vực»: 2 giá trị coi như chưa biết, đầu tiên ở dòng dữ liệu 2: «KV3»" in outcome.text


def test_the_name_of_a_commune_tells_its_residence_at_every_scale(tmp_path: Path) -> None:
    names = ["Xã Mẫu Đông", "Phường Mẫu Tây", "Mẫu Bắc", None]
    table = pl.DataFrame({"Xã/phường": names, "TNBQ": [1_800_000] * 4, "Số chỉ số thiếu hụt": [3] * 4})
    assert_like_a_list(tmp_path / "a.parquet", table)


@pytest.mark.parametrize("engine", ENGINES)
def test_faults_are_told_by_column_with_number_reason_and_first_row(tmp_path: Path, engine: str) -> None:
    table = pl.DataFrame({"Điểm B1": [120.0, 140.6, 180.0, -1.0], "Điểm B2": [30, 35, 30, 125]})
    table.write_parquet(tmp_path / "a.parquet")
    outcome, found = at_scale(tmp_path / "a.parquet", engine=engine)
    assert outcome.faults == 4
    assert found == ["Hộ nghèo", "Chưa xác định", "Hộ không nghèo", "Chưa xác định"]
    told = [line for line in outcome.text.splitlines() if line.startswith("Cột")]
    assert told == [
        "Cột «Điểm B1»: 1 giá trị coi như chưa biết, đầu tiên ở dòng dữ liệu 2: phải là số nguyên.",
        "Cột «Điểm B1»: 1 giá trị coi như chưa biết, đầu tiên ở dòng dữ liệu 4: điểm B1 không thể âm.",
        "Cột «Điểm B2»: 2 giá trị coi như chưa biết, đầu tiên ở dòng dữ liệu 2: "
        "điểm B2 phải là bội số của 10, từ 0 đến 120.",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_in_a_folder_the_file_of_the_first_fault_is_named(tmp_path: Path, engine: str) -> None:
    folder = tmp_path / "tinh"
    folder.mkdir()
    (folder / "_SUCCESS").touch()
    pl.DataFrame({"Điểm B1": [120, 130], "Điểm B2": [30, 30]}).write_parquet(folder / "a.parquet")
    pl.DataFrame({"Điểm B1": [120, 130], "Điểm B2": [30, 31]}).write_parquet(folder / "b.parquet")
    outcome = classify_snapshot(folder, ASKED, output=None, by=None, engine=engine, master="")
    assert "1 giá trị coi như chưa biết, đầu tiên ở dòng dữ liệu 2 của tệp «b.parquet»" in outcome.text


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("Điểm B1", [DAY], "ngày"),
        ("Điểm B1", ["120"], "chữ"),
        ("Điểm B1", [timedelta(1)], "khoảng thời gian"),
        ("Điểm B1", [[1]], "danh sách"),
        ("Điểm B1", [{"a": 1}], "nhiều mục"),
        ("Điểm B2", [True], "đúng/sai"),
        ("Thiếu hụt việc làm", ["x"], "chữ"),
        ("Khu vực", [1], "số"),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_of_another_type_is_refused_with_its_name_type_and_remedy(
    tmp_path: Path, column: str, values: list[Any], words: str, engine: str
) -> None:
    table = pl.DataFrame({"Điểm B1": [120], "Điểm B2": [30]} | {column: values})
    table.write_parquet(tmp_path / "a.parquet")
    with pytest.raises(UnreadableFile, match=rf"Cột «{column}» .*kiểu {words}.*Bỏ --engine và --by"):
        at_scale(tmp_path / "a.parquet", engine=engine)


def test_a_column_without_any_value_is_nothing_known(tmp_path: Path) -> None:
    table = pl.DataFrame({"Điểm B1": [None, None], "Điểm B2": [30, 30], "Khu vực": [None, None]})
    assert_like_a_list(tmp_path / "a.parquet", table)


def test_a_list_with_a_row_a_member_is_refused(tmp_path: Path) -> None:
    table = {"Mã hộ": ["1", "1"], "Quan hệ với chủ hộ": ["Chủ hộ", "Con"], "Điểm B1": [120, None]}
    pl.DataFrame(table | {"Điểm B2": [30, None]}).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(UnreadableFile, match="mỗi dòng một thành viên"):
        at_scale(tmp_path / "a.parquet")


def test_columns_of_the_file_named_like_our_own_stay_as_they_were(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "income_points": [120, -5],
            "deprivation_points": [30, 31],
            "class_code": ["a", "b"],
            "Kết quả": ["cũ", "cũ"],
            "poor": ["x", "y"],
        }
    )
    table.write_parquet(tmp_path / "a.parquet")
    out = tmp_path / "b.parquet"
    outcome = classify_snapshot(
        tmp_path / "a.parquet", ASKED, output=out, by="poor", engine="polars", master=""
    )
    written = pl.read_parquet(out)
    assert written.select(table.columns).equals(table)
    assert written.get_column("Kết quả (tính lại)").to_list() == ["Hộ nghèo", "Chưa xác định"]
    assert outcome.counts.get_column("households").to_list() == [1, 1]


def test_an_output_that_would_write_over_the_input_is_refused(snapshot: Path, tmp_path: Path) -> None:
    before = snapshot.read_bytes()
    (tmp_path / "link.parquet").symlink_to(snapshot)
    os.link(snapshot, tmp_path / "hard.parquet")
    for path, out in [
        (snapshot, snapshot),
        (snapshot, tmp_path / "link.parquet"),
        (snapshot, tmp_path / "hard.parquet"),
        (tmp_path, tmp_path / "ra.parquet"),
    ]:
        with pytest.raises(UnwritableFile, match="ghi đè dữ liệu gốc"):
            classify_snapshot(path, ASKED, output=out, by=None, engine="polars", master="")
    assert snapshot.read_bytes() == before


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("Chủ hộ;B1;B2")
    with pytest.raises(UnreadableFile, match="không phải Parquet"):
        at_scale(tmp_path / "a.parquet")
    (tmp_path / "trong").mkdir()
    with pytest.raises(UnreadableFile, match=r"không có tệp \.parquet"):
        at_scale(tmp_path / "trong")


@pytest.mark.spark
@pytest.mark.parametrize("without_java", [True, False])
def test_a_spark_that_does_not_start_is_told_without_a_trace(snapshot: Path, without_java: bool) -> None:
    command = [str(Path(sys.executable).with_name("giamngheo")), "classify", str(snapshot)]
    master = "local[1]" if without_java else "junk://x"
    environment = os.environ | ({"PATH": "/nowhere", "JAVA_HOME": "/nowhere"} if without_java else {})
    ran = subprocess.run(
        [*command, "--engine", "spark", "--master", master],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert ran.returncode == 2
    assert "Không khởi động được Spark" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
