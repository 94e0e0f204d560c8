"""How far a sheet is, and what made a version of it."""

from typing import Final

from django.db import models


class SheetState(models.TextChoices):
    """A draft takes every answer; a sealed sheet takes corrections only."""

    DRAFT = "draft", "đang điền"
    SEALED = "sealed", "đã khoá"


class VersionKind(models.TextChoices):
    """What a version was written for."""

    OPENED = "opened", "mở phiếu"
    DRAFT = "draft", "ghi nháp"
    TYPED = "typed", "tự ghi khi đang gõ"
    PEOPLE = "people", "lấy người theo sổ hộ"
    SEALED = "sealed", "khoá phiếu"
    CORRECTED = "corrected", "đính chính"
    GATHERED = "gathered", "nhận từ ODK, Kobo"
    TAKEN_BACK = "taken_back", "hoàn tác lần nhận"


SEALING = (VersionKind.SEALED, VersionKind.CORRECTED)
"""Versions that count as what the household answered."""

AGAIN: Final = "-phuc-tra"
"""What the occasion of second sheets ends in: they check the first, and are nobody's answers of last year."""
