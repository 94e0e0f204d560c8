"""Addresses of the pages of activities."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.activities import (
    attending,
    drafting,
    drawn_up,
    entering,
    exporting,
    giving,
    inviting,
    kept,
    listing,
    one,
    opening,
)

urlpatterns = [
    path("hoat-dong/", listing.activities, name="activities"),
    *addresses("hoat-dong/danh-sach", exporting.listed, "activities"),
    path("hoat-dong/lich/", listing.month, name="activities-calendar"),
    path("hoat-dong/moi/", drafting.new, name="new-activity"),
    path("hoat-dong/can-bo/", kept.officers, name="officers"),
    path("hoat-dong/trang-thiet-bi/", kept.assets, name="assets"),
    path("hoat-dong/dinh-muc/", kept.norms, name="norms"),
    path("hoat-dong/<int:activity_id>/", one.page, name="activity"),
    path("hoat-dong/<int:activity_id>/viec/", one.deed, name="activity-deed"),
    path("hoat-dong/<int:activity_id>/sua/", drafting.changing, name="change-activity"),
    path("hoat-dong/<int:activity_id>/tham-gia/", entering.entering, name="enter-participants"),
    *addresses("hoat-dong/<int:activity_id>/tham-gia/danh-sach", exporting.people, "participants"),
    *addresses("hoat-dong/<int:activity_id>/tham-gia/moi", inviting.listed, "invited"),
    path("hoat-dong/<int:activity_id>/giao/", giving.giving, name="hand-over"),
    path("hoat-dong/<int:activity_id>/van-ban/<slug:kind>/", drawn_up.drawing_up, name="activity-paper"),
    path("hoat-dong/buoi/<int:gathering_id>/", attending.attendance, name="gathering"),
    path("hoat-dong/buoi/<int:gathering_id>/in/", attending.sheet, name="gathering-sheet"),
    path("hoat-dong/tep/<int:attached_id>/", opening.opening, name="open-attached"),
]
