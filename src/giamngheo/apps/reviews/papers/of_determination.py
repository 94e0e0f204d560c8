"""Papers of the procedures that find out one condition: of households, or of the workers of them who ask."""

from collections.abc import Mapping, Sequence
from typing import Final

from giamngheo.apps.households.models import Person
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.papers.composing import Row, Value
from giamngheo.apps.reviews.folding import outcome_of, rules_of
from giamngheo.apps.reviews.models import Application, Case, Decision, Entry, Objection, Round
from giamngheo.apps.reviews.papers.of_household import objection_told, residence_of
from giamngheo.apps.reviews.papers.of_village import Content, last_posting, objections_of, posted_days
from giamngheo.apps.reviews.papers.rows import Rows, members_of
from giamngheo.apps.reviews.subjects import COUNTED, applications_of, rows_to_post
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.library import rules_for
from giamngheo.law.procedures.library import role_name
from giamngheo.law.vocabulary.procedures import Measure, StepKind, Subject
from giamngheo.law.vocabulary.results import NOT_MET, result_label

MATTERS: Final[Mapping[Measure, str]] = {
    Measure.FARM_HOUSEHOLD: "hộ làm nông nghiệp, lâm nghiệp, ngư nghiệp, diêm nghiệp có mức sống trung bình",
    Measure.LOW_INCOME_WORKER: "người lao động có thu nhập thấp",
}
"""What is found out, as it stands in a sentence of a paper."""
_RESULT_FORM: Final = "result"


def determination_list(case: Case) -> Content:
    """Danh sách niêm yết: of the posting that was written, else to be hung out now."""
    posting = last_posting(case)
    first, last = posted_days(case, posting)
    entries = _entries(case)
    rows = Rows(entries, case.round.opened_on)
    asked = applications_of(entries)
    told = rows_to_post(case.round, entries)
    by_worker = outcome_of(case.round).subject is Subject.WORKER
    villages = [each.area_id for each in entries for _ in (asked.get(each.pk, ()) if by_worker else (0,))]
    results: list[Row] = [
        {"head": name, "village": rows.villages.get(area), "result": _label(result)}
        for (name, _members, result), area in zip(told, villages, strict=True)
    ]
    values: dict[str, Value] = {
        **_of_round(case.round),
        "posting_place": "; ".join(posting.said.get("places", [])) if posting else None,
        "first_day": first,
        "last_day": last,
    }
    return Content(values, {"results": results})


def determination_minutes(case: Case) -> Content | None:
    """Biên bản niêm yết; None where nothing was posted."""
    posting = last_posting(case)
    if posting is None:
        return None
    first, last = posted_days(case, posting)
    values: dict[str, Value] = {
        **_of_round(case.round),
        "day": posting.day,
        "posting_place": "; ".join(posting.said.get("places", [])),
        "posted_by": posting.said.get("by"),
        "count": len(rows_to_post(case.round, _entries(case))),
        "first_day": first,
        "last_day": last,
    }
    return Content(values, {"objections": objections_of(case)})


def determination_decision(cases: Sequence[Case]) -> Content:
    """Quyết định with the list of who is recognised."""
    one = cases[0].round
    outcome, rules = outcome_of(one), rules_of(one)
    found = Entry.objects.filter(
        case__in=cases, left_out_on=None, proposed_class__in=outcome.recognised
    ).select_related("household")
    entries = list(found.order_by("area_id", "sort_key", "pk"))
    rows = Rows(entries, one.opened_on)
    asked = applications_of(entries)
    people = _people([told for each in asked.values() for told in each])
    recognised: list[Row] = []
    for entry in entries:
        of_home = {
            "village": rows.villages.get(entry.area_id),
            "members": rows.members.get(entry.household_id),
        }
        if outcome.subject is Subject.HOUSEHOLD:
            head = rows.heads.get(entry.household_id)
            recognised.append({"name": entry.head_name, **_who(head), "head": None, **of_home})
            continue
        recognised += [
            {
                "name": told.person_name,
                **_who(people.get(told.person_id or 0)),
                "head": entry.head_name,
                **of_home,
            }
            for told in asked.get(entry.pk, ())
        ]
    review = rules.procedure.step(StepKind.REVIEW)
    values: dict[str, Value] = {
        **_of_round(one),
        "count": f"{whole(len(recognised))} {COUNTED[outcome.subject]}",
        "proposer": role_name(review.who[0]) if review else None,
    }
    return Content(values, {"recognised": recognised})


