"""The movement of all rounds of one time by commune, as a workbook: for who answers for several communes."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl
from django.db import transaction
from django.db.models import Q

from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Case, Round
from giamngheo.apps.reviews.movement import (
    AREA,
    NEAR_POOR_HEADS,
    POOR_HEADS,
    UNITS,
    Line,
    OfCause,
    causes_of,
    moved,
)
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.sheets import SheetOut, write_workbook
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import day as day_text
from giamngheo.measurement.movement import NEAR_POOR_COLUMNS, POOR_COLUMNS

TABULATE: Final = "reviews.tabulate"
TABULATE_STEPS: Final = ("Đếm hộ của các đợt",)
_WHOLE: Final = "Cộng"
_APART: Final = "Chưa xác định"


@dataclass(frozen=True)
class PeriodTables:
    """Both tables by commune, the whole first, and the causes of all communes together."""

    poor: tuple[Line, ...]
    near_poor: tuple[Line, ...]
    causes: tuple[OfCause, ...]


def alike(one: Round, within: Q) -> list[Round]:
    """This round and the others of its kind and time within the condition, in the order of their numbers."""
    rows = Round.objects.filter(within, kind=one.kind, year=one.year, month=one.month)
    return list(rows.order_by("pk")) if outcome_of(one).decides_the_lists else []


def period_tables(rounds: Sequence[Round], rows: pl.DataFrame, day: date) -> PeriodTables:
    """The tables of rounds of one time; `rows` are those of all of them (`movement.rows_of`)."""
    commune_of = dict(Case.objects.filter(round__in=rounds).values_list("area_id", "round__area_id"))
    by_commune = rows.with_columns(pl.col(AREA).replace_strict(commune_of, return_dtype=pl.Int64))
    found = moved(by_commune)
    return PeriodTables(found.poor, found.near_poor, tuple(causes_of(rounds, day, rows)))


def workbook(one: Round, tables: PeriodTables, day: date) -> bytes:
    """The tables as .xlsx; `one` is a round of the time."""
    called = names_of({line.area_id for line in tables.poor if line.area_id is not None}, day)
    names = {area: name[:1].upper() + name[1:] for area, name in called.items()}
    lead = [
        ["Kỳ rà soát", one.name],
        ["Tính đến ngày", day_text(day)],
        ["Ghi chú", "Hộ chưa có quyết định được tính theo kết quả đề xuất."],
        [],
    ]
    sheets = [
        _sheet("Hộ nghèo", tables.poor, dict(zip(POOR_COLUMNS, POOR_HEADS, strict=True)), names, lead),
        _sheet(
            "Hộ cận nghèo",
            tables.near_poor,
            dict(zip(NEAR_POOR_COLUMNS, NEAR_POOR_HEADS, strict=True)),
            names,
            lead,
        ),
        _causes(tables.causes, lead),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bang.xlsx"
        write_workbook(path, sheets)
        return path.read_bytes()


@transaction.atomic
def start_tables(one: Round, actor: Actor, owner: str, day: date) -> Task:
    """Begin to draw up the tables in the background; where that is under way already, it is given back."""
    waiting = Task.objects.of_owner(owner).not_over().filter(kind=TABULATE, payload__round=one.pk)
    payload = {
        "round": one.pk,
        "day": day.isoformat(),
        "user": actor.id,
        "name": actor.name,
        "address": actor.address,
    }
    return waiting.first() or tasks.start(TABULATE, owner, TABULATE_STEPS, payload)


def _sheet(
    title: str,
    lines: Sequence[Line],
    columns: Mapping[str, str],
    names: Mapping[int, str],
    lead: Sequence[Sequence[Any]],
) -> SheetOut:
    numbered = [f"{number}. {head}" for number, head in enumerate(columns.values(), 1)]
    named = ["Xã, phường", "Tính theo", *numbered, _APART]
    rows = [
        (
            _WHOLE if line.area_id is None else names.get(line.area_id, ""),
            UNITS[line.unit],
            *(line.figures[name].value for name in columns),
            line.untold,
        )
        for line in lines
    ]
    schema = dict.fromkeys(named, pl.Int64()) | dict.fromkeys(named[:2], pl.String())
    frame = pl.DataFrame(rows, schema, orient="row")
    widths = (28, 12, *[14] * len(numbered), 14)
    return SheetOut(title, named, frame, lead=[[f"DIỄN BIẾN {title.upper()}"], *lead], column_widths=widths)


def _causes(causes: Sequence[OfCause], lead: Sequence[Sequence[Any]]) -> SheetOut:
    named = ["Nguyên nhân", "Hộ nghèo", "Hộ cận nghèo", "Nhu cầu đã ghi (số hộ)", "Hộ chưa ghi nhu cầu"]
    kinds = (pl.String(), pl.Int64(), pl.Int64(), pl.String(), pl.Int64())
    rows = [
        (
            one.name,
            one.poor.value,
            one.near_poor.value,
            "; ".join(f"{name} ({figure.value})" for name, figure in one.remedies),
            one.without_needs.value,
        )
        for one in causes
    ]
    frame = pl.DataFrame(rows, dict(zip(named, kinds, strict=True)), orient="row")
    head = ["NGUYÊN NHÂN NGHÈO VÀ NHU CẦU"]
    return SheetOut("Nguyên nhân", named, frame, lead=[head, *lead], column_widths=(44, 12, 12, 80, 16))
