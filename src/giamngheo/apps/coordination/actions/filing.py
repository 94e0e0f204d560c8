"""The one file of a row: kept with it, opened by who may see the row; the trail tells of both."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from giamngheo.apps.coordination.actions.writing import CoordinationError, told
from giamngheo.apps.coordination.models.made import Filed
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.files import FileError, FileKind, Kept, forget, keep, open_kept

TAKEN: Final = (FileKind.PDF, FileKind.DOCX, FileKind.JPEG, FileKind.PNG, FileKind.WEBP)


@contextmanager
def kept_file(given: IO[bytes] | None) -> Iterator[dict[str, object]]:
    """The columns of a file that was handed in (none: empty); it goes where the deed does not come about.

    Raises CoordinationError where it is not taken.
    """
    if given is None:
        yield {}
        return
    try:
        kept = keep(given, files_folder(), TAKEN)
    except FileError as error:
        raise CoordinationError(str(error), "tep") from error
    try:
        yield columns_of(kept)
    except BaseException:
        forget(kept, files_folder())
        raise


def columns_of(kept: Kept) -> dict[str, object]:
    """A kept file as the columns of its row."""
    return {
        "stored": kept.stored,
        "file_kind": kept.kind,
        "file_size": kept.size,
        "file_sha256": kept.sha256,
    }


def read_file(row: Filed, area_id: int, name: str, actor: Actor) -> IO[bytes]:
    """Open the file of a row for who may see it: the trail tells that they did.

    Raises FileNotFoundError where the row has none, or it is not in the data folder.
    """
    if not row.stored:
        raise FileNotFoundError
    opened = open_kept(row.stored, files_folder())
    told(row, area_id, actor, "read_file", f"Mở tệp của {name}")
    return opened


def files_folder() -> Path:
    """Where files lie."""
    return Path(settings.DATA) / "files"
