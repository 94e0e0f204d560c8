"""A member of the household marries: to whom, who moves to whom, or nobody."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect

from giamngheo.apps.households.actions import MemberSaid, record_marriage
from giamngheo.apps.households.models import Household, Person
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.staff.registry.done import tell_done
from giamngheo.web.staff.registry.finding import people_to_choose, person_chosen
from giamngheo.web.staff.registry.form import DeedForm, relations
from giamngheo.web.staff.registry.likeness import Likeness, decide
from giamngheo.web.staff.registry.typed import UNKNOWN, name_typed, read_member

NOBODY, THERE, HERE, AWAY = "khong", "sang", "ve", "di"
WHO_MOVES: Final = {
    NOBODY: "Không ai đổi hộ, chỉ ghi là đã kết hôn",
    HERE: "Vợ, chồng về hộ này",
    THERE: "Người của hộ này về hộ của vợ, chồng (hộ có trong sổ)",
    AWAY: "Người của hộ này đi nơi khác, ra khỏi sổ",
}
_SPOUSE: Final = "-vc"


@dataclass
class _Couple:
    """Who marries whom, who of them moves and where to."""

    person: Person
    spouse: Person | MemberSaid | None
    name: str
    moves: Person | None = None
    to: Household | None = None


def marriage(form: DeedForm) -> HttpResponse:
    """Choose the member, the spouse of the register or not, and who moves; then write it down."""
    chosen = person_chosen(form, "vo-chong")
    likes: list[Likeness] = []
    if form.asked == "ghi":
        couple, likes = _read(form, chosen)
        told = f"{couple.person.full_name} kết hôn với {couple.name}" if couple else ""
        about = form.about(told)
        relationship = _relationship(form)
        if (
            couple is not None
            and about is not None
            and form.write(
                lambda: record_marriage(
                    couple.person,
                    couple.spouse,
                    about,
                    actor_of(form.request),
                    moves=couple.moves,
                    to=couple.to,
                    relationship=relationship,
                )
            )
        ):
            tell_done(form.request, f"Đã ghi {told}.", couple.to.code if couple.to else "")
            return redirect("household", form.home.code)
    found = people_to_choose(form, chosen)
    return form.shown("marriage", found=found, chosen=chosen, likes=likes, who_moves=WHO_MOVES)


def _read(form: DeedForm, chosen: Person | None) -> tuple[_Couple | None, list[Likeness]]:
    person = next((one for one in form.members if one.pk == number_in(form.typed, "nguoi")), None)
    moving = words_in(form.typed, "ai-chuyen")
    name = name_typed(form.typed, f"ten{_SPOUSE}")
    likes: list[Likeness] = []
    spouse: Person | MemberSaid | None = chosen
    if person is None:
        form.wrong["nguoi"] = "Chưa chọn người: chọn một thành viên của hộ."
    if moving not in WHO_MOVES:
        form.wrong["ai-chuyen"] = "Chưa chọn ai đổi hộ: không ai đổi thì chọn dòng đầu."
    if chosen is None and not name:
        form.wrong["tim"] = (
            "Chưa có vợ, chồng: tìm rồi chọn một người trong sổ, hoặc gõ tên người chưa có trong sổ."
        )
    elif chosen is not None and name:
        form.wrong[f"ten{_SPOUSE}"] = "Đã chọn người trong sổ lại gõ tên người khác: xoá tên hoặc bỏ chọn."
    elif chosen is None and moving == HERE:
        said = read_member(form.typed, today(), form.wrong, suffix=_SPOUSE, who="Vợ, chồng – ")
        said = MemberSaid(_relationship(form), said.particulars, said.former_number)
        decided, likes = decide(
            form.request, {_SPOUSE: said}, form.wrong, form.home.area_id, form.home.head_name
        )
        spouse = decided[_SPOUSE].person or said
    if moving == THERE and not isinstance(spouse, Person):
        form.wrong.setdefault(
            "tim", "Vợ, chồng chưa có trong sổ nên chưa biết hộ: ghi hộ ấy trước, hoặc chọn cách khác."
        )
    if form.wrong or person is None:
        return None, likes
    couple = _Couple(person, spouse, spouse.full_name if isinstance(spouse, Person) else name)
    _settle(couple, moving, form.home)
    return couple, likes


def _settle(couple: _Couple, moving: str, home: Household) -> None:
    """Say who moves and where to; a spouse who comes new is written by the deed itself."""
    if moving == AWAY:
        couple.moves = couple.person
    elif moving == THERE and isinstance(couple.spouse, Person):
        couple.moves, couple.to = couple.person, couple.spouse.household
    elif moving == HERE and isinstance(couple.spouse, Person):
        couple.moves, couple.to = couple.spouse, home


def _relationship(form: DeedForm) -> str:
    """How who moves stands to the head where they go; asked for only where somebody comes to a household."""
    if words_in(form.typed, "ai-chuyen") not in {HERE, THERE}:
        return ""
    chosen = words_in(form.typed, "quan-he-moi")
    if chosen == UNKNOWN:
        return ""
    if chosen not in relations():
        form.wrong["quan-he-moi"] = (
            "Chưa ghi quan hệ với chủ hộ nơi đến: chọn trong danh sách, chưa biết thì chọn «chưa rõ»."
        )
    return chosen
