"""Addresses of the pages of help given."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.support import exporting, listing, of_household

urlpatterns = [
    path("ho-tro/", listing.ledger, name="support"),
    *addresses("ho-tro/danh-sach", exporting.ledger, "support"),
    path("ho-tro/chua-dap-ung/", listing.waiting, name="unmet-needs"),
    *addresses("ho-tro/chua-dap-ung/danh-sach", exporting.waiting, "unmet-needs"),
    path("ho-tro/thieu-hut/", listing.lacks, name="unhelped-lacks"),
    *addresses("ho-tro/thieu-hut/danh-sach", exporting.lacks, "unhelped-lacks"),
    path("so-ho/<slug:code>/ho-tro/", of_household.page, name="household-support"),
    path(
        "so-ho/<slug:code>/ho-tro/<int:support_id>/rut-lai/",
        of_household.taking_back,
        name="take-support-back",
    ),
]
