"""A standard as a person reads it: Vietnamese text with clauses, and a mark on what awaits the gazette."""

from collections.abc import Iterator
from datetime import date

from giamngheo.law.library import NoStandardError, Rules, area_kinds, cited, instruments, standards
from giamngheo.law.readable import as_sought, days, mark, section
from giamngheo.law.vocabulary.standards import ByResidence, Parameter, ParameterValue, Standard
from giamngheo.law.vocabulary.texts import Clause

LINE_PARAMETERS_ENDING = "_line"
_EVIDENCE = {
    "answers": "câu trả lời của hộ và thành viên",
    "points": "tổng điểm B1, B2 của phiếu đã chấm",
    "indicators": "thu nhập bình quân đầu người và các chỉ số thiếu hụt (hoặc số chỉ số)",
}


def find(words: str) -> Standard:
    """The standard with this id, or the only one whose name, short name or id holds `words`.

    Raises:
        NoStandardError: where none or more than one does.
    """
    packs = standards()
    if words in packs:
        return packs[words].standard
    sought = as_sought(words)
    known = [pack.standard for pack in packs.values()]
    held = [standard for standard in known if sought in as_sought(f"{standard.short_name} {standard.name}")]
    short = [standard for standard in held if sought in as_sought(standard.short_name)]
    for candidates in (short, held):
        if len(candidates) == 1:
            return candidates[0]
    names = "; ".join(f"{standard.id} ({standard.short_name})" for standard in known)
    said = f"Nhiều chuẩn khớp với «{words}»" if held else f"Không có chuẩn «{words}»"
    raise NoStandardError(f"{said}. Các chuẩn đã nạp: {names}.")


def summaries() -> Iterator[str]:
    """One line a standard: id, name, periods, what of it is open."""
    for name, pack in standards().items():
        periods = "; ".join(days(period.first, period.last) for period in pack.standard.periods)
        left_open = f"; để ngỏ {len(pack.standard.open)} điều" if pack.standard.open else ""
        yield f"{name}: {pack.standard.short_name} – {pack.standard.name}"
        yield f"  áp dụng {periods}{left_open}"


def text_of(rules: Rules) -> Iterator[str]:
    """The whole standard as in force on the day of `rules`, line by line."""
    standard = rules.standard
    yield standard.name
    yield f"({standard.id}; ngày xem {rules.day:%d/%m/%Y})"
    yield from section("Áp dụng")
    for period in standard.periods:
        here = "  ← ngày đang xem" if period.holds(rules.day) else ""
        yield f"  {days(period.first, period.last)} – {cited(period.clause)}{here}"
        yield from mark(period)
    yield f"  Phạm vi: {'cả nước' if standard.territory == 'vn' else standard.territory}"
    if standard.based_on:
        yield f"  Dựa trên: {standards()[standard.based_on].standard.short_name}, chỉ thay con số"
    yield "  Nhận: " + "; ".join(_EVIDENCE[kind] for kind in standard.evidence)
    yield from section("Khu vực theo loại đơn vị")
    for rule in standard.area_kinds:
        yield f"  {area_kinds()[rule.kind].name}: {rule.residence.label}"
        yield from mark(rule)
    yield from section("Mức thu nhập và ngưỡng điểm")
    lines, numbers = _split(rules)
    for parameter in lines:
        yield from _parameter(parameter, rules.day)
    yield from section("Phân loại hộ")
    for text in standard.classes:
        yield f"  {text.id.label}: {text.wording}"
        yield f"    {cited(text.clause)}"
        yield from mark(text)
    yield from section("Chỉ số thiếu hụt")
    yield from _deprivations(rules)
    if numbers:
        yield from section("Con số khác")
        for parameter in numbers:
            yield from _parameter(parameter, rules.day)
    if standard.open:
        yield from section("Còn để ngỏ (chưa tìm được văn bản)")
        for question in standard.open:
            yield f"  {question.text}"
            yield f"    Cần để: {question.needed_for}"
    yield from section("Văn bản")
    yield from _instruments(standard)


def _split(rules: Rules) -> tuple[list[Parameter], list[Parameter]]:
    """Lines first, in the order the classes ask for them; then every other number."""
    asked = [
        name for term in rules.standard.terms for name in (term.parameter, term.points_parameter) if name
    ]
    by_id = rules.parameters.by_id
    names = list(dict.fromkeys([*asked, *(name for name in by_id if name.endswith(LINE_PARAMETERS_ENDING))]))
    return [by_id[name] for name in names], [p for name, p in by_id.items() if name not in names]


def _parameter(parameter: Parameter, day: date) -> Iterator[str]:
    value = parameter.on(day)
    if value is None:
        later = min((v.since for v in parameter.values), default=None)
        reason = parameter.open or (f"áp dụng từ {later:%d/%m/%Y}" if later else "để ngỏ")
        yield f"  {parameter.name}: chưa có – {reason}"
        return
    clause = f"{cited(value.clause)}, từ {value.since:%d/%m/%Y}"
    yield f"  {parameter.name}: {_number(value)} {parameter.unit} ({clause})"
    yield from mark(value)


def _number(value: ParameterValue) -> str:
    held = value.value
    if isinstance(held, ByResidence):
        return f"nông thôn {_dotted(held.rural)}; thành thị {_dotted(held.urban)}"
    if isinstance(held, tuple):
        return f"{held[0]}/{held[1]}"
    return str(held) if held < 10_000 else _dotted(held)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _deprivations(rules: Rules) -> Iterator[str]:
    for dimension in rules.standard.dimensions:
        yield f"  Chiều {dimension.name}"
        for text in dimension.deprivations:
            computed = "" if text.id in rules.deprivation_formulas else " [chỉ nhận kết quả đã đánh dấu]"
            yield f"    {text.number}. {text.name}{computed}"
            yield f"       {text.wording}"
            yield f"       {cited(text.clause)}"
            yield from (f"   {line}" for line in mark(text))


def _instruments(standard: Standard) -> Iterator[str]:
    for name in dict.fromkeys(standard.instruments):
        text = instruments()[name]
        dates = [f"ban hành {text.issued:%d/%m/%Y}"] if text.issued else []
        dates += [f"có hiệu lực {text.in_force:%d/%m/%Y}"] if text.in_force else []
        dates += [f"hết hiệu lực {text.ended:%d/%m/%Y}"] if text.ended else []
        for words, others in (("sửa đổi bởi", text.amended_by), ("thay thế bởi", text.replaced_by)):
            if others:
                dates.append(f"{words} {', '.join(cited(Clause(other)) for other in others)}")
        if text.consolidated_in:
            dates.append(f"hợp nhất tại {cited(Clause(text.consolidated_in))}")
        yield f"  {text.cited}: {text.title}" + (f" ({'; '.join(dates)})" if dates else "")
        yield from mark(text)
