"""Addresses of the pages for everybody."""

from django.urls import path

from giamngheo.web.components.guard import open_to_all
from giamngheo.web.portal import checking, decision, posting

urlpatterns = [
    path("kiem-tra/", open_to_all(checking.asking), name="check-papers"),
    path("cong-bo/<str:code>/", open_to_all(decision.decision), name="published-decision"),
    path("niem-yet/<str:code>/", open_to_all(posting.posting), name="posting"),
    path("kiem-tra/<str:code>/", open_to_all(checking.paper), name="check-paper"),
]
