"""The lists of the register as frames, chunk after chunk: the columns, words and masks of the screen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

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
from giamngheo.apps.households.flags import flags_of
from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import Member
from giamngheo.apps.households.rolls import Roll, rolls_on
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking
from giamngheo.web.components.personal_numbers import masked
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.registry.listing import newly_among
from giamngheo.web.staff.registry.said import birth, word

_NOTHING: Final = "–"


def standing_words(chunk: Sequence[Household], looking: Looking) -> Iterator[tuple[str, str | None]]:
    """Of each household its class of the day with newly escaped, and its groups, in words of the screen."""
    newly = newly_among(chunk, looking.day)
    flags = flags_of([one.pk for one in chunk], looking.day)
    for one in chunk:
        told = CLASSES[one.class_today].name if one.class_today else "chưa có quyết định"
        groups = [flag.label for flag, truth in flags.get(one.pk, {}).items() if truth]
        yield told + ("; mới thoát nghèo" if one.pk in newly else ""), "; ".join(groups) or None


def _households(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one, standing in zip(chunk, standing_words(chunk, looking), strict=True):
        yield one.head_name, one.code, *standing, looking.name(one.area_id), one.members


def _people(chunk: Sequence[Person], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        year = one.birth_date.year if one.birth_date else None
        code = one.household.code if one.household else None
        state = "trong sổ" if one.is_living else "đã ra khỏi sổ"
        yield one.full_name, year, code, looking.name(one.area_id), state


def _members(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
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


HOUSEHOLDS: Final = Exported(
    "Danh sách hộ",
    "Số hộ",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Loại hộ": TEXT,
        "Nhóm": TEXT,
        "Nơi ở": TEXT,
        "Nhân khẩu": COUNT,
    },
    (7, 28, 18, 24, 36, 28, 11),
    _households,
)
PEOPLE: Final = Exported(
    "Người tìm thấy",
    "Số người",
    {
        PLACE: COUNT,
        "Họ và tên": TEXT,
        "Năm sinh": COUNT,
        "Hộ": TEXT,
        "Nơi ở": TEXT,
        "Hôm nay": TEXT,
    },
    (7, 28, 10, 18, 28, 18),
    _people,
)
MEMBERS: Final = Exported(
    "Hộ và thành viên",
    "Số người",
    {PLACE: COUNT, **{column.heading: TEXT for column in columns()}},
    (7, *(column.width for column in columns())),
    _members,
)
