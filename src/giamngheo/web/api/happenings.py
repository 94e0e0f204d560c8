"""Writing down that a child was born into a household, or that somebody died."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from giamngheo.apps.households.actions import About, MemberSaid, record_birth, record_death
from giamngheo.apps.households.actions.homes import HEAD
from giamngheo.apps.households.models import Person
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.api.callers import caller_of
from giamngheo.web.api.households import household_for
from giamngheo.web.api.notes import SOURCE, WrittenShape
from giamngheo.web.api.paging import check_names
from giamngheo.web.api.problems import not_found, wrong
from giamngheo.web.api.shapes import Shape
from giamngheo.web.api.writing import Key, written_once
from giamngheo.web.components.asked import words_in

router = Router(tags=["Hộ"])

_LONGEST_NAME: Final = 100
_LONGEST_REASON: Final = 200
_RELATIONSHIP: Final = r"^[a-z_]{1,40}$"

Reason = Annotated[
    str, Field("", max_length=_LONGEST_REASON, description="Ghi chú, giấy tờ kèm theo.", examples=[""])
]


class BirthShape(Shape):
    """Trẻ mới sinh."""

    day: date = Field(description="Ngày sinh, không sau hôm nay.", examples=["2026-09-01"])
    full_name: str = Field(
        min_length=1, max_length=_LONGEST_NAME, description="Họ và tên.", examples=["Mẫu Thị Em"]
    )
    sex: Literal["male", "female"] = Field(description="male (nam), female (nữ).", examples=["female"])
    relationship: str = Field(
        pattern=_RELATIONSHIP, description="Quan hệ với chủ hộ, mã của phiếu rà soát.", examples=["child"]
    )
    ethnicity: str = Field("", pattern=r"^[a-z_]{0,40}$", description="Dân tộc, mã của phiếu rà soát.")
    personal_number: str = Field(
        "", pattern=r"^(\d{12})?$", description="Số định danh cá nhân, khi đã cấp.", examples=[""]
    )
    reason: Reason


class BornShape(WrittenShape):
    """Việc sinh đã ghi."""

    person: int = Field(description="Số của nhân khẩu trong hệ thống.")


class DeathShape(Shape):
    """Người đã chết."""

    day: date = Field(description="Ngày chết, không sau hôm nay.", examples=["2026-09-01"])
    reason: Reason


@router.post(
    "/households/{slug:code}/births",
    response={201: BornShape},
    summary="Ghi trẻ mới sinh",
    operation_id="birth",
)
def birth(request: HttpRequest, code: str, payload: BirthShape, key: Key) -> HttpResponse:
    """Ghi một trẻ mới sinh vào hộ. Cần quyền keep_households.

    Sổ kiểm như khi ghi trên màn hình: ngày, giới tính và số định danh phải khớp nhau.
    """
    check_names(request)
    caller = caller_of(request)
    kept, _ = household_for(caller, code, Permission.KEEP_HOUSEHOLDS)
    if payload.relationship == HEAD:
        raise wrong("relationship", "trẻ mới sinh không là chủ hộ", "Gửi quan hệ khác, như child.")
    said = {"full_name": payload.full_name, "reason": payload.reason}
    told = {"full_name": words_in(said, "full_name", _LONGEST_NAME), "sex": payload.sex}
    told |= {"ethnicity": payload.ethnicity, "personal_number": payload.personal_number}
    about = About(payload.day, words_in(said, "reason", _LONGEST_REASON), source=SOURCE)

    def write() -> dict[str, Any]:
        born = record_birth(kept, MemberSaid(payload.relationship, told), about, caller.actor)
        return {
            "event": born.recorded_by_id,
            "household": kept.code,
            "day": payload.day.isoformat(),
            "person": born.pk,
        }

    return written_once(request, caller, key, write)


@router.post(
    "/people/{int:number}/death",
    response={201: WrittenShape},
    summary="Ghi người đã chết",
    operation_id="death",
)
def death(request: HttpRequest, number: int, payload: DeathShape, key: Key) -> HttpResponse:
    """Ghi một người đã chết: từ ngày đó người này không thuộc hộ nào. Cần quyền keep_households.

    Chủ hộ chết thì đổi chủ hộ trước, ở trang của hộ.
    """
    check_names(request)
    caller = caller_of(request)
    caller.require(Permission.KEEP_HOUSEHOLDS)
    found = Person.objects.filter(pk=number).select_related("household").first()
    if found is None or Permission.KEEP_HOUSEHOLDS not in caller.may_in(found.area_id):
        raise not_found()
    about = About(payload.day, words_in({"reason": payload.reason}, "reason", _LONGEST_REASON), source=SOURCE)

    def write() -> dict[str, Any]:
        event = record_death(found, about, caller.actor)
        home = found.household.code if found.household else ""
        return {"event": event.pk, "household": home, "day": payload.day.isoformat()}

    return written_once(request, caller, key, write)
