"""Whole numbers in words, as vouchers for money want them («Bằng chữ»)."""

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS: Final = ("", "nghìn", "triệu")
_THOUSAND, _BILLION = 1_000, 1_000_000_000


def spoken(value: int) -> str:
    """Return 1205021 as "một triệu hai trăm linh năm nghìn không trăm hai mươi mốt"; ValueError below 0."""
    if value < 0:
        raise ValueError("a sum of money on a voucher is not below nought")
    if value == 0:
        return _DIGITS[0]
    return " ".join(_below(value, begun=False))


def _below(value: int, *, begun: bool) -> list[str]:
    """Words of a number; `begun`: greater parts were said before it."""
    if value >= _BILLION:
        high, rest = divmod(value, _BILLION)
        said = [*_below(high, begun=begun), "tỷ"]
        return [*said, *_below(rest, begun=True)] if rest else said
    words: list[str] = []
    for place in (2, 1, 0):
        group = value // _THOUSAND**place % _THOUSAND
        if group:
            words += _hundreds(group, begun=begun or bool(words))
            words += [_GROUPS[place]] if place else []
    return words


def _hundreds(group: int, *, begun: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or begun else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return words


def _ones(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens > 0:
        return "lăm"
    return _DIGITS[ones]
