"""Stores what the data files say as two proposed batches; nothing is in force until a person puts it so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl
from django.db import connection, transaction

from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.source.lines import Source, lines_before, lines_of_2025, read_source
from giamngheo.foundation.areas.source.package import source_files
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.audit.actions import Actor, record

REFORM: Final = date(2025, 7, 1)
BEFORE_TITLE: Final = "Địa giới trước 01/7/2025"
REFORM_TITLE: Final = "Sắp xếp đơn vị hành chính từ 01/7/2025"
_LAST_DAY_BEFORE: Final = date(2025, 6, 30)
_COLUMNS: Final = (
    *("batch_id", "place", "verb", "code", "to_code", "name", "kind", "parent_code", "is_whole", "share"),
)
_NULL: Final = r"\N"
_STANDING: Final = (BatchState.DRAFT, BatchState.PROPOSED, BatchState.IN_FORCE)


@dataclass(frozen=True)
class Planned:
    """A batch that the data files ask for: how it would be stored, and one that already stands, if any."""

    title: str
    instrument: str
    day: date
    since_unknown: bool
    mark: str
    lines: pl.DataFrame
    standing: Batch | None

    @property
    def is_other_version(self) -> bool:
        """Whether what stands was made from other data files."""
        return self.standing is not None and self.standing.source != self.mark


def plan(source: Source) -> tuple[Planned, Planned]:
    """What would be stored: the former order, known to hold on its last day, then what 01/07/2025 changed."""
    standing = {
        batch.title: batch
        for batch in Batch.objects.filter(
            title__in=(BEFORE_TITLE, REFORM_TITLE), state__in=_STANDING, source__gt=""
        ).order_by("pk")
    }
    return (
        Planned(
            BEFORE_TITLE,
            "Danh mục đơn vị hành chính trước sắp xếp (chưa đối chiếu văn bản)",
            _LAST_DAY_BEFORE,
            True,
            source.mark,
            lines_before(source),
            standing.get(BEFORE_TITLE),
        ),
        Planned(
            REFORM_TITLE,
            "QĐ 19/2025/QĐ-TTg",
            REFORM,
            False,
            source.mark,
            lines_of_2025(source),
            standing.get(REFORM_TITLE),
        ),
    )


@transaction.atomic
def load_all(actor: Actor) -> list[Batch]:
    """Store those of the two batches that do not stand yet, as proposed; raises UnusableSourceError."""
    return store_planned(plan(read_source(source_files())), actor)


@transaction.atomic
def store_planned(planned: Sequence[Planned], actor: Actor) -> list[Batch]:
    """Store as proposed what does not stand yet; gives the batches stored."""
    return [
        store(
            Batch(
                title=one.title,
                instrument=one.instrument,
                day=one.day,
                since_unknown=one.since_unknown,
                source=one.mark,
                state=BatchState.PROPOSED,
            ),
            one.lines,
            actor,
        )
        for one in planned
        if one.standing is None
    ]


@transaction.atomic
def store(batch: Batch, lines: pl.DataFrame, actor: Actor) -> Batch:
    """Store a batch and its lines (`place` and the columns of `lines.LINE`) in bulk, and tell the trail."""
    batch.write_as(actor.id, actor.name)
    batch.save(force_insert=True)
    rows = lines.with_columns(batch_id=pl.lit(batch.pk)).select(_COLUMNS)
    content = rows.write_csv(include_header=False, null_value=_NULL, quote_style="necessary")
    with connection.cursor() as cursor:
        into = f"COPY areas_change ({', '.join(_COLUMNS)}) FROM STDIN (FORMAT csv, NULL '{_NULL}')"
        with cursor.copy(into) as copy:
            copy.write(content)
    record(
        actor,
        "areas.prepare",
        f"Soạn đợt thay đổi địa bàn «{batch.title}» gồm {lines.height} dòng.",
        subject=("areas.batch", batch.pk),
        details={"instrument": batch.instrument, "day": batch.day.isoformat(), "source": batch.source},
    )
    return batch
