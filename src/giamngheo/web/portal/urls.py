"""Addresses of the pages for everybody."""

from django.urls import path

from giamngheo.web.components.guard import open_to_all
from giamngheo.web.portal import checking, decision, figures, fund, posting, product

urlpatterns = [
    path("kiem-tra/", open_to_all(checking.asking), name="check-papers"),
    path("so-lieu/", open_to_all(figures.listed), name="all-published-figures"),
    path("so-lieu/<str:code>/", open_to_all(figures.one), name="published-figures"),
    path("so-lieu/<str:code>/bang.csv", open_to_all(figures.as_csv), name="published-figures-csv"),
    *(
        path(
            f"so-lieu/<str:code>/thieu-hut.{ending}",
            open_to_all(figures.as_picture),
            {"ending": ending},
            f"published-figures-{ending}",
        )
        for ending in figures.MEDIA
    ),
    path("quy-vi-nguoi-ngheo/", open_to_all(fund.listed), name="all-published-funds"),
    path("quy-vi-nguoi-ngheo/<str:code>/", open_to_all(fund.one), name="published-fund"),
    path("cong-bo/<str:code>/", open_to_all(decision.decision), name="published-decision"),
    path("san-pham/<str:code>/", open_to_all(product.product), name="product"),
    path("niem-yet/<str:code>/", open_to_all(posting.posting), name="posting"),
    path("kiem-tra/<str:code>/", open_to_all(checking.paper), name="check-paper"),
]
