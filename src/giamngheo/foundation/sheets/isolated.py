"""The process behind isolation.py: takes one request as JSON on its input, leaves one Arrow file."""

from pathlib import Path
from typing import Any

import polars as pl

from giamngheo.foundation.apart import answer, asked
from giamngheo.foundation.sheets import cells
from giamngheo.foundation.sheets.errors import UnreadableFile
from giamngheo.foundation.sheets.tables import Limits


def main() -> None:
    """Do the task and answer {} or {"refused": message}."""
    request = asked()
    try:
        _do(request).write_ipc(request["out"])
    except UnreadableFile as error:
        answer(refused=str(error))
    else:
        answer()


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


if __name__ == "__main__":
    main()
