"""How the groups by which a figure is told apart are called, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from giamngheo.law.vocabulary.frameworks import OF_PEOPLE, Grouping, Indicator

_NAMES: Final[Mapping[str, str]] = {
    "male": "Nam",
    "female": "Nữ",
    "kinh": "Kinh",
    "minority": "Dân tộc thiểu số",
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
}
_ORDER: Final = tuple(_NAMES)


@dataclass(frozen=True)
class Group:
    """A line of a grouping: by what, whom, and how many of how many, of whom `unknown` are not known."""

    grouping: str
    name: str
    numerator: int
    denominator: int
    unknown: int


def groups_of(indicator: Indicator, parts: Mapping[str, Mapping[str, Sequence[int]]]) -> list[Group]:
    """The lines of parts of a figure ({grouping: {key: [counted, of, unknown]}}), who is in no group last."""
    return [
        Group(_called(grouping, indicator), _named(grouping, key, indicator.ages), *cell)
        for grouping in Grouping
        for key, cell in sorted(parts.get(grouping, {}).items(), key=lambda one: _place(grouping, one[0]))
    ]


def _called(grouping: Grouping, indicator: Indicator) -> str:
    label = grouping.label
    if indicator.computed not in OF_PEOPLE and grouping in {Grouping.SEX, Grouping.ETHNICITY}:
        label += " của chủ hộ"
    return label[0].upper() + label[1:]


def _named(grouping: Grouping, key: str, ages: Sequence[int]) -> str:
    if not key:
        return "Chưa rõ"
    if grouping is not Grouping.AGE:
        return _NAMES.get(key, key)
    first = int(key)
    after = next((one for one in ages if one > first), None)
    if after is None:
        return f"Từ đủ {first} tuổi"
    return f"Dưới {after} tuổi" if first == 0 else f"Từ đủ {first} đến dưới {after} tuổi"


def _place(grouping: Grouping, key: str) -> int:
    if not key:
        return 1_000
    return int(key) if grouping is Grouping.AGE else _ORDER.index(key) if key in _ORDER else 999
