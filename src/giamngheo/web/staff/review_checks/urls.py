"""Addresses of the pages that check and count a round."""

from django.urls import path

from giamngheo.apps.reviews.period_tables import TABULATE
from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.review_checks import honesty, moving, period, revisits
from giamngheo.web.staff.reviews import long_work

_ROUND = "ra-soat/<int:round_id>"

urlpatterns = [
    path(f"{_ROUND}/kiem-so/", honesty.page, name="review-honest"),
    *addresses(f"{_ROUND}/kiem-so/danh-sach", honesty.listed, "review-honest"),
    path(f"{_ROUND}/phuc-tra/", revisits.page, name="review-revisits"),
    *addresses(f"{_ROUND}/phuc-tra/danh-sach", revisits.listed, "review-revisits"),
    *addresses(f"{_ROUND}/phuc-tra/luc-rut", revisits.frames, "review-frames"),
    *addresses(f"{_ROUND}/phuc-tra/thong-nhat", revisits.agreed, "review-agreement"),
    path(f"{_ROUND}/bien-dong/", moving.page, name="review-movement"),
    path(f"{_ROUND}/bien-dong/ca-ky/", period.begin, name="review-period"),
    path(
        f"{_ROUND}/bien-dong/ca-ky/<uuid:key>/",
        long_work.progress,
        {"kind": TABULATE},
        name="review-tabulating",
    ),
    path(f"{_ROUND}/bien-dong/ca-ky/<uuid:key>/tep/", period.file, name="review-period-file"),
    path(f"{_ROUND}/bien-dong/ho/", moving.households, name="review-moved"),
    *addresses(f"{_ROUND}/bien-dong/ho/danh-sach", moving.listed, "review-moved"),
    *addresses(f"{_ROUND}/bien-dong/ho-ngheo", moving.poor, "review-ho-ngheo"),
    *addresses(f"{_ROUND}/bien-dong/ho-can-ngheo", moving.near_poor, "review-ho-can-ngheo"),
    *addresses(f"{_ROUND}/bien-dong/nguyen-nhan", moving.by_cause, "review-causes"),
]
