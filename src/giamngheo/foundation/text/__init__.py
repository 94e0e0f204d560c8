"""Vietnamese text: plain forms, alphabetical order, old fonts, numbers and dates as offices write them."""

from giamngheo.foundation.text.legacy import Encoding, guess_encoding, to_unicode, to_unicode_expr
from giamngheo.foundation.text.numbers import (
    day,
    parse_day,
    parse_money,
    parse_quantity,
    percent,
    quantity,
    whole,
)
from giamngheo.foundation.text.plain import plain, plain_expr
from giamngheo.foundation.text.sorting import sort_key
from giamngheo.foundation.text.spoken import spoken

__all__ = [
    "Encoding",
    "day",
    "guess_encoding",
    "parse_day",
    "parse_money",
    "parse_quantity",
    "percent",
    "plain",
    "plain_expr",
    "quantity",
    "sort_key",
    "spoken",
    "to_unicode",
    "to_unicode_expr",
    "whole",
]
