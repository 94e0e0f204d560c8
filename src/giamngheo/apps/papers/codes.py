"""The check code of a paper: sixteen digits drawn by chance, the last of which finds slips of the finger.

Digits alone, as Vietnamese keyboards join letters («DD» becomes «Đ») and every telephone has a pad of digits.
Fifteen of chance: among a million papers one guess in a thousand million meets one.
"""

import re
import secrets
from typing import Final

_RANDOM: Final = 15
_GROUP: Final = 4
LENGTH: Final = _RANDOM + 1
_BETWEEN: Final = re.compile(r"[\s.\u2010-\u2015-]")


def new_code() -> str:
    """A code that nobody can guess: «4827-1930-5561-7034»."""
    drawn = "".join(secrets.choice("0123456789") for _ in range(_RANDOM))
    return grouped(drawn + str(_check_digit(drawn)))


def grouped(digits: str) -> str:
    """Sixteen digits as they are printed."""
    return "-".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))


def code_in(typed: str) -> str | None:
    """The code that somebody typed, with or without signs between; None where it cannot be one."""
    digits = _BETWEEN.sub("", typed)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return None
    return grouped(digits) if digits[-1] == str(_check_digit(digits[:-1])) else None


def _check_digit(digits: str) -> int:
    """The digit of Luhn's rule."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10
