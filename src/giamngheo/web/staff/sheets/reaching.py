"""The sheet that an address names, and what who asks may do with it; nobody else finds it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from giamngheo.apps.reviews.actions.revisiting import refused_to_answer, refused_to_look
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.states import AGAIN, SheetState
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in, reached, roles_with
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.guard import NotNowError


@dataclass(frozen=True)
class Reached:
    """A sheet for who looks: `may_fill` is to write in it and seal it, too."""

    sheet: FilledSheet
    may_fill: bool
    may_lead: bool
    whole_numbers: bool


def sheet_for(request: HttpRequest, sheet_id: int) -> Reached:
    """The sheet of this number, where who asks sees households; 404 otherwise.

    It is filled in by the person to whom it is given, where they fill in sheets; one that is nobody's by
    everybody who does there; every sheet by who leads the reviews of its unit. The second sheet of a
    household that was drawn is filled in by nobody who was given the first or wrote in it, and the first is
    not seen by who is to fill in the second: NotNowError until they have sealed it.
    """
    who = person_of(request)
    sheet = FilledSheet.objects.filter(pk=sheet_id).first()
    here = permissions_in(who, sheet.area_id, today()) if sheet is not None else frozenset()
    if sheet is None or Permission.SEE_HOUSEHOLDS not in here:
        raise Http404
    if sheet.state == SheetState.SEALED and not sheet.occasion.endswith(AGAIN):
        of_the_round = Q(first_version__sheet=sheet)
        if refused := refused_to_look(sheet.household_id, of_the_round, who):
            raise NotNowError(refused)
    leads = Permission.LEAD_REVIEWS in here
    is_given = Permission.FILL_SHEETS in here and sheet.reviewer_id in (None, who)
    may_fill = (leads or is_given) and not (sheet.occasion.endswith(AGAIN) and refused_to_answer(sheet, who))
    return Reached(sheet, may_fill, leads, Permission.SEE_NUMBERS in here)


def open_of_mine(request: HttpRequest) -> QuerySet[FilledSheet]:
    """The sheets given to who asks that are not sealed, where they fill in sheets."""
    who = person_of(request)
    within = reached(who, Permission.FILL_SHEETS, today())
    return FilledSheet.objects.filter(within, reviewer_id=who, state=SheetState.DRAFT)


def next_of_mine(request: HttpRequest, after: FilledSheet) -> FilledSheet | None:
    """The next sheet given to who asks that is not sealed, from the first again after the last."""
    mine = open_of_mine(request).exclude(pk=after.pk)
    return mine.filter(pk__gt=after.pk).order_by("pk").first() or mine.order_by("pk").first()


def people_to_choose(person: int) -> list[tuple[int, str]]:
    """Who fills in sheets where this person leads reviews, by name; the first two hundred."""
    held = Holding.objects.in_force_on(today()).filter(
        reached(person, Permission.LEAD_REVIEWS, today()),
        role__in=roles_with(Permission.FILL_SHEETS),
        user__is_active=True,
    )
    people = held.values_list("user_id", "user__full_name").distinct().order_by("user__full_name", "user_id")
    return list(people[:200])
