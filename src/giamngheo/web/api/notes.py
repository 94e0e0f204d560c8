"""Writing down a visit to a household, or a note of it."""

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from giamngheo.apps.households.actions import About, note_household
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.api.callers import caller_of
from giamngheo.web.api.households import household_for
from giamngheo.web.api.paging import check_names
from giamngheo.web.api.problems import wrong
from giamngheo.web.api.shapes import Shape
from giamngheo.web.api.writing import Key, written_once
from giamngheo.web.components.asked import lines_in, words_in

router = Router(tags=["Hộ"])

SOURCE: Final = "qua API"
_LONGEST: Final = 2_000
_LONGEST_NAME: Final = 200


class NoteShape(Shape):
    """Lần thăm hoặc ghi chú cần ghi."""

    is_visit: bool = Field(description="true: thăm hộ; false: ghi chú.")
    day: date = Field(
        description="Ngày thăm hoặc ngày biết việc, không sau hôm nay.", examples=["2026-09-01"]
    )
    words: str = Field(
        min_length=1, max_length=_LONGEST, description="Nội dung.", examples=["Mái bếp dột, cần lợp lại."]
    )
    by_whom: str = Field("", max_length=_LONGEST_NAME, description="Ai thăm, khi không phải người ghi.")


class WrittenShape(Shape):
    """Việc đã ghi."""

    event: int = Field(description="Số biến động.")
    household: str = Field(description="Mã hộ.")
    day: date


@router.post(
    "/households/{slug:code}/notes",
    response={201: WrittenShape},
    summary="Ghi lần thăm hoặc ghi chú",
    operation_id="note",
)
def note(request: HttpRequest, code: str, payload: NoteShape, key: Key) -> HttpResponse:
    """Ghi một lần thăm hoặc ghi chú vào sổ tay của hộ. Cần quyền note_households.

    Nhật ký ghi tên người tạo mã và tên mã truy cập.
    """
    check_names(request)
    caller = caller_of(request)
    kept, _ = household_for(caller, code, Permission.NOTE_HOUSEHOLDS)
    typed = {"words": payload.words, "by_whom": payload.by_whom}
    words = lines_in(typed, "words", _LONGEST)
    if not words:
        raise wrong("words", "không có chữ nào", "Ghi những gì đã thấy, đã nghe ở hộ.")

    def write() -> dict[str, Any]:
        event = note_household(
            kept,
            words,
            About(payload.day, source=SOURCE),
            caller.actor,
            by_whom=words_in(typed, "by_whom", _LONGEST_NAME),
            is_visit=payload.is_visit,
        )
        return {"event": event.pk, "household": kept.code, "day": payload.day.isoformat()}

    return written_once(request, caller, key, write)
