"""Reads what people type: ticks, numbers, money, dates; what is not understood is told, not guessed."""

from giamngheo.foundation.sheets.values.dates import DayParts, day
from giamngheo.foundation.sheets.values.money import amount, unit_of_heading
from giamngheo.foundation.sheets.values.numbers import decimal, whole
from giamngheo.foundation.sheets.values.reading import Read
from giamngheo.foundation.sheets.values.ticks import tick

__all__ = ["DayParts", "Read", "amount", "day", "decimal", "tick", "unit_of_heading", "whole"]
