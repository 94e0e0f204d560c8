"""Reads a workbook in a process of its own, with limits, where its size in memory cannot be known beforehand.

A spreadsheet of a few kilobytes may claim a cell at XFD1048576; the reader then asks for the memory of
all cells in between and the whole program would die. A process with limits dies alone,
and the person gets a message.
"""

import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from giamngheo.foundation.apart import run_apart
from giamngheo.foundation.sheets.errors import UnreadableFile
from giamngheo.foundation.sheets.safety import refusal
from giamngheo.foundation.sheets.tables import Limits

_MODULE = "giamngheo.foundation.sheets.isolated"


def read_apart(task: str, path: Path, limits: Limits, **arguments: Any) -> pl.DataFrame:
    """Return the frame that a task of isolated.py (text, numbers, plain) makes of the file."""
    with tempfile.TemporaryDirectory(prefix="giamngheo-") as folder:
        out = Path(folder) / "cells.arrow"
        request = {"task": task, "path": str(path.absolute()), "out": str(out), **arguments}
        request |= {"rows": limits.rows, "columns": limits.columns}
        told = run_apart(_MODULE, request, memory_bytes=limits.memory_bytes, seconds=limits.seconds)
        if told is None:
            raise refusal(
                path,
                "có vùng dữ liệu bất thường (quá nhiều ô trống hoặc ô ở rất xa) nên không mở được",
                "Hãy chép riêng bảng dữ liệu sang một tệp mới rồi lưu thành .xlsx",
            )
        if refused := told.get("refused"):
            raise UnreadableFile(refused)
        return pl.read_ipc(out.read_bytes())  # not mapped: the folder goes now
