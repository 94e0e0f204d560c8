"""Writes the generated households and members that the measurements read; nobody in them is real."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq

DATA = Path(__file__).parent / "data"
COMMUNES = 3_321
CHUNK = 1_000_000
MISSING = 0.03

Chunk = Callable[[np.random.Generator, int, int], pl.DataFrame]


def scored(count: int) -> Path:
    """Households with the totals of their scored sheets (evidence ii)."""
    return _kept(f"scored_{count}.parquet", count, _scored)


def surveyed(count: int) -> tuple[Path, Path]:
    """Households with their answers, and 3.6 members each (evidence i), in household order."""
    homes = _kept(f"homes_{count}.parquet", count, _homes)
    return homes, _kept(f"members_{count}.parquet", count * 18 // 5, _members_of(count))


def _kept(name: str, count: int, chunk: Chunk) -> Path:
    """The file, written by chunks unless it is there; the seed makes it the same everywhere."""
    path = DATA / name
    if path.exists():
        return path
    DATA.mkdir(exist_ok=True)
    random = np.random.default_rng(2026)
    unfinished = path.with_suffix(".part")
    writer: pq.ParquetWriter | None = None
    for start in range(0, count, CHUNK):
        table = chunk(random, start, min(CHUNK, count - start)).to_arrow()
        writer = writer or pq.ParquetWriter(unfinished, table.schema, compression="zstd")
        writer.write_table(table)
    assert writer is not None
    writer.close()
    return unfinished.rename(path)


def _scored(random: np.random.Generator, start: int, count: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "household": np.arange(start, start + count, dtype=np.int64),
            "commune": random.integers(0, COMMUNES, count, dtype=np.int32),
            "urban": _missing(random, random.random(count) < 0.38),
            "income_points": _missing(random, random.integers(60, 260, count, dtype=np.int16)),
            "deprivation_points": _missing(random, (random.integers(0, 8, count) * 10).astype(np.int16)),
            "member_count": random.integers(1, 9, count, dtype=np.int16),
        }
    )


def _homes(random: np.random.Generator, start: int, count: int) -> pl.DataFrame:
    yes = {
        name: _missing(random, random.random(count) < share)
        for name, share in (
            ("wall_durable", 0.8),
            ("column_durable", 0.85),
            ("roof_durable", 0.8),
            ("has_television", 0.7),
            ("has_radio", 0.1),
            ("has_desktop_or_telephone", 0.2),
            ("has_laptop_or_tablet", 0.2),
            ("has_smartphone", 0.8),
        )
    }
    return pl.DataFrame(
        {
            "household": np.arange(start, start + count, dtype=np.int64),
            "commune": random.integers(0, COMMUNES, count, dtype=np.int32),
            "urban": _missing(random, random.random(count) < 0.38),
            "income_per_head": _missing(random, random.integers(500_000, 6_000_000, count)),
            **yes,
            "housing_area": _missing(random, random.integers(8, 160, count).astype(np.float64)),
            "water_source": _codes(random, count, ["piped", "drilled_well", "rain", "surface", "other"]),
            "toilet": _codes(random, count, ["septic", "pour_flush", "double_vault", "other", "none"]),
        }
    )


def _members_of(households: int) -> Chunk:
    def chunk(random: np.random.Generator, start: int, count: int) -> pl.DataFrame:
        year, month = random.integers(1940, 2024, count), random.integers(1, 13, count)
        born = (year * 10_000 + month * 100 + random.integers(1, 29, count)).astype(np.int32)
        return pl.DataFrame(
            {
                "household": (np.arange(start, start + count, dtype=np.int64) * 5) // 18 % households,
                "birth_earliest": _missing(random, born),
                "work_status": _codes(random, count, ["working", "no_job", "studying", "unable"]),
                "contract": _codes(random, count, ["has_contract", "no_contract", "not_wage_earner"]),
                "social_assistance": _codes(random, count, ["none", "elderly", "severe_disability"]),
                "undernourished": _missing(random, random.random(count) < 0.1),
                "has_health_insurance": _missing(random, random.random(count) < 0.9),
                "education_level": _codes(
                    random, count, ["none", "primary", "lower_secondary", "upper_secondary"]
                ),
                "training_level": _codes(random, count, ["none", "on_the_job", "elementary", "college"]),
                "attending": _codes(
                    random, count, ["none", "preschool", "primary", "lower_secondary", "upper_secondary"]
                ),
                "uses_internet": _missing(random, random.random(count) < 0.6),
            }
        )

    return chunk


def _missing(random: np.random.Generator, values: np.ndarray) -> pl.Series:
    return pl.Series(values).zip_with(
        pl.Series(random.random(len(values)) >= MISSING), pl.Series([None], dtype=pl.Series(values).dtype)
    )


def _codes(random: np.random.Generator, count: int, codes: list[str]) -> pl.Series:
    picked = _missing(random, random.integers(0, len(codes), count, dtype=np.int8))
    return pl.Series(codes).gather(picked.cast(pl.Int64))
