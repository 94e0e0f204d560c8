"""What was typed into the fields of a form about a plan; what of it cannot be so is noted under its field."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from giamngheo.apps.programmes.plans.figures import number
from giamngheo.foundation.text import parse_day

_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,12}(?:[.,]\d{1,4})?")
_YEARS: Final = range(2000, 2101)
_LONGEST: Final = 300
_LONGEST_LINE: Final = 4_000
_MOST_LINES: Final = 300
_MOST_NAMES: Final = 30


class Typed:
    """What was typed, and what of it cannot be so."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self.typed = typed
        self.wrong: dict[str, str] = {}

    def words(self, name: str, longest: int = _LONGEST) -> str | None:
        """Words in one line."""
        said = " ".join(self.typed.get(name, "").replace("\0", "").split())
        if len(said) > longest:
            self.wrong[name] = f"Dài hơn {longest} chữ. Ghi ngắn lại."
        return said[:longest] or None

    def lines(self, name: str) -> tuple[str, ...]:
        """Words line by line, without empty lines."""
        said = [" ".join(one.split()) for one in self.typed.get(name, "").replace("\0", "").splitlines()]
        kept = [one for one in said if one]
        if len(kept) > _MOST_LINES or any(len(one) > _LONGEST_LINE for one in kept):
            self.wrong[name] = (
                f"Nhiều hơn {_MOST_LINES} dòng, hoặc có dòng dài hơn {_LONGEST_LINE} chữ. Rút gọn."
            )
        return tuple(one[:_LONGEST_LINE] for one in kept[:_MOST_LINES])

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.typed.get(name) == "co"

    def listed(self, name: str) -> list[str]:
        """Names with «;» between them."""
        said = " ".join(self.typed.get(name, "").replace("\0", "").split())
        parts = [part.strip() for part in said.split(";") if part.strip()]
        if len(parts) > _MOST_NAMES or any(len(part) > _LONGEST for part in parts):
            self.wrong[name] = f"Nhiều hơn {_MOST_NAMES} tên, hoặc có tên dài hơn {_LONGEST} chữ. Rút gọn."
        return [part[:_LONGEST] for part in parts[:_MOST_NAMES]]

    def figure(self, name: str) -> float | None:
        """A number; None where there is none, or it is wrong."""
        said = self.typed.get(name, "").strip()
        if not said:
            return None
        if not _NUMBER.fullmatch(said):
            self.wrong[name] = f"«{said[:20]}» không phải con số. Gõ như 1,5 hoặc 1.200."
            return None
        return number(said, is_percent=False)

    def decimal(self, name: str) -> Decimal | None:
        """A number with the decimals in which it was typed."""
        found = self.figure(name)
        if found is None:
            return None
        said = self.typed[name].strip()
        _, _, decimals = said.partition("," if "," in said else "." if found != int(found) else ",")
        return round(Decimal(str(found)), len(decimals))

    def year(self, name: str) -> int | None:
        """A year."""
        said = self.typed.get(name, "").strip()
        if not said:
            return None
        if not (said.isascii() and said.isdigit() and len(said) == 4 and int(said) in _YEARS):
            self.wrong[name] = f"«{said[:20]}» không phải năm. Gõ như 2025."
            return None
        return int(said)

    def day(self, name: str) -> str | None:
        """A day as 2022-10-15."""
        said = self.typed.get(name, "").strip()[:20]
        if not said:
            return None
        try:
            return parse_day(said).isoformat()
        except ValueError as error:
            self.wrong[name] = str(error)
            return None


def day_shown(iso: str | None) -> str:
    """2022-10-10 as it is typed: 10/10/2022."""
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""


def figure_shown(value: float | Decimal | None) -> str:
    """1200.0 as it is typed: 1200; 0.15 as 0,15."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
