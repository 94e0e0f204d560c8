"""People of submissions who are on no sheet: whether they may be added to the register, and as whom."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from giamngheo.apps.exchange.submissions.reading import Person
from giamngheo.apps.households.actions import MemberSaid
from giamngheo.apps.households.models import Person as KnownPerson
from giamngheo.apps.households.particulars import faults_of
from giamngheo.apps.households.states import BirthPrecision
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import people_differing
from giamngheo.apps.surveys.register import HEAD, Known, households_on
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.text import plain
from giamngheo.law.questionnaires.sheets import BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR, Answers

_NAME: Final = "member_name"


@dataclass(frozen=True)
class Refused:
    """Why somebody is not added, and what to do."""

    why: str
    remedy: str


@dataclass(frozen=True)
class Newcomer:
    """Somebody a submission tells of who is not on the sheet; `refused` where they cannot be added."""

    person: Person
    said: MemberSaid
    refused: Refused | None = None

    @property
    def name(self) -> str:
        """The name as it was sent."""
        return str(self.said.particulars.get("full_name") or "")


@dataclass(frozen=True)
class Strangers:
    """The people of a submission who are not on its sheet."""

    sheet: FilledSheet
    last: SheetVersion
    people: Sequence[Person]


def newcomers_of(
    chunk: Sequence[Strangers], keeps: Collection[int] | None, today: date, told: set[str]
) -> dict[int, list[Newcomer]]:
    """Each of these people, by the number of the sheet; six questions of the database for sheets of one day.

    `keeps` are the areas in which the register may be written, None: everywhere. `told` are the personal
    numbers of the file so far, to which those of these people come.
    """
    numbers = {number for one in chunk for person in one.people if (number := _number(person.answers))}
    taken = set(
        KnownPerson.objects.filter(personal_number__in=numbers).values_list("personal_number", flat=True)
    )
    known: dict[tuple[int, date], Known] = {}
    for day in {one.sheet.day for one in chunk}:
        of_day = [one.sheet.household_id for one in chunk if one.sheet.day == day]
        known |= {(number, day): home for number, home in households_on(of_day, day).items()}
    found: dict[int, list[Newcomer]] = {}
    for one in chunk:
        home = known.get((one.sheet.household_id, one.sheet.day))
        of_all = _refused_all(one, home, keeps, today)
        for person in one.people:
            said = said_of(person.answers)
            refused = of_all or _refused(one, person, said, taken | told)
            told.add(_number(person.answers))
            found.setdefault(one.sheet.pk, []).append(Newcomer(person, said, refused))
    return found


def said_of(answers: Answers) -> MemberSaid:
    """Who somebody is by what was answered of them, as the register takes it."""
    birth, precision = _birth(answers)
    told: dict[str, Any] = {
        "full_name": " ".join(str(answers.get(_NAME) or "").split()),
        "sex": str(answers.get("sex") or ""),
        "ethnicity": str(answers.get("ethnicity") or ""),
        "personal_number": _number(answers),
    }
    if birth is not None:
        told |= {"birth_date": birth, "birth_precision": precision}
    return MemberSaid(str(answers.get("relationship") or ""), told)


def _refused_all(
    one: Strangers, home: Known | None, keeps: Collection[int] | None, today: date
) -> Refused | None:
    """Why nobody can be added to this sheet."""
    if one.sheet.state == SheetState.SEALED:
        return Refused("phiếu đã khoá.", "Ghi người vào sổ hộ rồi «Đính chính» phiếu.")
    if keeps is not None and one.sheet.area_id not in keeps:
        return Refused("bạn không ghi sổ hộ ở địa bàn này.", "Người ghi sổ hộ gửi tệp, hoặc thêm trên sổ hộ.")
    if one.sheet.day > today:
        return Refused("ngày của phiếu chưa tới.", "Gửi lại tệp từ ngày đó.")
    if people_differing(one.last.answers, home.members if home else ()):
        remedy = "Bấm «Lấy người theo sổ hộ» trên phiếu rồi gửi lại tệp."
        return Refused("người trên phiếu khác với sổ hộ.", remedy)
    return None


def _refused(one: Strangers, person: Person, said: MemberSaid, taken: Collection[str]) -> Refused | None:
    if not said.relationship:
        return Refused("chưa ghi quan hệ với chủ hộ.", "Ghi quan hệ rồi gửi lại, hoặc thêm trên sổ hộ.")
    if said.relationship == HEAD:
        return Refused("ghi là chủ hộ, hộ đã có chủ hộ.", "Xem lại quan hệ; đổi chủ hộ thì ghi trên sổ hộ.")
    number = said.particulars["personal_number"]
    if number and number in taken:
        remedy = "Xem lại người ấy trong sổ, trong tệp; chuyển hộ thì ghi «Chuyển» trên sổ hộ."
        return Refused("số định danh đã có trong sổ, hoặc tệp ghi cho người khác.", remedy)
    if _is_namesake(person.answers, [member["answers"] for member in one.last.answers["members"]]):
        remedy = "Xem có phải người đã có trên phiếu không; người khác thì thêm trên sổ hộ."
        return Refused("trên phiếu có người cùng tên.", remedy)
    told = {**said.particulars, "relationship": said.relationship}
    if faults := faults_of(told, one.sheet.day):
        return Refused(f"{faults[0]}", "Sửa rồi gửi lại, hoặc thêm trên sổ hộ.")
    return None


def _is_namesake(answers: Answers, members: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a member has this name and may have this year of birth: it may be the same person."""
    name, year = plain(str(answers.get(_NAME) or "")), answers.get(BIRTH_YEAR)
    return any(
        plain(str(one.get(_NAME) or "")) == name and (year is None or one.get(BIRTH_YEAR) in (None, year))
        for one in members
    )


def _number(answers: Answers) -> str:
    return str(answers.get("personal_number") or "").strip()


def _birth(answers: Answers) -> tuple[date | None, str]:
    """The first day that the birth can have been on, and how much of it is known."""
    year, month, day = (answers.get(name) for name in (BIRTH_YEAR, BIRTH_MONTH, BIRTH_DAY))
    if not isinstance(year, int):
        return None, ""
    known = BirthPrecision.YEAR
    if isinstance(month, int):
        known = BirthPrecision.DAY if isinstance(day, int) else BirthPrecision.MONTH
    try:
        born = date(
            year,
            month if isinstance(month, int) else 1,
            day if known == BirthPrecision.DAY and isinstance(day, int) else 1,
        )
    except ValueError:  # a day that no month has: the sheet tells, the register keeps the year
        return (date(year, 1, 1), BirthPrecision.YEAR) if 1 <= year <= 9999 else (None, "")
    return born, known
