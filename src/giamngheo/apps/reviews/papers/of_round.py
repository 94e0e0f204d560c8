"""Papers of a round: its plan, the report that asks for an opinion, the decision with its lists."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from giamngheo.apps.households.circumstances import causes
from giamngheo.apps.households.models import Cause, Household
from giamngheo.apps.papers.composing import Row, Value
from giamngheo.apps.reviews.folding import rules_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, Objection, Round
from giamngheo.apps.reviews.papers.of_village import Content
from giamngheo.apps.reviews.papers.rows import LISTED, NEAR, POOR, Rows
from giamngheo.apps.reviews.planned import as_said, last_plan, quantity_text
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.calendar import calendar
from giamngheo.foundation.text import percent
from giamngheo.law.procedures.deadlines import last_day
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.procedures.library import role_name
from giamngheo.law.vocabulary.procedures import NOBODY

_ESCAPED = Q(class_before=POOR) & ~Q(proposed_class__in=["", "unknown", POOR])
_ESCAPED_NEAR = Q(class_before=NEAR) & ~Q(proposed_class__in=["", "unknown", *LISTED])
_COUNTS = {
    "reviewed": Count("pk"),
    "poor": Count("pk", filter=Q(proposed_class=POOR)),
    "near_poor": Count("pk", filter=Q(proposed_class=NEAR)),
    "escaped": Count("pk", filter=_ESCAPED),
    "escaped_near_poor": Count("pk", filter=_ESCAPED_NEAR),
}


def review_plan(one: Round) -> Content | None:
    """Kế hoạch rà soát, as it was saved last; None where there is none."""
    plan = last_plan(one)
    if plan is None:
        return None
    said = as_said(plan)
    cases = Case.objects.filter(round=one)
    names = names_of({each.village for each in said.team if each.village is not None}, one.opened_on)
    values: dict[str, Value] = {
        "year": one.year,
        "first_day": said.first_day,
        "last_day": said.last_day,
        "villages": cases.count(),
        "households": Entry.objects.filter(round=one, left_out_on=None).count(),
        "reviewers": len(said.team) or None,
        "cost": said.cost,
        "cost_source": said.cost_source or None,
        "parent_plan": said.parent_plan or None,
    }
    tables: dict[str, list[Row]] = {
        "schedule": [
            {"task": each.task, "first": each.first, "last": each.last, "who": each.who}
            for each in said.schedule
        ],
        "duties": [{"who": each.who, "task": each.task} for each in said.duties],
        "costs": [
            {
                "item": each.item,
                "quantity": quantity_text(each.quantity),
                "price": each.price,
                "amount": each.amount,
            }
            for each in said.costs
        ],
        "team": [
            {"name": each.name, "duty": each.duty, "village": names.get(each.village or 0)}
            for each in said.team
        ],
    }
    return Content(values, tables)


def opinion_report(cases: Sequence[Case]) -> Content:
    """Báo cáo kết quả, xin ý kiến."""
    one, rules = cases[0].round, rules_of(cases[0].round)
    areas = [case.area_id for case in cases]
    entries = Entry.objects.filter(case__in=cases, left_out_on=None)
    living = dict(
        Household.objects.filter(area__in=areas, is_living=True).values_list("area_id").annotate(Count("pk"))
    )
    counted = {row.pop("area_id"): row for row in entries.values("area_id").annotate(**_COUNTS)}
    names = names_of(areas, one.opened_on)
    nothing = dict.fromkeys(_COUNTS, 0)
    villages: list[Row] = [
        {"village": names.get(area), "all_households": living.get(area, 0), **counted.get(area, nothing)}
        for area in areas
    ]
    whole = Counter[str]()
    for row in villages:
        whole.update({name: int(str(count)) for name, count in row.items() if name != "village"})
    happened = Happening.objects.filter(case__in=cases, taken_back_by=None)
    postings = happened.filter(verb__in=[Verb.POSTED.value, Verb.POSTED_AGAIN.value]).order_by("day", "pk")
    first, last = postings.first(), postings.last()
    authority = rules.value("opinion_authority")
    values: dict[str, Value] = {
        "year": one.year,
        "authority": role_name(authority) if isinstance(authority, str) and authority != NOBODY else None,
        "villages": len(cases),
        **{name: whole[name] for name in ("all_households", *_COUNTS)},
        "poor_rate": _rate(whole["poor"], whole["all_households"]),
        "near_poor_rate": _rate(whole["near_poor"], whole["all_households"]),
        "meetings": happened.filter(verb=Verb.MET.value).count(),
        "first_day": first.day if first else None,
        "last_day": last_day(rules, "posting_days", last.day, calendar()) if last else None,
        "objections_count": Objection.objects.filter(case__in=cases).count(),
        "objections_closed": happened.filter(verb=Verb.OBJECTION_CLOSED.value).count(),
    }
    return Content(values, {"village_results": villages, "causes": _causes(entries)})


def recognition_decision(cases: Sequence[Case]) -> Content:
    """Quyết định công nhận, with its four lists."""
    one = cases[0].round
    entries = list(
        Entry.objects.filter(case__in=cases, left_out_on=None).order_by("area_id", "sort_key", "pk")
    )
    lists = {
        "poor": [entry for entry in entries if entry.proposed_class == POOR],
        "near_poor": [entry for entry in entries if entry.proposed_class == NEAR],
        "escaped": [entry for entry in entries if _left(entry, POOR)],
        "escaped_near_poor": [entry for entry in entries if _left(entry, NEAR)],
    }
    rows = {name: Rows(listed, one.opened_on).to_recognise() for name, listed in lists.items()}
    answers = Happening.objects.filter(
        case__in=cases, verb=Verb.OPINION_ANSWERED.value, taken_back_by=None
    ).order_by("-pk")
    answered = answers.first()
    values: dict[str, Value] = {
        "year": one.year,
        "opinion": answered.said.get("paper") if answered else None,
        **{f"{name}_count": len(found) for name, found in rows.items()},
        "poor_people": _people(rows["poor"]),
        "near_poor_people": _people(rows["near_poor"]),
    }
    return Content(values, rows)


def _left(entry: Entry, before: str) -> bool:
    """Whether a household leaves the list on which it was; a poor one also to the near-poor list."""
    still = (POOR,) if before == POOR else LISTED
    return entry.class_before == before and entry.proposed_class not in {"", "unknown", *still}


def _people(rows: Sequence[Row]) -> int:
    return sum(int(str(row["members"] or 0)) for row in rows)


def _rate(part: int, whole: int) -> str | None:
    return percent(Decimal(100 * part) / whole) if whole else None


def _causes(entries: QuerySet[Entry]) -> list[Row]:
    """How many poor and near-poor households name each cause; the most frequent first."""
    class_of = dict(entries.filter(proposed_class__in=LISTED).values_list("household_id", "proposed_class"))
    found: dict[str, Counter[str]] = {}
    rows = Cause.objects.filter(household__in=list(class_of), superseded_by=None, valid__endswith=None)
    for household, cause in rows.values_list("household_id", "cause"):
        found.setdefault(cause, Counter())[class_of[household]] += 1
    named = causes()
    ordered = sorted(found.items(), key=lambda one: -one[1].total())
    return [
        {"cause": named.get(cause, cause), "poor": counts[POOR], "near_poor": counts[NEAR]}
        for cause, counts in ordered
    ]
