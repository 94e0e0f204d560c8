"""Lists page by page: a cursor that says after which row one goes on, and of which question.

A cursor is signed: it leads its person on in the list that it was given with, within a day, and nowhere else.
So nobody reads on in a list of which the trail has no beginning.
"""

import hashlib
import json
from datetime import timedelta
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from giamngheo.web.api.callers import caller_of
from giamngheo.web.api.problems import Fault, faulty, wrong

MOST: Final = 500
USUAL: Final = 100
LONGEST_CURSOR: Final = 500
LARGEST: Final = 2**62
_SALT: Final = "giamngheo.web.api.paging"
_HOLDS: Final = timedelta(days=1)
_NOT_ASKED: Final = frozenset({"cursor", "limit"})


class Paged(Schema):
    """What every list takes."""

    limit: int = Field(
        USUAL, ge=1, le=MOST, description=f"Số dòng một trang, từ 1 đến {MOST}.", examples=[USUAL]
    )
    cursor: str | None = Field(
        None,
        max_length=LONGEST_CURSOR,
        description="Con trỏ trang sau: gửi lại đúng giá trị next của trang trước, giữ nguyên các bộ lọc.",
    )


def check_names(request: HttpRequest, filters: Schema | None = None) -> None:
    """Refuse names that are not asked for: a misspelt filter would give more than was meant."""
    known = set() if filters is None else set(type(filters).model_fields)
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise faulty(
            [Fault(name, "không có bộ lọc này", "Xem tên bộ lọc ở tài liệu API.") for name in unknown]
        )


def place_of(request: HttpRequest, filters: Paged) -> int | None:
    """The number of the row after which to go on; None at the beginning."""
    check_names(request, filters)
    if filters.cursor is None:
        return None
    try:
        question, place = signing.loads(filters.cursor, salt=_SALT, max_age=_HOLDS)
    except (signing.BadSignature, ValueError):
        question, place = "", 0
    if question != _question(request, filters):
        raise wrong("cursor", "không thuộc danh sách này hoặc đã quá một ngày", "Bỏ cursor để đọc từ đầu.")
    return int(place)


def cursor_after(request: HttpRequest, filters: Paged, place: int) -> str:
    """The cursor that goes on after the row of this number."""
    return signing.dumps([_question(request, filters), place], salt=_SALT)


def _question(request: HttpRequest, filters: Paged) -> str:
    asked: dict[str, Any] = filters.model_dump(mode="json", exclude=set(_NOT_ASKED))
    said = json.dumps([caller_of(request).id, request.path, asked], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
