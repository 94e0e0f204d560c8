"""Units and successions as lines of two batches: the order before 01/07/2025, and what that day changed."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.source.confusions import without_confusions
from giamngheo.foundation.areas.source.package import SourceFiles
from giamngheo.foundation.areas.source.successions import told_successions
from giamngheo.foundation.areas.source.units import misstated_kinds, units_after, units_before
from giamngheo.foundation.areas.states import Verb

LINE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "verb": pl.String,
    "code": pl.String,
    "to_code": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "parent_code": pl.String,
    "is_whole": pl.Boolean,
    "share": pl.Float64,
}


@dataclass(frozen=True)
class Source:
    """All that is known from the data files: units, successions as corrected, and what was met on the way.

    `stays` are units that go on after 01/07/2025 as they were (code, name, new_name, parent_code).
    """

    mark: str
    before: pl.DataFrame
    after: pl.DataFrame
    successions: pl.DataFrame
    stays: pl.DataFrame
    unmatched: pl.DataFrame
    taken_out: pl.DataFrame
    still_confused: pl.DataFrame
    misstated: pl.DataFrame


def read_source(files: SourceFiles) -> Source:
    """Read both orders and what leads from one to the other; raises UnusableSourceError."""
    before, after = units_before(files), units_after(files)
    told = told_successions(files, before, after)
    successions, taken_out, still = without_confusions(told.successions, before)
    return Source(
        files.mark,
        before,
        after,
        successions,
        _staying(before, after, successions),
        told.unmatched,
        taken_out,
        still,
        misstated_kinds(files),
    )


def _staying(before: pl.DataFrame, after: pl.DataFrame, successions: pl.DataFrame) -> pl.DataFrame:
    """Return units with one predecessor, whole, of the same code and kind: that unit itself goes on.

    Another name is a new spelling or a renaming of the same land; another kind is a unit newly formed.
    """
    alone = successions.filter(
        pl.len().over("to_code") == 1, "is_whole", pl.col("from_code") == pl.col("to_code")
    )
    old = before.select("written", "name", "kind", "tier", from_code="code")
    new = after.select("kind", "tier", "parent_code", to_code="code", new_name="name")
    return (
        alone.join(old, "from_code", maintain_order="left")
        .join(new, ["to_code", "kind", "tier"], maintain_order="left")
        .select("tier", "name", "new_name", "parent_code", code="from_code")
    )


def lines_before(source: Source) -> pl.DataFrame:
    """Lines that create every unit of the order until 30/06/2025, from the nation down."""
    return _lines(_created(source.before))


def lines_of_2025(source: Source) -> pl.DataFrame:
    """Lines of 01/07/2025: new units, units that move or are written otherwise, ends, and what came after."""
    stays = source.stays
    new = source.after.filter(pl.col("tier") > Tier.NATION).join(stays, "code", "anti", maintain_order="left")
    gone = source.before.filter(pl.col("tier") > Tier.NATION).join(
        stays, "code", "anti", maintain_order="left"
    )
    moved = stays.filter(pl.col("tier") == Tier.COMMUNE).select("code", "parent_code")
    renamed = stays.filter(pl.col("name") != pl.col("new_name")).select("code", name="new_name")
    ended = gone.sort("tier", descending=True, maintain_order=True).select("code")
    followed = source.successions.join(
        gone.select(from_code="code"), "from_code", "semi", maintain_order="left"
    ).select("to_code", "is_whole", code="from_code")
    return _lines(
        _created(new),
        _with(moved, Verb.MOVE),
        _with(renamed, Verb.RENAME),
        _with(ended, Verb.END),
        _with(followed, Verb.SUCCEED),
    )


def _created(units: pl.DataFrame) -> pl.DataFrame:
    return _with(units.select("code", "name", "kind", "parent_code"), Verb.CREATE)


def _with(frame: pl.DataFrame, verb: Verb) -> pl.DataFrame:
    return frame.with_columns(verb=pl.lit(verb.value))


def _lines(*parts: pl.DataFrame) -> pl.DataFrame:
    """Return parts one below the other in the columns of a line, numbered from 1; the unsaid is empty."""
    empty = pl.DataFrame(schema=LINE)
    lines = pl.concat([empty, *parts], how="diagonal").select(*LINE)
    return lines.with_columns(pl.col("to_code", "name", "kind", "parent_code").fill_null("")).with_row_index(
        "place", 1
    )
