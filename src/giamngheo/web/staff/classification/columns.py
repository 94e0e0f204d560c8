"""The columns page: what each column was taken for, to be corrected and confirmed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.exchange import actions, sitting_folder
from giamngheo.apps.exchange.asked import ListError, said_of
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.foundation.tasks.states import State as TaskState
from giamngheo.law.library import LawError, Rules, cited, rules_for, rules_of
from giamngheo.web.staff.classification.access import own_list
from giamngheo.web.staff.classification.said import (
    Errors,
    Typed,
    area_kind_choices,
    as_typed,
    error_of,
    read,
    region_choices,
    typed_in,
)

UNITS = ((0, "Theo tiêu đề cột"), (1, "đồng"), (1_000, "nghìn đồng"), (1_000_000, "triệu đồng"))
OF_HOUSEHOLDS, OF_MEMBERS = "c", "m"  # starts of the names of the selects
ALL_SHEETS = "Mọi trang có danh sách hộ"


@dataclass(frozen=True)
class Choice:
    """Fields under one heading of the select."""

    name: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ChosenColumns:
    """What stands in the selects of sheets of the same columns: field by letter, and the unit of money."""

    prefix: str
    unit_name: str
    columns: Mapping[str, str]
    unit: int = 0

    @property
    def has_income(self) -> bool:
        """Whether there is an income whose unit may be said."""
        return "income_per_head" in self.columns.values()

    @property
    def lacks_income(self) -> bool:
        """Whether nothing tells income, which a person has to look at."""
        return not {"income_per_head", "income_points"} & set(self.columns.values())


@dataclass(frozen=True)
class Chosen:
    """What stands in the selects, for households and members, and the sheets; no sheet: all of households."""

    lists: tuple[ChosenColumns, ...]
    members: ChosenColumns | None
    sheet: str
    member_sheet: str

    @property
    def tables(self) -> tuple[ChosenColumns, ...]:
        """All that have columns."""
        return (*self.lists, self.members) if self.members else self.lists


@dataclass(frozen=True)
class Filled:
    """The form as it stands, with what is wrong with it."""

    typed: Typed
    chosen: Chosen
    errors: Errors


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the columns; take corrections; start the classification."""
    uploaded = own_list(request, key)
    task = actions.task_of(uploaded)
    if not uploaded.is_opened or (task is not None and not task.is_over):
        return redirect("list", uploaded.id)
    found = sitting_folder.recognition_of(uploaded)
    if request.method == "POST":
        return _sent(request, uploaded, found)
    errors: Errors = []
    if task is not None and task.state == TaskState.FAILED:
        errors = [("columns", task.error)]
    return _form(request, uploaded, found, Filled(as_typed(said_of(uploaded)), _proposed(found), errors))


def _sent(request: HttpRequest, uploaded: UploadedList, found: dict[str, Any]) -> HttpResponse:
    typed = typed_in(request.POST)
    said, errors = read(typed)
    chosen = _chosen_in(request.POST, found)
    errors += _mistakes(chosen, found)
    if said is None or errors:
        return _form(request, uploaded, found, Filled(typed, chosen, errors))
    other_sheets = (chosen.sheet, chosen.member_sheet) != _sheets(found)
    try:
        other_standard = rules_for(said.day).standard.id != found["standard"]
        if other_sheets or other_standard or request.POST.get("viec") == "doc-lai":
            mapping = _mapping(chosen, found, with_columns=not other_sheets and not other_standard)
            task = actions.open_up(uploaded, said, mapping)
            return redirect("list-progress" if task else "list-columns", uploaded.id)
    except LawError as error:
        return _form(request, uploaded, found, Filled(typed, chosen, [("ngay", str(error))]))
    except ListError as error:
        return _form(request, uploaded, found, Filled(typed, chosen, [_here(error)]))
    actions.classify(uploaded, said, _mapping(chosen, found, with_columns=True))
    return redirect("list-progress", uploaded.id)


def _here(error: ListError) -> tuple[str, str]:
    field, sentence = error_of(error)
    return ("columns" if field == "tep" else field), sentence


def _sheets(found: dict[str, Any]) -> tuple[str, str]:
    return found["sheet"], found["members"]["sheet"] if found["members"] else ""


def _proposed(found: dict[str, Any]) -> Chosen:
    sheet, member_sheet = _sheets(found)
    members = found["members"]
    return Chosen(
        tuple(_columns_of(shown, place) for place, shown in enumerate(found["lists"], start=1)),
        ChosenColumns(OF_MEMBERS, "", {c["letter"]: c["field"] for c in members["columns"]})
        if members
        else None,
        sheet,
        member_sheet,
    )


def _columns_of(shown: dict[str, Any], place: int) -> ChosenColumns:
    units = [column["unit"] for column in shown["columns"] if column["is_money"] and column["unit"]]
    number = "" if place == 1 else str(place)
    return ChosenColumns(
        f"{OF_HOUSEHOLDS}{number}",
        f"don-vi-{place}" if number else "don-vi",
        {column["letter"]: column["field"] for column in shown["columns"]},
        units[0] if units and units[0] in dict(UNITS) else 0,
    )


