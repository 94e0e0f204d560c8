"""One activity: what it is, where it stands, who takes part, what happened, what it adds up to."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.activities.actions import ActivityError
from giamngheo.apps.activities.eligibility import standing_called
from giamngheo.apps.activities.fields import shown
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.norms import norms_in_force
from giamngheo.apps.activities.outputs import outputs_of
from giamngheo.apps.activities.queries import (
    given_in_all,
    participants_of,
    things_of,
    visited_in_all,
    visits_of,
)
from giamngheo.apps.activities.states import (
    CARRYING_OUT,
    DECIDING,
    ENTERING,
    GIVEN_UP,
    OVER,
    WITH_A_REASON,
    ActivityState,
    Verb,
    verb_called,
    verbs_from,
)
from giamngheo.apps.budgets.dimensions import named
from giamngheo.apps.budgets.of_activities import money_of, needs_for
from giamngheo.apps.budgets.states import EstimateState
from giamngheo.apps.coordination.unit_queries import proposals_of
from giamngheo.apps.programmes.queries import in_scope_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.activities.library import pack_of
from giamngheo.law.library import code_list
from giamngheo.law.programmes.library import programmes
from giamngheo.law.results.library import frameworks
from giamngheo.law.vocabulary.activities import Group, Takes
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.activities.deeds import DEEDS, Deed
from giamngheo.web.staff.activities.reaching import activity_for, may_in, require, seen_by
from giamngheo.web.staff.budgets.shown import dong
from giamngheo.web.staff.support.told import quantity_told

ON_A_PAGE: Final = 50
MOST_CHOSEN_FROM: Final = 500
PEOPLE, THINGS, VISITS = "trang", "trang-giao", "trang-den-ho"
"""The words in the address for the page of each list."""


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show the activity."""
    return show(request, activity_for(request, activity_id))


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Do what a form of the page asks for (`viec`)."""
    row = activity_for(request, activity_id)
    asked = DEEDS.get(request.POST.get("viec", ""))
    verb = request.POST.get("buoc", "")
    if asked is None or (asked is DEEDS["buoc"] and verb not in Verb.values):
        return show(request, row, wrong={"": "Không có việc này. Cách xử lý: tải lại trang rồi bấm lại."})
    require(request, _permission(asked, verb), row.area_id)
    try:
        asked.do(request, row)
    except ActivityError as error:
        return show(request, row, typed=request.POST.dict(), wrong=error.wrong)
    response = redirect("activity", row.pk)
    pages = _pages(request)
    response["Location"] += f"{'?' if pages else ''}{pages}#{asked.section}"
    return response


def _pages(request: HttpRequest, without: str = "") -> str:
    """Which pages of the lists are shown, as in the address; of one list left out."""
    told = {word: number_in(request.GET, word) for word in (PEOPLE, THINGS, VISITS) if word != without}
    return urlencode({word: number for word, number in told.items() if number and number > 1})


def _page_of(request: HttpRequest, rows: QuerySet[Any], word: str) -> Page[Any]:
    return Paginator(rows, ON_A_PAGE).get_page(number_in(request.GET, word) or 1)


def _permission(asked: Deed, verb: str) -> Permission:
    if asked is DEEDS["buoc"] and verb in DECIDING:
        return Permission.DECIDE_ACTIVITIES
    return Permission.KEEP_ACTIVITIES


def show(
    request: HttpRequest,
    row: Activity,
    typed: Mapping[str, object] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page of an activity, with what was typed into one of its forms and is wrong."""
    kind, may = row.law, may_in(request, row.area_id)
    keeps, decides = Permission.KEEP_ACTIVITIES in may, Permission.DECIDE_ACTIVITIES in may
    state = ActivityState(row.state)
    sees_people = Permission.SEE_HOUSEHOLDS in may or kind.takes is Takes.OFFICERS
    people = _page_of(request, participants_of(row), PEOPLE)
    programme = programmes().get(row.programme)
    project = programme.project(row.project) if programme else None
    proposals = list(proposals_of(seen_by(request, "meeting__area_id") & Q(activity=row)))
    areas = {row.area_id, *(one.village_id for one in people.object_list)}
    areas |= {one.meeting.area_id for one in proposals}
    told: dict[str, Any] = {
        "row": row,
        "kind": kind,
        "pack": pack_of(kind.id),
        "project": project,
        "left_out_by": in_scope_of(row.area_id, row.year, today()).left_out_by(row.project),
        "fields": [(one, shown(one, row.said.get(one.id))) for one in kind.fields],
        "owner_kinds": code_list("owner_kinds"),
        "positions": code_list("officer_positions"),
        "names": names_of(areas, today()),
        "people": people,
        "exceptions": participants_of(row).filter(left_on=None, group="", officer=None).count(),
        "sees_people": sees_people,
        "standing_called": standing_called,
        "groups": Group,
        "chosen_from": _chosen_from(row, people) if kind.visits else [],
        "is_of_a_page": people.paginator.count > MOST_CHOSEN_FROM,
        "pages": {word: _pages(request, without=word) for word in (PEOPLE, THINGS, VISITS)},
        "pages_here": _pages(request),
        "gatherings": list(row.gatherings.order_by("day", "pk")),
        "things": _page_of(request, things_of(row), THINGS) if kind.gives else None,
        "given": given_in_all(row) if kind.gives else None,
        "quantity_told": quantity_told,
        "norms": norms_in_force(row.area_id, row.kind, row.first) if kind.gives else None,
        "visits": _page_of(request, visits_of(row), VISITS) if kind.visits else None,
        "visited": visited_in_all(row) if kind.visits else None,
        "questions": list(row.questions.order_by("pk")),
        "products": list(row.products.prefetch_related("tests").order_by("pk")),
        "files": list(row.attacheds.filter(aside_at=None).order_by("pk")),
        "steps": list(row.steps.order_by("pk")),
        "verb_word": lambda verb: verb_called(Verb(verb), kind.course),
        "outputs": outputs_of(row),
        "fed": {one.id: one.name for framework in frameworks().values() for one in framework.indicators},
        "origin": Activity.objects.filter(pk=row.replicates_id).first() if row.replicates_id else None,
        "proposals": proposals,
        "replications": list(row.replications.order_by("pk")) if kind.replicates else [],
        "verbs": _verbs(row, keeps=keeps, decides=decides, who=person_of(request)),
        "may_keep": keeps,
        "may_enter": keeps and state in ENTERING[kind.course],
        "may_carry_out": keeps and state in CARRYING_OUT[kind.course],
        "may_say": keeps and state in {ActivityState.DRAFT, ActivityState.APPROVED, ActivityState.GOING_ON},
        "may_attach": keeps and state not in GIVEN_UP,
        "may_draw_up": Permission.ISSUE_PAPERS in may,
        **_money(row, may),
        "is_over": state in OVER,
        "is_late": row.last < today() and state not in {*OVER, ActivityState.DONE},
        "today": today(),
        "typed": typed or {},
        "wrong": dict(wrong or {}),
    }
    return render(request, "staff/activities/one.html", told, status=422 if wrong else 200)


