"""The work on an import: recognise, compare, write, give the workbook back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import polars as pl
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from giamngheo.apps.exchange import import_folder
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.lists.recognition import ColumnMapping, MappingError
from giamngheo.apps.exchange.models import Import, SourceMapping
from giamngheo.apps.exchange.moves import mark_compared, mark_written, refuse_unless
from giamngheo.apps.exchange.register.class_titles import paper_in_titles
from giamngheo.apps.exchange.register.comparing import Plan
from giamngheo.apps.exchange.register.preparing import Asked, Prepared, prepare_import
from giamngheo.apps.exchange.register.reading import Opened, open_register_list
from giamngheo.apps.exchange.register.returned import write_returned
from giamngheo.apps.exchange.register.standings import ListDecision, sentence_of
from giamngheo.apps.exchange.register.writing import write
from giamngheo.apps.exchange.states import ImportState
from giamngheo.apps.households.actions import About, RegisterError
from giamngheo.apps.households.models import Event
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import paths_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.sheets import SheetError
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import LawError

Progress = Callable[[int, int, int], None]
_REFUSALS: Final = (SheetError, MappingError, LawError, RegisterError)
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('exchange.import'), %s::int)"
CHANGED_MEANWHILE: Final = (
    "Sổ đã thay đổi từ khi bạn xem, nên chưa ghi gì. Bảng dưới đây là kết quả so mới: xem lại rồi ghi."
)


@dataclass(frozen=True)
class Recognised:
    """The columns of a file as pages show them, the mapping that gives them, and its version if any."""

    shown: dict[str, Any]
    mapping: dict[str, Any]
    version: int | None


def recognised(one: Import, known: SourceMapping | None) -> Recognised:
    """The columns of an import's file; sheets with the headings of `known` as they were said then.

    Raises:
        ListError: where the file cannot be used.
    """
    mapping, version = dict(one.mapping), one.mapping_version
    opened = _opened(one, mapping)
    if known is not None:
        sheets = _as_before(opened, known)
        if sheets:
            mapping, version = {"sheets": sheets}, known.version
            opened = _opened(one, mapping)
    return Recognised(_shown(opened), mapping, version)


def _opened(one: Import, mapping: dict[str, Any]) -> Opened:
    place = import_folder.file_of(one)
    if place is None:
        raise ListError("Tệp không còn trên máy chủ. Gửi lại tệp.")
    try:
        return open_register_list(place, msgspec.convert(mapping, ColumnMapping))
    except _REFUSALS as error:
        raise ListError(_in_words(error, one)) from error


def _as_before(opened: Opened, known: SourceMapping) -> dict[str, Any]:
    """Of every sheet what was said of the one with the same headings, whatever it was called."""
    said = known.mapping.get("sheets", {})
    by_headings = {
        tuple(sorted(headings.items())): said[name]
        for name, headings in known.headings.items()
        if name in said
    }
    found = {}
    for sheet in opened.sheets:
        headings = tuple(sorted((column.letter, column.heading) for column in sheet.columns))
        if headings in by_headings:
            found[sheet.table.sheet] = by_headings[headings]
    return found


def _shown(opened: Opened) -> dict[str, Any]:
    return {
        "rows": opened.height,
        "notes": list(opened.notes),
        "faults": opened.faults.frame.select("sheet", "reason", "remedy").to_dicts(),
        "sheets": [
            {
                "sheet": sheet.table.sheet,
                "rows": sheet.table.body.height,
                "columns": [
                    {
                        "letter": column.letter,
                        "heading": column.heading,
                        "field": column.field.id if column.field is not None else "",
                        "samples": list(column.samples),
                    }
                    for column in sheet.columns
                ],
            }
            for sheet in opened.sheets
        ],
    }


def compare(one: Import, progress: Progress | None = None) -> str:
    """Compare with the register and keep what was found; ListError where the file cannot be used."""
    _keep(one, _prepared(one, progress))
    return ""


def write_in(one: Import, progress: Progress | None = None) -> str:
    """Write what was shown, whole or not at all; gives a sentence where it is to be looked at again.

    Raises:
        ListError: where the file cannot be used or the register cannot take it.
    """
    tell = progress or (lambda *_: None)
    refuse_unless(one, ImportState.WRITTEN)
    shown, last = one.mark, _last_event(one)
    found = _prepared(one, progress)
    try:
        with transaction.atomic():
            # One import of a commune after another: what was compared is what stands when it is written.
            with connection.cursor() as cursor:
                cursor.execute(_LOCK, [_commune_of(one)])
            if _last_event(one) != last:
                found = _prepared(one, None)
            if found.plan.mark != shown:
                _keep(one, found)
                return CHANGED_MEANWHILE
            total = found.plan.people.height
            tell(3, 0, total)
            source = f"«{one.file_name}» ({one.source}, ngày {day_text(one.day)})"
            about = About(one.day, source=source[:200])
            batch = write(found.plan, one.source, about, Actor(one.owner_id, one.owner_name))
            mark_written(one, batch)
    except RegisterError as error:
        raise ListError(str(error)) from error
    except IntegrityError as error:
        raise ListError(
            "Sổ đang được người khác ghi cùng lúc nên chưa ghi gì. Cách xử lý: so lại với sổ rồi ghi."
        ) from error
    tell(4, 0, total)
    _give_back(one, found)
    return ""


def _commune_of(one: Import) -> int:
    """The commune of an import of a village: both are written one after the other."""
    path = paths_of([one.area_id], one.day).get(one.area_id, ())
    return next((unit.area_id for unit in path if unit.tier == Tier.COMMUNE), one.area_id)


def _last_event(one: Import) -> int | None:
    """The last event that the register has of a unit and what lies in it."""
    inside = Containment.objects.filter(ancestor_id=one.area_id, valid__contains=one.day)
    found = Event.objects.filter(area__in=inside.values("area_id")).aggregate(last=Max("pk"))
    return found["last"] if isinstance(found["last"], int) else None


def give_back(one: Import, progress: Progress | None = None) -> str:
    """Write the person's workbook with the faults of the last comparison, where it is not there yet."""
    (progress or (lambda *_: None))(0, 0, 0)
    if not import_folder.place_for_returned(one).exists():
        faults = import_folder.frame_of(one, "faults")
        if faults is not None:
            told = faults.collect()
            write_returned(
                _opened(one, one.mapping), told, _summary(one), import_folder.place_for_returned(one)
            )
    return ""


