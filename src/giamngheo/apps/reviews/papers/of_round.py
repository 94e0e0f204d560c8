"""Papers of a round: its plan, the report that asks for an opinion, the decision with its lists."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Q

from giamngheo.apps.households.circumstances import causes
from giamngheo.apps.households.models import Household
from giamngheo.apps.papers.composing import Row, Value
from giamngheo.apps.reviews.folding import rules_of
from giamngheo.apps.reviews.models import Case, Entry, Happening, Objection, Round
from giamngheo.apps.reviews.papers.of_village import Content
from giamngheo.apps.reviews.papers.recognised import lists_of
from giamngheo.apps.reviews.papers.rows import LISTED, NEAR, POOR
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

_CAUSES = """
SELECT fact.cause, entry.proposed_class, count(*) FROM reviews_entry AS entry
JOIN households_cause AS fact ON fact.household_id = entry.household_id
    AND fact.superseded_by_id IS NULL AND upper_inf(fact.valid)
WHERE entry.case_id = ANY(%(cases)s) AND entry.left_out_on IS NULL AND entry.proposed_class = ANY(%(listed)s)
GROUP BY fact.cause, entry.proposed_class ORDER BY fact.cause
"""


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
    return Content(values, {"village_results": villages, "causes": _causes(cases)})


def recognition_decision(cases: Sequence[Case]) -> Content:
    """Quyết định công nhận, with its four lists."""
    one = cases[0].round
    lists = lists_of(cases, one.opened_on)
    answers = Happening.objects.filter(
        case__in=cases, verb=Verb.OPINION_ANSWERED.value, taken_back_by=None
    ).order_by("-pk")
    answered = answers.first()
    values: dict[str, Value] = {
        "year": one.year,
        "opinion": answered.said.get("paper") if answered else None,
        **{f"{name}_count": len(found) for name, found in lists.rows.items()},
        "poor_people": lists.people[POOR],
        "near_poor_people": lists.people[NEAR],
    }
    return Content(values, lists.rows)


def _rate(part: int, whole: int) -> str | None:
    return percent(Decimal(100 * part) / whole) if whole else None


def _causes(cases: Sequence[Case]) -> list[Row]:
    """How many poor and near-poor households name each cause; the most frequent first."""
    found: dict[str, Counter[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CAUSES, {"cases": [case.pk for case in cases], "listed": list(LISTED)})
        for cause, household_class, count in cursor.fetchall():
            found.setdefault(cause, Counter())[household_class] += count
    named = causes()
    ordered = sorted(found.items(), key=lambda one: -one[1].total())
    return [
        {"cause": named.get(cause, cause), "poor": counts[POOR], "near_poor": counts[NEAR]}
        for cause, counts in ordered
    ]
