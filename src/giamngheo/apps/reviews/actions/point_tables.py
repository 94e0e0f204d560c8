"""Tables of B1 points: loaded, retired, taken over into a round, whose sheets then ask their items."""

from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.reviews.actions.writing import LONGEST, ReviewError
from giamngheo.apps.reviews.models import Round, RoundTable
from giamngheo.apps.reviews.point_tables import asked_of, loaded_for, tables_of
from giamngheo.apps.surveys.actions import ask_also
from giamngheo.apps.surveys.states import AGAIN
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.law.library import LawError, rules_for
from giamngheo.law.point_tables import name_of, retire, store
from giamngheo.law.vocabulary.point_tables import PointTable, Retired
from giamngheo.measurement.tables import INCOME_POINTS


@transaction.atomic
def take_tables(one: Round, folder: Path, actor: Actor) -> list[RoundTable]:
    """Take over the loaded tables that fit the commune on the day of the round; gives those new to it.

    Sheets ask their items from now on; what was scored before is scored anew by the next scoring. Raises
    ReviewError where a table was changed after it was loaded.
    """
    Round.objects.select_for_update().get(pk=one.pk)
    try:
        rules = rules_for(one.opened_on)
        if not rules.has_points or INCOME_POINTS not in one.asked_also:
            return []  # its sheets tell the income in đồng
        loaded = loaded_for(one.area_id, one.opened_on, rules, folder)
    except LawError as error:
        raise ReviewError(str(error), "bang-diem") from error
    held = tables_of(one)
    taken = [
        RoundTable(
            round=one,
            name=name_of(table),
            residence=place.value,
            region=loaded.region,
            content=msgspec.to_builtins(table),
            taken_by_id=actor.id,
            taken_by_name=actor.name,
        )
        for place, table in loaded.tables.items()
        if place not in held or held[place].name != name_of(table)
    ]
    if not taken:
        return []
    RoundTable.objects.bulk_create(taken)
    asked = ask_also([one.occasion, f"{one.occasion}{AGAIN}"], one.form, asked_of(one))
    record(
        actor,
        "reviews.took_tables",
        f"Dùng bảng điểm B1 trong «{one.name}»: {'; '.join(_said(row.table) for row in taken)}",
        area_id=one.area_id,
        subject=("reviews.Round", one.pk),
        details={"tables": [row.name for row in taken], "sheets": asked},
    )
    return taken


@transaction.atomic
def load_table(table: PointTable, folder: Path, actor: Actor, area_id: int | None) -> str:
    """Keep a table for the rounds that are opened from now on, as `law load` does; gives its name.

    `area_id` is the unit for which who loads it answers. Raises ReviewError with all that is wrong with it.
    """
    try:
        name = store(table, folder).stem
    except LawError as error:
        raise ReviewError(str(error), "tep") from error
    said = {"source": table.source, "vouched_by": table.vouched_by, "rows": len(table.rows)}
    record(
        actor,
        "reviews.table_loaded",
        f"Nạp bảng điểm B1: {_said(table)}",
        area_id=area_id,
        subject=("law.PointTable", name),
        details=said,
    )
    return name


@transaction.atomic
def retire_table(name: str, why: str, folder: Path, actor: Actor, area_id: int | None) -> PointTable:
    """Let no further round take a loaded table; rounds that have it keep it. Raises ReviewError."""
    said = ReviewError.words(why, "lý do thôi dùng", about=f"ly-do-{name}", longest=LONGEST)
    try:
        table = retire(name, folder, Retired(said, actor.name, timezone.localdate()))
    except LawError as error:
        raise ReviewError(str(error)) from error
    record(
        actor,
        "reviews.table_retired",
        f"Cho bảng điểm B1 thôi dùng: {_said(table)}",
        area_id=area_id,
        subject=("law.PointTable", name),
        details={"reason": said},
    )
    return table


def _said(table: PointTable) -> str:
    return f"khu vực {table.residence.label}, {table.source}, chịu trách nhiệm: {table.vouched_by}"
