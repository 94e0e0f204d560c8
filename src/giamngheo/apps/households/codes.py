"""The code of a household: unique in the country and for ever, with a digit that finds slips of the pen."""

import re
from typing import Final

from django.db import connection

_TAKE: Final = """
INSERT INTO households_codeseries AS series (prefix, last) VALUES (%(prefix)s, %(count)s)
ON CONFLICT (prefix) DO UPDATE SET last = series.last + %(count)s RETURNING last
"""
_DIGITS: Final = 6
_BETWEEN: Final = re.compile(r"[\s.\-‐-―]+")  # the last are the dashes that word processors put


def new_codes(prefix: str, count: int) -> list[str]:
    """The next codes under the code of a commune, as it was when they were given: «00004-000127-5».

    A commune that later takes the same code goes on in the same series, so no code comes twice.
    """
    prefix = "".join(filter(str.isalnum, prefix))
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"prefix": prefix, "count": count})
        (last,) = cursor.fetchone()
    return [_code(prefix, number) for number in range(last - count + 1, last + 1)]


def is_code(text: str) -> bool:
    """Whether a text is a code whose last digit fits the others."""
    prefix, _, rest = text.strip().partition("-")
    number, _, digit = rest.partition("-")
    return (
        text.isascii()
        and prefix.isalnum()
        and len(number) == _DIGITS
        and number.isdigit()
        and digit == str(_check_digit(prefix + number))
    )


def code_typed(text: str) -> str:
    """The code that somebody typed, whatever they put between its parts; empty where it is none."""
    bare = _BETWEEN.sub("", text)
    code = f"{bare[: -_DIGITS - 1]}-{bare[-_DIGITS - 1 : -1]}-{bare[-1:]}"
    return code if is_code(code) else ""


def _code(prefix: str, number: int) -> str:
    padded = f"{number:0{_DIGITS}}"
    return f"{prefix}-{padded}-{_check_digit(prefix + padded)}"


def _check_digit(characters: str) -> int:
    """The digit of Luhn's rule over digits; letters count by their place in the alphabet."""
    total = 0
    for place, character in enumerate(reversed(characters)):
        value = int(character, 36) * (2 if place % 2 == 0 else 1)
        total += sum(map(int, str(value)))
    return -total % 10
