"""Addresses of the staff's pages."""

from django.urls import include, path

from giamngheo.web.staff import home, standards

urlpatterns = [
    path("", home.page, name="home"),
    path("", include("giamngheo.web.staff.classification.urls")),
    path("chuan-ngheo/", standards.all_standards, name="standards"),
    path("chuan-ngheo/<slug:standard_id>/", standards.one, name="standard"),
]
