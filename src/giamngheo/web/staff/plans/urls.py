"""Addresses of the pages of plans and of the files they are read from."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.plans import (
    done,
    editing,
    exporting,
    figures,
    files,
    making,
    one,
    one_file,
    printing,
    sharing,
    tree,
)

urlpatterns = [
    path("ke-hoach/", tree.page, name="plans"),
    *addresses("ke-hoach/danh-sach", exporting.tree, "plans"),
    *addresses("ke-hoach/chi-tieu/danh-sach", exporting.targets, "plan-targets"),
    path("ke-hoach/moi/", making.new, name="new-plan"),
    path("ke-hoach/tep/", files.files, name="plan-files"),
    path("ke-hoach/tep/moi/", files.new, name="new-plan-file"),
    path("ke-hoach/tep/<int:plan_file_id>/", one_file.page, name="plan-file"),
    path("ke-hoach/tep/<int:plan_file_id>/viec/", one_file.deed, name="plan-file-deed"),
    path("ke-hoach/tep/<int:plan_file_id>/ke-hoach.json", one_file.as_json, name="plan-file-json"),
    path("ke-hoach/<int:plan_id>/", one.page, name="plan"),
    path("ke-hoach/<int:plan_id>/thuc-hien/", done.page, name="plan-done"),
    path("ke-hoach/<int:plan_id>/viec/", one.deed, name="plan-deed"),
    path("ke-hoach/<int:plan_id>/sua/<slug:part>/", editing.part, name="edit-plan"),
    path("ke-hoach/<int:plan_id>/giao/<int:given_target_id>/", sharing.giving, name="give-plan-target"),
    path("ke-hoach/chi-tieu/<int:plan_target_id>/so/", figures.typing, name="type-plan-figure"),
    path("ke-hoach/<int:plan_id>/van-ban.pdf", printing.as_pdf, name="plan-pdf"),
    path("ke-hoach/<int:plan_id>/van-ban.docx", printing.as_word, name="plan-docx"),
]
