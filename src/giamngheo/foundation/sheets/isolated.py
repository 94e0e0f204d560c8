"""The process behind isolation.py: takes one request as JSON on its input, leaves one Arrow file."""

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl

from giamngheo.foundation.sheets import cells
from giamngheo.foundation.sheets.errors import UnreadableFile
from giamngheo.foundation.sheets.tables import Limits


def main() -> None:
    """Do the task and answer {} or {"refused": message}."""
    request = json.load(sys.stdin)
    _limit(request["memory_bytes"], request["seconds"])
    try:
        _do(request).write_ipc(request["out"])
    except UnreadableFile as error:
        sys.stdout.write(json.dumps({"refused": str(error)}))
    else:
        sys.stdout.write("{}")


def _do(request: dict[str, Any]) -> pl.DataFrame:
    path, sheet = Path(request["path"]), request["sheet"]
    if request["task"] == "text":
        return cells.load_text(path, sheet, Limits(rows=request["rows"], columns=request["columns"]))
    if request["task"] == "plain":
        return cells.load_plain(path, sheet)
    exact = cells.load_numbers(
        path, sheet, request["wanted"], request["first_row"], request["number_of_rows"]
    )
    return pl.DataFrame({str(place): series for place, series in exact.items()})


def _limit(memory_bytes: int, seconds: int) -> None:
    try:
        import resource  # noqa: PLC0415  only Unix has it; elsewhere the process is apart but unlimited
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
