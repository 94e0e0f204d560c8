"""Addresses of the pages of targets and figures."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.results import (
    computing,
    counted_activities,
    drafting,
    exporting,
    figures,
    giving,
    listing,
    one,
)

urlpatterns = [
    path("ket-qua/", listing.results, name="results"),
    *addresses("ket-qua/danh-sach", exporting.listed, "results"),
    path("ket-qua/khung/", listing.framework, name="results-framework"),
    path("ket-qua/tinh/", computing.computing, name="compute-results"),
    path("ket-qua/tinh/<uuid:key>/", computing.progress, name="computing-results"),
    path("ket-qua/moi/", drafting.new, name="new-target"),
    path("ket-qua/<int:target_id>/", one.target, name="target"),
    *addresses("ket-qua/<int:target_id>/tach", exporting.groups, "target-groups"),
    path("ket-qua/<int:target_id>/viec/", one.deed, name="target-deed"),
    path("ket-qua/<int:target_id>/thay/", drafting.following, name="replace-target"),
    path("ket-qua/<int:target_id>/giao/", giving.giving, name="give-target"),
    path("ket-qua/<int:target_id>/so/", figures.typing, name="type-figure"),
    path("ket-qua/so/<int:figure_id>/ho/", figures.households, name="figure-households"),
    *addresses("ket-qua/so/<int:figure_id>/ho/danh-sach", figures.listed, "figure-households"),
    path("ket-qua/so/<int:counted_id>/hoat-dong/", counted_activities.activities, name="figure-activities"),
    *addresses(
        "ket-qua/so/<int:counted_id>/hoat-dong/danh-sach", counted_activities.listed, "figure-activities"
    ),
    path("ket-qua/so/<int:proof_id>/tep/", figures.proof, name="open-proof"),
]
