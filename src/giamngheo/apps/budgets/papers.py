"""Decisions, requests and the report of a year as official documents (NĐ 30/2020/NĐ-CP).

No form of the treasury or of a circular was found: the layout is ours, what a form asks beyond is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from giamngheo.apps.budgets.models import Decision, DecisionLine, Dimensions, Entry, Line, Resolution
from giamngheo.apps.budgets.queries import Sums, sums_of
from giamngheo.apps.budgets.states import Account, DecisionKind, EntryKind
from giamngheo.apps.households.city import is_made_up
from giamngheo.apps.papers.composing import Heading, Row, Value, composed
from giamngheo.apps.papers.documents import Document
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.foundation.text.spoken import spoken
from giamngheo.law.budgets.library import money_law
from giamngheo.law.programmes.library import programmes

_DEEDS: Final[Mapping[DecisionKind, str]] = {
    DecisionKind.ALLOCATE: "Phân bổ, giao dự toán kinh phí",
    DecisionKind.ADJUST: "Điều chỉnh phân bổ kinh phí",
    DecisionKind.SETTLE: "Phê duyệt quyết toán kinh phí",
    DecisionKind.CARRY: "Chuyển nguồn kinh phí sang năm sau",
    DecisionKind.CANCEL: "Hủy dự toán kinh phí",
}
PRINTED: Final = tuple(_DEEDS)
"""Decisions that the unit itself issues: what it receives is decided above."""


def decision_paper(decision: Decision, today: date) -> Document:
    """A decision with its amounts in an appendix, under the number and day that it has.

    Raises:
        NoTemplateError: where no wording is known for the day.
    """
    day, kind = decision.day or today, DecisionKind(decision.kind)
    lines = list(decision.lines.select_related("line__activity", "from_line").order_by("pk"))
    total = sum(one.amount for one in lines)
    is_sum = all(one.amount > 0 for one in lines)
    explained = decision.explained or {}
    values: dict[str, Value] = {
        "title": _begun(decision.title, lower=True),
        "deed": _DEEDS[kind],
        "year": decision.year,
        "programme": _programme(one.line for one in lines),
        "given": _given(lines),
        "resolution": _resolution(explained.get("resolution")),
        "amount": total,
        "amount_words": spoken(total) if is_sum else None,
        "up": sum(one.amount for one in lines if one.amount > 0),
        "down": -sum(one.amount for one in lines if one.amount < 0),
        "allocates": "có" if kind in {DecisionKind.ALLOCATE, DecisionKind.ADJUST} else None,
    }
    names = names_of({one.line.area_id for one in lines}, day)
    rows = [
        {"unit": _begun(names.get(one.line.area_id, "")), **_said(one.line, one.note), "amount": one.amount}
        for one in lines
    ]
    tables: dict[str, Sequence[Row]] = {
        "amounts": rows,
        "explained": [{"words": one} for one in explained.get("lines", ())],
    }
    document = composed("money_decision", day, _heading(decision.area_id, day, today), values, tables)
    number, _, sign = decision.number.partition("/")
    return msgspec.structs.replace(
        document, number=number, sign=sign or ("" if number else document.sign), day=decision.day
    )


def request_paper(entry: Entry, today: date) -> Document:
    """What is asked of the treasury with a voucher: an advance, a payment … Raises NoTemplateError."""
    into = entry.postings.filter(amount__gt=0).select_related("line__activity").order_by("pk")
    rows: list[Row] = [{**_said(one.line), "amount": one.amount} for one in into]
    total = sum(one.amount for one in into)
    values: dict[str, Value] = {
        "deed": EntryKind(entry.kind).label,
        "year": entry.year,
        "payee": entry.payee or None,
        "why": entry.why or None,
        "voucher": entry.voucher,
        "voucher_day": entry.day,
        "amount": total,
        "amount_words": spoken(total),
        "maker": entry.made_by_name,
    }
    heading = _heading(entry.area_id, entry.day, today)
    return composed("money_request", entry.day, heading, values, {"amounts": rows})


def year_paper(area_id: int, year: int, lines: Sequence[Line], today: date) -> Document:
    """The settlement of a unit's own money of a year, by project, source and activity. NoTemplateError."""
    day = min(today, date(year, 12, 31))
    by_source: dict[tuple[str, str, str], list[Line]] = {}
    by_activity: dict[int, list[Line]] = {}
    for one in lines:
        by_source.setdefault((one.project, one.nature, one.source), []).append(one)
        if one.activity_id is not None:
            by_activity.setdefault(one.activity_id, []).append(one)
    sums = sum(map(sums_of, lines), Sums())
    still_open = [
        f"{whole(amount)} đồng {Account(name).label.lower()}"
        for name, amount in (("unallocated", sums.unallocated), ("allocated", sums.allocated),
                             ("advanced", sums.advanced), ("paid", sums.paid))
        if amount
    ]  # fmt: skip
    values: dict[str, Value] = {
        "year": year,
        "day": today,
        "programme": _programme(lines),
        "received": sums.received,
        "passed": sums.passed or None,
        "settled": sums.settled,
        "unsettled": sums.paid,
        "advanced": sums.advanced,
        "open": f"Kinh phí năm {year} chưa khép: còn {', '.join(still_open)}." if still_open else None,
    }
    tables: dict[str, Sequence[Row]] = {
        "amounts": [_source_row(rows) for rows in by_source.values()],
        "activities": [_activity_row(rows) for rows in by_activity.values()],
    }
    return composed("money_year_report", day, _heading(area_id, day, today), values, tables)


