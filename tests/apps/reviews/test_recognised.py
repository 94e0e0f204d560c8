"""The four lists of a decision, row by row; what decisions make of households, alone and with the rest."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from tests.apps.households.made import about
from tests.apps.reviews.made import (
    LACKS,
    LEADER,
    OFFICER,
    RICH,
    SIGNED,
    agreed,
    case_of,
    listed_family,
    opened,
    posted,
    reviewed,
    without_opinion,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households import today
from giamngheo.apps.households.actions import (
    CauseSaid,
    Decision,
    Recognised,
    recognise_household,
    set_causes,
)
from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.actions import add_household, decide
from giamngheo.apps.reviews.models import Entry
from giamngheo.apps.reviews.papers import recognised
from giamngheo.apps.reviews.papers.of_round import opinion_report, recognition_decision
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.foundation.accounts.acting import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def once(home: Household, listed: str, day: date) -> None:
    paper = Decision(f"QĐ {day}", day, "Chủ tịch UBND (thử)", day.year + 1)
    recognise_household(home, Recognised(home.pk, listed), paper, about(day), OFFICER)


def test_the_lists_say_of_each_household_what_became_of_it(country: Country) -> None:
    one_of = {
        name: listed_family(country, name, listed)
        for name, listed in {
            "Mẫu": "poor",
            "Thử": "near_poor",
            "Trình": "poor",
            "Diễn": "near_poor",
            "Ví": "",
        }.items()
    }
    returns = listed_family(country, "Mẫu", "poor")
    once(returns, "not_poor", date(2026, 2, 1))
    refused = listed_family(country, "Thử", "")
    set_causes(
        one_of["Mẫu"], [CauseSaid("labour"), CauseSaid("other", "lũ")], about(date(2026, 1, 5)), OFFICER
    )
    one = opened(country)
    case = case_of(one, country.east_1)
    for home in (one_of["Ví"], returns, refused):
        add_household(case, home, EntrySource.PROPOSED, date(2026, 9, 2), OFFICER, note="thôn đề nghị")
    now = {"Mẫu": "poor", "Thử": "poor", "Trình": "near_poor", "Diễn": "not_poor", "Ví": "poor"}
    for name, home in one_of.items():
        Entry.objects.filter(household=home).update(proposed_class=now[name])
    Entry.objects.filter(household=returns).update(proposed_class="near_poor")
    Entry.objects.filter(household=refused).update(proposed_class="not_poor")
    content = recognition_decision([case])
    told = {
        name: sorted((str(row["head"]).split()[0], row["change"]) for row in rows)
        for name, rows in content.tables.items()
    }
    assert told == {
        "poor": [
            ("Mẫu", "nghèo cũ"),
            ("Thử", "từ hộ cận nghèo thành hộ nghèo"),
            ("Ví", "phát sinh mới"),
        ],
        "near_poor": [("Mẫu", "tái cận nghèo"), ("Trình", "thoát nghèo, thành hộ cận nghèo")],
        "escaped": [("Trình", "thoát nghèo, thành hộ cận nghèo")],
        "escaped_near_poor": [("Diễn", "thoát cận nghèo")],
    }
    first = next(row for row in content.tables["poor"] if row["change"] == "nghèo cũ")
    assert str(first["causes"]).endswith("; lũ") and first["birth_year"] == 1980 and first["b1"] is None
    living = Household.objects.filter(reviewed__proposed_class="poor").values_list("members", flat=True)
    assert content.values["poor_people"] == sum(living)
    assert content.values["escaped_count"] == 1
    causes = opinion_report([case]).tables["causes"]
    assert sorted((row["poor"], row["near_poor"]) for row in causes) == [(1, 0), (1, 0)]


def test_heads_and_proposals_are_found_by_indexes(country: Country) -> None:
    listed_family(country)
    case = case_of(opened(country), country.east_1)
    officer = make_person(("officer", country.province))
    with connection.cursor() as cursor:  # what earlier tests left behind tells of other tables
        cursor.execute("ANALYZE households_person, households_household, reviews_entry, reviews_proposal")
    with acting(officer.pk, TODAY), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        values = {"cases": [case.pk], "listed": ["poor", "near_poor"], "day": TODAY}
        cursor.execute("EXPLAIN " + recognised._ROWS, values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = on")
    for index in ("households_person_head", "reviews_proposal_once", "households_household_pkey"):
        assert index in plan and "Seq Scan" not in plan, plan


def carried() -> list[tuple[Any, ...]]:
    names = [one.attname for one in Household._meta.concrete_fields]
    return list(Household.objects.order_by("pk").values_list(*names))


def test_after_a_decision_households_carry_what_all_their_facts_say(country: Country) -> None:
    stays, leaves = listed_family(country), listed_family(country, "Thử")
    without_opinion(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {stays.pk: LACKS, leaves.pk: RICH})
    agreed(case, [stays.pk, leaves.pk])
    posted(case)
    decide(one, [case], SIGNED, LEADER)
    told = carried()
    assert dict(Household.objects.values_list("pk", "class_today")) == {
        stays.pk: "poor",
        leaves.pk: "not_poor",
    }
    today.refresh([stays.pk, leaves.pk], [], TODAY)
    assert carried() == told
