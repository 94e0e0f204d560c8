"""Columns of personal numbers of which few cells are filled, or whose heading does not say what they are."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.apps.exchange.register.made import prepared, taken_in, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.households.models import Person

pytestmark = pytest.mark.django_db
LETTERS = "BCDEGHIKLMNOPQRSTUVX"


@pytest.fixture
def country() -> Country:
    return make_country()


def listed(tmp_path: Path, heading: str, numbers: Sequence[object]) -> Path:
    """Twenty heads of whom the last have these numbers."""
    headings = ["STT", "Chủ hộ", "Thôn", "Năm sinh", heading, "Dân tộc"]
    cells = [None] * (len(LETTERS) - len(numbers)) + list(numbers)
    rows = [
        [place, f"Mẫu Văn {letter}", "Đông Một", 1980, cell, "Kinh"]
        for place, (letter, cell) in enumerate(zip(LETTERS, cells, strict=True), 1)
    ]
    return workbook(tmp_path / "a.xlsx", {"Hộ": [headings, *rows]})


def numbers() -> set[str]:
    return set(Person.objects.exclude(personal_number="").values_list("personal_number", flat=True))


# Numbers of places that are, as it is those that are known again; the people are made up.
@pytest.mark.parametrize("heading", ["Số CCCD", "Số CC/CCCD", "Giấy tờ", "Ghi chú", ""])
@pytest.mark.parametrize(
    "filled",
    [["001080000001"], ["001 080 000 001", 10080000002], ["001080000001", "001080000002", "123456789"]],
)
def test_few_numbers_are_enough(country: Country, tmp_path: Path, heading: str, filled: list[object]) -> None:
    taken_in(listed(tmp_path, heading, filled), country)
    assert "001080000001" in numbers()
    assert len(numbers()) == min(len(filled), 2)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Số tài khoản", ["001080000001", "001080000002"]),
        ("Ghi chú", ["001080000001", "chết", "chuyển đi"]),
        ("Mã", ["123456789", "123456788"]),
        ("Số", ["991980000001", "991980000002"]),
    ],
)
def test_other_numbers_are_nobodys(
    country: Country, tmp_path: Path, heading: str, cells: list[object]
) -> None:
    found = prepared(listed(tmp_path, heading, cells), country)
    assert found.opened.sheets[0].column("personal_number") is None