def _source_row(rows: Sequence[Line]) -> Row:
    told = _said(rows[0])
    sums = sum(map(sums_of, rows), Sums())
    return {
        "project": told["project"],
        "nature": f"{told['nature']}, {str(told['source']).lower()}",
        "received": sums.received,
        "passed": sums.passed,
        "settled": sums.settled,
        "paid": sums.paid,
        "advanced": sums.advanced,
        "carried": sums.carried,
        "cancelled": sums.cancelled,
        "left": sums.left,
    }


def _activity_row(rows: Sequence[Line]) -> Row:
    sums, activity = sum(map(sums_of, rows), Sums()), rows[0].activity
    return {
        "title": activity.title if activity else "",
        "state": activity.state_word if activity else "",
        "given": sums.own,
        "disbursed": sums.disbursed,
        "settled": sums.settled,
    }


def _said(line: Dimensions, note: str = "") -> dict[str, Value]:
    """A line as the rows of a paper tell it."""
    law, programme = money_law(), programmes().get(line.programme)
    project = programme.project(line.project) if programme and line.project else None
    nature, source = law.nature(line.nature), law.source(line.source)
    item = [line.activity.title if line.activity else "", line.item, note]
    if isinstance(line, Line) and line.origin_year != line.year:
        item.append(f"nguồn năm {line.origin_year}")
    return {
        "project": f"{line.project} {project.name}" if project else line.project or "Chưa phân theo dự án",
        "item": "; ".join(one for one in item if one),
        "nature": nature.called(date(line.year, 12, 31)) if nature else line.nature,
        "source": source.name if source else line.source,
    }


def _given(lines: Sequence[DecisionLine]) -> str | None:
    """The decisions by which the money came that is now decided about."""
    sources = {one.from_line_id for one in lines if one.from_line_id is not None}
    came = Entry.objects.filter(
        postings__line__in=sources, postings__account=Account.GIVEN, decision__isnull=False, reversed_at=None
    )
    said = came.order_by("day").values_list("decision__number", "day", "decision__issuer").distinct()[:3]
    told = [f"Quyết định số {number} ngày {day_text(day)} của {issuer}" for number, day, issuer in said]
    return "; ".join(f"Căn cứ {one}" for one in told) or None


def _resolution(number: int | None) -> str | None:
    """The resolution by whose criteria the amounts were shared out."""
    found = Resolution.objects.filter(pk=number).first() if number is not None else None
    if found is None:
        return None
    return f"Căn cứ Nghị quyết số {found.number} ngày {day_text(found.day)} của {found.issuer}"


def _programme(lines: Iterable[Dimensions]) -> str:
    found = programmes()
    names = dict.fromkeys(found[one.programme].name for one in lines if one.programme in found)
    return ", ".join(names) or "các chương trình mục tiêu quốc gia"


def _heading(area_id: int, day: date, today: date) -> Heading:
    path = path_of(area_id, day) or path_of(area_id, today)
    unit = path[-1]
    above = path[-2] if len(path) > 1 and path[-2].tier != Tier.NATION else None
    return Heading(
        unit=unit.full_name,
        seat=unit.name,
        unit_above=above.full_name if above else "",
        year=day.year,
        unit_code=unit.code,
        is_demonstration=is_made_up(unit.area_id),
    )


def _begun(text: str, *, lower: bool = False) -> str:
    first = text[:1].lower() if lower else text[:1].upper()
    return first + text[1:]
