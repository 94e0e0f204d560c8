"""Addresses of «Phân loại danh sách»."""

from django.urls import path

from giamngheo.web.staff.classification import columns, household, progress, result, upload

urlpatterns = [
    path("phan-loai/", upload.page, name="classification"),
    path("phan-loai/mau/<slug:name>/", upload.demonstration, name="demonstration"),
    path("phan-loai/<uuid:key>/", progress.entrance, name="list"),
    path("phan-loai/<uuid:key>/cot/", columns.page, name="list-columns"),
    path("phan-loai/<uuid:key>/tien-do/", progress.page, name="list-progress"),
    path("phan-loai/<uuid:key>/dung/", progress.stop, name="list-stop"),
    path("phan-loai/<uuid:key>/xoa/", upload.delete, name="list-delete"),
    path("phan-loai/<uuid:key>/ket-qua/", result.page, name="list-result"),
    path("phan-loai/<uuid:key>/danh-sach/", result.households, name="list-households"),
    path("phan-loai/<uuid:key>/can-sua/", result.faults, name="list-faults"),
    path("phan-loai/<uuid:key>/ho/<int:row>/", household.page, name="list-household"),
    path("phan-loai/<uuid:key>/tai/<slug:ending>/", result.download, name="list-download"),
    path("viec-dang-chay/", progress.running, name="running"),
]
