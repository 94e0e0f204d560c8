"""«Trùng?»: before somebody new is written, who of the register may be the same is shown and decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from giamngheo.apps.households.actions import MemberSaid
from giamngheo.apps.households.likely import Likely, likely_same
from giamngheo.apps.households.models import Person
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import words_in
from giamngheo.web.staff.registry.alike import agreeing
from giamngheo.web.staff.registry.finding import Found, told_people
from giamngheo.web.staff.registry.form import kept_by

NEW = "moi"


@dataclass(frozen=True)
class Likeness:
    """Somebody typed in the row `suffix`, and who of the register they may be; `mark` names those shown."""

    suffix: str
    name: str
    found: list[Found]
    mark: str


def decide(
    request: HttpRequest,
    members: Mapping[str, MemberSaid],
    wrong: dict[str, str],
    area_id: int | None,
    head_name: str,
) -> tuple[dict[str, MemberSaid], list[Likeness]]:
    """The members by their row, those decided to be of the register named so, and what there was to decide.

    What is not yet decided, or was decided before others were found, is noted as wrong. `area_id` is where
    they will live (None: not chosen yet, nobody is looked for), `head_name` the head of that household.
    """
    decided, asked = dict(members), list[Likeness]()
    if area_id is None:
        return decided, asked
    told = [
        {**said.particulars, "former_number": said.former_number, "head_name": head_name}
        for said in members.values()
    ]
    likes = likely_same(told, area_id, today(), kept_by(request))
    for (suffix, said), likely in zip(members.items(), likes, strict=True):
        if not likely:
            continue
        people = [one.person for one in likely]
        mark = "-".join(str(person.pk) for person in people)
        name = str(said.particulars.get("full_name", ""))
        asked.append(Likeness(suffix, name, _with_reasons(likely), mark))
        same_shown = words_in(request.POST, f"hoi{suffix}", len(mark) + 1) == mark
        answer = words_in(request.POST, f"trung{suffix}", 20) if same_shown else ""
        if answer == NEW:
            continue
        person = _named(people, answer)
        if person is None:
            wrong[f"trung{suffix}"] = (
                f"{name}: có thể đã có trong sổ. Cách xử lý: xem người tìm thấy rồi chọn ở mục «Trùng?»."
            )
        else:
            decided[suffix] = MemberSaid(said.relationship, person=person)
    return decided, asked


def _with_reasons(likely: Sequence[Likely]) -> list[Found]:
    """People as they are told from others, and what speaks for each of them."""
    found = told_people([one.person for one in likely])
    return [
        replace(one, about=f"{one.about} · {', '.join(agreeing(why.levels))}")
        for one, why in zip(found, likely, strict=True)
    ]


def _named(people: Sequence[Person], answer: str) -> Person | None:
    return next((one for one in people if str(one.pk) == answer), None)
