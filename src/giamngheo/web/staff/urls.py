"""Addresses of the staff's pages."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path

from giamngheo.web.components.guard import open_to_all
from giamngheo.web.staff import home, standards
from giamngheo.web.staff.areas import batch_exporting, batches, drafts, tree, unit
from giamngheo.web.staff.areas import exporting as areas_exporting
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
from giamngheo.web.staff.trail import exporting as trail_exporting
from giamngheo.web.staff.trail import page as trail_page


def exports(address: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The two addresses at which a list is taken away."""
    return [
        path(f"{address}.{ending}", view, {"ending": ending}, f"{name}-{ending}")
        for ending in ("xlsx", "csv")
    ]


urlpatterns = [
    path("", open_to_all(home.page), name="home"),
    path("", include("giamngheo.web.staff.classification.urls")),
    path("chuan-ngheo/", open_to_all(standards.all_standards), name="standards"),
    path("chuan-ngheo/<slug:standard_id>/", open_to_all(standards.one), name="standard"),
    path("", include("giamngheo.web.staff.sign_in.urls")),
    path("dia-ban/", tree.tree, name="areas"),
    *exports("dia-ban/danh-sach", areas_exporting.units, "areas"),
    path("dia-ban/dot/", batches.batches, name="area-batches"),
    *exports("dia-ban/dot/danh-sach", areas_exporting.batches, "area-batches"),
    path("dia-ban/dot/moi/", batches.new, name="new-area-batch"),
    path("dia-ban/dot/mau/", batches.template, name="area-batch-template"),
    path("dia-ban/dot/<int:batch_id>/", batches.batch, name="area-batch"),
    *exports("dia-ban/dot/<int:batch_id>/truoc-sau", batch_exporting.before_and_after, "area-preview"),
    *exports("dia-ban/dot/<int:batch_id>/can-xem", batch_exporting.to_look_at, "area-findings"),
    path("dia-ban/dot/<int:batch_id>/viec/", batches.deed, name="area-batch-deed"),
    path("dia-ban/dot/<int:batch_id>/soan/", drafts.draft, name="area-draft"),
    *exports("dia-ban/dot/<int:batch_id>/soan/danh-sach", batch_exporting.lines, "area-draft"),
    path("dia-ban/dot/<int:batch_id>/soan/thong-tin/", drafts.heading, name="area-draft-heading"),
    path("dia-ban/dot/<int:batch_id>/soan/don-vi/", drafts.units, name="area-draft-units"),
    path("dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/", drafts.line, name="area-draft-line"),
    path("dia-ban/dot/<int:batch_id>/soan/dong/<int:line_id>/xoa/", drafts.remove, name="remove-area-line"),
    path("dia-ban/<int:area_id>/", unit.unit, name="area"),
    *exports("dia-ban/<int:area_id>/truc-thuoc", areas_exporting.children, "area-units"),
    path("so-ho/", listing.register, name="register"),
    path("so-ho/moi/", new_household.new, name="new-household"),
    path("so-ho/nguoi/<int:person_id>/", household.person, name="register-person"),
    path("so-ho/nguoi/<int:person_id>/sua/", correction.correct, name="correct-person"),
    path("so-ho/danh-sach.xlsx", exporting.listed, {"ending": "xlsx"}, name="register-xlsx"),
    path("so-ho/danh-sach.csv", exporting.listed, {"ending": "csv"}, name="register-csv"),
    path("so-ho/thanh-vien.xlsx", exporting.members, {"ending": "xlsx"}, name="members-xlsx"),
    path("so-ho/thanh-vien.csv", exporting.members, {"ending": "csv"}, name="members-csv"),
    path("so-ho/mau-danh-sach.xlsx", exporting.blank, name="register-blank"),
    path("so-ho/nguoi/<int:person_id>/", household.person, name="register-person"),
    path("so-ho/trung/", doubles.doubles, name="doubles"),
    path("so-ho/trung/danh-sach.xlsx", doubles_exporting.listed, {"ending": "xlsx"}, name="doubles-xlsx"),
    path("so-ho/trung/danh-sach.csv", doubles_exporting.listed, {"ending": "csv"}, name="doubles-csv"),
    path("so-ho/trung/luon-bao/", doubles.always_told, name="doubles-always-told"),
    *exports("so-ho/trung/luon-bao/trung-so", always_told_exporting.numbers, "shared-numbers"),
    *exports("so-ho/trung/luon-bao/hai-ho", always_told_exporting.homes, "two-households"),
    path("so-ho/trung/tim/", doubles.begin, name="begin-doubles-search"),
    path("so-ho/trung/tim/<uuid:key>/", doubles.progress, name="doubles-search"),
    path("so-ho/trung/<int:pair_id>/", double.double, name="double"),
    path("so-ho/nhap/", imports.all_imports, name="imports"),
    *exports("so-ho/nhap/danh-sach", import_list.listed, "imports"),
    path("so-ho/nhap/<uuid:key>/", imports.one_import, name="import"),
    path("so-ho/nhap/<uuid:key>/cot/", imports.columns, name="import-columns"),
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
    path("so-tay/", notebook.notebook, name="notebook"),
    path("so-tay/danh-sach.xlsx", notebook_exporting.listed, {"ending": "xlsx"}, name="notebook-xlsx"),
    path("so-tay/danh-sach.csv", notebook_exporting.listed, {"ending": "csv"}, name="notebook-csv"),
    path("nguoi-dung/", everybody.everybody, name="people"),
    path("nguoi-dung/danh-sach.xlsx", people_exporting.listed, {"ending": "xlsx"}, name="people-xlsx"),
    path("nguoi-dung/danh-sach.csv", people_exporting.listed, {"ending": "csv"}, name="people-csv"),
    path("nguoi-dung/moi/", inviting.inviting, name="invite"),
    path("nguoi-dung/don-vi-cu/", former_units.former_units, name="roles-of-former-units"),
    *exports("nguoi-dung/don-vi-cu/danh-sach", waiting_exporting.former_roles, "former-roles"),
    *exports("nguoi-dung/loi-moi/danh-sach", waiting_exporting.invitations, "invitations"),
    path("nguoi-dung/loi-moi/<int:invitation_id>/rut/", inviting.withdrawing, name="withdraw-invitation"),
    path("nguoi-dung/<int:user_id>/", one.one, name="person"),
    path("nguoi-dung/<int:user_id>/giao-vai-tro/", one.granting, name="grant-role"),
    path("nguoi-dung/<int:user_id>/vai-tro/<int:holding_id>/ket-thuc/", one.ending, name="end-role"),
    path("nguoi-dung/<int:user_id>/giup/", one.helping, name="help-person"),
    path("nhat-ky/", trail_page.trail, name="trail"),
    path("nhat-ky/danh-sach.xlsx", trail_exporting.listed, {"ending": "xlsx"}, name="trail-xlsx"),
    path("nhat-ky/danh-sach.csv", trail_exporting.listed, {"ending": "csv"}, name="trail-csv"),
]
