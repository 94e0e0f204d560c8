"""Households: the list, and one with its members."""

from datetime import date, datetime, time
from typing import Annotated, Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from giamngheo.apps.households.changes import event_before, events_until, is_changed_since
from giamngheo.apps.households.circumstances import causes, needs
from giamngheo.apps.households.models import Cause, Household, Need, Recognition
from giamngheo.apps.households.queries import Member, household_of, household_on
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.web.api.callers import Caller, caller_of, places_of
from giamngheo.web.api.household_shapes import (
    CauseShape,
    ClassAsked,
    HouseholdPage,
    HouseholdShape,
    MemberShape,
    NeedShape,
    RecognitionShape,
    WholeHouseholdShape,
)
from giamngheo.web.api.paging import LARGEST, Paged, check_names, cursor_after, place_of
from giamngheo.web.api.problems import not_found, wrong
from giamngheo.web.api.shapes import CODE, PlaceShape, Shape
from giamngheo.web.components.personal_numbers import masked

router = Router(tags=["Hộ"])

HOUSEHOLD: Final = r"^[0-9A-Za-z][0-9A-Za-z\-]{0,19}$"


class HouseholdFilters(Paged):
    """Which households are asked for."""

    area: str | None = Field(
        None, pattern=CODE, description="Chỉ hộ ở đơn vị mang mã này và các đơn vị trong đó."
    )
    household_class: ClassAsked | None = Field(
        None, description="Chỉ hộ thuộc diện này hôm nay; undecided là chưa có quyết định."
    )
    code: str | None = Field(None, pattern=HOUSEHOLD, description="Chỉ hộ mang mã này.")
    changed_since_event: int | None = Field(
        None,
        ge=0,
        le=LARGEST,
        description="Chỉ hộ có ghi thay đổi sau biến động số này, gồm cả hộ đã ra khỏi sổ.",
    )
    changed_since_day: date | None = Field(
        None, description="Chỉ hộ có ghi thay đổi từ đầu ngày này, gồm cả hộ đã ra khỏi sổ."
    )


class OnDay(Shape):
    """As of which day a household is asked for."""

    day: date | None = Field(None, description="Xem hộ như trong ngày này; để trống là hôm nay.")


@router.get("/households", response=HouseholdPage, summary="Danh sách hộ", operation_id="households")
def households(request: HttpRequest, filters: Annotated[HouseholdFilters, Query()]) -> HouseholdPage:
    """Hộ trong phạm vi của mã truy cập, theo thứ tự ghi vào sổ. Cần quyền see_households.

    Không lọc theo thay đổi thì chỉ có hộ còn trong sổ. Hộ chuyển ra ngoài phạm vi không còn hiện.
    """
    caller = caller_of(request)
    areas = caller.areas(Permission.SEE_HOUSEHOLDS, filters.area)
    after, mark = place_of(request, filters), events_until()
    rows = _asked(filters, Household.objects.filter(among(areas)))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found = list(rows.order_by("pk")[: filters.limit + 1])
    shown = found[: filters.limit]
    if after is None:
        caller.tell_taken("Danh sách hộ", len(shown), Permission.SEE_HOUSEHOLDS)
    places = places_of([one.area_id for one in shown], caller.day)
    more = cursor_after(request, filters, shown[-1].pk) if len(found) > filters.limit else None
    return HouseholdPage(
        items=[HouseholdShape(**_told(one, places)) for one in shown], next=more, event_mark=mark
    )


@router.get(
    "/households/{slug:code}",
    response=WholeHouseholdShape,
    summary="Một hộ và thành viên",
    operation_id="household",
)
def household(request: HttpRequest, code: str, filters: Annotated[OnDay, Query()]) -> WholeHouseholdShape:
    """Hộ như trong một ngày: nơi ở, diện, nguyên nhân, nhu cầu, thành viên. Cần quyền see_households.

    Số định danh cá nhân hiện đủ khi mã truy cập có quyền see_numbers ở nơi hộ ở.
    """
    check_names(request, filters)
    caller = caller_of(request)
    kept, here = household_for(caller, code, Permission.SEE_HOUSEHOLDS)
    day = filters.day or caller.day
    told = household_on(kept, day)
    caller.tell_taken(f"Hộ {kept.code}", len(told.members), Permission.SEE_HOUSEHOLDS)
    whole = Permission.SEE_NUMBERS in here
    return WholeHouseholdShape(
        **_told(kept, places_of([kept.area_id], caller.day)),
        day=day,
        was_registered=told.residence is not None,
        address=(told.residence.address or None) if told.residence else None,
        recognition=_recognised(kept, day),
        causes=_causes(kept, day),
        needs=_needs(kept, day),
        people=[_member(one, whole) for one in told.members],
    )


