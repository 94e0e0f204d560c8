"""Made-up papers for the demonstration: what a commune posted and what waits to be issued."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from giamngheo.apps.households.models import Household
from giamngheo.apps.papers.actions import draw_up
from giamngheo.apps.papers.composing import Heading, Row, composed
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import paths_of
from giamngheo.foundation.audit.actions import SYSTEM

_CLASSES: Final = {"poor": "hộ nghèo", "near_poor": "hộ cận nghèo"}


def draw_up_papers(villages: Sequence[int], day: date) -> int:
    """Give each commune of these villages that has no paper a posted list and a decision as drafts."""
    written = 0
    by_commune: dict[int, list[int]] = {}
    headings: dict[int, Heading] = {}
    for village, path in paths_of(villages, day).items():
        commune = next((unit for unit in path if unit.tier == Tier.COMMUNE), None)
        if commune is None:
            continue
        by_commune.setdefault(commune.area_id, []).append(village)
        above = next((unit.full_name for unit in path if unit.tier == Tier.PROVINCE), "")
        headings[commune.area_id] = Heading(
            unit=commune.full_name, unit_above=above, seat=commune.name, is_demonstration=True
        )
    drawn = set(IssuedPaper.objects.filter(area_id__in=by_commune).values_list("area_id", flat=True))
    for commune_id, of_commune in by_commune.items():
        if commune_id not in drawn:
            _draw_up(commune_id, headings[commune_id], of_commune, day)
            written += 2
    return written


def _draw_up(commune: int, heading: Heading, villages: Sequence[int], day: date) -> None:
    homes = list(
        Household.objects.filter(Q(class_today__in=_CLASSES), area_id__in=villages, is_living=True).order_by(
            "area_id", "sort_key", "pk"
        )
    )
    names = names_of(villages, day)
    listed: list[Row] = [
        {
            "head": home.head_name,
            "village": names[home.area_id],
            "members": home.members,
            "proposed_class": _CLASSES[home.class_today],
        }
        for home in homes
    ]
    year = {"year": day.year}
    posted = composed("posted_list", day, heading, year, {"households": listed})
    draw_up(commune, "posted_list", posted, SYSTEM)
    rows = {name: list(_rows(homes, name, names)) for name in _CLASSES}
    counts = {
        f"{name}_{what}": value
        for name, of_class in rows.items()
        for what, value in (
            ("count", len(of_class)),
            ("people", sum(home.members for home in homes if home.class_today == name)),
        )
    }
    proposer = {"proposer": f"Ban Chỉ đạo rà soát {heading.unit}"}
    decision = composed("recognition_decision", day, heading, {**year, **counts, **proposer}, rows)
    draw_up(commune, "recognition_decision", decision, SYSTEM)


def _rows(homes: Iterable[Household], of_class: str, names: dict[int, str]) -> Iterable[Row]:
    unknown = dict.fromkeys(("birth_year", "sex", "b1", "b2", "change", "causes"))
    for home in homes:
        if home.class_today == of_class:
            yield {
                **unknown,
                "head": home.head_name,
                "village": names[home.area_id],
                "members": home.members,
            }
