"""The token itself: whose it is, what it may, until when."""

from datetime import date

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, permissions_of
from giamngheo.web.api.callers import caller_of, places_of
from giamngheo.web.api.paging import check_names
from giamngheo.web.api.shapes import PlaceShape, Shape

router = Router(tags=["Mã truy cập"])


class TokenShape(Shape):
    """Mã truy cập đang dùng."""

    name: str = Field(description="Tên mã.")
    person: str = Field(description="Người tạo mã: mọi việc qua mã là việc của người này.")
    expires_on: date = Field(description="Ngày cuối cùng dùng được.")
    permissions: list[str] = Field(description="Quyền dùng được hôm nay.")
    areas: list[PlaceShape] = Field(description="Địa bàn hôm nay người tạo mã giữ vai trò.")


@router.get("/token", response=TokenShape, summary="Mã truy cập đang dùng", operation_id="token")
def token(request: HttpRequest) -> TokenShape:
    """Cho biết mã đang dùng là của ai, còn quyền gì, ở địa bàn nào, đến ngày nào: gọi trước để thử."""
    check_names(request)
    caller = caller_of(request)
    held = [area for one in Permission for area in held_areas(caller.id, one, caller.day)]
    places = places_of(held, caller.day)
    return TokenShape(
        name=caller.token.name,
        person=caller.token.user.full_name,
        expires_on=caller.token.expires_on,
        permissions=sorted(permissions_of(caller.id, caller.day)),
        areas=[places[area] for area in sorted(places)],
    )
