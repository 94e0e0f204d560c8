"""Questions to snapshots: which there are, and their tables opened."""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
from django.db.models import Q, QuerySet

from giamngheo.apps.snapshots.files import Manifest, read_manifest
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.measurement.engines import collect, scan
from giamngheo.measurement.tables import Frame

HOUSEHOLDS, PEOPLE = "households", "people"


@dataclass(frozen=True)
class Opened:
    """The tables of a snapshot, nothing read yet, with its manifest; columns: `law/vocabulary/published`."""

    manifest: Manifest
    households: Frame
    people: Frame


def opened(snapshot: Snapshot, engine: str = "polars") -> Opened:
    """The tables of a snapshot, after its files were found to be what was frozen.

    Raises:
        BrokenSnapshotError: where they are not.
    """
    manifest = read_manifest(snapshot.folder, snapshot.manifest_hash)
    return Opened(
        manifest,
        scan(str(snapshot.folder / HOUSEHOLDS), engine),
        scan(str(snapshot.folder / PEOPLE), engine),
    )


def snapshots_in(within: Q) -> QuerySet[Snapshot]:
    """The snapshots of the areas of a condition, the last closing day first."""
    return Snapshot.objects.filter(within).select_related("replaced_by").order_by("-closing", "-pk")


def differences(before: Opened, after: Opened) -> dict[str, int]:
    """How many households the later one tells something else of, by what."""
    old, new = (_compared(one.households) for one in (before, after))
    both = old.join(new, on="household", how="full", suffix="_new", coalesce=True)
    gone, come = pl.col("area").is_null(), pl.col("area_new").is_null()
    told: dict[str, Any] = {
        "added": gone,
        "removed": come,
        "other_class": pl.col("class_code") != pl.col("class_code_new"),
        "other_place": pl.col("area") != pl.col("area_new"),
        "other_members": pl.col("member_count") != pl.col("member_count_new"),
    }
    row = both.select(**{name: which.fill_null(value=False).sum() for name, which in told.items()}).row(0)
    return dict(zip(told, row, strict=True))


def _compared(households: Frame) -> pl.DataFrame:
    columns = ("household", "area", "class_code", "member_count")
    told: pl.DataFrame = collect(households.filter(nw.col("is_here")).select(*columns)).to_native()
    return told
