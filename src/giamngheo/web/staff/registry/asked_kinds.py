"""Of which kind of households a list is asked for: a class, newly escaped, a flag; counted for an area."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Q

from giamngheo.apps.households.flags import Flag, certainly
from giamngheo.apps.households.listed import ListedHousehold, households_listed
from giamngheo.apps.households.queries import tallied
from giamngheo.apps.households.statuses import is_newly_escaped, newly_escaped_from
from giamngheo.web.components.shown import CLASSES

NEWLY: Final = "moi-thoat-ngheo"
UNDECIDED: Final = "chua-co-quyet-dinh"
_CLASSES: Final[Mapping[str, str]] = {
    "ho-ngheo": "poor",
    "ho-can-ngheo": "near_poor",
    "muc-song-trung-binh": "average_living_standard",
    "ho-khong-ngheo": "not_poor",
}
KINDS: Final[Mapping[str, str]] = {
    **{word: CLASSES[name].name for word, name in _CLASSES.items()},
    NEWLY: "Hộ mới thoát nghèo, cận nghèo",
    UNDECIDED: "Chưa có quyết định",
}
FLAGS: Final[Mapping[str, Flag]] = {
    "dan-toc-thieu-so": Flag.ETHNIC_MINORITY,
    "nguoi-co-cong": Flag.MERIT,
    "nguoi-khuyet-tat": Flag.DISABILITY,
    "tre-em": Flag.CHILD,
    "chu-ho-nu": Flag.WOMAN_HEAD,
    "khong-kha-nang-lao-dong": Flag.NO_WORKING_CAPACITY,
}
FIRST_KINDS: Final = ("ho-ngheo", "ho-can-ngheo", NEWLY)


def is_of(kind: str, day: date, to_household: str = "") -> Q:
    """The condition on households of a kind; `to_household` leads to them from other rows."""
    if kind not in KINDS:
        return Q()
    if kind == NEWLY:
        return is_newly_escaped(day, to_household)
    return Q(**{f"{to_household}class_today": _CLASSES.get(kind, "")})


def households_of(
    kind: str, areas: list[int] | None, day: date, count: int, after: tuple[str, int] | None
) -> list[ListedHousehold]:
    """The first households of a kind in these areas, or those that follow in the order of names."""
    if kind != NEWLY:
        return households_listed(areas, count, after, of_class=_CLASSES.get(kind, "") if kind else None)
    earliest = newly_escaped_from(day)
    return [] if earliest is None else households_listed(areas, count, after, escaped=(earliest, day))


def has_flag(flag: str, day: date, household: str = "pk") -> Q:
    """The condition on households (in this field) that certainly have a flag on a day."""
    return Q(certainly(FLAGS[flag], day, household)) if flag in FLAGS else Q()


def counts_of(areas: list[int] | None, day: date) -> dict[str, int]:
    """How many households live in these areas (None: all), by the word of their kind; all of them under «».

    One question to what is counted as households change, whatever their number.
    """
    by_class = tallied(areas, newly_escaped_from(day), day)
    return {
        **{kind: by_class.get(_CLASSES.get(kind, ""), (0, 0))[0] for kind in KINDS},
        NEWLY: sum(newly for _, newly in by_class.values()),
        "": sum(all_of_it for all_of_it, _ in by_class.values()),
    }
