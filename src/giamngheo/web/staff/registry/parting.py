"""Households become two, or two become one: who goes, and how each stands to whose head."""

from django.http import HttpResponse
from django.shortcuts import redirect

from giamngheo.apps.households.actions import merge_households, split_household
from giamngheo.apps.households.models import Household
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.staff.registry.done import tell_done
from giamngheo.web.staff.registry.finding import home_chosen, homes_to_choose
from giamngheo.web.staff.registry.form import DeedForm, relations
from giamngheo.web.staff.registry.places import commune_words, place_typed, places_of
from giamngheo.web.staff.registry.typed import HEAD

_LONGEST_ADDRESS = 300


def split(form: DeedForm) -> HttpResponse:
    """Some members leave and are a household of their own, with a head among them."""
    person, day = person_of(form.request), today()
    head = next((one for one in form.members if one.relationship == HEAD), None)
    others = [one for one in form.members if one != head]
    leaving = [one for one in others if form.typed.get(f"roi-{one.pk}")]
    if form.asked == "ghi":
        about = form.about()
        area_id = place_typed(form.typed, person, day, form.wrong)
        people = {one.pk: form.relation_of(one, "chủ hộ mới") for one in leaving}
        if not leaving:
            form.wrong["nguoi-tach"] = "Chưa chọn ai tách: đánh dấu những người rời hộ này."
        elif list(people.values()).count(HEAD) != 1:
            first = f"quan-he-{leaving[0].pk}"
            form.wrong.setdefault(
                first, "Hộ mới cần đúng một chủ hộ: chọn «Chủ hộ» cho một người, người khác ghi quan hệ."
            )
        made: list[Household] = []
        if (
            about is not None
            and area_id is not None
            and form.write(
                lambda: made.append(
                    split_household(
                        form.home,
                        people,
                        about,
                        actor_of(form.request),
                        area_id=area_id,
                        address=words_in(form.typed, "dia-chi", _LONGEST_ADDRESS),
                    )
                )
            )
        ):
            tell_done(
                form.request, f"Đã tách hộ {made[0].head_name}, mã hộ mới {made[0].code}.", made[0].code
            )
            return redirect("household", form.home.code)
    places = places_of(person, day, commune_words(form.typed), form.home.area_id)
    return form.shown("split", places=places, head=head, others=others, all_relations=relations(head=True))


def merger(form: DeedForm) -> HttpResponse:
    """All members belong to another household from the day on, and this one is no more."""
    into = home_chosen(form)
    if form.asked == "ghi":
        about = form.about()
        if into is None:
            form.wrong["tim"] = "Chưa chọn hộ để nhập vào: gõ tên hoặc mã hộ, bấm «Tìm», rồi chọn một hộ."
        else:
            to = f"chủ hộ {into.head_name or into.code}"
            people = {one.pk: form.relation_of(one, to) for one in form.members}
            if about is not None and form.write(
                lambda: merge_households(form.home, into, people, about, actor_of(form.request))
            ):
                tell_done(form.request, f"Đã nhập hộ {form.home.head_name} ({form.home.code}) vào hộ này.")
                return redirect("household", into.code)
    return form.shown("merger", found=homes_to_choose(form, into), into=into)
