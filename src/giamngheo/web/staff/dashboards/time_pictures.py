"""Rates and counts of both lists through time, with the days from which they mean something else."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from giamngheo.apps.dashboards.counting import NEAR_POOR_MOVES, POOR_MOVES, RESULT
from giamngheo.apps.dashboards.queries import Moment
from giamngheo.law.library import rules_of
from giamngheo.web.components.numbers import number, percent
from giamngheo.web.components.pictures.canvas import NEAR_POOR, POOR, Drawing
from giamngheo.web.components.pictures.lines import Break, Point, Series, lines
from giamngheo.web.staff.dashboards.picture import Column, Picture, by_table, source_of
from giamngheo.web.staff.dashboards.reaching import Seen

LISTS: Final = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
FILLS: Final = {"poor": POOR, "near_poor": NEAR_POOR}
_SECTION: Final = "Theo thời gian"


def rates(seen: Seen) -> Picture:
    """The rates of both lists on each closing day."""
    moments = [one for one in seen.moments if one.figures.households]
    if not moments:
        return Picture(
            "ty-le", _SECTION, "Tỷ lệ hộ nghèo", empty="Bản chốt không có hộ nào nên không có tỷ lệ."
        )
    series = [
        Series(
            LISTS[name],
            FILLS[name],
            tuple(
                Point(one.snapshot.closing, float(one.figures.rate(name) or 0), percent(_rate(one, name)))
                for one in moments
            ),
            square=name == "near_poor",
        )
        for name in LISTS
    ]
    return Picture(
        "ty-le",
        _SECTION,
        _found(
            seen, [(one.snapshot.closing, percent(_rate(one, "poor")), _rate(one, "poor")) for one in moments]
        ),
        f"Tỷ lệ hộ nghèo, hộ cận nghèo trong tổng số hộ của sổ ở ngày cuối kỳ, {seen.name}.",
        source_of([one.snapshot for one in moments], [by_table(RESULT)]),
        _drawn(series, seen),
        (
            Column("Ngày", "text"),
            Column("Tổng số hộ"),
            Column("Hộ nghèo", "percent"),
            Column("Hộ cận nghèo", "percent"),
            Column("Chuẩn", "text"),
        ),
        tuple(
            (
                f"{one.snapshot.closing:%d/%m/%Y}",
                one.figures.households,
                _rate(one, "poor"),
                _rate(one, "near_poor"),
                rules_of(one.snapshot.standard).standard.short_name,
            )
            for one in moments
        ),
        _note(seen),
    )


def counts(seen: Seen) -> Picture:
    """How many households were on both lists, on the first opening day and each closing day."""
    moments = seen.moments
    days: list[tuple[date, dict[str, int]]] = [
        (one.snapshot.closing, {name: one.figures.listed(name) for name in LISTS}) for one in moments
    ]
    if moments:
        first = moments[0]
        days.insert(0, (first.snapshot.opening, {name: first.figures.opening(name) for name in LISTS}))
    series = [
        Series(
            LISTS[name],
            FILLS[name],
            tuple(Point(day, told[name], number(told[name])) for day, told in days),
            square=name == "near_poor",
        )
        for name in LISTS
    ]
    return Picture(
        "so-ho",
        _SECTION,
        _found(
            seen, [(day, f"{number(told['poor'])} hộ", told["poor"]) for day, told in days], "Số hộ nghèo"
        ),
        f"Số hộ nghèo, hộ cận nghèo ở ngày đầu kỳ thứ nhất và các ngày cuối kỳ, {seen.name}.",
        source_of(
            [one.snapshot for one in moments],
            [by_table(RESULT), by_table(POOR_MOVES), by_table(NEAR_POOR_MOVES)],
        ),
        _drawn(series, seen),
        (Column("Ngày", "text"), *(Column(name) for name in LISTS.values())),
        tuple((f"{day:%d/%m/%Y}", *(told[name] for name in LISTS)) for day, told in days),
        _note(seen),
    )


def _rate(one: Moment, name: str) -> float | None:
    found = one.figures.rate(name)
    return None if found is None else float(found)


def _drawn(series: Sequence[Series], seen: Seen) -> Callable[[float], Drawing]:
    first = min((point.day for one in series for point in one.points), default=seen.snapshot.closing)
    breaks = [Break(one.day, one.words) for one in seen.turning_days if one.day > first]
    return lambda width: lines(series, breaks, width)


def _found(seen: Seen, told: Sequence[tuple[date, str, float | None]], what: str = "Tỷ lệ hộ nghèo") -> str:
    """The finding: from the first day to the last, unless figures mean something else between them."""
    (day, said, last) = told[-1]
    if len(told) == 1:
        return f"{what} ngày {day:%d/%m/%Y} là {said}; chưa có kỳ trước để so"
    (first_day, first_said, first) = told[0]
    if any(first_day < one.day <= day for one in seen.turning_days):
        what_changed = "chuẩn" if any(one.is_standard for one in seen.turning_days) else "địa giới"
        return (
            f"{what} là {said} ngày {day:%d/%m/%Y}; không so thẳng với {first_said} ngày "
            f"{first_day:%d/%m/%Y} vì đã đổi {what_changed}"
        )
    if last == first or last is None or first is None:
        return f"{what} giữ ở {said} từ ngày {first_day:%d/%m/%Y} đến ngày {day:%d/%m/%Y}"
    verb = "giảm" if last < first else "tăng"
    end = "còn" if last < first else "lên"
    return f"{what} {verb} từ {first_said} ({first_day:%d/%m/%Y}) {end} {said} ({day:%d/%m/%Y})"


def _note(seen: Seen) -> str:
    told = "Nơi sổ chưa ghi đủ mọi hộ thì tỷ lệ cao hơn thực tế."
    if seen.turning_days:
        told += " Đường chấm nối hai bên vạch đứt: số liệu hai bên không cùng chuẩn hoặc không cùng địa giới."
    if seen.untold:
        told += f" Còn {seen.untold} bản chốt của đơn vị chưa được cộng: mở bản chốt ấy ở trên để cộng."
    return told
