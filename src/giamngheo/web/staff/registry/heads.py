"""Another head of a household: who it is, and how the others stand to them."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect

from giamngheo.apps.households.actions import change_head
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import number_in
from giamngheo.web.staff.registry.done import tell_done
from giamngheo.web.staff.registry.form import DeedForm, relations
from giamngheo.web.staff.registry.typed import HEAD

# By how the new head stood to the former one: what others, by their former word, most likely are to the new.
_SUGGESTED: Final[Mapping[str, Mapping[str, str]]] = {
    "spouse": {
        HEAD: "spouse",
        "child": "child",
        "child_in_law": "child_in_law",
        "grandchild": "grandchild",
        "parent": "parent_in_law",
        "parent_in_law": "parent",
        "sibling": "sibling_in_law",
        "sibling_in_law": "sibling",
    },
    "child": {HEAD: "parent", "spouse": "parent", "child": "sibling", "parent": "grandparent"},
    "child_in_law": {HEAD: "parent_in_law", "spouse": "parent_in_law"},
    "parent": {HEAD: "child", "spouse": "child_in_law", "child": "grandchild", "parent": "spouse"},
    "sibling": {HEAD: "sibling", "parent": "parent", "sibling": "sibling", "child": "niece_nephew"},
}


def new_head(form: DeedForm) -> HttpResponse:
    """Choose the new head, then say how the others stand to them; the words suggested are to be read over."""
    members = form.members
    chosen = next((one for one in members if one.pk == number_in(form.typed, "nguoi")), None)
    if chosen is None or chosen.relationship == HEAD:
        if form.asked or "nguoi" in form.typed:
            form.wrong["nguoi"] = "Chưa chọn người: chọn một thành viên chưa phải chủ hộ."
        return form.shown("head", chosen=None, others=[one for one in members if one.relationship != HEAD])
    others = [one for one in members if one != chosen]
    if form.asked == "ghi":
        about = form.about()
        told = {one.pk: form.relation_of(one, "chủ hộ mới") for one in others}
        for one in others:
            if told[one.pk] == HEAD:
                form.wrong[f"quan-he-{one.pk}"] = (
                    f"{chosen.full_name} đã là chủ hộ mới: chọn quan hệ khác cho {one.full_name}."
                )
        if about is not None and form.write(
            lambda: change_head(form.home, chosen, told, about, actor_of(form.request))
        ):
            tell_done(form.request, f"Đã ghi {chosen.full_name} là chủ hộ.")
            return redirect("household", form.home.code)
    suggested = _SUGGESTED.get(chosen.relationship, {})
    words = {one.pk: suggested.get(one.relationship, "") for one in others}
    return form.shown("head", chosen=chosen, others=others, suggested=words, words=relations(head=True))
