"""Plans made once and run again and again: of one household, making the plan is nine tenths of the work."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals.stable.v2 as nw

from giamngheo.measurement.tables import Frame

if TYPE_CHECKING:
    import polars as pl


Columns: TypeAlias = "tuple[tuple[str, pl.DataType], ...]"
"""The names and types of a frame's columns, as a key by which plans are kept."""


def columns_of(frame: "pl.DataFrame") -> Columns:
    """The columns of a frame."""
    return tuple(frame.schema.items())


class Prepared:
    """What `plan` makes of Polars frames that have these columns, one frame for each.

    One run at a time: those who ask together wait for each other, so it is made for frames of a few rows.
    """

    def __init__(self, plan: Callable[..., Frame], *columns: Columns) -> None:
        from polars.io.plugins import register_io_source  # noqa: PLC0415 - only the engine in use is loaded

        sources = [
            register_io_source(partial(self._told, place), schema=dict(told))
            for place, told in enumerate(columns)
        ]
        self._plan: pl.LazyFrame = plan(*map(nw.from_native, sources)).to_native()
        self._frames: tuple[pl.DataFrame, ...] = ()
        self._alone = threading.Lock()

    def __call__(self, *frames: "pl.DataFrame") -> "pl.DataFrame":
        """Run the plan on these frames, in the order of their columns."""
        with self._alone:
            self._frames = frames
            try:
                return self._plan.collect()
            finally:
                self._frames = ()

    def _told(
        self, place: int, columns: list[str] | None, condition: Any, most: int | None, _: int | None
    ) -> Iterator["pl.DataFrame"]:
        """What the plan reads of the frame at this place: a source as Polars asks it."""
        frame = self._frames[place]
        if condition is not None:
            frame = frame.filter(condition)
        if columns is not None:
            frame = frame.select(columns)
        yield frame if most is None else frame.head(most)