def determination_sheet(entry: Entry) -> Content | None:
    """Phiếu «Vì sao?»; None where nothing is proposed yet."""
    last = entry.proposals.select_related("sheet_version__sheet").order_by("-number").first()
    if last is None:
        return None
    sheet, residence = last.sheet_version.sheet, residence_of(entry)
    asked = [told.person_name for told in applications_of([entry]).get(entry.pk, ()) if told.person_name]
    values: dict[str, Value] = {
        **_of_round(entry.case.round),
        "head": entry.head_name,
        "workers": ", ".join(asked) or None,
        "household_code": entry.household_code,
        "village": Rows([entry], entry.case.round.opened_on).villages.get(entry.area_id),
        "members": entry.household.members,
        "area": residence.label if residence else None,
        "standard": rules_for(last.day).standard.short_name,
        "collected_on": sheet.day,
        "reviewer": sheet.reviewer_name or None,
        "result": _label(last.household_class),
    }
    unknown: list[Row] = [{"question": part} for part in last.missing.split("; ") if part]
    return Content(values, {"reasons": _reasons(last.reason), "unknown": unknown})


def determination_refusal(entry: Entry, asking: Application | None) -> Content | None:
    """Thông báo không đủ điều kiện to the household or the worker; None where nobody is refused."""
    last = entry.proposals.order_by("-number").first()
    if last is None or entry.proposed_class != NOT_MET:
        return None
    asked = asking or next(iter(applications_of([entry]).get(entry.pk, [])), None)
    values: dict[str, Value] = {
        **_of_round(entry.case.round),
        "name": asking.person_name if asking else entry.head_name,
        "village": Rows([entry], entry.case.round.opened_on).villages.get(entry.area_id),
        "asked_on": asked.received_on if asked else None,
    }
    return Content(values, {"reasons": _reasons(last.reason)})


def confirmation(entry: Entry, asking: Application | None) -> Content | None:
    """Giấy xác nhận of the household, or of the worker who asked; None before the decision."""
    one = entry.case.round
    outcome = outcome_of(one)
    decision = Decision.objects.filter(round=one).order_by("-pk").first()
    if entry.decided_class not in outcome.recognised or decision is None:
        return None
    rows = Rows([entry], one.opened_on)
    form = next((each.name for each in rules_of(one).procedure.forms if each.id == _RESULT_FORM), None)
    person = rows.heads.get(entry.household_id) if asking is None else asking.person
    values: dict[str, Value] = {
        "form": form,
        "matter": MATTERS[outcome.measure],
        "name": entry.head_name if asking is None else asking.person_name,
        **_who(person),
        "household_code": entry.household_code,
        "head": None if asking is None else entry.head_name,
        "village": rows.villages.get(entry.area_id),
        "address": rows.addresses.get(entry.household_id),
        "decision": f"{decision.number} ngày {day_text(decision.day)}",
        "valid_from": decision.day,
    }
    if asking is not None:
        return Content(values, {})
    members = members_of([entry.household_id], one.opened_on)
    return Content(values, {"members": members.get(entry.household_id, [])})


def determination_answer(objection: Objection) -> Content | None:
    """Trả lời khiếu nại; None while it is open."""
    told = objection_told(objection)
    if told is None:
        return None
    entry = told.entry
    values: dict[str, Value] = {
        **_of_round(objection.case.round),
        "sender": objection.told_by or None,
        "received_on": told.received_on,
        "complaint": objection.words,
        "head": entry.head_name if entry else None,
        "village": told.village,
        "rechecked_on": told.closed.day,
        "result": "Khiếu nại đúng" if told.closed.said.get("is_right") else "Giữ nguyên kết quả",
        "final_result": _label(entry.proposed_class) if entry else None,
    }
    return Content(values, {"findings": [{"finding": told.closed.said.get("answer")}]})


def _of_round(one: Round) -> dict[str, Value]:
    return {"matter": MATTERS[outcome_of(one).measure], "month": f"tháng {one.month}/{one.year}"}


def _entries(case: Case) -> list[Entry]:
    rows = Entry.objects.filter(case=case, left_out_on=None).select_related("household")
    return list(rows.order_by("sort_key", "pk"))


def _people(asked: Sequence[Application]) -> Mapping[int, Person]:
    numbers = [told.person_id for told in asked if told.person_id is not None]
    return Person.objects.only("birth_date", "sex").in_bulk(numbers)


def _who(person: Person | None) -> dict[str, Value]:
    return {
        "birth_year": person.birth_date.year if person and person.birth_date else None,
        "sex": choices_of("sex").get(person.sex) if person else None,
    }


def _reasons(told: str) -> list[Row]:
    return [{"reason": part} for part in told.split("; ") if part]


def _label(result: str) -> str | None:
    return result_label(result) if result else None
