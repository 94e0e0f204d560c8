"""A made-up city to try sizes on: 16 communes and wards, one of them merged in 2025."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from giamngheo.apps.households.actions import About, Decision, Recognised, recognise, split_household
from giamngheo.apps.households.bulk import record_many
from giamngheo.apps.households.generated import Generated, generate
from giamngheo.apps.households.generated.calibration import OPENING
from giamngheo.apps.households.models import Household
from giamngheo.foundation.accounts.demonstration import TITLE as PROVINCE_TITLE
from giamngheo.foundation.areas.actions import prepare, propose, put_in_force
from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.models import Batch, Change, Code, Version
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.areas.source.units import NATION
from giamngheo.foundation.areas.states import BatchState, Verb
from giamngheo.foundation.audit.actions import SYSTEM

TITLE: Final = "Thành phố trình diễn (không có thật)"
SOURCE: Final = "dữ liệu trình diễn, không có thật"
CITY: Final = "TDTP"
SEED: Final = 2026
_BEFORE, _MERGER = date(2020, 1, 1), date(2025, 7, 1)
_NAMED: Final = (
    "Mẫu Bắc, Mẫu Nam, Mẫu Trung, Thử An, Thử Bình, Thử Hoà, Trình Phú, Trình Lộc, Trình Thọ, Diễn Xuân, "
    "Diễn Hạ, Diễn Thu, Ví Sơn, Ví Hải, Ví Giang"
)
_NAMES: Final = _NAMED.split(", ")
_COMMUNES: Final = 4  # of the names the last ones are communes, the others wards
_MERGED: Final = "Ví Đồng"  # made of two former communes
_VILLAGES: Final = 8


@dataclass(frozen=True)
class Made:
    """What is in the city now: households and people by number, households that were split from others."""

    households: int
    people: int
    splits: int


def make_city(households: int, seed: int = SEED) -> Made | None:
    """Make the city's units and fill them; None where they have households already."""
    _ensure_units()
    villages = _villages()
    if Household.objects.filter(area__in=villages.get_column("area_id").to_list()).exists():
        return None
    generated = generate(villages, households, seed)
    about = About(OPENING, reason="Trình diễn", source=SOURCE)
    written = record_many(generated.households, generated.people, about, SYSTEM, generated.numbers)
    ids = dict(written.people.select("key", "id").iter_rows())
    homes = dict(written.households.select("key", "id").iter_rows())
    _decide(generated.recognitions, homes)
    _split(generated, homes, ids)
    return Made(written.households.height, written.people.height, generated.splits.height)


def _decide(recognitions: pl.DataFrame, homes: dict[int, int]) -> None:
    """One list a day of decisions: who is on it, and who was and is no longer."""
    begun = recognitions.select("household", "status", day="since")
    ended = recognitions.filter(pl.col("until").is_not_null()).select("household", day="until")
    left = ended.join(begun, on=["household", "day"], how="anti")
    told = pl.concat([begun, left.select("household", pl.lit("not_poor").alias("status"), "day")])
    for (day,), listed in (
        told.sort("day", "household").partition_by("day", as_dict=True, maintain_order=True).items()
    ):
        paper = Decision("QĐ trình diễn", day, "Chủ tịch UBND (trình diễn)", day.year + 1)
        rows = [Recognised(homes[home], status) for home, status, _ in listed.iter_rows()]
        recognise(rows, paper, About(day, "Trình diễn", paper.number, SOURCE), SYSTEM)


def _split(generated: Generated, homes: dict[int, int], people: dict[int, int]) -> None:
    """Some children leave in the middle of the year: a deed each, as an officer writes it."""
    for home, person, relationship, day in generated.splits.iter_rows():
        about = About(day, reason="Trình diễn: ra ở riêng", source=SOURCE)
        household = Household.objects.get(pk=homes[home])
        split_household(household, {people[person]: relationship}, about, SYSTEM)


def _ensure_units() -> None:
    standing = (BatchState.DRAFT, BatchState.PROPOSED, BatchState.IN_FORCE)
    if Batch.objects.filter(title=TITLE, state__in=standing).exists():
        return
    lines = list(_created())
    if find(NATION, _BEFORE) is None:  # the real units were not loaded
        lines.insert(0, Change(verb=Verb.CREATE, code=NATION, kind=Kind.NATION, name="Việt Nam"))
    _in_force(_BEFORE, lines)
    _in_force(_MERGER, list(_merged()))


def _created() -> Iterator[Change]:
    yield _unit(CITY, Kind.CENTRAL_CITY, "Trình Diễn", NATION)
    wards = len(_NAMES) - _COMMUNES
    for place, name in enumerate(_NAMES, start=1):
        is_ward = place <= wards
        yield from _commune(
            f"{CITY}{place:02}", Kind.WARD if is_ward else Kind.COMMUNE, name, range(_VILLAGES)
        )
    for side, name in enumerate((f"{_MERGED} Trên", f"{_MERGED} Dưới")):
        half = range(side * _VILLAGES // 2, (side + 1) * _VILLAGES // 2)
        yield from _commune(f"{CITY}9{side}", Kind.COMMUNE, name, half, called=_MERGED)


def _commune(code: str, kind: Kind, name: str, villages: range, called: str = "") -> Iterator[Change]:
    yield _unit(code, kind, name, CITY)
    word = Kind.RESIDENTIAL_GROUP if kind is Kind.WARD else Kind.VILLAGE
    for place in villages:
        yield _unit(f"{code}{place + 1:02}", word, f"{called or name} {place + 1}", code)


def _merged() -> Iterator[Change]:
    """Two communes become one: their villages go on in it."""
    new = f"{CITY}{len(_NAMES) + 1:02}"
    yield _unit(new, Kind.COMMUNE, _MERGED, CITY)
    for side in range(2):
        former = f"{CITY}9{side}"
        yield Change(verb=Verb.END, code=former)
        yield Change(verb=Verb.SUCCEED, code=former, to_code=new, is_whole=True)
        for place in range(side * _VILLAGES // 2, (side + 1) * _VILLAGES // 2):
            yield Change(verb=Verb.MOVE, code=f"{former}{place + 1:02}", parent_code=new)


def _unit(code: str, kind: Kind, name: str, parent: str) -> Change:
    return Change(verb=Verb.CREATE, code=code, kind=kind, name=name, parent_code=parent)


def _in_force(day: date, lines: Sequence[Change]) -> None:
    for place, line in enumerate(lines, start=1):
        line.place = place
    batch = Batch(title=TITLE, instrument="Không có văn bản: chỉ để trình diễn", day=day)
    put_in_force(propose(prepare(batch, SYSTEM, list(lines)), SYSTEM), SYSTEM)


def _villages() -> pl.DataFrame:
    """The villages of the city, and the communes that were merged: some homes are known by those only."""
    made = Version.objects.filter(created_in__title=TITLE, tier=Tier.VILLAGE, valid__endswith=None)
    living = list(made.order_by("area_id").values_list("area_id", flat=True))
    ended = Code.objects.filter(created_in__title=TITLE, area__versions__tier=Tier.COMMUNE)
    former = sorted(set(ended.exclude(valid__endswith=None).values_list("area_id", flat=True)))
    told = {"area_id": [*living, *former], "is_former": [False] * len(living) + [True] * len(former)}
    return pl.DataFrame(told, schema={"area_id": pl.Int64, "is_former": pl.Boolean})


def is_made_up(area_id: int) -> bool:
    """Whether a unit is one of the demonstration, so that its papers say so."""
    return Version.objects.filter(area=area_id, created_in__title__in=[PROVINCE_TITLE, TITLE]).exists()
