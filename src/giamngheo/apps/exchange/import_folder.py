"""The folder of one import or intake: the file as it came, what was found in it, and the workbook given back.

It stays as long as the import: the file is what the register's facts were taken from. So it is with an intake
and the answers of sheets.
"""

import json
import shutil
import uuid
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.conf import settings

from giamngheo.apps.exchange.models import Import, Intake

_KEPT_ENDINGS: Final = frozenset(
    {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".parquet", ".zip"}
)
FRAMES: Final = ("lines", "faults", "changes", "missing_people", "missing_homes", "classes", "newcomers")


def make_folder(name: str) -> Path:
    """A folder for the product's account only."""
    place = Path(settings.IMPORTS) / name
    place.mkdir(mode=0o700, parents=True)
    return place


def folder_of(one: Import | Intake) -> Path:
    """Where everything of an import is kept."""
    return Path(settings.IMPORTS) / one.folder


def place_for_file(folder: Path, name: str) -> Path:
    """Where the file goes: of the person's name only a known ending is kept."""
    ending = Path(name).suffix.lower()
    return folder / f"list{ending if ending in _KEPT_ENDINGS else ''}"


def file_of(one: Import | Intake) -> Path | None:
    """The file as it came."""
    return next(iter(folder_of(one).glob("list*")), None)


def keep_found(one: Import | Intake, found: dict[str, Any]) -> None:
    """Keep the columns as they were recognised."""
    _write(folder_of(one) / "found.json", json.dumps(found, ensure_ascii=False).encode())


def found_of(one: Import | Intake) -> dict[str, Any]:
    """The columns as they were recognised; nothing where the file was not opened yet."""
    place = folder_of(one) / "found.json"
    told: dict[str, Any] = json.loads(place.read_bytes()) if place.exists() else {}
    return told


def keep_frames(one: Import | Intake, frames: dict[str, pl.DataFrame]) -> None:
    """Keep what was found in the rows, for the pages."""
    for name, frame in frames.items():
        place = folder_of(one) / f"{name}.parquet"
        draft = place.with_name(f"{place.name}.{uuid.uuid4().hex}")
        frame.write_parquet(draft)
        draft.replace(place)


def frame_of(one: Import | Intake, name: str) -> pl.LazyFrame | None:
    """What was kept under one of `FRAMES`, None where nothing was."""
    place = folder_of(one) / f"{name}.parquet"
    return pl.scan_parquet(place, glob=False) if name in FRAMES and place.exists() else None


def remove(one: Import | Intake) -> None:
    """Delete what is kept of an import that was never written."""
    shutil.rmtree(folder_of(one), ignore_errors=True)


def place_for_returned(one: Import | Intake) -> Path:
    """Where the workbook given back stands."""
    return folder_of(one) / "returned.xlsx"


def _write(place: Path, content: bytes) -> None:
    draft = place.with_name(f"{place.name}.{uuid.uuid4().hex}")
    draft.write_bytes(content)
    draft.replace(place)
