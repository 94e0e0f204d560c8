"""Addresses of the staff's pages."""

from django.urls import include, path

from giamngheo.web.components.guard import open_to_all
from giamngheo.web.staff import home, standards
from giamngheo.web.staff.trail import page as trail_page

urlpatterns = [
    path("", open_to_all(home.page), name="home"),
    path("", include("giamngheo.web.staff.classification.urls")),
    path("chuan-ngheo/", open_to_all(standards.all_standards), name="standards"),
    path("chuan-ngheo/<slug:standard_id>/", open_to_all(standards.one), name="standard"),
    path("nhat-ky/", trail_page.trail, name="trail"),
]
