"""Lists of a classified file taken away as they are looked at: households that pass the filter, faulty cells.

They belong to the sitting, as the file that was sent: no line of the trail tells of them.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.exchange.asked import said_of
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.law.library import rules_of
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.classification.filters import filtering
from giamngheo.web.staff.classification.result import CLASS_NAMES, as_filters, classified_list

Row = Mapping[str, Any]


@require_GET
def households(request: HttpRequest, key: uuid.UUID, ending: str) -> HttpResponseBase:
    """Give the households of all pages that pass the filter."""
    from giamngheo.apps.exchange import queries  # noqa: PLC0415  it loads polars

    uploaded = classified_list(request, key)
    asked = filtering(request.GET)
    summary = queries.summary_of(uploaded)
    # Whole in memory: the list may be ended while it is on its way.
    rows = queries.rows_of(uploaded, as_filters(asked))
    weight = rules_of(summary["standard"], said_of(uploaded).day).weight
    told = [["Lọc", asked.sentence(rows.height, summary["total"])]] if asked.is_any else []
    exported = _households(summary, weight)
    return give(
        request, exported, lambda: rows.iter_rows(named=True), _of(uploaded, rows.height, told), ending
    )


@require_GET
def faults(request: HttpRequest, key: uuid.UUID, ending: str) -> HttpResponseBase:
    """Give all cells that must be corrected."""
    from giamngheo.apps.exchange import queries  # noqa: PLC0415  it loads polars

    uploaded = classified_list(request, key)
    rows = queries.faults_of(uploaded, count=queries.summary_of(uploaded)["faults"])
    return give(request, FAULTS, lambda: iter(rows), _of(uploaded, len(rows)), ending)


def _of(uploaded: UploadedList, count: int, told: Sequence[Sequence[Any]] = ()) -> Taken:
    return Taken(None, count, [], told, place=f"tệp «{uploaded.file_name}»")


def _households(summary: Mapping[str, Any], weight: int) -> Exported:
    """The columns of the page: some are there only where the list has them."""
    of_row = {
        "Trang": ("_sheet", 16) if len(summary["sheets"]) > 1 else None,
        "Thôn": ("village", 24) if "village" in summary["known"] else None,
    }
    said = {heading: known for heading, known in of_row.items() if known}
    has_income = "income_per_head" in summary["known"]
    has_points = "income_points" in summary["known"]
    headings: dict[str, tuple[Any, float]] = {
        PLACE: (COUNT, 7),
        "Chủ hộ": (TEXT, 28),
        "Mã hộ": (TEXT, 14),
        **{heading: (TEXT, width) for heading, (_, width) in said.items()},
        "Dòng": (COUNT, 9),
        "Kết quả": (TEXT, 22),
        **({"Thu nhập (đồng/người/tháng)": (COUNT, 18)} if has_income else {}),
        **({"Điểm B1": (COUNT, 10)} if has_points else {}),
        "Chỉ số thiếu hụt": (TEXT, 12),
        "Còn thiếu": (TEXT, 60),
    }

    def lines(chunk: Sequence[Row], looking: Looking) -> Iterator[Sequence[Any]]:
        for home in chunk:
            yield (
                home.get("head"),
                home.get("household_code"),
                *(home[name] for name, _ in said.values()),
                home["row"],
                CLASSES[CLASS_NAMES[home["class_code"]]].name,
                *([home["income_per_head"]] if has_income else []),
                *([home["income_points"]] if has_points else []),
                _lacks(home, weight),
                home["Còn thiếu"],
            )

    schema = {heading: kind for heading, (kind, _) in headings.items()}
    return Exported("Danh sách hộ", "Số hộ", schema, [width for _, width in headings.values()], lines)


def _lacks(home: Row, weight: int) -> str:
    least, most = home["points_at_least"] // weight, home["points_at_most"] // weight
    return f"{least}" if least == most else f"{least}–{most}"


def _fault_lines(chunk: Sequence[Row], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        names = ("sheet", "row", "column", "heading", "value", "reason", "remedy")
        yield [one[name] for name in names]


FAULTS: Final = Exported(
    "Các ô phải sửa",
    "Số ô",
    {
        PLACE: COUNT,
        "Trang": TEXT,
        "Dòng": COUNT,
        "Cột": TEXT,
        "Tiêu đề": TEXT,
        "Giá trị": TEXT,
        "Vì sao": TEXT,
        "Cách sửa": TEXT,
    },
    (7, 16, 9, 7, 28, 24, 50, 50),
    _fault_lines,
)
