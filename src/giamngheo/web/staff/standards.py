"""«Chuẩn nghèo»: every standard with its periods, and one standard as it is on a chosen day."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from giamngheo.law.library import Rules, area_kinds, cited, instruments, rules_of, standards
from giamngheo.law.vocabulary.standards import ByResidence, DeprivationText, Parameter, Standard
from giamngheo.law.vocabulary.texts import Certain, Clause, Instrument
from giamngheo.web.components.numbers import day as written_day
from giamngheo.web.components.numbers import number

_LINES_END = "_line"
_EVIDENCE = {
    "answers": "câu trả lời của hộ và từng thành viên",
    "points": "tổng điểm B1, B2 của phiếu đã chấm",
    "indicators": "thu nhập bình quân đầu người và các chỉ số thiếu hụt",
}


@dataclass(frozen=True)
class ParameterShown:
    """One number of the law on the day; `values` is what it is by residence or alone, None while open."""

    name: str
    unit: str
    rural: str
    urban: str
    both: str
    clause: str
    since: date | None
    checked_until: date | None
    certain: Certain
    open: str


@dataclass(frozen=True)
class InstrumentShown:
    """One instrument with what became of it."""

    text: Instrument
    later: tuple[str, ...]


@require_safe
def all_standards(request: HttpRequest) -> HttpResponse:
    """Show every standard and which is in force on a day."""
    day, typed, errors = _day(request)
    shown = sorted((pack.standard for pack in standards().values()), key=lambda s: s.periods[0].first)
    return render(
        request,
        "staff/standards/all.html",
        {
            "day": day,
            "typed": typed,
            "errors": errors,
            "wrong": dict(errors),
            "standards": [(s, _periods(s), _holds(s, day), _evidence(s)) for s in reversed(shown)],
            "none_in_force": not any(_holds(s, day) for s in shown),
        },
    )


@require_safe
def one(request: HttpRequest, standard_id: str) -> HttpResponse:
    """Show one standard as it is on a day; on its own last day where the asked one is not its."""
    if standard_id not in standards():
        raise Http404
    standard = standards()[standard_id].standard
    day, typed, errors = _day(request)
    if not errors and not _holds(standard, day):
        if typed and "ngay" in request.GET:
            errors = [
                ("ngay", f"{standard.short_name} không áp dụng ngày {written_day(day)}. Chọn ngày khác.")
            ]
        day = max(period.last for period in standard.periods)
        typed = typed if errors else written_day(day)
    rules = rules_of(standard_id, day)
    asked = [name for term in standard.terms for name in (term.parameter, term.points_parameter) if name]
    by_id = rules.parameters.by_id
    lines = list(dict.fromkeys([*asked, *(name for name in by_id if name.endswith(_LINES_END))]))
    return render(
        request,
        "staff/standards/one.html",
        {
            "standard": standard,
            "day": rules.day,
            "typed": typed,
            "errors": errors,
            "wrong": dict(errors),
            "periods": _periods(standard),
            "evidence": _evidence(standard),
            "area_kinds": [(area_kinds()[rule.kind].name, rule) for rule in standard.area_kinds],
            "lines": [_parameter(by_id[name], rules) for name in lines],
            "numbers": [_parameter(p, rules) for name, p in by_id.items() if name not in lines],
            "cited": cited,
            "computed": [d.id for d in standard.deprivations if _is_computed(d, rules)],
            "instruments": [_instrument(name) for name in dict.fromkeys(standard.instruments)],
            "notes": _notes(rules),
        },
    )


def _day(request: HttpRequest) -> tuple[date, str, list[tuple[str, str]]]:
    from giamngheo.foundation.text import parse_day  # noqa: PLC0415  it loads polars

    typed, today = request.GET.get("ngay", "").strip(), timezone.localdate()
    if not typed:
        return today, written_day(today), []
    try:
        day = parse_day(typed)
    except ValueError as error:
        return today, typed, [("ngay", f"Ngày xem: {error}")]
    return day, typed, []


def _holds(standard: Standard, day: date) -> bool:
    return any(period.holds(day) for period in standard.periods)


def _periods(standard: Standard) -> list[tuple[str, str, Certain]]:
    return [(f"{written_day(p.first)} – {written_day(p.last)}", cited(p.clause), p) for p in standard.periods]


def _evidence(standard: Standard) -> list[str]:
    return [_EVIDENCE[kind] for kind in standard.evidence]


def _is_computed(text: DeprivationText, rules: Rules) -> bool:
    return text.id in rules.deprivation_formulas


def _notes(rules: Rules) -> list[str]:
    """Every different note on what awaits the gazette, in the order of the page."""
    standard = rules.standard
    values = [value for p in rules.parameters.by_id.values() if (value := p.on(rules.day)) is not None]
    texts = [instruments()[name] for name in standard.instruments]
    certain: list[Certain | Instrument] = [
        *standard.periods,
        *standard.area_kinds,
        *values,
        *standard.classes,
        *standard.deprivations,
        *texts,
    ]
    notes = [one.note for one in certain if not one.verified and one.note]
    return list(dict.fromkeys(notes))


def _parameter(parameter: Parameter, rules: Rules) -> ParameterShown:
    value = parameter.on(rules.day)
    if value is None:
        later = min((v.since for v in parameter.values), default=None)
        reason = parameter.open or (
            f"Áp dụng từ {written_day(later)}." if later else "Chưa tìm được văn bản."
        )
        return ParameterShown(parameter.name, parameter.unit, "", "", "", "", None, None, Certain(), reason)
    held = value.value
    rural = urban = both = ""
    if isinstance(held, ByResidence):
        rural, urban = number(held.rural), number(held.urban)
    elif isinstance(held, tuple):
        both = "/".join(map(str, held))
    else:
        both = number(held) if held >= 10_000 else str(held)
    return ParameterShown(
        parameter.name,
        parameter.unit,
        rural,
        urban,
        both,
        cited(value.clause),
        value.since,
        value.still_valid_on,
        value,
        "",
    )


def _instrument(name: str) -> InstrumentShown:
    text = instruments()[name]
    later = [
        f"{words} {', '.join(cited(Clause(other)) for other in others)}"
        for words, others in (("sửa đổi bởi", text.amended_by), ("thay thế bởi", text.replaced_by))
        if others
    ]
    if text.consolidated_in:
        later.append(f"hợp nhất tại {cited(Clause(text.consolidated_in))}")
    return InstrumentShown(text, tuple(later))
