"""What a column of a list for the register can mean."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from giamngheo.apps.exchange.lists.fields import Field, FieldKind
from giamngheo.apps.exchange.register.class_words import (
    AVERAGE,
    LEFT_NEAR_POOR,
    LEFT_POOR,
    NEAR_POOR,
    NOT_POOR,
    POOR,
)
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
    "birth_day": "Ngày sinh: ngày",
    "birth_month": "Ngày sinh: tháng",
    "birth_year": "Ngày sinh: năm",
    "birth_male": "Năm sinh của nam",
    "birth_female": "Năm sinh của nữ",
    "personal_number": "Số định danh cá nhân (CCCD)",
    "former_number": "Số chứng minh nhân dân cũ",
    "spouse": "Họ tên vợ hoặc chồng của chủ hộ",
    "spouse_wife": "Họ tên vợ của chủ hộ",
    "spouse_husband": "Họ tên chồng của chủ hộ",
    "spouse_birth": "Ngày sinh hoặc năm sinh của vợ, chồng",
    "spouse_number": "Số định danh của vợ, chồng",
}
CLASS_TICKS: Final = {
    "is_poor": POOR,
    "is_near_poor": NEAR_POOR,
    "is_average": AVERAGE,
    "is_not_poor": NOT_POOR,
    "left_poor": LEFT_POOR,
    "left_near_poor": LEFT_NEAR_POOR,
}
"""Columns of marks by what a mark in them says."""
CLASSES: Final = ("household_class", *CLASS_TICKS)
_OF_DECISION: Final = {
    "household_class": "Diện hộ (hộ nghèo, hộ cận nghèo …)",
    "is_poor": "Hộ nghèo (đánh dấu)",
    "is_near_poor": "Hộ cận nghèo (đánh dấu)",
    "is_average": "Hộ có mức sống trung bình (đánh dấu)",
    "is_not_poor": "Hộ không nghèo (đánh dấu)",
    "left_poor": "Thoát nghèo (đánh dấu)",
    "left_near_poor": "Thoát cận nghèo (đánh dấu)",
    "decision_number": "Số quyết định công nhận",
    "decision_date": "Ngày ký quyết định",
    "decided_by": "Người, cơ quan ký quyết định",
    "decided_since": "Diện hộ có từ ngày",
}
"""What a list says of decisions; `class_columns` finds these: likeness would take «mã hộ nghèo» for one."""
CHOICES: Final = tuple(name for name in (*FROM_LISTS, *FROM_FORM) if name not in ("relationship", "sex"))
"""Choices besides those that are read with the rest of their row."""
TICKS: Final = ("has_health_insurance", "is_meritorious", "serious_illness", "can_work")
NUMBERS: Final = ("height", "body_weight")


@lru_cache
def _headings() -> Mapping[str, tuple[str, ...]]:
    return msgspec.yaml.decode(_HEADINGS.read_bytes(), type=dict[str, tuple[str, ...]])


def headings_of_decisions() -> Mapping[str, tuple[str, ...]]:
    """How lists head the columns of classes and decisions."""
    return {name: _headings()[name] for name in _OF_DECISION}


@lru_cache
def register_fields() -> Mapping[str, Field]:
    """Every field that a list for the register can have, by id."""
    words = _headings()
    labels = {
        **_OF_HOUSEHOLD,
        **_OF_PERSON,
        **{name: label_of(name) for name in (*CHOICES, *TICKS, *NUMBERS, "phone")},
    }
    found = {}
    for name, label in labels.items():
        kind = FieldKind.CHOICE if name in CHOICES else FieldKind.TICK if name in TICKS else FieldKind.TEXT
        # Parts of births and spouses are found by where they stand, not by likeness of words.
        named = (label, name, *words[name]) if name in words else ()
        codes = tuple(choices_of(name).items()) if name in CHOICES else ()
        found[name] = Field(name, label, kind, named, of_member=name not in _OF_HOUSEHOLD, codes=codes)
    for name, label in _OF_DECISION.items():
        found[name] = Field(name, label, FieldKind.TICK if name in CLASS_TICKS else FieldKind.TEXT, ())
    return found
