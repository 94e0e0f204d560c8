"""Addresses of packages, of keys, and of figures in the formats of other systems."""

from django.urls import path

from giamngheo.web.staff.packages import formats, keys, listing, making, one, table, taking

_ONE = "goi-bao-cao/<int:package_id>"
_TABLE = "bao-cao/<int:snapshot_id>/<slug:name>"

urlpatterns = [
    path("goi-bao-cao/", listing.packages, name="packages"),
    path("goi-bao-cao/lap/", making.making, name="make-package"),
    path("goi-bao-cao/nhan/", taking.taking, name="take-package"),
    path("goi-bao-cao/khoa/", keys.keys, name="package-keys"),
    path("goi-bao-cao/khoa/khoa-cong-khai.txt", keys.public_key, name="public-key"),
    path("goi-bao-cao/khoa/<int:key_id>/viec/", keys.deed, name="package-key-deed"),
    path(f"{_ONE}/", one.package, name="package"),
    path(f"{_ONE}/goi.zip", one.given, name="package-zip"),
    path(f"{_ONE}/phieu-tra-loi.zip", one.answer_given, name="package-answer"),
    path(f"{_ONE}/viec/", one.deed, name="package-deed"),
    path(f"{_ONE}/bieu/<slug:name>/", table.page, name="package-table"),
    path(f"{_TABLE}/dhis2.json", formats.of_table, {"ending": "json"}, name="report-table-dhis2"),
    path(f"{_TABLE}/adx.xml", formats.of_table, {"ending": "xml"}, name="report-table-adx"),
    path("ket-qua/dhis2.json", formats.of_results, {"ending": "json"}, name="results-dhis2"),
    path("ket-qua/adx.xml", formats.of_results, {"ending": "xml"}, name="results-adx"),
    path("ket-qua/sdmx.csv", formats.of_results, {"ending": "csv"}, name="results-sdmx"),
]
