"""The page on which a person says where the figures of a blank are from, cell by cell or by rectangles."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.report_forms.actions import (
    ReportFormError,
    add_field,
    add_heads,
    add_requirement,
    drop_draft,
    put_in_use,
    set_unit_rows,
    sign_official,
    take_away,
)
from giamngheo.apps.report_forms.designs import (
    AnySource,
    Counted,
    Formula,
    Indicated,
    Requirement,
    Typed,
    UnitRows,
    faults_of,
)
from giamngheo.apps.report_forms.models import FormVersion
from giamngheo.apps.report_forms.states import Period, VersionState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.law.reports.library import statutory_tables
from giamngheo.law.results.library import frameworks, indicator_of
from giamngheo.web.components.acting_person import actor_of, person_of
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.report_forms.laid import boxes_of, columns_of
from giamngheo.web.staff.report_forms.reaching import may_here, require, version_for
from giamngheo.web.staff.reports.one_table import heading, part_words

KINDS: Final = {"number": "số", "percent": "tỷ lệ, %", "text": "chữ"}
_MOST: Final = 300


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show a version: the sheet as it is, where its figures are from, what is still missing."""
    return _page(request, version_for(request, version_id), {})


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, version_id: int) -> HttpResponse:
    """Add to the design or take away from it, put it in use, or sign that the blank is official."""
    version, word = version_for(request, version_id), request.POST.get("viec", "")
    signs = word == "xac-nhan"
    require(request, Permission.DECIDE_RESULTS if signs else Permission.KEEP_RESULTS, version.form.area_id)
    try:
        _do(request, version, word)
    except ReportFormError as error:
        return _page(request, version_for(request, version_id), error.wrong)
    return redirect("form-version", version.pk)


def _do(request: HttpRequest, version: FormVersion, word: str) -> None:
    actor, typed = actor_of(request), request.POST
    cells = words_in(typed, "vung", 20).upper()
    if word == "nguon":
        add_field(version, cells, _source(typed), actor)
    elif word == "dau-bieu":
        add_heads(version, cells, actor)
    elif word == "khop":
        is_most = typed.get("dau") == "khong-qua"
        add_requirement(version, Requirement(cells, words_in(typed, "cong-thuc", _MOST + 1), is_most), actor)
    elif word == "don-vi":
        first, last = number_in(typed, "dong-dau") or 0, number_in(typed, "dong-cuoi") or 0
        set_unit_rows(version, UnitRows(first, last, words_in(typed, "cot-ten", 3).upper()), actor)
    elif word == "bo":
        take_away(version, typed.get("muc", ""), number_in(typed, "so") or 0, actor)
    elif word == "dung":
        put_in_use(version, actor)
    elif word == "bo-ban":
        drop_draft(version, words_in(typed, "ly-do", 501), actor)
    elif word == "xac-nhan":
        sign_official(version, words_in(typed, "doi-chieu", 301), actor)
    else:
        raise ReportFormError("Chưa chọn việc. Cách xử lý: bấm nút của việc cần làm.", "viec")


def _source(typed: Mapping[str, str]) -> AnySource:
    """The source of a form that was sent; raises ReportFormError where it is not whole."""
    kind = typed.get("kieu", "number")
    asked = typed.get("nguon", "")
    if asked == "cong-thuc":
        percent = kind == "percent"
        return Formula(words_in(typed, "cong-thuc", _MOST + 1), "percent" if percent else "number")
    if asked == "bieu":
        table, _, rest = typed.get("cot", "").partition(".")
        column, _, part = rest.partition(".")
        return Counted(table, column, part)
    if asked == "chi-so":
        framework, _, indicator = typed.get("chi-so", "").partition(".")
        return Indicated(framework, indicator)
    if asked == "nhap":
        found = next((one for one in ("number", "percent", "text") if one == kind), "number")
        return Typed(found, words_in(typed, "don-vi-tinh", 40))  # type: ignore[arg-type]
    raise ReportFormError("Chưa chọn nguồn số liệu.", wrong={"nguon": "Chưa chọn nguồn. Chọn một nguồn."})


def _columns() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every column of every statutory table, and which line of a unit, under the name of its table."""
    found = []
    for name, table in statutory_tables().items():
        parts = part_words(table.text)
        if table.text.lines == "ethnic_groups":
            parts = {part: word for part, word in parts.items() if part in {"", "kinh", "*"}}
        told = [
            (
                f"{name}.{column.id}.{part}" if part else f"{name}.{column.id}",
                f"{heading(column)}{f' ({word})' if word else ''}",
            )
            for column in table.text.columns
            if not column.open
            for part, word in (parts or {"": ""}).items()
        ]
        found.append((f"{table.text.number}. {table.text.title}", told))
    return found


def source_said(source: AnySource) -> str:
    """Where a figure is from, in words."""
    if isinstance(source, Typed):
        return f"nhập tay, {KINDS[source.kind]}{f' ({source.unit})' if source.unit else ''}"
    if isinstance(source, Formula):
        return f"công thức {source.formula}"
    if isinstance(source, Counted):
        table = statutory_tables().get(source.table)
        column = next((one for one in table.text.columns if one.id == source.column), None) if table else None
        if table is None or column is None:
            return "cột của biểu không còn trong phần mềm"
        words = part_words(table.text).get(source.part, "")
        return f"biểu {table.text.number}, cột {heading(column)}{f', {words.lower()}' if words else ''}"
    indicator = indicator_of(source.framework, source.indicator)
    return f"chỉ số «{indicator.name}»" if indicator else "chỉ số không còn trong khung kết quả"


def marks_of(version: FormVersion) -> dict[str, str]:
    """Of each cell with a figure the kind of its source, as a short word."""
    short = {"Typed": "nhập", "Counted": "biểu", "Indicated": "chỉ số", "Formula": "="}
    return {name: short[type(one).__name__] for name, one in version.planned.sources.items()}


def _page(request: HttpRequest, version: FormVersion, wrong: dict[str, str]) -> HttpResponse:
    planned, may = version.planned, may_here(request, version.form.area_id)
    is_draft = version.state == VersionState.DRAFT
    signs = Permission.DECIDE_RESULTS in may and not version.is_official
    told = {
        "form_version": version,
        "form": version.form,
        "sheet": planned.sheet,
        "design": planned.design,
        "rows": boxes_of(planned),
        "letters": columns_of(planned.sheet),
        "marks": marks_of(version),
        "said": source_said,
        "missing": faults_of(planned.sheet, planned.design) if is_draft else [],
        "tables": _columns(),
        "indicators": [
            (f"{one.id}.{each.id}", each.name) for one in frameworks().values() for each in one.indicators
        ],
        "kinds": KINDS,
        "levels": {int(one): one.label for one in Tier},
        "periods": dict(Period.choices),
        "is_draft": is_draft,
        "may_keep": is_draft and Permission.KEEP_RESULTS in may,
        "may_sign": signs and version.loaded_by_id != person_of(request),
        "is_own": signs and version.loaded_by_id == person_of(request),
        "typed": request.POST,
        "word": request.POST.get("viec", ""),
        "wrong": wrong,
    }
    return render(request, "staff/report_forms/version.html", told, status=422 if wrong else 200)
