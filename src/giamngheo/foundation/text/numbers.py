"""Numbers and dates as Vietnamese offices write and read them."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_PARTS = re.compile(r"^\s*(\d{1,4})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,4})\s*$")
_RUN = re.compile(r"^\s*(\d{2})(\d{2})(\d{2}|\d{4})\s*$")
_PIVOT = 70  # two-digit years: 00-69 are 20xx, 70-99 are 19xx
_TOO_LONG = 19  # digits of what the database keeps as a number
_YEARS = range(1800, 2201)  # of others the day before or after may be none


def whole(value: int) -> str:
    """Return 1234567 as "1.234.567"."""
    return f"{value:,}".replace(",", ".")


def percent(value: float | Decimal, digits: int = 2) -> str:
    """Return 12.5 (already per cent) as "12,5 %": at most `digits` decimals, half up, no idle zeros."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    return text.translate(str.maketrans(",.", ".,")) + "\N{NO-BREAK SPACE}%"


def quantity(value: Decimal) -> str:
    """Return Decimal("1200.50") as "1.200,5"."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def parse_money(text: str) -> int:
    """Read «1.500.000», «1 500 000 đồng» or 1500000 as đồng; ValueError says what is wrong."""
    digits = text.strip().removesuffix("đồng").removesuffix("đ").replace(".", "").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) < _TOO_LONG:
        return int(digits)
    raise ValueError("Ghi số đồng, chỉ gồm chữ số, như 1.500.000 hoặc 1500000.")


def parse_quantity(text: str) -> Decimal:
    """Read «1.200», «1,5» or 12 as a quantity of at most three decimals; ValueError says what is wrong."""
    whole_part, _, part = text.strip().replace(".", "").replace(" ", "").partition(",")
    digits = whole_part + part
    if digits.isascii() and digits.isdigit() and whole_part and len(whole_part) < 10 and len(part) < 4:
        return Decimal(f"{whole_part}.{part}" if part else whole_part)
    raise ValueError("Ghi một số, như 12 hoặc 1,5; đơn vị ghi ở ô riêng.")


def day(value: date) -> str:
    """Return a date as "15/11/2025"."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def parse_day(text: str) -> date:
    """Read 1/9/2025, 01-09-2025, 010925, 01092025 or 2025-09-01; ValueError says what is wrong."""
    found = _PARTS.match(text) or _RUN.match(text)
    if not found:
        raise ValueError(f"«{text.strip()}» không phải ngày; hãy gõ như 1/9/2025 hoặc 010925.")
    first, month, last = found.groups()
    year_first = len(first) >= 3
    year_text, day_text = (first, last) if year_first else (last, first)
    if len(year_text) not in (2, 4) or len(day_text) > 2:
        raise ValueError(f"«{text.strip()}»: năm phải có 2 hoặc 4 chữ số; hãy gõ như 1/9/2025 hoặc 010925.")
    year = int(year_text)
    if len(year_text) == 2:
        year += 1900 if year >= _PIVOT else 2000
    if year not in _YEARS:
        raise ValueError(
            f"«{text.strip()}»: năm phải từ {_YEARS[0]} đến {_YEARS[-1]}; hãy gõ như 1/9/2025 hoặc 010925."
        )
    try:
        return date(year, int(month), int(day_text))
    except ValueError:
        raise ValueError(f"«{text.strip()}» không có trong lịch; hãy xem lại ngày, tháng, năm.") from None
