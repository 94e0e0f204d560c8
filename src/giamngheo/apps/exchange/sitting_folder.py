"""The folder of one list: random names inside the data folder, readable by the product's account only."""

import json
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from giamngheo.apps.exchange.models import UploadedList

ENDINGS = (".xlsx", ".csv", ".parquet")
_KEPT_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".parquet"})
_LIST, _MEMBERS, _RECOGNITION, _RESULT = "list", "members", "recognition.json", "result"


def folder_of(uploaded: UploadedList) -> Path:
    """Where everything of the list is kept."""
    return Path(settings.SITTINGS) / uploaded.folder


def make_folder(uploaded: UploadedList) -> None:
    """Make the folder for the product's account only."""
    root = Path(settings.SITTINGS)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    (root / uploaded.folder).mkdir(mode=0o700)


def remove_folder(uploaded: UploadedList) -> None:
    """Delete everything of the list; nothing happens where it is gone already."""
    shutil.rmtree(folder_of(uploaded), ignore_errors=True)


def strays(known: Iterable[str]) -> list[Path]:
    """Folders that belong to no list."""
    root, kept = Path(settings.SITTINGS), set(known)
    return [path for path in root.iterdir() if path.name not in kept] if root.is_dir() else []


def remove_stray(path: Path) -> None:
    """Delete a folder that belongs to no list."""
    shutil.rmtree(path, ignore_errors=True)


def place_for_upload(uploaded: UploadedList, name: str, *, of_members: bool = False) -> Path:
    """Where an uploaded file goes: of the person's name only a known ending is kept."""
    for old in _uploads(uploaded, of_members=of_members):
        old.unlink()
    ending = Path(name).suffix.lower()
    stem = _MEMBERS if of_members else _LIST
    return folder_of(uploaded) / f"{stem}{ending if ending in _KEPT_ENDINGS else ''}"


def upload_of(uploaded: UploadedList, *, of_members: bool = False) -> Path | None:
    """The uploaded file, None where there is none."""
    return next(iter(_uploads(uploaded, of_members=of_members)), None)


def _uploads(uploaded: UploadedList, *, of_members: bool) -> list[Path]:
    stem = _MEMBERS if of_members else _LIST
    return [path for path in folder_of(uploaded).glob(f"{stem}*") if path.stem == stem]


def keep_recognition(uploaded: UploadedList, recognition: dict[str, Any]) -> None:
    """Keep what the columns page shows, whole or not at all."""
    write_json(folder_of(uploaded) / _RECOGNITION, recognition)


def recognition_of(uploaded: UploadedList) -> dict[str, Any]:
    """What the columns page shows."""
    return read_json(folder_of(uploaded) / _RECOGNITION)


def result_folder(uploaded: UploadedList) -> Path:
    """Where the result stands once it is whole."""
    return folder_of(uploaded) / _RESULT


def draft_folder(uploaded: UploadedList) -> Path:
    """A fresh folder in which a result is written before it replaces the one that stands."""
    draft = folder_of(uploaded) / f"draft-{uuid.uuid4().hex}"
    draft.mkdir(mode=0o700)
    return draft


def settle(uploaded: UploadedList, draft: Path) -> None:
    """Let a draft take the place of the result."""
    shutil.rmtree(result_folder(uploaded), ignore_errors=True)
    draft.rename(result_folder(uploaded))


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write whole or not at all."""
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """Read what `write_json` wrote."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
