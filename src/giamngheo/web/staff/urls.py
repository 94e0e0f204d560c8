"""Addresses of the staff's pages."""

from django.urls import include, path

from giamngheo.apps.reviews.actions.deciding import DECIDE
from giamngheo.apps.reviews.actions.scoring import SCORE
from giamngheo.apps.reviews.papers.certificates import DRAW, PRINT
from giamngheo.web.components.exporting import addresses
from giamngheo.web.components.guard import open_to_all
from giamngheo.web.staff import counting, home, standards
from giamngheo.web.staff.areas import batch_exporting, batches, drafts, tree, unit
from giamngheo.web.staff.areas import exporting as areas_exporting
from giamngheo.web.staff.official_papers import deeds as paper_deeds
from giamngheo.web.staff.official_papers import exporting as papers_exporting
from giamngheo.web.staff.official_papers import listing as papers_listing
from giamngheo.web.staff.official_papers import one as one_paper
from giamngheo.web.staff.people import everybody, former_units, inviting, one, waiting_exporting
from giamngheo.web.staff.people import exporting as people_exporting
from giamngheo.web.staff.registry import (
    always_told_exporting,
    circumstance_forms,
    correction,
    deeds,
    double,
    doubles,
    doubles_exporting,
    exporting,
    household,
    import_list,
    imports,
    listing,
    new_household,
    notebook,
    notebook_exporting,
    papers,
)
from giamngheo.web.staff.registry import standing_forms as standings
from giamngheo.web.staff.reviews import attaching as review_attaching
from giamngheo.web.staff.reviews import certificates as review_certificates
from giamngheo.web.staff.reviews import deciding as review_deciding
from giamngheo.web.staff.reviews import deeds as review_deeds
from giamngheo.web.staff.reviews import drawing_up as review_drawing_up
from giamngheo.web.staff.reviews import exporting as review_exporting
from giamngheo.web.staff.reviews import loaded_tables, long_work, village
from giamngheo.web.staff.reviews import planning as review_planning
from giamngheo.web.staff.reviews import point_tables as review_point_tables
from giamngheo.web.staff.reviews import publishing as review_publishing
from giamngheo.web.staff.reviews import rounds as reviews
from giamngheo.web.staff.reviews import scoring as review_scoring
from giamngheo.web.staff.sheets import assigning as sheets_assigning
from giamngheo.web.staff.sheets import exporting as sheets_exporting
from giamngheo.web.staff.sheets import history as sheet_history
from giamngheo.web.staff.sheets import listing as sheets_listing
from giamngheo.web.staff.sheets import one as sheets_one
from giamngheo.web.staff.sheets import printed as sheets_printed
from giamngheo.web.staff.trail import exporting as trail_exporting
from giamngheo.web.staff.trail import page as trail_page

