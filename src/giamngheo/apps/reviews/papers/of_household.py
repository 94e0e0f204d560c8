"""Papers of one household: «Vì sao?», refusal, the answer to an objection."""

from dataclasses import dataclass
from datetime import date

from giamngheo.apps.papers.composing import Row, Value
from giamngheo.apps.reviews.models import Entry, Happening, Objection
from giamngheo.apps.reviews.papers.of_village import Content
from giamngheo.apps.reviews.papers.rows import LISTED, Rows, class_word
from giamngheo.apps.reviews.point_tables import Reckoned, reckoned_in
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.apps.reviews.witnesses import Witnessed, witnessed_in
from giamngheo.foundation.areas.queries import path_of
from giamngheo.law.library import rules_for
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.standards import Residence


def score_sheet(entry: Entry) -> Content | None:
    """Phiếu «Vì sao?»; None where nothing is proposed yet."""
    told = entry.proposals.select_related("sheet_version__sheet", "point_table")
    last = told.order_by("-number").first()
    if last is None:
        return None
    rules, sheet = rules_for(last.day), last.sheet_version.sheet
    rows = Rows([entry], entry.case.round.opened_on)
    residence = residence_of(entry)
    line = rules.parameters.line("income_points_line") if rules.has_points else None
    is_whole = last.points_at_least == last.points_at_most
    certain = set(last.deprivations)
    seen = {one.text.id: one for one in witnessed_in(last)}
    lacks: list[Row] = [
        {
            "number": str(text.number),
            "name": text.name,
            "state": _state(text.id in certain, seen.get(text.id), is_whole=is_whole),
            "points": str(rules.weight) if text.id in certain else "0",
            "because": seen[text.id].because if text.id in seen else None,
        }
        for text in rules.standard.deprivations
    ]
    unknown: list[Row] = [{"question": last.missing, "whom": None}] if last.missing else []
    values: dict[str, Value] = {
        "year": entry.case.round.year,
        "head": entry.head_name,
        "household_code": entry.household_code,
        "village": rows.villages.get(entry.area_id),
        "members": entry.household.members,
        "area": residence.label if residence else None,
        "standard": rules.standard.short_name,
        "collected_on": sheet.day,
        "reviewer": sheet.reviewer_name or None,
        "b1": None if last.income_points is None else str(last.income_points),
        "b1_line": _line(line, residence),
        "b2": str(last.points_at_least) if is_whole else f"{last.points_at_least} đến {last.points_at_most}",
        "b2_line": str(rules.cutoff),
        "proposed_class": class_word(last.household_class),
        "because": last.reason,
    }
    return Content(
        values, {"deprivations": lacks, "unknown": unknown, "incomes": _incomes(reckoned_in(last))}
    )


def refusal(entry: Entry) -> Content | None:
    """Thông báo không công nhận; None where the household is not one that is refused."""
    last = entry.proposals.order_by("-number").first()
    if last is None or entry.proposed_class in {"", "unknown", *LISTED} or entry.class_before in LISTED:
        return None
    rows = Rows([entry], entry.case.round.opened_on)
    applied = entry.source == EntrySource.APPLIED.value
    values: dict[str, Value] = {
        "year": entry.case.round.year,
        "head": entry.head_name,
        "village": rows.villages.get(entry.area_id),
        "asked_for": "công nhận hộ nghèo, hộ cận nghèo" if applied else None,
        "asked_on": entry.added_on if applied else None,
        "b1": None if last.income_points is None else str(last.income_points),
        "b2": str(last.points_at_least),
        "found_class": class_word(entry.proposed_class),
    }
    reasons: list[Row] = [{"reason": part} for part in last.reason.split("; ") if part]
    return Content(values, {"reasons": reasons})


@dataclass(frozen=True)
class Answered:
    """An objection that was answered: about whom, when it came, how it was closed."""

    entry: Entry | None
    village: str | None
    received_on: date
    closed: Happening


def objection_told(objection: Objection) -> Answered | None:
    """What an answer tells of an objection; None while it is open."""
    happened = list(objection.happenings.filter(taken_back_by=None).order_by("pk"))
    closed = next((one for one in happened if one.verb == Verb.OBJECTION_CLOSED), None)
    if closed is None:
        return None
    entry = Entry.objects.filter(case=objection.case_id, household=objection.household_id).first()
    rows = Rows([entry] if entry else [], objection.case.round.opened_on)
    village = rows.villages.get(entry.area_id) if entry else None
    return Answered(entry, village, happened[0].day, closed)


def objection_answer(objection: Objection) -> Content | None:
    """Trả lời khiếu nại; None while it is open."""
    told = objection_told(objection)
    if told is None:
        return None
    entry, closed = told.entry, told.closed
    again = objection.case.happenings.filter(
        verb=Verb.POSTED_AGAIN.value, taken_back_by=None, pk__gt=closed.pk
    ).order_by("pk")
    reposted = again.first()
    values: dict[str, Value] = {
        "year": objection.case.round.year,
        "sender": objection.told_by or None,
        "received_on": told.received_on,
        "matter": objection.words,
        "head": entry.head_name if entry else None,
        "village": told.village,
        "rechecked_on": closed.day,
        "result": "Khiếu nại đúng" if closed.said.get("is_right") else "Giữ nguyên kết quả",
        "final_class": class_word(entry.proposed_class) if entry else None,
        "posted_again_on": reposted.day if reposted else None,
    }
    return Content(values, {"findings": [{"finding": closed.said.get("answer")}]})


def _state(is_certain: bool, seen: Witnessed | None, *, is_whole: bool) -> str:
    """What was scored; of what was not, whether the answers say no or leave it open."""
    if is_certain:
        return "thiếu hụt"
    if is_whole or (seen is not None and seen.told is False):
        return "không thiếu hụt"
    return "chưa rõ" if seen is not None and seen.told is None else "không, hoặc chưa rõ"


def _incomes(told: Reckoned | None) -> list[Row]:
    """The points of income, item by item, where a table of points was used."""
    if told is None or told.table is None:
        return []
    base = told.table.table.base
    rows: list[Row] = [{"item": "Điểm gốc của bảng", "answer": None, "points": str(base)}] if base else []
    return rows + [
        {
            "item": item.name,
            "answer": "chưa trả lời" if item.points is None else item.answer,
            "points": None if item.points is None else str(item.points),
        }
        for item in told.items
    ]


def residence_of(entry: Entry) -> Residence | None:
    """Whether a household lives in town or country, by the kind of its commune; None where that is open."""
    day = entry.case.round.opened_on
    rules = rules_for(day)
    found = (rules.residence(unit.kind) for unit in reversed(path_of(entry.area_id, day)))
    return next((one for one in found if one is not None), None)


def _line(line: object, residence: Residence | None) -> str | None:
    value = line.of(residence) if residence is not None and hasattr(line, "of") else line
    return str(value) if isinstance(value, int) else None
