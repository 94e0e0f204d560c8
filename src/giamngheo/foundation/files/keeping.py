"""Where files lie and how they get there: written whole or not at all, readable by the product alone."""

import hashlib
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from giamngheo.foundation.files.kinds import FileKind, kind_of
from giamngheo.foundation.files.photos import (
    BrokenPhotoError,
    png_without_traces,
    webp_without_traces,
    without_traces,
)

LIMIT_BYTES: Final = 10 * 1024 * 1024
_NAME_BYTES: Final = 16


class FileError(Exception):
    """A file is not taken; the message says in Vietnamese why and what to do."""


@dataclass(frozen=True)
class Kept:
    """A file as it was kept: its name under the folder, what it is, size and hash of what lies there."""

    stored: str
    kind: FileKind
    size: int
    sha256: str


def keep(given: IO[bytes], folder: Path, taken: Collection[FileKind] = tuple(FileKind)) -> Kept:
    """Keep what was handed in, photos without what a camera adds; raises FileError for other kinds."""
    content = given.read(LIMIT_BYTES + 1)
    if not content:
        raise FileError("Tệp rỗng. Cách xử lý: chọn lại tệp có nội dung.")
    if len(content) > LIMIT_BYTES:
        raise FileError(
            f"Tệp lớn hơn {LIMIT_BYTES // (1024 * 1024)} MB. "
            "Cách xử lý: chụp hoặc quét ở độ nét thấp hơn, hoặc tách thành nhiều tệp."
        )
    kind = kind_of(content)
    if kind is None or kind not in taken:
        raise FileError(_not_taken(taken))
    try:
        content = _freed(content, kind)
    except BrokenPhotoError as error:
        raise FileError("Ảnh bị hỏng nên không mở được. Cách xử lý: chụp hoặc lưu lại ảnh.") from error
    name = secrets.token_hex(_NAME_BYTES)
    stored = f"{name[:2]}/{name}.{kind}"
    _write(folder / stored, content)
    return Kept(stored, kind, len(content), hashlib.sha256(content).hexdigest())


def open_kept(stored: str, folder: Path) -> IO[bytes]:
    """Open what was kept under this name; raises FileNotFoundError, also for a name that leads elsewhere."""
    path = (folder / stored).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise FileNotFoundError(stored)
    return path.open("rb")


def forget(kept: Kept, folder: Path) -> None:
    """Remove a file whose deed did not come about: nothing points to it."""
    (folder / kept.stored).unlink(missing_ok=True)


def _freed(content: bytes, kind: FileKind) -> bytes:
    freeing = {
        FileKind.JPEG: without_traces,
        FileKind.PNG: png_without_traces,
        FileKind.WEBP: webp_without_traces,
    }.get(kind)
    return freeing(content) if freeing else content


def _not_taken(taken: Collection[FileKind]) -> str:
    photos = ", ".join(kind.called for kind in FileKind if kind in taken and kind.is_photo)
    papers = [kind.called for kind in FileKind if kind in taken and not kind.is_photo]
    listed = ", ".join([f"ảnh ({photos})", *papers[:-1]]) + (f" hay {papers[-1]}" if papers else "")
    macros = " không có macro" if FileKind.DOCX in taken else ""
    return (
        f"Tệp không phải {listed}{macros}. "
        "Cách xử lý: lưu sang một trong các loại đó; ảnh HEIC của điện thoại: lưu thành JPEG."
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
