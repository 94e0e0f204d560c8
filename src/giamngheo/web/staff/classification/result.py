"""The result of a list: its summary, its rows, its faults, its downloads."""

import re
import uuid
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from giamngheo.apps.exchange import sitting_folder
from giamngheo.apps.exchange.asked import said_of
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.law.library import rules_of
from giamngheo.web.components.numbers import number
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.classification.access import own_list
from giamngheo.web.staff.classification.filters import (
    ADDRESS_OF_CLASS,
    WITHOUT_VILLAGE,
    Filtering,
    filtering,
    row_in,
)

FAULTS_SHOWN = 20


def classified_list(request: HttpRequest, key: uuid.UUID) -> UploadedList:
    """A list of this sitting whose result stands; 404 for one that has none yet."""
    uploaded = own_list(request, key)
    if not uploaded.is_classified:
        raise Http404
    return uploaded


@require_safe
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the numbers, what was taken for granted, what must be corrected."""
    from giamngheo.apps.exchange import queries  # noqa: PLC0415  it loads polars

    uploaded = own_list(request, key)
    if not uploaded.is_classified:
        return redirect("list", uploaded.id)
    summary = queries.summary_of(uploaded)
    return render(
        request,
        "staff/classification/result.html",
        {
            "uploaded": uploaded,
            "summary": summary,
            "finding": finding(summary),
            "bars": _bars(summary),
            "faults": queries.faults_of(uploaded, count=FAULTS_SHOWN) if summary["faults"] else [],
            "address_of": ADDRESS_OF_CLASS,
            "villages": [
                (v["village"], v["total"], v, Filtering(village=v["village"]).query)
                for v in summary["villages"]
            ],
            "sheets": _by_sheet(summary),
            "endings": sitting_folder.ENDINGS,
        },
    )


def _by_sheet(summary: dict[str, Any]) -> list[tuple[str, int, dict[str, int], str]]:
    """Counts by sheet, where they say more than those by village."""
    sheets = summary["sheets"]
    if len(sheets) == 1 or [s["name"] for s in sheets] == [v["village"] for v in summary["villages"]]:
        return []
    return [(s["name"], s["total"], s["counts"], Filtering(sheet=s["name"]).query) for s in sheets]


def finding(summary: dict[str, Any]) -> str:
    """The one sentence that the numbers say."""
    total, poor = summary["total"], summary["counts"]["poor"]
    unknown = summary["counts"]["unknown"]
    if total and unknown == total:
        return f"Chưa xác định được hộ nào trong {number(total)} hộ"
    said = f"{number(poor)} trong {number(total)} hộ thuộc diện hộ nghèo"
    return f"{said}, {number(unknown)} hộ chưa xác định" if unknown else said


def _bars(summary: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": finding(summary),
        "unit": "hộ",
        "bars": [
            {"name": CLASSES[name].name, "value": count, "style": CLASSES[name].style}
            for name, count in summary["counts"].items()
        ],
    }


@require_safe
def households(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show fifty households that pass the filter."""
    from giamngheo.apps.exchange import queries  # noqa: PLC0415  it loads polars

    uploaded = classified_list(request, key)
    asked = filtering(request.GET)
    summary = queries.summary_of(uploaded)
    shown = queries.page_of(
        uploaded, as_filters(asked), after=row_in(request.GET, "sau"), before=row_in(request.GET, "truoc")
    )
    return render(
        request,
        "staff/classification/households.html",
        {
            "uploaded": uploaded,
            "summary": summary,
            "asked": asked,
            "page": shown,
            "sentence": asked.sentence(shown.total, summary["total"]),
            "villages": queries.villages_in(summary),
            "without_village": WITHOUT_VILLAGE,
            "address_of": ADDRESS_OF_CLASS,
            "class_at": CLASS_NAMES,
            "weight": rules_of(summary["standard"], said_of(uploaded).day).weight,
        },
    )


CLASS_NAMES = ("unknown", "poor", "near_poor", "average_living_standard", "not_poor")
"""Classes by the code that the result holds."""


def as_filters(asked: Filtering) -> Any:
    """The filters of an address as those of the kept result."""
    from giamngheo.apps.exchange.queries import Filters  # noqa: PLC0415  it loads polars

    return Filters(asked.household_class, asked.village, asked.only_faulty, asked.words, asked.sheet)


@require_safe
def faults(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show all cells that must be corrected, fifty on a page."""
    from giamngheo.apps.exchange import queries  # noqa: PLC0415  it loads polars

    uploaded = classified_list(request, key)
    summary = queries.summary_of(uploaded)
    after = row_in(request.GET, "sau") or 0
    shown = queries.faults_of(uploaded, after=after)
    return render(
        request,
        "staff/classification/faults.html",
        {
            "uploaded": uploaded,
            "summary": summary,
            "faults": shown,
            "previous": max(0, after - queries.PAGE_ROWS) if after else None,
            "following": shown[-1]["place"] if shown and shown[-1]["place"] < summary["faults"] else None,
        },
    )


@require_safe
def download(request: HttpRequest, key: uuid.UUID, ending: str) -> HttpResponseBase:
    """Give the list with its answer as a file."""
    uploaded = classified_list(request, key)
    if f".{ending}" not in sitting_folder.ENDINGS:
        raise Http404
    path = sitting_folder.result_folder(uploaded) / f"download.{ending}"
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, as_attachment=True, filename=safe_name(uploaded.file_name, ending))


def safe_name(file_name: str, ending: str) -> str:
    """«Danh sách xã Ngưỡng.xlsx» → «ket-qua-danh-sach-xa-nguong.xlsx»."""
    from giamngheo.foundation.text import plain  # noqa: PLC0415  it loads polars

    words = re.sub(r"[^a-z0-9]+", "-", plain(Path(file_name).stem)).strip("-")[:80].strip("-")
    return f"ket-qua-{words}.{ending}" if words else f"ket-qua.{ending}"
