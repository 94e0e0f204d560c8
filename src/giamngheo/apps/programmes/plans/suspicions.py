"""What is suspicious in a plan: told with its places, never mended."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Final

from giamngheo.apps.programmes.plans.manuscript import Manuscript, fold
from giamngheo.apps.programmes.plans.pages import pages_told
from giamngheo.apps.programmes.plans.structure import Cited, Comparator, Plan, ReadTarget, Span, Warned
from giamngheo.law.library import instruments
from giamngheo.law.vocabulary.targets import TargetKind

_APPENDIX_TOLD: Final = re.compile(
    r"(?:(?:co\s+)?(?:cac\s+)?(?:phu luc|bieu|bieu mau|"
    r"bang)(?:\s+(?:so\s*)?[\divx]+)*\s+(?:chi tiet\s+)?(?:kem theo|dinh kem)|(?:chi tiet )?(?:theo|tai|"
    r"xem)\s+(?:cac\s+)?phu luc|"
    r"kem theo (?:cac\s+)?(?:phu luc|bieu|danh sach))"
)
_APPENDIX: Final = re.compile(r"(?m)^\W*(?:phu luc|bieu so|bieu mau|bieu \d|danh sach)\b")


def suspicions(plan: Plan, manuscript: Manuscript, *, has_blank_number: bool) -> list[Warned]:
    """Everything suspicious, in a fixed order of kinds."""
    return [
        *_formal(plan, has_blank_number=has_blank_number),
        *_days(plan),
        *_targets(plan.targets),
        *_projects(plan),
        *_appendices(plan, manuscript),
        *_bodies(plan),
        *pages_told(plan.source, manuscript),
    ]


def _warned(code: str, text: str, *spans: Span) -> Warned:
    return Warned(code=code, text=text, spans=list(spans))


def _formal(plan: Plan, *, has_blank_number: bool) -> Iterator[Warned]:
    if has_blank_number:
        yield _warned("empty_number", "Số của kế hoạch để trống. Xem bản đã ban hành rồi ghi số.")
    elif plan.number is None:
        yield _warned("no_number", "Không thấy số, ký hiệu của kế hoạch. Xem bản đã ban hành rồi ghi số.")
    if plan.date is None:
        yield _warned("no_date", "Không thấy ngày của kế hoạch. Xem bản đã ban hành rồi ghi ngày.")
    if plan.issuer is None:
        yield _warned(
            "no_issuer", "Không thấy cơ quan ban hành. Ghi cơ quan ban hành trước khi đưa vào hệ thống."
        )
    if plan.period.to is None:
        yield _warned("no_period", "Không thấy năm hoặc giai đoạn của kế hoạch. Ghi thời gian thực hiện.")


def _days(plan: Plan) -> Iterator[Warned]:
    told: set[tuple[str, str]] = set()
    for one in (*plan.legal_bases, *plan.cited):
        if one.id is None or one.date is None or (one.id, one.date) in told:
            continue
        issued = instruments()[one.id].issued
        if issued is not None and issued.isoformat() != one.date:
            told.add((one.id, one.date))
            yield _warned(
                "instrument_date",
                f"{one.kind} {one.number}: kế hoạch ghi ngày {_day(one.date)}, danh mục văn bản ghi "
                f"{issued:%d/%m/%Y}. Đối chiếu với văn bản gốc.",
                one.span,
            )
    yield from _twice(plan)


def _twice(plan: Plan) -> Iterator[Warned]:
    """One instrument with two days in the same plan."""
    by_number: dict[tuple[str, str], list[Cited]] = {}
    for one in (*plan.legal_bases, *plan.cited):
        if one.number and one.date:
            by_number.setdefault((one.kind, fold(one.number)), []).append(one)
    for (kind, _), found in by_number.items():
        others = [one for one in found if one.date != found[0].date and one.issuer == found[0].issuer]
        if others and found[0].id is None:
            yield _warned(
                "two_dates",
                f"{kind} {found[0].number} ghi hai ngày khác nhau: {_day(found[0].date)} và "
                f"{_day(others[0].date)}. "
                "Đối chiếu với văn bản gốc.",
                found[0].span, others[0].span,
            )  # fmt: skip


def _day(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""


def _targets(targets: Sequence[ReadTarget]) -> Iterator[Warned]:
    for one in targets:
        yield from _alone(one)
    yield from _pairs(targets)
    yield from _same(targets)


def _alone(one: ReadTarget) -> Iterator[Warned]:
    if one.kind is TargetKind.NO_NUMBER and re.search(r"\.{3,}|…|_{3,}", one.text):
        yield _warned("empty_value", f"Chỉ tiêu để trống con số: «{_short(one.text)}». Ghi con số.", one.span)
    top = max((value for value in (one.value, one.high, one.reaches) if value is not None), default=0.0)
    if one.unit == "%" and top > 100:
        yield _warned("over_hundred", f"Tỷ lệ lớn hơn 100%: «{_short(one.text)}». Xem lại con số.", one.span)
    if (
        one.kind is TargetKind.CHANGE_POINTS
        and one.baseline
        and one.reaches is not None
        and one.value is not None
    ):
        stated, actual = one.value, abs(one.baseline.value - one.reaches)
        if abs(stated - actual) > 0.0101:
            yield _warned(
                "change_and_levels",
                f"Ghi thay đổi {_number(stated)} nhưng từ {_number(one.baseline.value)} đến "
                f"{_number(one.reaches)} là "
                f"{_number(actual)}: «{_short(one.text)}». Xem lại các con số.",
                one.span,
            )
    if (
        one.baseline
        and one.direction == "down"
        and one.reaches is not None
        and one.reaches > one.baseline.value
    ):
        yield _warned(
            "wrong_way", f"Ghi giảm nhưng con số tăng: «{_short(one.text)}». Xem lại con số.", one.span
        )


def _pairs(targets: Sequence[ReadTarget]) -> Iterator[Warned]:
    """A fall of so many points and of so many households tells how many there are; pairs must agree."""
    implied: list[tuple[int, int, ReadTarget, ReadTarget]] = []
    for points in targets:
        change = _change(points)
        count = next((one for one in targets if _belongs(points, one)), None) if change else None
        if change and count is not None and (between := _households(change, count)) is not None:
            implied.append((*between, points, count))
    for (low, high, points, count), (other_low, other_high, other, _) in combinations(implied, 2):
        if (low > other_high or other_low > high) and points.year == other.year:
            yield _warned(
                "rate_and_households",
                f"«{_short(points.text)}» và số hộ đi kèm cho tổng số hộ {_whole(low)}–{_whole(high)}, nhưng "
                f"«{_short(other.text)}» cho {_whole(other_low)}–{_whole(other_high)}. Một trong các con "
                f"số không khớp.",
                points.span, count.span, other.span,
            )  # fmt: skip


def _change(one: ReadTarget) -> tuple[float, float] | None:
    """By how many points a rate is to change, from least to most: as told, or between its two levels."""
    if one.kind is TargetKind.CHANGE_POINTS:
        low, high = one.low or one.value, one.high or one.value
        return (low, high) if low and high else None
    if one.unit == "%" and one.baseline and one.value is not None and one.direction:
        change = round(abs(one.baseline.value - one.value), _decimals(one.baseline.value, one.value))
        return (change, change) if change else None
    return None


def _belongs(points: ReadTarget, count: ReadTarget) -> bool:
    """Whether a number of households is told of the same group as a change of its rate."""
    if count.kind is not TargetKind.CHANGE_COUNT or count.unit != "hộ" or count.year != points.year:
        return False
    mine, other = _group(points), _group(count)
    return mine is not None and mine == other and points.direction == count.direction


def _group(one: ReadTarget) -> str | None:
    said = fold(one.group or one.indicator or one.text)
    if "dan toc" in said:
        return "ethnic"
    if "can ngheo" in said:
        return None if re.search(r"ho ngheo", said) else "near_poor"
    return "poor" if re.search(r"ho ngheo|ngheo da chieu|\bngheo\b", said) else None


def _households(change: tuple[float, float], count: ReadTarget) -> tuple[int, int] | None:
    low, high = change
    fewest, most = count.low or count.value, count.high or count.value
    if not fewest or not most:
        return None
    half = Fraction(1, 2) * Fraction(1, 10 ** _decimals(low, high))
    least_rate, most_rate = Fraction(str(low)) - half, Fraction(str(high)) + half
    if least_rate <= 0:
        return None
    return floor(100 * Fraction(str(fewest)) / most_rate), ceil(100 * Fraction(str(most)) / least_rate)


def _decimals(*values: float) -> int:
    return max(len(str(value).partition(".")[2].rstrip("0")) for value in values) or 1


def _same(targets: Sequence[ReadTarget]) -> Iterator[Warned]:
    """The same thing for the same year with another number."""
    told: list[ReadTarget] = []
    for one in targets:
        if one.indicator is None or one.value is None or one.comparator is Comparator.BETWEEN:
            continue
        for other in told:
            if (
                other.value != one.value
                and (other.kind, other.year, other.unit, other.each_year)
                == (one.kind, one.year, one.unit, one.each_year)
                and fold(other.indicator or "") == fold(one.indicator)
            ):
                yield _warned(
                    "two_values",
                    f"Hai con số khác nhau cho cùng một chỉ tiêu ({one.indicator}): "
                    f"«{_short(other.text)}» và "
                    f"«{_short(one.text)}». Xem lại con số.",
                    other.span, one.span,
                )  # fmt: skip
                break
        told.append(one)


def _projects(plan: Plan) -> Iterator[Warned]:
    for one in plan.projects:
        if one.code is None:
            yield _warned(
                "unknown_project",
                f"Không nhận ra dự án của Chương trình: «{one.label} {_short(one.name)}». Chọn mã dự án.",
                one.span,
            )
            continue
        number = one.label.rpartition(" ")[2]
        own = one.code.partition(".")[2] or one.code
        if number[:1].isdigit() and number not in {own, one.code}:
            yield _warned(
                "local_label",
                f"Kế hoạch gọi là «{one.label}» nội dung của {one.code} trong Chương trình "
                f"(«{_short(one.name)}»). "
                "Giữ cả hai; kiểm tra lại khi tổng hợp.",
                one.span,
            )
        leads: dict[str, Span] = {_same_body(lead): one.span for lead in one.lead}
        names = list(one.lead)
        for task in plan.tasks:
            if one.code in task.leads and not any(_is_body(task.organisation, name) for name in names):
                names.append(task.organisation)
                leads[_same_body(task.organisation)] = task.span
        if len(names) > 1:
            spans = list(dict.fromkeys(leads.values()))
            yield _warned(
                "two_leads",
                f"{one.label} (mã {one.code}) có {len(names)} đơn vị cùng chủ trì: {'; '.join(names)}. "
                "Xác định một đơn vị chủ trì.",
                *spans,
            )


def _same_body(name: str) -> str:
    return re.sub(r"\W+", " ", fold(name)).strip()


_PLACE_WORDS: Final = re.compile(r"\b(?:thanh pho|phuong|xa|huyen|quan|thi xa|thi tran|tinh)\b.*$")


def _is_body(first: str, second: str) -> bool:
    """Whether two names are of one body, one perhaps without its place."""
    one, other = (_PLACE_WORDS.sub("", _same_body(name)).strip() for name in (first, second))
    return one == other or (min(len(one), len(other)) > 8 and (one in other or other in one))


def _appendices(plan: Plan, manuscript: Manuscript) -> Iterator[Warned]:
    if _APPENDIX.search(manuscript.folded):
        return
    found = _APPENDIX_TOLD.search(" ".join(manuscript.folded.split("\n")))
    if found is not None:
        yield _warned(
            "missing_appendix",
            f"Kế hoạch nhắc tới phụ lục hoặc biểu kèm theo («{_words(manuscript, found)}») nhưng tệp "
            f"không có. "
            "Xin bản có phụ lục.",
            manuscript.span(found.start(), found.end()),
        )


def _words(manuscript: Manuscript, found: re.Match[str]) -> str:
    return " ".join(manuscript.view[found.start() : found.end()].split())


def _bodies(plan: Plan) -> Iterator[Warned]:
    if not plan.targets:
        yield _warned("no_targets", "Không đọc được chỉ tiêu nào. Kiểm tra phần mục tiêu, chỉ tiêu.")
    if not plan.projects:
        yield _warned("no_projects", "Không đọc được dự án nào của Chương trình. Kiểm tra phần nội dung.")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:89]}…"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _whole(value: int) -> str:
    return f"{value:,}".replace(",", ".")
