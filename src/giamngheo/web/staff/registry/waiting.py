"""Pairs of people who may be one that wait to be looked at."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.urls import reverse

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.foundation.counted import Counted, in_areas
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.waiting import Told, Waiting

_PAIRS: Final = """
FROM households_suspicion AS pair
JOIN households_person AS first ON first.id = pair.first_id
JOIN households_person AS second ON second.id = pair.second_id
WHERE pair.state = 'open' AND {first} AND {second}
"""


def doubles_waiting(person: int, may: frozenset[Permission], day: date) -> Iterator[Waiting]:
    """Pairs of which both live where this person keeps the register."""
    if Permission.KEEP_HOUSEHOLDS in may:
        areas = areas_reached(person, Permission.KEEP_HOUSEHOLDS, day)
        pairs = _PAIRS.format(
            first=in_areas("first.area_id", areas), second=in_areas("second.area_id", areas)
        )
        yield Waiting(Counted({"doubles": "count(*)"}, pairs, {"areas": areas}), _told)


def _told(counts: Mapping[str, int]) -> Iterator[Told]:
    if count := counts["doubles"]:
        yield f"{number(count)} cặp nghi là một người ghi hai lần chờ xem.", reverse("doubles")
