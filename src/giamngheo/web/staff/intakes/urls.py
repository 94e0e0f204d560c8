"""Addresses of the pages of intakes."""

from django.urls import path

from giamngheo.web.components.exporting import addresses
from giamngheo.web.staff.intakes import exporting, one, receiving, xlsform

_ONE = "phieu/nhan/<uuid:intake_id>"

urlpatterns = [
    path("phieu/nhan/", receiving.intakes, name="intakes"),
    *addresses("phieu/nhan/danh-sach", exporting.listed, "intakes"),
    path("phieu/nhan/xlsform/", xlsform.taken, name="intake-xlsform"),
    path(f"{_ONE}/", one.intake, name="intake"),
    path(f"{_ONE}/lua-chon/", one.choosing, name="choose-intake"),
    path(f"{_ONE}/ghi/", one.writing, name="write-intake"),
    path(f"{_ONE}/hoan-tac/", one.undoing, name="undo-intake"),
    path(f"{_ONE}/bo/", one.dropping, name="drop-intake"),
    path(f"{_ONE}/dung/", one.stopping, name="stop-intake"),
    path(f"{_ONE}/tep/", one.returned, name="intake-returned"),
    *addresses(f"{_ONE}/danh-sach", exporting.part, "intake"),
]
