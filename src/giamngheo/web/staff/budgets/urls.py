"""Addresses of the pages of money."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.budgets import (
    criteria,
    decisions,
    drafting,
    exporting,
    lists,
    needing,
    overview,
    printing,
    rates,
    taking_in,
    vouchers,
    year_end,
)
from giamngheo.web.staff.reports.as_paper import MEDIA

urlpatterns = [
    path("kinh-phi/", overview.overview, name="budgets"),
    *addresses("kinh-phi/danh-sach", exporting.lines, "budgets"),
    *addresses("kinh-phi/so-kinh-phi", exporting.postings, "budget-postings"),
    path("kinh-phi/dong/<int:money_line_id>/", overview.one_line, name="budget-line"),
    path("kinh-phi/quyet-dinh/", decisions.decisions, name="budget-decisions"),
    path("kinh-phi/quyet-dinh/moi/", drafting.new, name="new-budget-decision"),
    path("kinh-phi/quyet-dinh/<int:money_decision_id>/", decisions.one, name="budget-decision"),
    path("kinh-phi/quyet-dinh/<int:money_decision_id>/viec/", decisions.deed, name="budget-decision-deed"),
    path("kinh-phi/quyet-dinh/<int:money_decision_id>/tep/", decisions.file, name="budget-decision-file"),
    *(
        path(f"{where}.{ending}", view, {"ending": ending}, name=f"{name}-{ending}")
        for where, view, name in (
            ("kinh-phi/quyet-dinh/<int:money_decision_id>/van-ban", printing.decision, "budget-decision"),
            ("kinh-phi/chung-tu/<int:money_entry_id>/de-nghi", printing.voucher, "voucher-request"),
            ("kinh-phi/cuoi-nam/quyet-toan", printing.year, "budget-year"),
        )
        for ending in MEDIA
    ),
    *addresses("kinh-phi/quyet-dinh/danh-sach", lists.decisions, "budget-decisions"),
    *addresses("kinh-phi/nhu-cau/danh-sach", lists.needs_told, "budget-needs"),
    *addresses("kinh-phi/chung-tu/danh-sach", lists.vouchers, "budget-vouchers"),
    path("kinh-phi/nhu-cau/", needing.all_needs, name="budget-needs"),
    path("kinh-phi/nhu-cau/soan/", needing.drafting, name="draft-from-needs"),
    path("kinh-phi/nhu-cau/<int:need_id>/viec/", needing.deed, name="budget-need-deed"),
    path("kinh-phi/chung-tu/", vouchers.vouchers, name="budget-vouchers"),
    path("kinh-phi/chung-tu/moi/", vouchers.new, name="new-voucher"),
    path("kinh-phi/chung-tu/nap/", taking_in.vouchers, name="load-vouchers"),
    path("kinh-phi/quyet-dinh/nap/", taking_in.allocation, name="load-allocation"),
    path("kinh-phi/nhu-cau/nap/", taking_in.needed, name="load-needs"),
    path("kinh-phi/nap/dong-can-sua/", taking_in.faulty, name="faulty-money-rows"),
    path("kinh-phi/chung-tu/nap/<int:loading_id>/hoan-tac/", taking_in.undoing, name="undo-loading"),
    path("kinh-phi/chung-tu/<int:money_entry_id>/dao/", vouchers.reversing, name="reverse-voucher"),
    path("kinh-phi/tieu-chi/", criteria.resolutions, name="budget-resolutions"),
    path("kinh-phi/tieu-chi/<int:resolution_id>/", criteria.resolution, name="budget-resolution"),
    path(
        "kinh-phi/tieu-chi/<int:resolution_id>/viec/", criteria.resolution_deed, name="budget-resolution-deed"
    ),
    path("kinh-phi/cuoi-nam/", year_end.year_end, name="budget-year-end"),
    path("kinh-phi/ty-le/", rates.rates, name="budget-rates"),
    path("kinh-phi/quy-dinh/", rates.rules, name="budget-rules"),
]
