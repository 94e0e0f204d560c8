"""A snapshot on disk: Parquet by province, and a manifest with the hash of every file, looked at on reading.

Any tool opens it: `scan_parquet` of Polars, `read_parquet` of DuckDB, `spark.read.parquet` of a folder or an
object store, where the country is one folder with a part for each province.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec
import polars as pl

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
_READ: Final = 1 << 20


class BrokenSnapshotError(Exception):
    """Files of a snapshot are missing or no longer what was frozen; the message is Vietnamese."""


class PartFile(msgspec.Struct, frozen=True):
    """A file of a table: where below the folder, how many rows and bytes, its SHA-256."""

    path: str
    rows: int
    size: int
    sha256: str


class TableText(msgspec.Struct, frozen=True):
    """A table: its columns with their types, its rows, its files."""

    columns: dict[str, str]
    rows: int
    files: tuple[PartFile, ...]


class OfArea(msgspec.Struct, frozen=True):
    """The area as it is called on the closing day."""

    id: int
    code: str
    name: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot is: of what, by which law and engine, of which state of the ledger, in which files."""

    format: int = FORMAT
    key: str
    area: OfArea
    opening: date
    closing: date
    title: str
    made_at: datetime
    engine: str
    standard: str
    law: str
    ledger: int
    replaces: str = ""
    reason: str = ""
    differs: dict[str, int] = {}
    tables: dict[str, TableText]


def write_part(folder: Path, table: str, part: str, frame: pl.DataFrame) -> PartFile:
    """Write one part of a table («province=58») below the folder."""
    path = folder / table / part / "part-0.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(path, compression="zstd", statistics=True)
    return PartFile(path.relative_to(folder).as_posix(), frame.height, path.stat().st_size, _hash_of(path))


def table_text(files: Sequence[PartFile], schema: Mapping[str, Any]) -> TableText:
    """What the manifest says of a table with these parts."""
    columns = {name: str(kind) for name, kind in schema.items()}
    return TableText(columns, sum(one.rows for one in files), tuple(files))


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write the manifest and give its hash."""
    content = msgspec.json.format(msgspec.json.encode(manifest))
    (folder / MANIFEST).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path, expected: str) -> Manifest:
    """The manifest of a snapshot, after every file was found to be what was frozen.

    Raises:
        BrokenSnapshotError: where the manifest or a file is missing or another one.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise _broken(MANIFEST, "không còn trong kho") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise _broken(MANIFEST, "đã bị sửa sau khi chốt")
    manifest = msgspec.json.decode(content, type=Manifest)
    for table in manifest.tables.values():
        for one in table.files:
            _require_whole(folder, one)
    return manifest


def _require_whole(folder: Path, one: PartFile) -> None:
    path = folder / one.path
    try:
        now = path.stat()
        found = _known_hash(path, now.st_mtime_ns, now.st_size)
    except OSError as error:
        raise _broken(one.path, "không còn trong kho") from error
    if found != one.sha256:
        raise _broken(one.path, "đã bị sửa sau khi chốt")


@lru_cache(maxsize=4_096)
def _known_hash(path: Path, written_at: int, size: int) -> str:
    """The hash of a file as long as nobody wrote it: a country is not read twice for one table."""
    return _hash_of(path)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _broken(name: str, what: str) -> BrokenSnapshotError:
    return BrokenSnapshotError(
        f"Bản chốt số liệu không dùng được: tệp {name} {what}. "
        "Cách xử lý: lấy lại thư mục này từ bản sao lưu, hoặc chốt lại số liệu."
    )
