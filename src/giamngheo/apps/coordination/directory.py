"""The directory of a unit: which one an area uses, and whom a typed name means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from giamngheo.apps.coordination.models import Assignment, DirectoryEntry, Follow, GivenTask
from giamngheo.apps.coordination.states import AssignmentState, FollowerKind, TaskState
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.queries import Unit, paths_of
from giamngheo.foundation.text import plain

MOST_OFFERED: Final = 1_000
_ASSOCIATIONS: Final = (
    "hoi ",
    "doan ",
    "mat tran",
    "uy ban mttq",
    "uy ban mat tran",
    "lien doan",
    "cong doan",
)
_PEOPLE: Final = ("cong chuc ", "can bo ", "dong chi ", "d c ", "ong ", "ba ", "anh ", "chi ")


def holders_of(area_ids: Iterable[int], day: date) -> dict[int, int]:
    """Of each area the one whose directory it uses: a village that of its commune. One question."""
    found: dict[int, int] = {}
    for area_id, path in paths_of(list(set(area_ids)), day).items():
        above = [one.area_id for one in path if one.tier <= Tier.COMMUNE]
        found[area_id] = above[-1] if above else area_id
    return found


def entries_of(area_id: int, words: str = "", kind: str = "") -> QuerySet[DirectoryEntry]:
    """Who stands in the directory of a unit, by name, without other spellings; `words`: a part of it."""
    rows = DirectoryEntry.objects.filter(area=area_id, joined_into=None)
    if kind in FollowerKind.values:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(key__contains=plain(words)) | Q(post__icontains=words))
    return rows.order_by("key", "pk")


def offered(unit: Unit, day: date) -> list[str]:
    """The names that a field of a unit offers; a village those of its commune."""
    area_id = unit.area_id
    if unit.tier == Tier.VILLAGE:
        area_id = holders_of([area_id], day).get(area_id, area_id)
    rows = entries_of(area_id).filter(retired_at=None)
    return list(rows.values_list("name", flat=True)[:MOST_OFFERED])


def meant(area_id: int, names: Iterable[str]) -> Mapping[str, DirectoryEntry]:
    """By the plain form of each name that the directory knows: whom it means, also by another spelling."""
    keys = {plain(one) for one in names}
    rows = DirectoryEntry.objects.filter(area=area_id, key__in=keys).select_related("joined_into")
    return {one.key: one.joined_into or one for one in rows}


@dataclass(frozen=True)
class Runs:
    """What runs under an entry: projects it does, tasks it has, households it follows."""

    projects: int
    tasks: int
    households: int


def runs_of(entry: DirectoryEntry, day: date) -> Runs:
    """What runs under an entry now."""
    inside = Containment.objects.filter(ancestor_id=entry.area_id, valid__contains=day)
    projects = Assignment.objects.filter(area=entry.area_id, key=entry.key, state=AssignmentState.CONFIRMED)
    tasks = GivenTask.objects.filter(
        area=entry.area_id, unit=None, organisation=entry.name, state__in=[TaskState.GIVEN, TaskState.DOING]
    )
    follows = Follow.objects.filter(
        key=entry.key, until=None, household__area_id__in=inside.values("area_id")
    )
    return Runs(projects.count(), tasks.count(), follows.count())


def kind_of(name: str) -> FollowerKind:
    """What a name most likely is, until somebody says otherwise."""
    key = plain(name)
    if key.startswith(_ASSOCIATIONS):
        return FollowerKind.ASSOCIATION
    return FollowerKind.OFFICER if key.startswith(_PEOPLE) else FollowerKind.AGENCY
