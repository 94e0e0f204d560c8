"""A standard reads as Vietnamese text with clauses, and says what is not certain."""

from datetime import date

import pytest

from giamngheo.law.library import NoStandardError, rules_of, standards
from giamngheo.law.readable import TO_COMPARE
from giamngheo.law.reading import find, summaries, text_of
from giamngheo.law.vocabulary.texts import Certain


@pytest.mark.parametrize(
    ("words", "standard"),
    [
        ("national_2022_2026", "national_2022_2026"),
        ("2022–2025", "national_2022_2026"),
        ("2022-2025", "national_2022_2026"),
        ("chuẩn 2016", "national_2016_2021"),
        ("2027", "national_2027_2030"),
        ("2026–2030", "national_2027_2030"),
    ],
)
def test_a_standard_is_found_by_id_or_part_of_its_name(words: str, standard: str) -> None:
    assert find(words).id == standard


@pytest.mark.parametrize(("words", "said"), [("1999", "Không có chuẩn"), ("chuẩn", "Nhiều chuẩn")])
def test_a_name_of_none_or_of_many_is_refused_with_the_known_ones(words: str, said: str) -> None:
    with pytest.raises(NoStandardError, match=f"{said}.*national_2016_2021"):
        find(words)


def test_the_text_holds_lines_classes_deprivations_clauses_and_what_is_open() -> None:
    text = "\n".join(text_of(rules_of("national_2022_2026", date(2026, 11, 21))))
    for words in (
        "từ 01/01/2026 đến 31/12/2026 – NĐ 351/2025/NĐ-CP  ← ngày đang xem",
        "nông thôn 1.500.000; thành thị 2.000.000 đồng/người/tháng (NĐ 07/2021/NĐ-CP, Điều 3",
        "nông thôn 140; thành thị 175 điểm",
        "phường: thành thị",
        "Hộ cận nghèo: Thu nhập từ chuẩn nghèo",
        "12. Phương tiện phục vụ tiếp cận thông tin",
        "Đặc khu thuộc khu vực nông thôn hay thành thị.",
        "TT 07/2021/TT-BLĐTBXH: ",
        "hợp nhất tại VBHN 1315/VBHN-BLĐTBXH",
    ):
        assert words in text


@pytest.mark.parametrize("name", sorted(standards()))
def test_everything_unverified_of_a_standard_is_marked_with_its_note(name: str) -> None:
    rules = rules_of(name)
    text = "\n".join(text_of(rules))
    standard = rules.standard
    values = (parameter.on(rules.day) for parameter in rules.parameters.by_id.values())
    marked: list[Certain] = [
        *standard.periods, *standard.area_kinds, *standard.classes, *standard.deprivations,
        *(value for value in values if value is not None),
    ]  # fmt: skip
    for thing in marked:
        if not thing.verified:
            assert f"{TO_COMPARE}: {thing.note}" in text


def test_a_number_that_starts_later_or_is_open_says_so() -> None:
    before = "\n".join(text_of(rules_of("national_2022_2026", date(2024, 1, 1))))
    assert "người lao động có thu nhập thấp: chưa có – áp dụng từ 24/02/2025" in before
    rules = rules_of("national_2027_2030")
    name = rules.parameters.by_id["average_living_standard_line"].name
    assert f"{name}: chưa có – Chưa tìm được văn bản" in "\n".join(text_of(rules))


def test_deprivations_that_are_only_ticked_say_so() -> None:
    ticked = "[chỉ nhận kết quả đã đánh dấu]"
    assert "\n".join(text_of(rules_of("national_2016_2021"))).count(ticked) == 6
    assert ticked not in "\n".join(text_of(rules_of("national_2022_2026")))


def test_the_list_names_every_standard_with_its_periods() -> None:
    lines = list(summaries())
    assert len(lines) == 2 * len(standards())
    assert any("từ 01/01/2027 đến 31/12/2030; để ngỏ" in line for line in lines)
