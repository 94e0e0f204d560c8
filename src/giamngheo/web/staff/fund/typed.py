"""Fields of the fund's forms as they are typed; what cannot be read is noted under the name of its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.text import parse_day, parse_money, parse_quantity
from giamngheo.web.components.asked import words_in

Value = TypeVar("Value")


@dataclass
class Typed:
    """A form that was sent; `wrong` has a sentence for each field that could not be read."""

    said: Mapping[str, str]
    wrong: dict[str, str] = field(default_factory=dict)

    def words(self, name: str, longest: int = 300) -> str:
        """Words of a field, one sign more than may be kept, so that what is too long is refused."""
        return words_in(self.said, name, longest + 1)

    def money(self, name: str) -> int | None:
        """Đồng, None where nothing was typed."""
        return self._read(name, parse_money)

    def quantity(self, name: str) -> Decimal | None:
        """How many, None where nothing was typed."""
        return self._read(name, parse_quantity)

    def day(self, name: str, missing: str = "Chưa có ngày: gõ ngày, như 15/11/2026.") -> date:
        """A day that must be there."""
        found = self.day_or_none(name)
        if found is None:
            self.wrong.setdefault(name, missing)
        return found or date.min

    def day_or_none(self, name: str) -> date | None:
        """A day, None where nothing was typed."""
        return self._read(name, parse_day)

    def settle(self) -> None:
        """Refuse all that could not be read, at once."""
        if self.wrong:
            raise FundError(next(iter(self.wrong.values())), wrong=self.wrong)

    def _read(self, name: str, read: Callable[[str], Value]) -> Value | None:
        text = self.words(name, 40)
        try:
            return read(text) if text else None
        except ValueError as error:
            self.wrong.setdefault(name, str(error))
            return None
