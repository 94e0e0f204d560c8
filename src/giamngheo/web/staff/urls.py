"""Addresses of the staff's pages."""

from django.urls import path

from giamngheo.web.staff import home

urlpatterns = [
    path("", home.page, name="home"),
]
