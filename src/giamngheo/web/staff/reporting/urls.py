"""Addresses of reports owed."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.reporting import (
    arranging,
    as_paper,
    asking,
    copies,
    deeds,
    kept_form,
    listing,
    one,
    table,
    wording,
)

_ONE = "che-do-bao-cao/<int:area_id>/<slug:duty>/<slug:period>"

urlpatterns = [
    path("che-do-bao-cao/", listing.reports, name="reporting"),
    *addresses("che-do-bao-cao/danh-sach", listing.listed, "reporting"),
    path("che-do-bao-cao/lich/", arranging.arrangements, name="reporting-days"),
    path("che-do-bao-cao/yeu-cau/", asking.asking, name="ask-report"),
    path("che-do-bao-cao/gui-them/", copies.listing, name="report-copies"),
    path("che-do-bao-cao/gui-them/<int:copy_id>/", copies.page, name="report-copy"),
    path("che-do-bao-cao/gui-them/<int:copy_id>/bieu/<slug:name>/", copies.table, name="copied-table"),
    *addresses("che-do-bao-cao/gui-them/<int:copy_id>/bieu/<slug:name>/bang", copies.taken, "copied-table"),
    path(f"{_ONE}/", one.page, name="owed-report"),
    path(f"{_ONE}/lap/", deeds.drawing, name="draw-report"),
    path(f"{_ONE}/viec/", deeds.deed, name="report-deed"),
    path(f"{_ONE}/tra-loi/", deeds.answering, name="answer-cells"),
    path(f"{_ONE}/loi-van/", wording.wording, name="write-report"),
    path(f"{_ONE}/bieu/<slug:name>/", table.page, name="owed-table"),
    *addresses(f"{_ONE}/bieu/<slug:name>/bang", table.taken, "owed-table"),
    path(f"{_ONE}/bieu-mau/<int:place>/", kept_form.page, name="owed-form"),
    *(
        path(
            f"{_ONE}/bieu-mau/<int:place>/to.{one}", kept_form.taken, {"ending": one}, name=f"owed-form-{one}"
        )
        for one in kept_form.MEDIA
    ),
    *(
        path(f"{_ONE}/bao-cao.{ending}", as_paper.paper, {"ending": ending}, name=f"owed-report-{ending}")
        for ending in ("pdf", "docx")
    ),
]
