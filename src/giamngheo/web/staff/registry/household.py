"""One household and one person of the register, as they stood on a day, with all that happened to them."""

from datetime import date
from typing import Final

from django.db.models import DateField, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.coordination.household_queries import followers_on
from giamngheo.apps.households.history import people_in, sources_of, whole_history_of, whole_history_of_person
from giamngheo.apps.households.models import (
    HouseholdNumber,
    Membership,
    Person,
    PersonMerger,
    Suspicion,
    WorkerRecognition,
)
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.households.queries import household_of, household_on
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in, permissions_in_each
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, path_of
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import day_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.personal_numbers import masked
from giamngheo.web.staff.registry.done import told_done
from giamngheo.web.staff.registry.said import birth, lines_of, word
from giamngheo.web.staff.registry.sections import sections_of

ALIKE_SHOWN: Final = 5

_NUMBERS: Final = PreparedQuery(
    lambda: HouseholdNumber.objects.filter(
        household=Asked("household"), superseded_by=None, valid__contains=Asked("day", DateField())
    ).order_by("scheme")
)
_PERSON: Final = PreparedQuery(lambda: Person.objects.filter(pk=Asked("person")).select_related("household"))
_HOMES: Final = PreparedQuery(
    lambda: (
        Membership.objects.filter(person=Asked("person"), superseded_by=None)
        .select_related("household")
        .order_by("-valid")
    )
)
_ALIKE: Final = PreparedQuery(
    lambda: Suspicion.objects.filter(
        Q(first=Asked("person")) | Q(second=Asked("person")), state="open"
    ).select_related("first", "second")
)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def household(request: HttpRequest, code: str) -> HttpResponse:
    """Show a household as it stood on a day."""
    who, now = person_of(request), today()
    kept = household_of(code)
    here = permissions_in(who, kept.area_id, now) if kept is not None else frozenset()
    if kept is None or Permission.SEE_HOUSEHOLDS not in here:
        raise Http404
    day, typed, wrong = day_in(request.GET, "ngay", now)
    told, history = household_on(kept, day), whole_history_of(kept)
    area = told.residence.area_id if told.residence else kept.area_id
    return render(
        request,
        "staff/registry/household.html",
        {
            "household": kept,
            "told": told,
            "head": next((one for one in told.members if one.relationship == "head"), None),
            "path": _path(who, area, day),
            "numbers": history.told(HouseholdNumber, lambda: _NUMBERS.rows(household=kept.pk, day=day)),
            "events": history.events,
            "people_in": people_in(history.events),
            "kinds": {kind.value: kind.label for kind in EventKind},
            "relations": choices_of("relationship"),
            "day": day,
            "is_today": day == now,
            "done": told_done(request),
            "typed": typed,
            "wrong": {"ngay": wrong} if wrong else {},
            **sections_of(kept, [one.person_id for one in told.members], day, history),
            "followers": followers_on(kept, day),
            "me": who,
            "may_note": Permission.NOTE_HOUSEHOLDS in here,
            "may_keep": Permission.KEEP_HOUSEHOLDS in here,
            "whole_numbers": Permission.SEE_NUMBERS in here,
            "birth": birth,
            "masked": masked,
            "word": word,
        },
    )


def _path(who: int | None, area_id: int, day: date) -> list[Unit]:
    """What an area lies in, as far as the lists of who looks go."""
    path = path_of(area_id, day)
    may = permissions_in_each(who, [unit.area_id for unit in path], today())
    return [unit for unit in path if Permission.SEE_HOUSEHOLDS in may[unit.area_id]]


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show a person: what is said of them, by whom first, and what happened."""
    who, now = person_of(request), today()
    found = _PERSON.first(person=person_id)
    here = permissions_in(who, found.area_id, now) if found is not None else frozenset()
    if found is None or Permission.SEE_HOUSEHOLDS not in here:
        raise Http404
    history = whole_history_of_person(found)
    return render(
        request,
        "staff/registry/person.html",
        {
            "person": found,
            "lines": lines_of(dict(sources_of(found, now)), Permission.SEE_NUMBERS in here),
            "homes": _HOMES.rows(person=found.pk),
            "events": history.events,
            "may_keep": Permission.KEEP_HOUSEHOLDS in here,
            "recognised": history.told(WorkerRecognition, lambda: _worker_recognitions(found)),
            "kinds": {kind.value: kind.label for kind in EventKind},
            "relations": choices_of("relationship"),
            "area": names_of([found.area_id], now).get(found.area_id, "–"),
            "merged": next(iter(history.told(PersonMerger, lambda: _mergers(found))), None),
            "alike": _alike(who, found),
        },
    )


def _alike(who: int, person: Person) -> list[Suspicion]:
    """The pairs with this person that wait, of whom both live where who looks may see households."""
    pairs = _ALIKE.rows(person=person.pk)
    may = permissions_in_each(
        who, {one.area_id for pair in pairs for one in (pair.first, pair.second)}, today()
    )
    seen = [
        pair
        for pair in pairs
        if all(Permission.SEE_HOUSEHOLDS in may[one.area_id] for one in (pair.first, pair.second))
    ]
    return seen[:ALIKE_SHOWN]


def _worker_recognitions(person: Person) -> QuerySet[WorkerRecognition]:
    return person.worker_recognitions.filter(superseded_by=None).order_by("-valid")


def _mergers(person: Person) -> QuerySet[PersonMerger]:
    return PersonMerger.objects.filter(person=person, superseded_by=None).select_related("into")