def household_for(
    caller: Caller, code: str, permission: Permission
) -> tuple[Household, frozenset[Permission]]:
    """The household of a code where one has this permission, with all one may do there; 404 otherwise."""
    caller.require(permission)
    kept = household_of(code)
    here = caller.may_in(kept.area_id) if kept is not None else frozenset()
    if kept is None or permission not in here:
        raise not_found()
    return kept, here


def told_person(said: Any, number: int, whole: bool) -> dict[str, Any]:
    """What is told of a person, from their particulars or from what is carried of them."""
    return {
        "number": number,
        "full_name": said.full_name,
        "sex": said.sex or None,
        "birth_date": said.birth_date,
        "birth_precision": said.birth_precision or None,
        "personal_number": masked(said.personal_number, whole) if said.personal_number else None,
        "is_number_whole": whole and bool(said.personal_number),
    }


def _asked(filters: HouseholdFilters, rows: QuerySet[Household]) -> QuerySet[Household]:
    since = filters.changed_since_event
    if filters.changed_since_day is not None:
        if since is not None:
            raise wrong("changed_since_day", "đã có changed_since_event", "Chỉ gửi một trong hai.")
        since = event_before(timezone.make_aware(datetime.combine(filters.changed_since_day, time.min)))
    rows = rows.filter(is_living=True) if since is None else rows.filter(is_changed_since(since))
    if filters.code is not None:
        rows = rows.filter(code=filters.code)
    if filters.household_class is not None:
        wanted = "" if filters.household_class == "undecided" else filters.household_class
        rows = rows.filter(class_today=wanted)
    return rows


def _told(one: Household, places: dict[int, PlaceShape]) -> dict[str, Any]:
    return {
        "code": one.code,
        "area": places[one.area_id],
        "is_living": one.is_living,
        "head": one.head_name,
        "members": one.members,
        "household_class": one.class_today or None,
        "class_since": one.class_since,
        "escaped_on": one.escaped_on,
    }


def _recognised(kept: Household, day: date) -> RecognitionShape | None:
    rows = Recognition.objects.filter(household=kept, superseded_by=None, valid__startswith__lte=day)
    one = rows.order_by("-valid").first()
    if one is None:
        return None
    return RecognitionShape(
        household_class=one.household_class,
        since=one.valid.lower,
        decision_number=one.decision_number or None,
        decision_date=one.decision_date,
        decided_by=one.decided_by or None,
    )


def _causes(kept: Household, day: date) -> list[CauseShape]:
    rows = Cause.objects.filter(household=kept, superseded_by=None, valid__contains=day).order_by("rank")
    return [
        CauseShape(
            cause=one.cause,
            name=causes().get(one.cause, one.cause),
            rank=one.rank,
            words=one.words or None,
        )
        for one in rows
    ]


def _needs(kept: Household, day: date) -> list[NeedShape]:
    rows = Need.objects.filter(household=kept, superseded_by=None, valid__contains=day).order_by("pk")
    return [
        NeedShape(need=one.need, name=needs().get(one.need, one.need), words=one.words or None)
        for one in rows
    ]


def _member(one: Member, whole: bool) -> MemberShape:
    said = one.said
    return MemberShape(
        **told_person(said, one.person_id, whole),
        relationship=one.relationship or None,
        ethnicity=said.ethnicity or None,
        attending=said.attending or None,
        education_level=said.education_level or None,
        training_level=said.training_level or None,
        work_status=said.work_status or None,
        job_type=said.job_type or None,
        has_health_insurance=said.has_health_insurance,
        is_meritorious=said.is_meritorious,
        disability_kind=said.disability_kind or None,
        disability_degree=said.disability_degree or None,
        serious_illness=said.serious_illness,
        can_work=said.can_work,
    )
