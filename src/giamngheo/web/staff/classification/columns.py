"""The columns page: what each column was taken for, to be corrected and confirmed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Choice:
    """Fields under one heading of the select."""

    name: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chosen:
    """What stands in the selects: field by letter, for households and members, sheets and the unit."""

    columns: Mapping[str, str]
    member_columns: Mapping[str, str]
    sheet: str
    member_sheet: str
    unit: int


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
    return found["households"]["sheet"], found["members"]["sheet"] if found["members"] else ""


def _proposed(found: dict[str, Any]) -> Chosen:
    columns = found["households"]["columns"]
    units = [column["unit"] for column in columns if column["is_money"] and column["unit"]]
    sheet, member_sheet = _sheets(found)
    return Chosen(
        {column["letter"]: column["field"] for column in columns},
        {c["letter"]: c["field"] for c in found["members"]["columns"]} if found["members"] else {},
        sheet,
        member_sheet,
        units[0] if units and units[0] in dict(UNITS) else 0,
    )


def _chosen_in(form: Mapping[str, str], found: dict[str, Any]) -> Chosen:
    before = _proposed(found)
    unit = form.get("don-vi", "0")
    return Chosen(
        {letter: form.get(f"{OF_HOUSEHOLDS}-{letter}", field) for letter, field in before.columns.items()},
        {
            letter: form.get(f"{OF_MEMBERS}-{letter}", field)
            for letter, field in before.member_columns.items()
        },
        form.get("trang", before.sheet),
        form.get("trang-thanh-vien", before.member_sheet),
        int(unit) if unit in {str(value) for value, _ in UNITS} else 0,
    )


def _mistakes(chosen: Chosen, found: dict[str, Any]) -> Errors:
    rules = rules_of(found["standard"])
    labels = {name: label for choice in choices_under(rules) for name, label in choice.fields}
    errors: Errors = []
    for prefix, columns in ((OF_HOUSEHOLDS, chosen.columns), (OF_MEMBERS, chosen.member_columns)):
        seen: dict[str, str] = {}
        for letter, field in columns.items():
            if not field:
                continue
            if field not in labels:
                errors.append((f"{prefix}-{letter}", f"Cột {letter}: chọn một nội dung trong danh sách."))
            elif field in seen:
                errors.append(
                    (
                        f"{prefix}-{letter}",
                        f"Cột {seen[field]} và cột {letter} cùng là «{labels[field]}». Chỉ giữ một cột, "
                        "cột kia chọn «Không dùng».",
                    )
                )
            seen.setdefault(field, letter)
    known = {*found["sheets"], found["households"]["sheet"]}
    if chosen.sheet not in known or (chosen.member_sheet and chosen.member_sheet == chosen.sheet):
        errors.append(("trang", "Trang của danh sách hộ: chọn một trang của tệp, khác trang thành viên."))
    return errors


def _mapping(chosen: Chosen, found: dict[str, Any], *, with_columns: bool) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    if found["has_sheets"]:
        mapping["sheet"] = chosen.sheet
        if chosen.member_sheet in found["sheets"]:  # not where members stand in a file of their own
            mapping["member_sheet"] = chosen.member_sheet
    if not with_columns:
        return mapping
    mapping["columns"] = {letter: field or None for letter, field in chosen.columns.items()}
    mapping["member_columns"] = {letter: field or None for letter, field in chosen.member_columns.items()}
    income = [letter for letter, field in chosen.columns.items() if field == "income_per_head"]
    if chosen.unit and income:
        mapping["units"] = {income[0]: chosen.unit}
    return mapping


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
    tables = [(OF_HOUSEHOLDS, "Danh sách hộ", found["households"], chosen.columns)]
    if found["members"]:
        tables.append((OF_MEMBERS, "Danh sách thành viên", found["members"], chosen.member_columns))
    return render(
        request,
        "staff/classification/columns.html",
        {
            "uploaded": uploaded,
            "found": found,
            "typed": typed,
            "chosen": chosen,
            "tables": tables,
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
