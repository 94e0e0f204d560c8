"""Addresses of the API; those of version 1 never change their meaning."""

from django.urls import path

from giamngheo.web.api.document import openapi, page
from giamngheo.web.api.first_version import api

urlpatterns = [
    path("", page, name="api"),
    path("v1/openapi.json", openapi, name="api-openapi"),
    path("v1/", api.urls),
]
