"""What a column of a list for the register can mean."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from giamngheo.apps.exchange.lists.fields import Field, FieldKind
from giamngheo.apps.households.particulars import FROM_FORM, FROM_LISTS, choices_of, label_of

_HEADINGS = Path(__file__).with_name("headings.yaml")
_OF_HOUSEHOLD: Final = {
    "code": "Mã hộ trong sổ",
    "household": "Số (mã) hộ trong danh sách",
    "ordinal": "Số thứ tự",
    "head": "Họ tên chủ hộ",
    "village": "Thôn, tổ dân phố",
    "address": "Địa chỉ",
    "member_count": "Số nhân khẩu",
}
_OF_PERSON: Final = {
    "person": "Họ và tên",
    "given_name": "Tên (khi họ và tên ở hai cột)",
    "relationship": "Quan hệ với chủ hộ",
    "sex": "Giới tính",
    "is_male": "Giới tính: nam (đánh dấu)",
    "is_female": "Giới tính: nữ (đánh dấu)",
    "birth_date": "Ngày sinh hoặc năm sinh",
    "birth_male": "Năm sinh của nam",
    "birth_female": "Năm sinh của nữ",
    "personal_number": "Số định danh cá nhân (CCCD)",
    "former_number": "Số chứng minh nhân dân cũ",
}
CHOICES: Final = tuple(name for name in (*FROM_LISTS, *FROM_FORM) if name not in ("relationship", "sex"))
"""Choices besides those that are read with the rest of their row."""
TICKS: Final = ("has_health_insurance", "is_meritorious", "serious_illness", "can_work")
NUMBERS: Final = ("height", "body_weight")


@lru_cache
def register_fields() -> Mapping[str, Field]:
    """Every field that a list for the register can have, by id."""
    words: dict[str, tuple[str, ...]] = msgspec.yaml.decode(
        _HEADINGS.read_bytes(), type=dict[str, tuple[str, ...]]
    )
    labels = {
        **_OF_HOUSEHOLD,
        **_OF_PERSON,
        **{name: label_of(name) for name in (*CHOICES, *TICKS, *NUMBERS, "phone")},
    }
    found = {}
    for name, label in labels.items():
        kind = FieldKind.CHOICE if name in CHOICES else FieldKind.TICK if name in TICKS else FieldKind.TEXT
        codes = tuple(choices_of(name).items()) if name in CHOICES else ()
        found[name] = Field(
            name, label, kind, (label, name, *words[name]), of_member=name not in _OF_HOUSEHOLD, codes=codes
        )
    return found