def _give_back(one: Import, found: Prepared) -> None:
    place = import_folder.place_for_returned(one)
    write_returned(found.opened, found.faults.frame, _summary(one), place)


def _summary(one: Import) -> dict[str, object]:
    return {
        "Tệp": one.file_name,
        "Nguồn": one.source,
        "Ngày của danh sách": day_text(one.day),
        "Hộ mới": one.counts.get("new_homes", 0),
        "Người mới": one.counts.get("new", 0) + one.counts.get("added", 0),
        "Người có thay đổi": one.counts.get("changed", 0),
        "Người không thay đổi": one.counts.get("same", 0),
        "Nhận xét": one.counts.get("faults", 0),
    } | _of_classes(one)


def _of_classes(one: Import) -> dict[str, object]:
    if not one.counts.get("classes"):
        return {}
    written = one.counts.get("classes_written", 0)
    return {"Diện hộ ghi theo quyết định": written, "Diện hộ": sentence_of(one.counts) or "đã xem đủ"}


def _prepared(one: Import, progress: Progress | None) -> Prepared:
    place = import_folder.file_of(one)
    if place is None:
        raise ListError("Tệp không còn trên máy chủ. Gửi lại tệp.")
    try:
        mapping = msgspec.convert(one.mapping, ColumnMapping)
        decision = msgspec.convert(one.decision, ListDecision)
        return prepare_import(place, Asked(one.area_id, one.source, one.day, mapping, decision), progress)
    except _REFUSALS as error:
        raise ListError(_in_words(error, one)) from error


def _keep(one: Import, found: Prepared) -> None:
    """What pages show of a comparison; the register itself is not touched."""
    refuse_unless(one, ImportState.COMPARED)
    plan, faults = found.plan, found.faults.frame
    import_folder.place_for_returned(one).unlink(missing_ok=True)
    import_folder.keep_frames(
        one,
        {
            "lines": _lines(plan, one),
            "faults": faults,
            "changes": plan.told_changes.join(
                plan.people.select("person_id", "full_name", "sheet", "row"), on="person_id", how="left"
            ),
            "missing_people": plan.missing_people.select("person_id", "household_id", "full_name"),
            "missing_homes": plan.missing_homes,
            "classes": plan.standings.drop("income_points", "deprivation_points", "deprivations"),
        },
    )
    left_out = faults.filter(effect="không nhận dòng").select("sheet", "row").n_unique()
    title = paper_in_titles([one.table for one in found.opened.sheets]) if plan.standings.height else None
    told = {"faults": faults.height, "left_out": left_out, "title": msgspec.to_builtins(title)}
    mark_compared(one, plan.mark, plan.counts | told)


def _lines(plan: Plan, one: Import) -> pl.DataFrame:
    names = names_of(plan.people.get_column("area_id").unique().to_list(), one.day)
    area = pl.col("area_id").replace_strict(names, default="", return_dtype=pl.String)
    return plan.people.select(
        "sheet",
        "row",
        "home",
        "is_head",
        "number",
        "full_name",
        "birth_date",
        "birth_precision",
        "status",
        "household_id",
        "person_id",
        area.alias("area"),
    )


def _in_words(error: Exception, one: Import) -> str:
    place = import_folder.file_of(one)
    return str(error).replace(f"«{place.name}»", f"«{one.file_name}»") if place is not None else str(error)
