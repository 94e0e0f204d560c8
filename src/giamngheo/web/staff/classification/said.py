"""The fields about a list that the upload page and the columns page share."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from giamngheo.apps.exchange.asked import ListError, Said
from giamngheo.law.library import LawError, area_kinds, regions
from giamngheo.law.point_tables import stored
from giamngheo.web.components.numbers import day as written_day

Errors = list[tuple[str, str]]
FIELD_OF = {"file": "tep", "day": "ngay", "area_kind": "khu-vuc"}
"""The id of the form's field for what a ListError is about."""


@dataclass(frozen=True)
class Typed:
    """What stands in the fields, as typed."""

    day: str = ""
    area_kind: str = ""
    blank_is_no: bool = False
    region: str = ""


def first_proposal() -> Typed:
    """What the fields hold on a fresh page: today."""
    return Typed(day=written_day(timezone.localdate()))


def typed_in(form: Mapping[str, str]) -> Typed:
    """What a person sent."""
    return Typed(
        form.get("ngay", "").strip(), form.get("khu-vuc", ""), "o-trong" in form, form.get("vung", "")
    )


def as_typed(said: Said) -> Typed:
    """What was said earlier, as it stands in the fields."""
    return Typed(written_day(said.day), said.area_kind, said.blank_is_no, said.region)


def read(typed: Typed) -> tuple[Said | None, Errors]:
    """What was meant, or what is wrong with it."""
    from giamngheo.foundation.text import parse_day  # noqa: PLC0415  it loads polars

    errors: Errors = []
    day = None
    try:
        day = parse_day(typed.day) if typed.day else timezone.localdate()
    except ValueError as error:
        errors.append(("ngay", f"Ngày áp dụng: {error}"))
    if typed.area_kind not in dict(area_kind_choices()):
        errors.append(("khu-vuc", "Khu vực: chọn một mục trong danh sách."))
    if typed.region and typed.region not in dict(region_choices()):
        errors.append(("vung", "Vùng: chọn một mục trong danh sách."))
    if day is None or errors:
        return None, errors
    return Said(day, typed.area_kind, typed.blank_is_no, typed.region), []


def area_kind_choices() -> list[tuple[str, str]]:
    """What rows without a residence of their own can be taken for."""
    kinds = [(kind.name, kind.name.capitalize()) for kind in area_kinds().values()]
    return [
        ("", "Theo danh sách (cột khu vực, tên xã, phường)"),
        *kinds,
        ("nông thôn", "Nông thôn"),
        ("thành thị", "Thành thị"),
    ]


def region_choices() -> list[tuple[str, str]]:
    """Regions for which an office has loaded a table of B1 points of their own; mostly none."""
    try:
        loaded = {table.region for table in stored(Path(settings.DATA)).values() if table.region}
    except LawError:  # told where the table is needed
        return []
    return [(name, regions()[name].name) for name in sorted(loaded & set(regions()))]


def error_of(error: ListError) -> tuple[str, str]:
    """A refused list as a line of the summary of errors."""
    return FIELD_OF[error.about], str(error)
