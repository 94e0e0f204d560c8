"""The lists of the register as frames, chunk after chunk: the columns, words and masks of the screen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Final

import polars as pl
from django.db.models import QuerySet

from giamngheo.apps.households.columns import (
    ADDRESS,
    CODE,
    FORMER_NUMBER,
    NUMBER,
    PERSONAL_NUMBER,
    RELATIONSHIP,
    VILLAGE,
    Column,
    columns,
)
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import Member
from giamngheo.apps.households.rolls import Roll, rolls_on
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, is_everywhere
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.registry.said import birth, masked, word

AT_ONCE: Final = 2_000
_PLACE: Final = "STT"
_NOTHING: Final = "–"


@dataclass
class Looking:
    """Who looks, on which day; the names of areas are asked for once."""

    person: int
    day: date
    names: dict[int, str] = field(default_factory=dict)

    def learn(self, area_ids: Sequence[int]) -> None:
        """Ask for the names of areas that are not known yet."""
        unknown = set(area_ids) - set(self.names)
        self.names |= names_of(unknown, self.day) if unknown else {}

    def name(self, area_id: int) -> str:
        """How an area is written in a column."""
        return capital(self.names.get(area_id, ""))

    def sees_numbers(self) -> Callable[[int], bool]:
        """In which areas personal numbers are shown whole."""
        if is_everywhere(self.person, Permission.SEE_NUMBERS, self.day):
            return lambda area_id: True
        areas = set(areas_where(self.person, Permission.SEE_NUMBERS, self.day))
        return lambda area_id: area_id in areas


@dataclass(frozen=True)
class Exported:
    """A list that can be taken away: its title, headings with types and widths, how a chunk becomes rows."""

    title: str
    counted: str
    schema: Mapping[str, pl.DataType]
    widths: Sequence[float]
    lines: Callable[[Sequence[Any], Looking], Iterator[Sequence[Any]]]


def frames(exported: Exported, rows: QuerySet[Any], looking: Looking) -> Iterator[pl.DataFrame]:
    """The rows of a list as frames; asked for as who looks, also where the page is over by then.

    The database keeps the rows of the moment in which the first chunk was asked for.
    """
    found: Iterator[Any] | None = None
    place = 1
    while True:
        with acting(looking.person, looking.day):
            found = found if found is not None else rows.iterator(chunk_size=AT_ONCE)
            chunk = list(islice(found, AT_ONCE))
            looking.learn([one.area_id for one in chunk])
            lines = [(place + offset, *line) for offset, line in enumerate(exported.lines(chunk, looking))]
        if not chunk:
            return
        place += len(lines)
        yield pl.DataFrame(lines, schema=exported.schema, orient="row")


def _households(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        yield one.head_name, one.code, looking.name(one.area_id), one.members


def _people(chunk: Sequence[Person], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        year = one.birth_date.year if one.birth_date else None
        code = one.household.code if one.household else None
        state = "trong sổ" if one.is_living else "đã ra khỏi sổ"
        yield one.full_name, year, code, looking.name(one.area_id), state


def _members(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    shows = looking.sees_numbers()
    known = columns()
    for roll in rolls_on(chunk, looking.day):
        household = roll.told.household
        of_home = {
            CODE: household.code,
            NUMBER: "; ".join(roll.numbers.values()),
            VILLAGE: looking.name(household.area_id),
            ADDRESS: roll.told.residence.address if roll.told.residence else "",
        }
        for member in roll.told.members:
            whole = shows(household.area_id)
            yield [_cell(column, of_home, roll, member, whole) for column in known]


def _cell(column: Column, of_home: Mapping[str, str], roll: Roll, member: Member, whole: bool) -> str | None:
    name, said = column.field, member.said
    if name in of_home:
        return of_home[name] or None
    if name == RELATIONSHIP:
        return column.choices.get(member.relationship)
    if name in {FORMER_NUMBER, PERSONAL_NUMBER}:
        former = roll.former_numbers.get(member.person_id, "")
        return _none(masked(said.personal_number if name == PERSONAL_NUMBER else former, whole))
    if name == "birth_date":
        return _none(birth(said.birth_date, said.birth_precision))
    value = getattr(said, name)
    several = value if isinstance(value, list) else [value]
    return "; ".join(told for one in several if (told := _none(word(name, one)))) or None


def _none(text: str) -> str | None:
    return None if text == _NOTHING else text


_TEXT, _NUMBER = pl.String(), pl.Int64()
HOUSEHOLDS: Final = Exported(
    "Danh sách hộ",
    "Số hộ",
    {_PLACE: _NUMBER, "Chủ hộ": _TEXT, "Mã hộ": _TEXT, "Nơi ở": _TEXT, "Nhân khẩu": _NUMBER},
    (7, 28, 18, 28, 11),
    _households,
)
PEOPLE: Final = Exported(
    "Người tìm thấy",
    "Số người",
    {
        _PLACE: _NUMBER,
        "Họ và tên": _TEXT,
        "Năm sinh": _NUMBER,
        "Hộ": _TEXT,
        "Nơi ở": _TEXT,
        "Hôm nay": _TEXT,
    },
    (7, 28, 10, 18, 28, 18),
    _people,
)
MEMBERS: Final = Exported(
    "Hộ và thành viên",
    "Số người",
    {_PLACE: _NUMBER, **{column.heading: _TEXT for column in columns()}},
    (7, *(column.width for column in columns())),
    _members,
)
