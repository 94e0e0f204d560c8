"""Addresses of the pages of the fund."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.fund import (
    book,
    cases,
    deliveries,
    exporting,
    gathering,
    meetings,
    outlays,
    overview,
    receipts,
    reports,
    sponsors,
)

urlpatterns = [
    path("quy/", overview.page, name="fund"),
    path("quy/so/", book.book, name="fund-book"),
    *addresses("quy/so/danh-sach", exporting.listed, "fund-book"),
    path("quy/cuoc-van-dong/moi/", gathering.new_campaign, name="new-fund-campaign"),
    path("quy/cuoc-van-dong/<int:campaign_id>/", gathering.campaign, name="fund-campaign"),
    path("quy/nguoi-ung-ho/", gathering.donors, name="fund-donors"),
    path("quy/nguoi-ung-ho/<int:donor_id>/", gathering.donor, name="fund-donor"),
    path("quy/cam-ket/", gathering.pledges, name="fund-pledges"),
    path("quy/cam-ket/<int:pledge_id>/thoi/", gathering.ending_pledge, name="end-fund-pledge"),
    path("quy/phieu-thu/", receipts.receipts, name="fund-receipts"),
    *addresses("quy/phieu-thu/danh-sach", exporting.receipts, "fund-receipts"),
    path("quy/phieu-thu/moi/", receipts.new_receipt, name="new-fund-receipt"),
    path("quy/phieu-thu/<int:receipt_id>/", receipts.receipt, name="fund-receipt"),
    path("ho-so-quy/", cases.cases, name="fund-cases"),
    *addresses("ho-so-quy/danh-sach", exporting.cases, "fund-cases"),
    path("ho-so-quy/moi/", cases.new_case, name="new-fund-case"),
    path("ho-so-quy/<int:help_id>/", cases.case, name="fund-case"),
    path("quy/phieu-chi/<int:delivery_id>/", deliveries.delivery, name="fund-delivery"),
    path("quy/minh-chung/<int:evidence_id>/", deliveries.proof, name="fund-proof"),
    path("quy/chi-khac/", outlays.outlays, name="fund-outlays"),
    path("quy/chi-khac/<int:outlay_id>/", outlays.outlay, name="fund-outlay"),
    path("quy/hop/", meetings.meetings, name="fund-meetings"),
    path("quy/hop/moi/", meetings.new_meeting, name="new-fund-meeting"),
    path("quy/hop/<int:allocation_id>/", meetings.meeting, name="fund-meeting"),
    path("do-dau/", sponsors.sponsorships, name="fund-sponsorships"),
    *addresses("do-dau/danh-sach", exporting.sponsorships, "fund-sponsorships"),
    *addresses("do-dau/nguoi/danh-sach", exporting.sponsors, "fund-sponsors"),
    path("do-dau/nguoi/", sponsors.sponsors, name="fund-sponsors"),
    path("do-dau/nguoi/<int:sponsor_id>/", sponsors.sponsor, name="fund-sponsor"),
    path("do-dau/<int:sponsorship_id>/", sponsors.sponsorship, name="fund-sponsorship"),
    path("quy/bao-cao/", reports.reports, name="fund-reports"),
    path("quy/bao-cao/<int:fund_report_id>/", reports.report, name="fund-report"),
]
