"""Amounts and kinds of money as they are typed: đồng in whole numbers, codes of the law."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.dimensions import Key, programmes_of
from giamngheo.apps.budgets.models import Line
from giamngheo.apps.programmes.queries import InScope, in_scope_of
from giamngheo.foundation.text import parse_money
from giamngheo.law.budgets.library import money_law
from giamngheo.law.programmes.library import programmes
from giamngheo.law.vocabulary.programmes import Programme
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.staff.budgets.reaching import Place

_LONGEST = 30
NONE: Mapping[int, Activity] = MappingProxyType({})


def amount_typed(
    typed: Mapping[str, str], name: str, wrong: dict[str, str], *, below: bool = False
) -> int | None:
    """Đồng of a field, None where it is empty; what is wrong is noted under the field's name."""
    text = words_in(typed, name, _LONGEST).replace(" ", "")
    if not text:
        return None
    sign = -1 if text[0] in "-−" else 1
    digits = text.lstrip("-−+")
    first, *groups = digits.removesuffix("đồng").removesuffix("đ").split(".")
    try:
        # «1.2» is a slip: read as grouped thousands it would be twelve.
        amount = parse_money(digits) if all(len(one) == 3 for one in groups) and len(first) <= 18 else None
    except ValueError:
        amount = None
    if amount is None or (groups and len(first) > 3):
        wrong[name] = f"«{text}» không phải số đồng. Cách xử lý: ghi số nguyên đồng, như 12.500.000."
        return None
    if sign < 0 and not below:
        wrong[name] = "Số tiền không ghi dấu trừ. Cách xử lý: muốn giảm thì lập quyết định điều chỉnh."
        return None
    return sign * amount


def projects_of(offered: Sequence[Programme], in_scope: InScope, within: str = "") -> list[tuple[str, str]]:
    """The projects and sub-projects to choose from, those out of scope marked; or one with its parts.

    Those of programmes after the first carry theirs: `programme:code`, and code alone left out.
    """
    found = []
    for place, programme in enumerate(offered):
        mark, of = (f"{programme.id}:", f" ({programme.short_name})") if place else ("", "")
        if mark:
            found.append((mark, f"Chưa phân theo dự án{of}"))
        found += [
            (f"{mark}{one.code}", in_scope.told(one.code, one.name) + of)
            for one in programme.projects
            if not within or one.code == within or one.code.startswith(f"{within}.")
        ]
    return found


def natures(year: int) -> Sequence[tuple[str, str]]:
    """The natures under the names of a year."""
    return [(one.id, one.called(date(year, 12, 31))) for one in money_law().natures]


def sources(year: int) -> Sequence[tuple[str, str]]:
    """The sources that a year has."""
    return [(one.id, one.name) for one in money_law().sources if one.holds(date(year, 1, 1))]


def uses() -> Sequence[tuple[str, str]]:
    """What money may be for, where a rule asks."""
    return [(one.id, one.name) for one in money_law().uses]


def key_typed(
    typed: Mapping[str, str],
    area_id: int,
    year: int,
    ending: str = "",
    activities: Mapping[int, Activity] = NONE,
) -> Key:
    """The line that the fields of a form name; `ending` tells the rows of a table apart.

    An activity of those that can be chosen brings its project along where none was chosen.
    """
    activity = activities.get(number_in(typed, f"hoat-dong{ending}") or 0)
    programme, _, project = words_in(typed, f"du-an{ending}", 80).rpartition(":")
    if activity is not None and not project:
        programme, project = activity.programme, activity.project
    elif not programme and (offered := programmes_of(year)):
        programme = offered[0].id
    return Key(
        area_id,
        year,
        programme,
        words_in(typed, f"tinh-chat{ending}", 20),
        words_in(typed, f"nguon{ending}", 20),
        project,
        words_in(typed, f"muc-chi{ending}", 20),
        words_in(typed, f"noi-dung{ending}", 201),
        activity_id=activity.pk if activity else None,
    )


def to_choose(
    activities: Mapping[int, Activity], taken_in: Mapping[int, str] = MappingProxyType({})
) -> list[tuple[str, str]]:
    """Activities as a form offers them: project, title, where each stands; of which former unit, by area."""
    return [
        (
            str(number),
            f"{one.project} {one.title} ({one.state_word.lower()}"
            + (f", {taken_in[one.area_id]} cũ)" if one.area_id in taken_in else ")"),
        )
        for number, one in activities.items()
    ]


def choices(place: Place, giving: Line | None = None) -> dict[str, object]:
    """All that a form of a unit and year chooses from; of money of a line `giving` what lies within it."""
    in_scope = in_scope_of(place.area_id, place.year, today())
    if giving is None:
        offered, within = programmes_of(place.year), ""
    else:
        whole = programmes().get(giving.programme)
        offered, within = [whole] if whole else [], giving.project
    return {
        "projects": projects_of(offered, in_scope, within),
        "natures": natures(place.year),
        "sources": sources(place.year),
        "uses": uses(),
        "left_out_by": in_scope.left_out_by,
    }