def _chosen_from(row: Activity, people: Page[Participant]) -> list[Participant]:
    """Whom a visit may be of: who takes part; of very many those of the page that is shown."""
    if people.paginator.count > MOST_CHOSEN_FROM:
        return [one for one in people.object_list if one.left_on is None]
    return list(participants_of(row).filter(left_on=None))


def _money(row: Activity, may: frozenset[Permission]) -> dict[str, Any]:
    """The money of an activity and what was asked for it, for who sees money there; else nothing is asked."""
    if Permission.SEE_MONEY not in may:
        return {"money": None}
    money = money_of(row)
    years = [*range(row.first.year, row.last.year + 1)]
    return {
        "money": money,
        "settlement": money.settlement(row),
        "asked_for": list(needs_for(row)),
        "need_states": {one.value: one.label for one in EstimateState},
        "money_year": today().year if today().year in years else years[-1],
        "may_keep_money": Permission.KEEP_MONEY in may and row.state != ActivityState.DROPPED,
        "line_name": named,
        "dong": dong,
    }


def _verbs(row: Activity, *, keeps: bool, decides: bool, who: int) -> list[dict[str, Any]]:
    """What who looks may do next: the word of its button, and whether it asks for words."""
    course = row.law.course
    found = []
    for verb in verbs_from(ActivityState(row.state), course):
        deciding = verb in DECIDING
        if not (decides if deciding else keeps):
            continue
        makers = {row.submitted_by_id, row.made_by_id} if verb is Verb.APPROVE else {row.finished_by_id}
        found.append(
            {
                "verb": verb.value,
                "word": verb_called(verb, course),
                "needs_words": verb in WITH_A_REASON,
                "may_say_words": verb in {Verb.FINISH, Verb.ACCEPT},
                "is_main": verb in {Verb.SUBMIT, Verb.APPROVE, Verb.BEGIN, Verb.FINISH, Verb.ACCEPT},
                "by_another": verb in {Verb.APPROVE, Verb.ACCEPT} and who in makers,
            }
        )
    return found
