"""Where a household may live: villages of the areas in which somebody keeps the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment, Version
from giamngheo.foundation.areas.naming import called
from giamngheo.foundation.areas.search import search
from giamngheo.web.components.asked import number_in, words_in

MOST_COMMUNES: Final = 12
_MISSING: Final = "Chưa chọn thôn, tổ dân phố nơi hộ ở: chọn trong danh sách."


@dataclass(frozen=True)
class Places:
    """Villages to choose from, by commune; `is_part` where there are more than a list can show."""

    communes: list[tuple[str, list[tuple[int, str]]]]
    is_part: bool


def places_of(person: int, day: date, words: str, around: int | None = None) -> Places:
    """The villages somebody keeps: of all their communes, or where those are many, of those that are named.

    `around` is an area whose commune is always among them. A commune without villages stands for itself.
    """
    kept = areas_where(person, Permission.KEEP_HOUSEHOLDS, day)
    communes = _living(kept, Tier.COMMUNE, day)
    is_part = communes.count() > MOST_COMMUNES
    if is_part:
        named = _named(communes, day, words)
        if around is not None:
            of = Containment.objects.filter(area_id=around, valid__contains=day).values("ancestor_id")
            named += list(communes.filter(area__in=of).values_list("area_id", flat=True))
        communes = communes.filter(area__in=named)
    shown = list(communes.order_by("sort_key", "area_id"))
    below = _living(kept, Tier.VILLAGE, day)
    if is_part:
        below = below.filter(parent__in=[one.area_id for one in shown])
    villages: dict[int | None, list[tuple[int, str]]] = {}
    for one in below.order_by("sort_key", "area_id"):
        villages.setdefault(one.parent_id, []).append((one.area_id, called(one)))
    told = [(called(one), villages.pop(one.area_id, [(one.area_id, called(one))])) for one in shown]
    return Places(told + [("", rest) for rest in villages.values()], is_part)


def place_typed(typed: Mapping[str, str], person: int, day: date, wrong: dict[str, str]) -> int | None:
    """The village that was chosen, if somebody keeps the register there; else what is wrong is noted."""
    area = number_in(typed, "thon")
    kept = areas_where(person, Permission.KEEP_HOUSEHOLDS, day)
    living = Version.objects.filter(area__in=kept, tier__gte=Tier.COMMUNE, valid__contains=day)
    if area is None or not living.filter(area_id=area).exists():
        wrong["thon"] = _MISSING
        return None
    return area


def commune_words(typed: Mapping[str, str]) -> str:
    """The words by which a commune is looked for."""
    return words_in(typed, "tim-xa")


def _living(kept: QuerySet[Containment, int], tier: Tier, day: date) -> QuerySet[Version]:
    return Version.objects.filter(area__in=kept, tier=tier, valid__contains=day)


def _named(communes: QuerySet[Version], day: date, words: str) -> list[int]:
    if not words:
        return []
    among = list(communes.values_list("area_id", flat=True))
    return [hit.unit.area_id for hit in search(words, day, limit=MOST_COMMUNES, among=among)]
