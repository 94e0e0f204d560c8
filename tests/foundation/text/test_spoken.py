"""Sums of money in words."""

import pytest

from giamngheo.foundation.text import spoken


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (51_250_000, "năm mươi mốt triệu hai trăm năm mươi nghìn"),
        (1_205_021, "một triệu hai trăm linh năm nghìn không trăm hai mươi mốt"),
        (1_000_000_000, "một tỷ"),
        (2_000_000_500, "hai tỷ năm trăm"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ"),
    ],
)
def test_a_sum_is_said_as_vouchers_say_it(value: int, words: str) -> None:
    assert spoken(value) == words


def test_no_voucher_is_below_nought() -> None:
    with pytest.raises(ValueError, match="not below nought"):
        spoken(-1)
