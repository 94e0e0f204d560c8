"""Addresses of dashboards."""

from django.urls import path

from giamngheo.web.staff.dashboards import outlines, overview, publishing, summing, taking

_UNIT = "tong-quan/<int:snapshot_id>/<int:area_id>/"

urlpatterns = [
    path("tong-quan/", overview.first, name="dashboards"),
    path("tong-quan/dang-cong/<uuid:key>/", summing.progress, name="dashboard-summing"),
    path("tong-quan/<int:snapshot_id>/cong-bo/", publishing.publishing, name="publish-figures"),
    path(_UNIT, overview.page, name="dashboard"),
    path(f"{_UNIT}ranh-gioi/", outlines.loading, name="load-outlines"),
    *(
        path(f"{_UNIT}<slug:name>.{ending}", taking.taken, {"ending": ending}, name=f"picture-{ending}")
        for ending in taking.ENDINGS
    ),
]
