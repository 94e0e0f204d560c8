"""People found by their numbers, which come in the body: every machine on the way writes addresses down."""

from typing import Annotated, Final

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from giamngheo.apps.households.models import FormerNumber, Person
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, areas_reached
from giamngheo.web.api.callers import caller_of, places_of
from giamngheo.web.api.household_shapes import FoundPeopleShape, FoundPersonShape
from giamngheo.web.api.households import told_person
from giamngheo.web.api.paging import MOST, check_names
from giamngheo.web.api.shapes import Shape

router = Router(tags=["Nhân khẩu"])

_NUMBER: Final = r"^(\d{9}|\d{12})$"


class NumbersShape(Shape):
    """Số cần tìm."""

    numbers: list[Annotated[str, Field(pattern=_NUMBER)]] = Field(
        min_length=1,
        max_length=MOST,
        description=f"Từ 1 đến {MOST} số: số định danh 12 chữ số, hoặc số chứng minh nhân dân cũ 9 chữ số.",
        examples=[["999080000001"]],
    )


@router.post(
    "/people/find", response=FoundPeopleShape, summary="Tìm nhân khẩu theo số", operation_id="find_people"
)
def find_people(request: HttpRequest, payload: NumbersShape) -> FoundPeopleShape:
    """Nhân khẩu trong phạm vi của mã truy cập mang các số đã gửi. Cần quyền see_households.

    Chỉ đọc, không ghi gì. Số nằm trong nội dung gửi, không nằm ở địa chỉ, để không bị ghi lại trên đường đi.
    """
    check_names(request)
    caller = caller_of(request)
    within = among(caller.areas(Permission.SEE_HOUSEHOLDS))
    asked = list(dict.fromkeys(payload.numbers))
    former = dict(
        FormerNumber.objects.filter(number__in=asked, superseded_by=None).values_list("person_id", "number")
    )
    rows = Person.objects.filter(within).select_related("household").order_by("pk")
    # Two questions: of numbers in force and former ones together no index is used.
    found = {one.pk: (one.personal_number, one) for one in rows.filter(personal_number__in=asked)}
    found |= {one.pk: (former[one.pk], one) for one in rows.filter(pk__in=former) if one.pk not in found}
    caller.tell_taken("Tìm nhân khẩu theo số", len(found), Permission.SEE_HOUSEHOLDS)
    seeing = areas_reached(caller.id, Permission.SEE_NUMBERS, caller.day)
    places = places_of([one.area_id for _, one in found.values()], caller.day)
    return FoundPeopleShape(
        items=[
            FoundPersonShape(
                **told_person(one, one.pk, seeing is None or one.area_id in seeing),
                asked=number,
                household=one.household.code if one.household else None,
                relationship=one.relationship or None,
                area=places[one.area_id],
                is_living=one.is_living,
            )
            for number, one in found.values()
        ]
    )
