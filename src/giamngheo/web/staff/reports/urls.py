"""Addresses of frozen figures and of the tables reckoned from them."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.reports import as_paper, behind, freezing, listing, name_lists, one_table, residents

_NAMES = "bao-cao/<int:snapshot_id>/ten/<slug:which>"
_TABLE = "bao-cao/<int:snapshot_id>/<slug:name>"

urlpatterns = [
    path("bao-cao/", listing.snapshots, name="reports"),
    path("bao-cao/dan-cu/", residents.page, name="residents"),
    path("bao-cao/chot/", freezing.freezing, name="freeze-figures"),
    path("bao-cao/chot/<uuid:key>/", freezing.progress, name="freezing-figures"),
    path("bao-cao/<int:snapshot_id>/", listing.one, name="report"),
    path("bao-cao/<int:snapshot_id>/chot-lai/", freezing.again, name="freeze-again"),
    path("bao-cao/<int:snapshot_id>/bang-ke.json", listing.manifest, name="report-manifest"),
    path(f"{_NAMES}/", name_lists.page, name="name-list"),
    *addresses(f"{_NAMES}/danh-sach", name_lists.listed, "name-list"),
    path(f"{_NAMES}/bieu.pdf", name_lists.paper, name="name-list-pdf"),
    path(f"{_TABLE}/", one_table.page, name="report-table"),
    *addresses(f"{_TABLE}/bang", one_table.taken, "report-table"),
    *(
        path(f"{_TABLE}/bieu.{ending}", as_paper.paper, {"ending": ending}, name=f"report-table-{ending}")
        for ending in as_paper.MEDIA
    ),
    path(f"{_TABLE}/ho/", behind.page, name="report-behind"),
    *addresses(f"{_TABLE}/ho/danh-sach", behind.listed, "report-behind"),
]
