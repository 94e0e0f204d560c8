"""The form that takes in a Giấy đề nghị: of a household, or of a worker who is chosen among its members."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.reviews import actions
from giamngheo.apps.reviews.actions import Asking
from giamngheo.apps.reviews.folding import Standing
from giamngheo.apps.reviews.models import Case
from giamngheo.apps.reviews.within import lies_within
from giamngheo.law.vocabulary.procedures import Subject
from giamngheo.web.components.asked import words_in
from giamngheo.web.staff.reviews.typed import Typed

_HEAD: Final = "head"
_REQUEST_FORM: Final = "request_form"


def apply(typed: Typed) -> object:
    """Take the application in, as it was typed."""
    day, paper = typed.day(), typed.words("giay", 300)
    home = typed.household("ho")
    person = _chosen(typed, home)
    if typed.wrong or home is None:
        return None
    return actions.take_application(typed.case, Asking(home, day, paper, person), typed.actor)


def of_whom(_case: Case, standing: Standing) -> Mapping[str, Any]:
    """Who asks in this procedure, and whether the form of the application is known."""
    procedure = standing.rules.procedure
    return {
        "procedure": procedure,
        "by_worker": procedure.outcome.subject is Subject.WORKER,
        "form_asked": next((one.text for one in procedure.open if one.id == _REQUEST_FORM), ""),
    }


def members_of(request: HttpRequest, case: Case) -> list[Person]:
    """Who lives in the household whose code was typed, the head first; nobody while there is none."""
    code = words_in(request.POST or request.GET, "ho", 30)
    within = Household.objects.filter(lies_within(case), is_living=True)
    home = within.filter(code=code).first() if code else None
    if home is None:
        return []
    people = Person.objects.filter(household=home, is_living=True).order_by("birth_date", "pk")
    return sorted(people, key=lambda one: one.relationship != _HEAD)


def _chosen(typed: Typed, home: Household | None) -> Person | None:
    """The worker who asks, of the household that was named; none where households ask."""
    if typed.standing.rules.procedure.outcome.subject is not Subject.WORKER or home is None:
        return None
    number = typed.count("nguoi")
    found = Person.objects.filter(household=home, is_living=True, pk=number or 0).first()
    if found is None:
        typed.wrong["nguoi"] = "Chưa chọn người đề nghị: chọn một thành viên của hộ."
    return found
