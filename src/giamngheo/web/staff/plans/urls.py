"""Addresses of the pages of plans."""

from django.urls import path

from giamngheo.web.staff.plans import listing, one

urlpatterns = [
    path("ke-hoach/", listing.plans, name="plans"),
    path("ke-hoach/moi/", listing.new, name="new-plan"),
    path("ke-hoach/<int:plan_id>/", one.page, name="plan"),
    path("ke-hoach/<int:plan_id>/viec/", one.deed, name="plan-deed"),
    path("ke-hoach/<int:plan_id>/ke-hoach.json", one.as_json, name="plan-json"),
]
