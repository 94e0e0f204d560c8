"""Intakes, and a part of one, taken away as a file: the rows of all pages, in the words of the page."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.exchange.models import Intake
from giamngheo.apps.exchange.states import IntakeState
from giamngheo.apps.surveys.occasions import name_of as occasion_name
from giamngheo.apps.surveys.occasions import names_of as occasion_names
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital, moment
from giamngheo.web.staff.intakes.listing import own_intakes
from giamngheo.web.staff.intakes.shown import (
    FAULTS,
    NEWCOMERS,
    PARTS,
    WHY_NOTHING,
    name_of,
    rows_of,
    told_of,
    who,
)


@needs(Permission.FILL_SHEETS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the intakes of all pages."""
    own = own_intakes(request)
    areas = areas_told(request, Permission.FILL_SHEETS, None)
    taken = Taken("surveys.export", own.count(), areas)
    return give(request, INTAKES, own.order_by("-created_at", "-pk"), taken, ending)


@needs(Permission.FILL_SHEETS)
@require_GET
def part(request: HttpRequest, intake_id: uuid.UUID, ending: str) -> HttpResponseBase:
    """Give the part of an intake that is looked at."""
    one = own_intakes(request).filter(pk=intake_id).first()
    if one is None or one.state == IntakeState.DROPPED:
        raise Http404
    name = name_of(request.GET, one)
    kept = rows_of(name, one)
    # Whole in memory, as it was when it was compared: what is kept may be compared anew meanwhile.
    rows = kept.collect() if kept is not None else pl.DataFrame()
    taken = Taken(
        "surveys.export",
        rows.height,
        [one.area_id],
        [["Tệp", one.file_name], ["Đợt", occasion_name(one.occasion)]],
        {"intake": str(one.pk), "part": name},
    )
    return give(request, _exported(name, one), lambda: rows.iter_rows(named=True), taken, ending)


def _exported(name: str, one: Intake) -> Exported:
    headings = {FAULTS: _OF_FAULTS, NEWCOMERS: _OF_NEWCOMERS}.get(name, _OF_SUBMISSIONS)

    def lines(chunk: Sequence[dict[str, Any]], looking: Looking) -> Iterator[Sequence[Any]]:
        differences, heads, areas = told_of(one, chunk)
        for row in chunk:
            if name == FAULTS:
                effect, label = capital(row["effect"]), row["label"] or None
                said = (row["value"] or None, row["reason"], row["remedy"] or None, effect)
                yield row["sheet"], row["row"], row["letter"], label, *said
                continue
            sheet = row["sheet_id"]
            if name == NEWCOMERS:
                where = capital(areas.get(row["area_id"], "")) or None
                done = ("Thêm" if row["added"] else "Không thêm", row["why"] or None, row["remedy"] or None)
                yield row["name"], who(row) or None, row["code"], heads.get(sheet), where, row["row"], *done
                continue
            differing = "; ".join(
                f"{told.name}: {told.before} → {told.after}" for told in differences.get(sheet, ())
            )
            why = row["why"] or WHY_NOTHING.get(row["status"])
            where = capital(areas.get(row["area_id"] or 0, "")) or None
            told = (row["fills"], row["differs"], differing or None, why or None, row["remedy"] or None)
            sent = (row["sent"] or None, row.get("sender") or None)
            yield row["code"], heads.get(sheet), where, row["row"], *sent, *told

    counts = {"Dòng", "Câu điền thêm", "Câu trả lời khác"}
    schema = {PLACE: COUNT, **{heading: COUNT if heading in counts else TEXT for heading in headings}}
    title = f"Phiếu thu bằng ODK, Kobo – {PARTS[name][0]}"
    return Exported(title, "Số dòng", schema, (7, *headings.values()), lines)


def _lines(chunk: Sequence[Intake], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    named = occasion_names({one.occasion for one in chunk})
    for one in chunk:
        yield (
            one.file_name,
            named[one.occasion],
            looking.name(one.area_id),
            one.get_state_display(),
            one.counts.get("rows", 0),
            one.owner_name,
            moment(one.created_at),
        )


_OF_SUBMISSIONS: Final[Mapping[str, int]] = {
    "Mã hộ": 18,
    "Chủ hộ": 28,
    "Nơi ở": 28,
    "Dòng": 9,
    "Gửi lên máy chủ lúc": 26,
    "Người gửi": 24,
    "Câu điền thêm": 14,
    "Câu trả lời khác": 16,
    "Khác ở": 60,
    "Vì sao": 50,
    "Cách xử lý": 50,
}
_OF_NEWCOMERS: Final[Mapping[str, int]] = {
    "Họ và tên": 28,
    "Là ai": 30,
    "Mã hộ": 18,
    "Chủ hộ": 28,
    "Nơi ở": 28,
    "Dòng": 9,
    "Thêm vào sổ hộ": 16,
    "Vì sao": 50,
    "Cách xử lý": 50,
}
_OF_FAULTS: Final[Mapping[str, int]] = {
    "Trang": 16,
    "Dòng": 9,
    "Cột": 7,
    "Nội dung": 28,
    "Giá trị": 24,
    "Vì sao": 50,
    "Cách xử lý": 50,
    "Kết quả": 20,
}
INTAKES: Final = Exported(
    "Các lần nhận phiếu thu bằng ODK, Kobo",
    "Số lần nhận",
    {
        PLACE: COUNT,
        "Tệp": TEXT,
        "Đợt": TEXT,
        "Đơn vị": TEXT,
        "Bước": TEXT,
        "Bản nộp": COUNT,
        "Người gửi": TEXT,
        "Gửi lúc": TEXT,
    },
    (7, 36, 36, 28, 24, 10, 26, 22),
    _lines,
)
