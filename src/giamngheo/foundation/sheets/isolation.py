"""Reads a workbook in a process of its own, with limits, where its size in memory cannot be known beforehand.

A spreadsheet of a few kilobytes may claim a cell at XFD1048576; the reader then asks for the memory of
all cells in between and the whole program would die. A process with limits dies alone,
and the person gets a message.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

import giamngheo
from giamngheo.foundation.sheets.errors import UnreadableFile
from giamngheo.foundation.sheets.safety import refusal
from giamngheo.foundation.sheets.tables import Limits

_MODULE = "giamngheo.foundation.sheets.isolated"


def read_apart(task: str, path: Path, limits: Limits, **arguments: Any) -> pl.DataFrame:
    """Return the frame that a task of isolated.py (text, numbers, plain) makes of the file."""
    with tempfile.TemporaryDirectory(prefix="giamngheo-") as folder:
        out = Path(folder) / "cells.arrow"
        request = {"task": task, "path": str(path.absolute()), "out": str(out), **arguments}
        request |= {"memory_bytes": limits.memory_bytes, "seconds": limits.seconds}
        request |= {"rows": limits.rows, "columns": limits.columns}
        done = subprocess.run(
            [sys.executable, "-P", "-m", _MODULE],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=_environment(),
            check=False,
        )
        answer = done.stdout.strip()
        if done.returncode != 0 or not answer:
            raise refusal(
                path,
                "có vùng dữ liệu bất thường (quá nhiều ô trống hoặc ô ở rất xa) nên không mở được",
                "Hãy chép riêng bảng dữ liệu sang một tệp mới rồi lưu thành .xlsx",
            )
        refused = json.loads(answer).get("refused")
        if refused:
            raise UnreadableFile(refused)
        return pl.read_ipc(out.read_bytes())  # not mapped: the folder goes now


def _environment() -> dict[str, str]:
    """Return the process's environment: our package on its path, few threads (their stacks cost memory)."""
    root = str(Path(giamngheo.__file__).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "POLARS_MAX_THREADS": "2", "PYTHONUTF8": "1"}
