"""Version 1 of the API: its operations together, and how their troubles are told."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import HttpBearer

from giamngheo.web.api import (
    areas,
    decisions,
    events,
    happenings,
    households,
    notes,
    people,
    results,
    reviews,
    snapshots,
    token,
)
from giamngheo.web.api.problems import ProblemError, told_faults, told_problem

VERSION: Final = "1.0"
_ABOUT: Final = """Đọc sổ hộ, đợt rà soát, quyết định đã công bố, số liệu đã chốt, kết quả, và ghi sổ tay hộ.

Mỗi lần gọi kèm mã truy cập ở đầu mục Authorization: Bearer. Mã truy cập làm việc thay người đã tạo mã, trong
địa bàn và quyền mà người đó đang giữ hôm nay, và chỉ những quyền đã chọn khi tạo mã.

Danh sách trả theo trang: gửi lại giá trị next ở tham số cursor cho đến khi next là null. Lỗi trả theo
application/problem+json, có lý do và cách xử lý bằng tiếng Việt."""


class ByTokenInHeader(HttpBearer):
    """What the document says of tokens; whoever comes this far was let in by the door."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Give who asks."""
        return getattr(request, "caller", None)


class AsItIsWritten(BaseRenderer):
    """JSON in whole Vietnamese letters: half as long as in escapes, and readable."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """Write an answer."""
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


api = NinjaAPI(
    title="API giảm nghèo",
    version=VERSION,
    description=_ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-1",
    auth=ByTokenInHeader(),
    renderer=AsItIsWritten(),
)
_ROOMS: Final = (
    token,
    areas,
    households,
    people,
    events,
    reviews,
    decisions,
    snapshots,
    results,
    notes,
    happenings,
)
for _room in _ROOMS:
    api.add_router("", _room.router)


def _told_missing_token(request: HttpRequest, error: Any) -> HttpResponse:
    return told_problem(request, ProblemError(401))


def _told_unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return told_problem(request, ProblemError(getattr(error, "status_code", 400)))


_TOLD: Final[Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]] = {
    ProblemError: told_problem,
    Http404: told_problem,
    ValidationError: told_faults,
    AuthenticationError: _told_missing_token,
    HttpError: _told_unreadable,
}
for _kind, _tell in _TOLD.items():
    api.add_exception_handler(_kind, _tell)