urlpatterns = [
    path("", open_to_all(home.page), name="home"),
    path("", include("giamngheo.web.staff.classification.urls")),
    path("dem-so/", counting.anew, name="count-anew"),
    path("dem-so/<uuid:key>/", counting.progress, name="counting"),
    path("chuan-ngheo/", open_to_all(standards.all_standards), name="standards"),
    path("chuan-ngheo/<slug:standard_id>/", open_to_all(standards.one), name="standard"),
    path("", include("giamngheo.web.staff.sign_in.urls")),
    path("dia-ban/", tree.tree, name="areas"),
    *addresses("dia-ban/danh-sach", areas_exporting.units, "areas"),
    path("dia-ban/dot/", batches.batches, name="area-batches"),
    *addresses("dia-ban/dot/danh-sach", areas_exporting.batches, "area-batches"),
    path("dia-ban/dot/moi/", batches.new, name="new-area-batch"),
    path("dia-ban/dot/mau/", batches.template, name="area-batch-template"),
    path("dia-ban/dot/<int:batch_id>/", batches.batch, name="area-batch"),
    *addresses("dia-ban/dot/<int:batch_id>/truoc-sau", batch_exporting.before_and_after, "area-preview"),
    *addresses("dia-ban/dot/<int:batch_id>/can-xem", batch_exporting.to_look_at, "area-findings"),
    path("dia-ban/dot/<int:batch_id>/viec/", batches.deed, name="area-batch-deed"),
    path("dia-ban/dot/<int:batch_id>/soan/", drafts.draft, name="area-draft"),
    *addresses("dia-ban/dot/<int:batch_id>/soan/danh-sach", batch_exporting.lines, "area-draft"),
    path("dia-ban/dot/<int:batch_id>/soan/thong-tin/", drafts.heading, name="area-draft-heading"),
    path("dia-ban/dot/<int:batch_id>/soan/don-vi/", drafts.units, name="area-draft-units"),
    path("dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/", drafts.line, name="area-draft-line"),
    path("dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/xoa/", drafts.remove, name="remove-area-line"),
    path("dia-ban/<int:area_id>/", unit.unit, name="area"),
    *addresses("dia-ban/<int:area_id>/truc-thuoc", areas_exporting.children, "area-units"),
    path("so-ho/", listing.register, name="register"),
    path("so-ho/moi/", new_household.new, name="new-household"),
    path("so-ho/nguoi/<int:person_id>/", household.person, name="register-person"),
    path("so-ho/nguoi/<int:person_id>/sua/", correction.correct, name="correct-person"),
    path("so-ho/danh-sach.xlsx", exporting.listed, {"ending": "xlsx"}, name="register-xlsx"),
    path("so-ho/danh-sach.csv", exporting.listed, {"ending": "csv"}, name="register-csv"),
    path("so-ho/thanh-vien.xlsx", exporting.members, {"ending": "xlsx"}, name="members-xlsx"),
    path("so-ho/thanh-vien.csv", exporting.members, {"ending": "csv"}, name="members-csv"),
    path("so-ho/mau-danh-sach.xlsx", exporting.blank, name="register-blank"),
    path("so-ho/trung/", doubles.doubles, name="doubles"),
    path("so-ho/trung/danh-sach.xlsx", doubles_exporting.listed, {"ending": "xlsx"}, name="doubles-xlsx"),
    path("so-ho/trung/danh-sach.csv", doubles_exporting.listed, {"ending": "csv"}, name="doubles-csv"),
    path("so-ho/trung/luon-bao/", doubles.always_told, name="doubles-always-told"),
    *addresses("so-ho/trung/luon-bao/trung-so", always_told_exporting.numbers, "shared-numbers"),
    *addresses("so-ho/trung/luon-bao/hai-ho", always_told_exporting.homes, "two-households"),
    path("so-ho/trung/tim/", doubles.begin, name="begin-doubles-search"),
    path("so-ho/trung/tim/<uuid:key>/", doubles.progress, name="doubles-search"),
    path("so-ho/trung/<int:pair_id>/", double.double, name="double"),
    path("so-ho/nhap/", imports.all_imports, name="imports"),
    *addresses("so-ho/nhap/danh-sach", import_list.listed, "imports"),
    path("so-ho/nhap/<uuid:key>/", imports.one_import, name="import"),
    path("so-ho/nhap/<uuid:key>/cot/", imports.columns, name="import-columns"),
    path("so-ho/nhap/<uuid:key>/quyet-dinh/", imports.decision, name="import-decision"),
    path("so-ho/nhap/<uuid:key>/ghi/", imports.writing, name="write-import"),
    path("so-ho/nhap/<uuid:key>/hoan-tac/", imports.undoing, name="undo-import"),
    path("so-ho/nhap/<uuid:key>/bo/", imports.dropping, name="drop-import"),
    path("so-ho/nhap/<uuid:key>/dung/", imports.stopping, name="stop-import"),
    path("so-ho/nhap/<uuid:key>/danh-sach.xlsx", imports.listed, {"ending": "xlsx"}, name="import-xlsx"),
    path("so-ho/nhap/<uuid:key>/danh-sach.csv", imports.listed, {"ending": "csv"}, name="import-csv"),
    path("so-ho/nhap/<uuid:key>/tep/", imports.returned, name="import-returned"),
    path("so-ho/<slug:code>/", household.household, name="household"),
    path("so-ho/<slug:code>/viec/", deeds.deed, name="household-deed"),
    path("so-ho/<slug:code>/hoan-tac/", deeds.undoing, name="household-undo"),
    path("so-ho/nguoi/<int:person_id>/thu-nhap-thap/", standings.worker, name="low-income-worker"),
    path("so-ho/<slug:code>/cong-nhan/", standings.recognition, name="household-recognition"),
    path("so-ho/<slug:code>/nguyen-nhan/", circumstance_forms.cause_page, name="household-causes"),
    path("so-ho/<slug:code>/nhu-cau/", circumstance_forms.need_page, name="household-needs"),
    path("so-ho/<slug:code>/so-tay/", notebook.entry, name="household-notes"),
    path("so-ho/<slug:code>/so-tay/bo/", notebook.withdrawing, name="withdraw-note"),
    path("so-ho/<slug:code>/tep/", papers.attaching, name="household-paper"),
    path("so-ho/<slug:code>/tep/<int:paper_id>/", papers.opening, name="open-paper"),
    path("so-ho/<slug:code>/tep/<int:paper_id>/bo/", papers.putting_aside, name="put-paper-aside"),
    path("ra-soat/", reviews.rounds, name="reviews"),
    path("ra-soat/moi/", reviews.new_round, name="new-review"),
    path("ra-soat/<int:round_id>/", reviews.one_round, name="review"),
    *addresses("ra-soat/<int:round_id>/danh-sach", review_exporting.of_round, "review-list"),
    path("", include("giamngheo.web.staff.review_checks.urls")),
    path("", include("giamngheo.web.staff.packages.urls")),
    path("", include("giamngheo.web.staff.reports.urls")),
    path("", include("giamngheo.web.staff.plans.urls")),
    path("", include("giamngheo.web.staff.activities.urls")),
    path("", include("giamngheo.web.staff.coordination.urls")),
    path("", include("giamngheo.web.staff.support.urls")),
    path("", include("giamngheo.web.staff.fund.urls")),
    path("", include("giamngheo.web.staff.oversight.urls")),
    path("", include("giamngheo.web.staff.budgets.urls")),
    path("", include("giamngheo.web.staff.report_forms.urls")),
    path("ra-soat/<int:round_id>/ke-hoach/", review_planning.plan, name="review-plan"),
    path("ra-soat/viec/<int:happening_id>/tep/", review_attaching.attaching, name="attach-to-happening"),
    path("ra-soat/tep/<int:attachment_id>/", review_attaching.opening, name="open-attachment"),
    path("ra-soat/tep/<int:attachment_id>/bo/", review_attaching.putting_aside, name="put-attachment-aside"),
    path("ra-soat/<int:round_id>/cai-dat/", review_deciding.settings, name="review-settings"),
    path("ra-soat/<int:round_id>/bang-diem/", review_point_tables.point_tables, name="review-points"),
    path("ra-soat/<int:round_id>/cham/", review_scoring.scoring, name="score-review"),
    path(
        "ra-soat/<int:round_id>/cham/<uuid:key>/",
        long_work.progress,
        {"kind": SCORE},
        name="review-scoring",
    ),
    path("ra-soat/<int:round_id>/quyet-dinh/", review_deciding.deciding, name="decide-review"),
    path(
        "ra-soat/<int:round_id>/quyet-dinh/<uuid:key>/",
        long_work.progress,
        {"kind": DECIDE},
        name="review-deciding",
    ),
    path(
        "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/sua/",
        review_deciding.mending,
        name="mend-decision",
    ),
    path(
        "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/giay-chung-nhan/",
        review_certificates.certificates,
        name="certificates",
    ),
    path(
        "ra-soat/<int:round_id>/quyet-dinh/<int:decision_id>/cong-bo/",
        review_publishing.publishing,
        name="publish-decision",
    ),
    path(
        "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/lap/",
        long_work.progress,
        {"kind": DRAW},
        name="certificates-drawing",
    ),
    path(
        "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/in/",
        long_work.progress,
        {"kind": PRINT},
        name="certificates-printing",
    ),
    path(
        "ra-soat/<int:round_id>/giay-chung-nhan/<uuid:key>/tep/",
        review_certificates.printed_file,
        name="printed-certificates",
    ),
    path("ra-soat/thon/<int:case_id>/", village.village, name="review-village"),
    *addresses("ra-soat/thon/<int:case_id>/danh-sach", review_exporting.of_village, "village-list"),
    path("ra-soat/<int:round_id>/van-ban/<slug:kind>/", review_drawing_up.of_round, name="review-paper"),
    path(
        "ra-soat/thon/<int:case_id>/van-ban/<slug:kind>/",
        review_drawing_up.of_village,
        name="village-paper",
    ),
    path(
        "ra-soat/ho/<int:entry_id>/van-ban/<slug:kind>/",
        review_drawing_up.of_household,
        name="household-review-paper",
    ),
    path(
        "ra-soat/khieu-nai/<int:objection_id>/van-ban/<slug:kind>/",
        review_drawing_up.of_objection,
        name="objection-paper",
    ),
    path("ra-soat/thon/<int:case_id>/cham/", review_deeds.scoring, name="score-village"),
    path("ra-soat/thon/<int:case_id>/bo-viec/", review_deeds.taking_back, name="take-back"),
    path("ra-soat/thon/<int:case_id>/<slug:word>/", review_deeds.deed, name="review-deed"),
    path("ra-soat/ho/<int:entry_id>/", village.entry, name="review-entry"),
    path("ra-soat/ho/<int:entry_id>/dua-ra/", review_deeds.leaving_out, name="leave-out"),
    path("so-tay/", notebook.notebook, name="notebook"),
    path("so-tay/danh-sach.xlsx", notebook_exporting.listed, {"ending": "xlsx"}, name="notebook-xlsx"),
    path("so-tay/danh-sach.csv", notebook_exporting.listed, {"ending": "csv"}, name="notebook-csv"),
    path("phieu/", sheets_listing.sheets, name="sheets"),
    *addresses("phieu/danh-sach", sheets_exporting.listed, "sheets"),
    path("phieu/giao/", sheets_assigning.assign, name="assign-sheets"),
    path("phieu/mau/<slug:form>/", sheets_printed.blank, name="blank-sheet"),
    path("", include("giamngheo.web.staff.intakes.urls")),
    path("phieu/<int:sheet_id>/", sheets_one.sheet, name="sheet"),
    path("phieu/<int:sheet_id>/lich-su/", sheet_history.history, name="sheet-history"),
    path("phieu/<int:sheet_id>/in/", sheets_printed.sheet, name="print-sheet"),
    path("", include("giamngheo.web.staff.results.urls")),
    path("", include("giamngheo.web.staff.reporting.urls")),
    path("", include("giamngheo.web.staff.dashboards.urls")),
    path("bang-diem-b1/", loaded_tables.loaded_tables, name="point-tables"),
    path("van-ban/", papers_listing.papers, name="papers"),
    *addresses("van-ban/danh-sach", papers_exporting.listed, "papers"),
    path("van-ban/<int:issued_id>/", one_paper.paper, name="paper"),
    path("van-ban/<int:issued_id>/van-ban.pdf", one_paper.as_pdf, name="paper-pdf"),
    path("van-ban/<int:issued_id>/van-ban.docx", one_paper.as_word, name="paper-docx"),
    path("van-ban/<int:issued_id>/ban-hanh/", paper_deeds.issuing, name="issue-paper"),
    path("van-ban/<int:issued_id>/thu-hoi/", paper_deeds.withdrawing, name="withdraw-paper"),
    path(
        "van-ban/<int:issued_id>/thu-hoi/xac-nhan/",
        paper_deeds.confirming_withdrawal,
        name="confirm-withdrawal",
    ),
    path("van-ban/<int:issued_id>/thu-hoi/bo/", paper_deeds.dropping_withdrawal, name="drop-withdrawal"),
    path("van-ban/<int:issued_id>/thay/", paper_deeds.replacing, name="replace-paper"),
    path("nguoi-dung/", everybody.everybody, name="people"),
    path("nguoi-dung/danh-sach.xlsx", people_exporting.listed, {"ending": "xlsx"}, name="people-xlsx"),
    path("nguoi-dung/danh-sach.csv", people_exporting.listed, {"ending": "csv"}, name="people-csv"),
    path("nguoi-dung/moi/", inviting.inviting, name="invite"),
    path("nguoi-dung/don-vi-cu/", former_units.former_units, name="roles-of-former-units"),
    *addresses("nguoi-dung/don-vi-cu/danh-sach", waiting_exporting.former_roles, "former-roles"),
    *addresses("nguoi-dung/loi-moi/danh-sach", waiting_exporting.invitations, "invitations"),
    path("nguoi-dung/loi-moi/<int:invitation_id>/rut/", inviting.withdrawing, name="withdraw-invitation"),
    path("nguoi-dung/<int:user_id>/", one.one, name="person"),
    path("nguoi-dung/<int:user_id>/giao-vai-tro/", one.granting, name="grant-role"),
    path("nguoi-dung/<int:user_id>/vai-tro/<int:holding_id>/ket-thuc/", one.ending, name="end-role"),
    path("nguoi-dung/<int:user_id>/giup/", one.helping, name="help-person"),
    path("nhat-ky/", trail_page.trail, name="trail"),
    path("nhat-ky/danh-sach.xlsx", trail_exporting.listed, {"ending": "xlsx"}, name="trail-xlsx"),
    path("nhat-ky/danh-sach.csv", trail_exporting.listed, {"ending": "csv"}, name="trail-csv"),
]