def _chosen_in(form: Mapping[str, str], found: dict[str, Any]) -> Chosen:
    before = _proposed(found)
    known = {str(value) for value, _ in UNITS}

    def now(table: ChosenColumns) -> ChosenColumns:
        unit = form.get(table.unit_name, "0")
        columns = {letter: form.get(f"{table.prefix}-{letter}", f) for letter, f in table.columns.items()}
        return replace(table, columns=columns, unit=int(unit) if unit in known else 0)

    return Chosen(
        tuple(now(table) for table in before.lists),
        now(before.members) if before.members else None,
        form.get("trang", before.sheet),
        form.get("trang-thanh-vien", before.member_sheet),
    )


def _mistakes(chosen: Chosen, found: dict[str, Any]) -> Errors:
    rules = rules_of(found["standard"])
    labels = {name: label for choice in choices_under(rules) for name, label in choice.fields}
    errors: Errors = []
    for table, of in zip(chosen.tables, [*found["lists"], found["members"]], strict=False):
        where = f"Trang «{of['sheet']}»: " if len(chosen.lists) > 1 else ""
        seen: dict[str, str] = {}
        for letter, field in table.columns.items():
            if not field:
                continue
            name = f"{table.prefix}-{letter}"
            if field not in labels:
                errors.append((name, f"{where}Cột {letter}: chọn một nội dung trong danh sách."))
            elif field in seen:
                errors.append(
                    (
                        name,
                        f"{where}Cột {seen[field]} và cột {letter} cùng là «{labels[field]}». "
                        "Chỉ giữ một cột, cột kia chọn «Không dùng».",
                    )
                )
            seen.setdefault(field, letter)
    known = {"", *found["sheets"], found["lists"][0]["sheet"]}
    if chosen.sheet not in known or (chosen.member_sheet and chosen.member_sheet == chosen.sheet):
        errors.append(("trang", "Trang của danh sách hộ: chọn một trang của tệp, khác trang thành viên."))
    return errors


def _mapping(chosen: Chosen, found: dict[str, Any], *, with_columns: bool) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    if found["has_sheets"]:
        if chosen.sheet:
            mapping["sheet"] = chosen.sheet
        if chosen.member_sheet in found["sheets"]:  # not where members stand in a file of their own
            mapping["member_sheet"] = chosen.member_sheet
    if not with_columns:
        return mapping
    if chosen.members:
        mapping["member_columns"] = _said_of(chosen.members)["columns"]
    if chosen.sheet or not found["has_sheets"]:
        return mapping | _said_of(chosen.lists[0])
    told = zip(found["lists"], chosen.lists, strict=True)
    mapping["sheets"] = {name: _said_of(table) for shown, table in told for name in shown["sheets"]}
    return mapping


def _said_of(table: ChosenColumns) -> dict[str, Any]:
    said: dict[str, Any] = {"columns": {letter: field or None for letter, field in table.columns.items()}}
    income = [letter for letter, field in table.columns.items() if field == "income_per_head"]
    if table.unit and income:
        said["units"] = {income[0]: table.unit}
    return said


def choices_under(rules: Rules) -> list[Choice]:
    """All fields that a column can have, in groups."""
    from giamngheo.apps.exchange.lists.fields import fields_for  # noqa: PLC0415  with the measure

    groups: dict[str, list[tuple[str, str]]] = {}
    evidence = {"income_per_head", "household_income"} | {"income_points", "deprivation_points"}
    for field in fields_for(rules).values():
        if field.id.startswith("deprived_") or field.id == "deprivation_count":
            name = "Chỉ số thiếu hụt"
        elif field.id in evidence:
            name = "Thu nhập và điểm"
        elif field.of_member:
            name = "Thành viên"
        elif field.id in {"household", "ordinal", "head", "village", "commune", "area_kind", "member_count"}:
            name = "Hộ ở đâu, của ai"
        else:
            name = "Câu trả lời của hộ"
        groups.setdefault(name, []).append((field.id, field.label))
    return [Choice(name, tuple(fields)) for name, fields in groups.items()]


def _form(
    request: HttpRequest, uploaded: UploadedList, found: dict[str, Any], filled: Filled
) -> HttpResponse:
    typed, chosen, errors = filled.typed, filled.chosen, filled.errors
    rules = rules_of(found["standard"], said_of(uploaded).day)
    tables = list(zip(["Danh sách hộ"] * len(chosen.lists), found["lists"], chosen.lists, strict=True))
    if chosen.members:
        tables.append(("Danh sách thành viên", found["members"], chosen.members))
    return render(
        request,
        "staff/classification/columns.html",
        {
            "uploaded": uploaded,
            "found": found,
            "typed": typed,
            "chosen": chosen,
            "tables": tables,
            "open_lists": {name.partition("-")[0] for name, _ in errors},
            "all_sheets": ALL_SHEETS,
            "choices": choices_under(rules),
            "units": UNITS,
            "area_kinds": area_kind_choices(),
            "regions": region_choices(),
            "standard": rules.standard,
            "in_force_by": cited(rules.in_force_by),
            "day": rules.day,
            "errors": errors,
            "wrong": dict(errors),
        },
        status=422 if errors and request.method == "POST" else 200,
    )
