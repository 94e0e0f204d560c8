"""Who comes to a household and where it goes to: somebody new, somebody of another household, all of it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect

from giamngheo.apps.households.actions import About, MemberSaid, move_household, move_person, record_arrival
from giamngheo.apps.households.models import Household
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.staff.registry.done import tell_done
from giamngheo.web.staff.registry.finding import people_to_choose, person_chosen
from giamngheo.web.staff.registry.form import DeedForm, relations
from giamngheo.web.staff.registry.likeness import Likeness, decide
from giamngheo.web.staff.registry.places import commune_words, place_typed, places_of
from giamngheo.web.staff.registry.typed import UNKNOWN, read_member

_LONGEST_ADDRESS = 300


def newcomer(form: DeedForm) -> HttpResponse:
    """Somebody new to the register comes to live in the household; who is of it already may move instead."""
    likes: list[Likeness] = []
    if form.asked == "ghi":
        about = form.about()
        said = read_member(form.typed, about.day if about else today(), form.wrong)
        decided, likes = decide(form.request, {"": said}, form.wrong, form.home.area_id, form.home.head_name)
        chosen = decided[""]
        if about is not None and form.write(lambda: come(form, chosen, about, record_arrival)):
            name = chosen.person.full_name if chosen.person else said.particulars["full_name"]
            tell_done(form.request, f"Đã ghi {name} chuyển đến hộ này.")
            return redirect("household", form.home.code)
    return form.shown("newcomer", likes=likes)


def come(
    form: DeedForm,
    chosen: MemberSaid,
    about: About,
    write_new: Callable[[Household, MemberSaid, About, Actor], object],
) -> None:
    """Move who was decided to be of the register already into the household; else write somebody new."""
    actor = actor_of(form.request)
    if chosen.person:
        move_person(chosen.person, form.home, chosen.relationship, about, actor)
    else:
        write_new(form.home, chosen, about, actor)


def from_another(form: DeedForm) -> HttpResponse:
    """A person of another household comes to live in this one."""
    person = person_chosen(form)
    if form.asked == "ghi":
        about = form.about()
        relationship = words_in(form.typed, "quan-he")
        if person is None:
            form.wrong["tim"] = "Chưa chọn người: gõ tên hoặc số, bấm «Tìm», rồi chọn một người."
        if relationship != UNKNOWN and relationship not in relations():
            form.wrong["quan-he"] = (
                "Chưa ghi quan hệ với chủ hộ này: chọn trong danh sách, chưa biết thì chọn «chưa rõ»."
            )
        word = "" if relationship == UNKNOWN else relationship
        if (
            person is not None
            and about is not None
            and form.write(lambda: move_person(person, form.home, word, about, actor_of(form.request)))
        ):
            tell_done(form.request, f"Đã ghi {person.full_name} chuyển sang hộ này.")
            return redirect("household", form.home.code)
    return form.shown("from_another", found=people_to_choose(form, person), chosen=person)


def whole_household(form: DeedForm) -> HttpResponse:
    """The household goes to live elsewhere in the areas that one keeps; its code stays."""
    person, day = person_of(form.request), today()
    if form.asked == "ghi":
        about = form.about()
        area_id = place_typed(form.typed, person, day, form.wrong)
        address = words_in(form.typed, "dia-chi", _LONGEST_ADDRESS)
        if (
            about is not None
            and area_id is not None
            and form.write(
                lambda: move_household(form.home, area_id, about, actor_of(form.request), address=address)
            )
        ):
            tell_done(form.request, "Đã ghi nơi ở mới của hộ.")
            return redirect("household", form.home.code)
    places = places_of(person, day, commune_words(form.typed), form.home.area_id)
    return form.shown("whole_moves", places=places)
