"""Vietnamese text is found, sorted, shown and, from old fonts, made readable."""

import random
import unicodedata
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.foundation.text import (
    day,
    guess_encoding,
    parse_day,
    parse_money,
    parse_quantity,
    percent,
    plain,
    plain_expr,
    sort_key,
    to_unicode,
    to_unicode_expr,
    whole,
)
from giamngheo.foundation.text.legacy import TCVN3, VNI

VOWELS = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ".replace(
    " ", ""
)
SMALL = VOWELS + "bcdđghklmnpqrstvx"
TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
TO_VNI = {letter: code for code, letter in reversed(VNI.items())}
SENTENCE = (
    "Danh sách hộ nghèo, hộ cận nghèo thôn Đông, xã Yên Bình: Nguyễn Thị Thử, thiếu hụt việc làm, "
    "người phụ thuộc, dinh dưỡng, bảo hiểm y tế, trình độ giáo dục, chất lượng nhà ở, nguồn nước sinh hoạt"
)


def in_font(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.get(letter, letter) for letter in text)


@given(st.text(alphabet=SMALL + " ", max_size=40))
def test_every_small_letter_survives_tcvn3(text: str) -> None:
    assert to_unicode(in_font(text, TO_TCVN3), "tcvn3") == text


def test_every_letter_small_and_capital_survives_vni() -> None:
    for letter in SMALL + SMALL.upper():
        assert to_unicode(in_font(letter, TO_VNI), "vni") == letter


@given(st.lists(st.sampled_from(SENTENCE.replace(",", "").replace(":", "").split()), min_size=1, max_size=12))
def test_sentences_survive_vni_in_small_and_capital_letters(words: list[str]) -> None:
    text = " ".join(words)
    assert to_unicode(in_font(text, TO_VNI), "vni") == text
    assert to_unicode(in_font(text.upper(), TO_VNI), "vni") == text.upper()


def test_the_capitals_font_of_tcvn3_uses_the_codes_of_small_letters() -> None:
    assert to_unicode("NGUYÔN V¡N THö", "tcvn3") == "NGUYỄN VĂN THỬ"
    assert to_unicode("Hé nghÌo", "tcvn3") == "Hộ nghèo"


def test_a_column_is_converted_as_one_text_is() -> None:
    texts = [in_font(SENTENCE, TO_TCVN3), "NGUYÔN V¡N THö", "abc", None]
    converted = pl.DataFrame({"x": texts}).select(to_unicode_expr(pl.col("x"), "tcvn3"))["x"].to_list()
    assert converted == [SENTENCE, "NGUYỄN VĂN THỬ", "abc", None]


@pytest.mark.parametrize(("codes", "name"), [(TO_TCVN3, "tcvn3"), (TO_VNI, "vni"), ({}, "unicode")])
def test_the_font_of_a_sheet_is_guessed(codes: dict[str, str], name: str) -> None:
    assert guess_encoding([in_font(SENTENCE, codes)]) == name


@given(
    st.lists(st.sampled_from(["né", "cô", "bé", "chí", "tên", "xã", "có", "là", "ô tô", "í ới"]), min_size=1)
)
def test_good_text_of_western_looking_letters_stays(words: list[str]) -> None:
    assert guess_encoding(words) == "unicode"


@given(st.text(max_size=30))
def test_plain_text_is_the_same_from_composed_and_decomposed_letters(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert plain(composed) == plain(apart)


@given(st.text(alphabet=SMALL + SMALL.upper() + " -–,.()/0123456789\n", max_size=40))
def test_a_column_is_made_plain_as_one_text_is(text: str) -> None:
    assert pl.DataFrame({"x": [text]}).select(plain_expr(pl.col("x")))["x"][0] == plain(text)


def test_plain_text_has_no_accents_marks_or_capitals() -> None:
    assert plain("  Hộ NGHÈO – Đặc biệt\n(khó khăn) ") == "ho ngheo dac biet kho khan"


def test_names_sort_by_the_vietnamese_alphabet_and_then_by_tone() -> None:
    ordered = [
        "a",
        "à",
        "ả",
        "ã",
        "á",
        "ạ",
        "an",
        "ăn",
        "ân",
        "ba",
        "bà",
        "bá",
        "cô",
        "da",
        "đa",
        "em",
        "êm",
        "hoa",
        "hòa",
        "mơ",
        "nga",
        "ngà",
        "ông",
        "ơn",
        "tư",
        "ưa",
    ]
    shuffled = random.Random(7).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered
    assert sorted(["Thôn Đông", "Thôn Dung", "Thôn", "Thôn 3"], key=sort_key) == [
        "Thôn", "Thôn 3", "Thôn Dung", "Thôn Đông",
    ]  # fmt: skip


@given(st.text(max_size=20))
def test_a_sort_key_is_ascii_and_the_same_for_decomposed_letters(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert key == sort_key(unicodedata.normalize("NFC", text))


def test_numbers_are_shown_the_vietnamese_way() -> None:
    assert whole(1234567) == "1.234.567"
    assert whole(-1000) == "-1.000"
    assert percent(12.5) == "12,5\N{NO-BREAK SPACE}%"
    assert percent(1234.005) == "1.234,01\N{NO-BREAK SPACE}%"
    assert percent(-0.001) == "0\N{NO-BREAK SPACE}%"
    assert day(date(2025, 11, 5)) == "05/11/2025"


@pytest.mark.parametrize(
    "text", ["1/9/2025", "01-09-2025", "1.9.2025", "010925", "01092025", "2025-09-01", " 1/9/25 "]
)
def test_a_day_is_read_as_people_type_it(text: str) -> None:
    assert parse_day(text) == date(2025, 9, 1)


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_a_day_shown_is_read_again(value: date) -> None:
    assert parse_day(day(value)) == value
    assert parse_day(f"{value:%d%m%y}") == value


@pytest.mark.parametrize(
    "text", ["", "31/2/2025", "1/13/2025", "mai", "1/9/025", "1/2/3/4", "1/1/0001", "31/12/9999"]
)
def test_what_is_no_day_is_refused_in_vietnamese(text: str) -> None:
    with pytest.raises(ValueError, match=r"gõ như|xem lại"):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "value"), [("1.500.000", 1_500_000), (" 1 500 000 đồng", 1_500_000), ("0", 0), ("12đ", 12)]
)
def test_money_is_read_as_offices_write_it(text: str, value: int) -> None:
    assert parse_money(text) == value


@pytest.mark.parametrize("text", ["", "1,5", "-3", "một triệu", "٣", "9" * 19])
def test_what_is_no_money_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="Ghi số đồng"):
        parse_money(text)


@pytest.mark.parametrize(
    ("text", "value"), [("1.200", "1200"), ("1,5", "1.5"), ("12", "12"), ("0,125", "0.125")]
)
def test_a_quantity_is_read_with_a_comma(text: str, value: str) -> None:
    assert parse_quantity(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", ",5", "1,2345", "-1", "1e3", "x", "9" * 10])
def test_what_is_no_quantity_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="Ghi một số"):
        parse_quantity(text)
