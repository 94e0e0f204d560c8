"""Addresses of oversight."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.oversight import (
    checking,
    files,
    inspection,
    inspections,
    plans,
    recommendations,
    social,
)
from giamngheo.web.staff.oversight.printing import addresses_of_papers

urlpatterns = [
    path("giam-sat/", plans.hub, name="oversight"),
    path("giam-sat/ke-hoach/moi/", plans.new, name="new-year-plan"),
    path("giam-sat/ke-hoach/<int:year_plan_id>/", plans.one, name="year-plan"),
    path("giam-sat/ke-hoach/<int:year_plan_id>/viec/", plans.deed, name="year-plan-deed"),
    path("giam-sat/doan/", inspections.inspections, name="inspections"),
    *addresses("giam-sat/doan/danh-sach", inspections.listed, "inspections"),
    path("giam-sat/doan/moi/", inspections.new, name="new-inspection"),
    path("giam-sat/doan/<int:inspection_id>/", inspection.one, name="inspection"),
    path("giam-sat/doan/<int:inspection_id>/viec/", inspection.deed, name="inspection-deed"),
    *addresses_of_papers(),
    path("giam-sat/tep/<int:oversight_file_id>/", files.attached, name="oversight-file"),
    path("giam-sat/kien-nghi/", recommendations.recommendations, name="recommendations"),
    *addresses("giam-sat/kien-nghi/danh-sach", recommendations.listed, "recommendations"),
    path("giam-sat/kien-nghi/<int:advice_id>/", recommendations.one, name="recommendation"),
    path("giam-sat/kien-nghi/<int:advice_id>/viec/", recommendations.deed, name="recommendation-deed"),
    path("giam-sat/xa-hoi/", social.reviews, name="social-reviews"),
    *addresses("giam-sat/xa-hoi/danh-sach", social.listed, "social-reviews"),
    path("giam-sat/xa-hoi/moi/", social.new, name="new-social-review"),
    path("giam-sat/xa-hoi/<int:social_id>/", social.one, name="social-review"),
    path("giam-sat/xa-hoi/<int:social_id>/viec/", social.deed, name="social-review-deed"),
    path("giam-sat/xa-hoi/<int:social_id>/tep/", social.paper, name="social-review-file"),
    path("giam-sat/doi-chieu/", checking.overview, name="data-checks"),
    path("giam-sat/doi-chieu/dong/", checking.check, name="data-check"),
    *addresses("giam-sat/doi-chieu/dong/danh-sach", checking.listed, "data-check"),
    path("giam-sat/doi-chieu/viec/", checking.deed, name="data-check-deed"),
]
