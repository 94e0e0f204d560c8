"""Addresses of «Phân loại danh sách»."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.components.guard import open_to_all
from giamngheo.web.staff.classification import columns, exporting, household, progress, result, upload

urlpatterns = [
    path("phan-loai/", open_to_all(upload.page), name="classification"),
    path("phan-loai/mau/<slug:name>/", open_to_all(upload.demonstration), name="demonstration"),
    path("phan-loai/<uuid:key>/", open_to_all(progress.entrance), name="list"),
    path("phan-loai/<uuid:key>/cot/", open_to_all(columns.page), name="list-columns"),
    path("phan-loai/<uuid:key>/tien-do/", open_to_all(progress.page), name="list-progress"),
    path("phan-loai/<uuid:key>/dung/", open_to_all(progress.stop), name="list-stop"),
    path("phan-loai/<uuid:key>/xoa/", open_to_all(upload.delete), name="list-delete"),
    path("phan-loai/<uuid:key>/ket-qua/", open_to_all(result.page), name="list-result"),
    path("phan-loai/<uuid:key>/danh-sach/", open_to_all(result.households), name="list-households"),
    *addresses("phan-loai/<uuid:key>/danh-sach/loc", open_to_all(exporting.households), "list-households"),
    *addresses("phan-loai/<uuid:key>/can-sua/tat-ca", open_to_all(exporting.faults), "list-faults"),
    path("phan-loai/<uuid:key>/can-sua/", open_to_all(result.faults), name="list-faults"),
    path("phan-loai/<uuid:key>/ho/<int:home_key>/", open_to_all(household.page), name="list-household"),
    path("phan-loai/<uuid:key>/tai/<slug:ending>/", open_to_all(result.download), name="list-download"),
    path("viec-dang-chay/", open_to_all(progress.running), name="running"),
]
