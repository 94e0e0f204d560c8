"""A snapshot in Parquet on every engine gives what the list gives."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.apps.exchange.lists import results

from giamngheo.apps.exchange.at_scale import classify_snapshot
from giamngheo.apps.exchange.classification import Asked, NoEvidenceError
from giamngheo.apps.exchange.recognition import MappingError
from giamngheo.foundation.sheets import UnreadableFile
from giamngheo.law.library import OpenLawError

ASKED = Asked(date(2026, 11, 15))


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
