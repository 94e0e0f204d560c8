"""The numbers of a standard as in force on a day, asked for by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from giamngheo.law.vocabulary.standards import ByResidence, Parameter, ParameterValue


@dataclass(frozen=True)
class Parameters:
    """All parameters of one standard on one day; a `KeyError` means that the pack has no such file."""

    day: date
    by_id: Mapping[str, Parameter]

    def value(self, name: str) -> ParameterValue | None:
        """The value in force with its clause, None while the law is open."""
        return self.by_id[name].on(self.day)

    def line(self, name: str) -> int | ByResidence | None:
        """A line of the law in its unit, None while the law is open."""
        value = self.value(name)
        if value is None or isinstance(value.value, tuple):
            return None
        return value.value

    def whole(self, name: str) -> int:
        """A number that the formulas cannot do without."""
        line = self.line(name)
        if not isinstance(line, int):
            raise TypeError(f"parameter {name} holds no single number on {self.day}")
        return line

    def pair(self, name: str) -> tuple[int, int]:
        """A share as numerator and denominator."""
        value = self.value(name)
        if value is None or not isinstance(value.value, tuple):
            raise TypeError(f"parameter {name} holds no share on {self.day}")
        return value.value

    def first_day_of_year(self, name: str) -> int:
        """The first day of a year held by a parameter, as yyyymmdd."""
        return self.whole(name) * 10_000 + 101
