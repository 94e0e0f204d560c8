"""The plan of a round: read by who sees the round, written by who leads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reviews.actions import PlanError, ReviewError, save_plan
from giamngheo.apps.reviews.models import Case, Plan, Round
from giamngheo.apps.reviews.planned import (
    Member,
    Planned,
    accounts_for,
    as_said,
    last_plan,
    offered,
    quantity_text,
)
from giamngheo.apps.surveys.progress import progress_of
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import sort_key
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import may_here, require, round_for
from giamngheo.web.staff.reviews.typed_plan import TABLES, Choices, TypedPlan, read, shown, typed_in

EMPTY_ROWS: Final = 3
MORE_ROWS: Final = 10


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the plan and its versions; its form to who leads the round; save what was typed."""
    one = round_for(request, round_id)
    may_lead = Permission.LEAD_REVIEWS in may_here(request, one.area_id)
    if request.method == "POST":
        require(request, Permission.LEAD_REVIEWS, one.area_id)
        return _typed(request, one)
    last = last_plan(one)
    if may_lead and (last is None or "sua" in request.GET):
        choices = choices_of(one, as_said(last) if last else Planned())
        said = as_said(last) if last else offered(one)
        rests_on = last.number if last else 0
        return _form(request, one, shown(said, choices), choices, rests_on=rests_on)
    asked = Plan.objects.filter(round=one, number=number_in(request.GET, "ban") or 0).first() or last
    told = as_said(asked) if asked else Planned()
    names = names_of(
        {one.area_id, *(each.village for each in told.team if each.village is not None)}, one.opened_on
    )
    return render(
        request,
        "staff/reviews/plan.html",
        {
            "round": one,
            "plan": asked,
            "last": last,
            "said": told,
            "quantity": quantity_text,
            "names": names,
            "versions": Plan.objects.filter(round=one).defer("said").order_by("-number"),
            "may_lead": may_lead,
        },
    )


def _typed(request: HttpRequest, one: Round) -> HttpResponse:
    """Save what was typed, or show it again: with more rows, or with what is wrong."""
    last = last_plan(one)
    choices = choices_of(one, as_said(last) if last else Planned())
    typed, rests_on = typed_in(request.POST), number_in(request.POST, "ban") or 0
    more = request.POST.get("them", "")
    if more in TABLES:
        typed.wrong.clear()
        return _form(request, one, typed, choices, rests_on=rests_on, more=more)
    said = read(typed, choices)
    if not typed.wrong:
        try:
            save_plan(one, said, rests_on, actor_of(request))
        except PlanError as error:
            typed.wrong |= error.wrong
        except ReviewError as error:
            typed.wrong[error.about] = str(error)
        else:
            return redirect("review-plan", one.pk)
    return _form(request, one, typed, choices, rests_on=rests_on)


def _form(
    request: HttpRequest, one: Round, typed: TypedPlan, choices: Choices, *, rests_on: int, more: str = ""
) -> HttpResponse:
    empty = {table: dict.fromkeys(fields, "") for table, fields in TABLES.items()}
    rows = {
        table: [*filled, *[empty[table]] * (MORE_ROWS if table == more else EMPTY_ROWS)]
        for table, filled in typed.rows.items()
    }
    told: Mapping[str, Any] = {
        "round": one,
        "rows": rows,
        "words": typed.words,
        "rests_on": rests_on,
        "villages": sorted(choices.villages.values(), key=sort_key),
        "accounts": sorted(choices.accounts.values(), key=sort_key),
        "wrong": typed.wrong,
        "longest": TABLES,
    }
    return render(request, "staff/reviews/plan_form.html", told, status=422 if typed.wrong else 200)


def choices_of(one: Round, before: Planned) -> Choices:
    """The villages of a round, and who may be named by account: who fills in sheets, and who stood there."""
    areas = Case.objects.filter(round=one).values_list("area_id", flat=True)
    names = names_of(areas, one.opened_on)
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    villages = {
        number: f"{name} (địa bàn {number})" if name in twice else name for number, name in names.items()
    }
    people = accounts_for(one, today())
    stood = {each.person for each in before.team if each.person is not None}
    people |= User.objects.in_bulk(stood - people.keys())
    return Choices(
        villages, {number: f"{person.full_name} ({person.username})" for number, person in people.items()}
    )


@dataclass(frozen=True)
class OfTeam:
    """A member of the team in a round, with their sheets where they have an account."""

    member: Member
    village: str
    sheets: int | None
    sealed: int | None


def team_of(one: Round, areas: list[int] | None, names: Mapping[int, str]) -> list[OfTeam]:
    """The team of the plan that counts, in its order, each with their sheets of their village or of all.

    Their sheets are those in these areas (None: anywhere).
    """
    last = last_plan(one)
    team = as_said(last).team if last else ()
    progress = progress_of(one.occasion, areas) if team else []
    found = []
    for member in team:
        theirs = [
            each
            for each in progress
            if each.reviewer_id == member.person and member.village in (None, each.area_id)
        ]
        has_account = member.person is not None
        found.append(
            OfTeam(
                member,
                names.get(member.village or 0, ""),
                sum(each.opened for each in theirs) if has_account else None,
                sum(each.sealed for each in theirs) if has_account else None,
            )
        )
    return found
