"""Tables that come packed together in one .zip: taken out after the same looks as every packed file gets."""

import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from giamngheo.foundation.sheets.safety import DAMAGED, broken, refusal, refuse_bomb, refuse_password
from giamngheo.foundation.sheets.tables import Limits

_PIECE: Final = 1024 * 1024
_MOST_TABLES: Final = 20


def is_pack_of_tables(path: Path) -> bool:
    """Whether a file is a .zip that holds .csv files and is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except DAMAGED:
        return False
    return "[Content_Types].xml" not in names and "mimetype" not in names and any(map(_is_table, names))


def unpack_tables(path: Path, folder: Path, limits: Limits | None = None) -> list[Path]:
    """Put the .csv files of a .zip into a folder, under their own names without the way to them.

    Raises:
        UnreadableFile: where it is damaged, locked, packed to do harm, or two tables have one name.
    """
    limits = limits or Limits()
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            refuse_bomb(path, entries, limits)
            refuse_password(path, entries)
            tables = [entry for entry in entries if _is_table(entry.filename)]
            names = [_name(entry) for entry in tables]
            if len(tables) > _MOST_TABLES or len(set(names)) < len(names):
                raise refusal(
                    path,
                    f"có {len(tables)} bảng hoặc hai bảng cùng tên",
                    "Hãy gửi tệp nén như ODK Central cho tải về, mỗi phiếu một tệp",
                )
            return [
                _taken_out(archive, entry, folder / name) for entry, name in zip(tables, names, strict=True)
            ]
    except DAMAGED:
        raise broken(path) from None


def _is_table(name: str) -> bool:
    place = PurePosixPath(name)
    return place.suffix.lower() == ".csv" and "__MACOSX" not in place.parts and not place.name.startswith(".")


def _name(entry: zipfile.ZipInfo) -> str:
    """The last part of the name, without signs that a file system may take for something else."""
    stem = PurePosixPath(entry.filename.replace("\\", "/")).stem
    told = "".join(sign if sign.isalnum() or sign in "-_ ." else "_" for sign in stem)[:80].strip(" .")
    return f"{told or 'bang'}.csv"


def _taken_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path) -> Path:
    with archive.open(entry) as packed, place.open("wb") as file:
        while piece := packed.read(_PIECE):
            file.write(piece)
    return place
