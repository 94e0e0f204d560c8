"""A small country: two communes with villages in one province, another province, a former commune."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Area, Batch, Containment, Succession, Version
from giamngheo.foundation.text import plain, sort_key

LONG_AGO, MERGER, TODAY = date(2020, 1, 1), date(2025, 7, 1), date(2026, 11, 15)
_NAMES = {
    "nation": (Kind.NATION, "Việt Nam", None),
    "province": (Kind.PROVINCE, "Tỉnh Mẫu", "nation"),
    "other_province": (Kind.PROVINCE, "Tỉnh Khác", "nation"),
    "east": (Kind.COMMUNE, "Xã Đông", "province"),
    "west": (Kind.WARD, "Phường Tây", "province"),
    "far": (Kind.COMMUNE, "Xã Xa", "other_province"),
    "east_1": (Kind.VILLAGE, "Thôn Đông Một", "east"),
    "east_2": (Kind.VILLAGE, "Thôn Đông Hai", "east"),
    "west_1": (Kind.RESIDENTIAL_GROUP, "Tổ dân phố Tây Một", "west"),
}


@dataclass(frozen=True)
class Country:
    """Areas by their short names; `former_east` went whole into `east` on 01/7/2025."""

    areas: dict[str, Area]

    def __getattr__(self, name: str) -> Area:
        return self.areas[name]


def make_country() -> Country:
    batch = Batch.objects.create(title="Địa bàn thử", instrument="Dữ liệu thử", day=LONG_AGO)
    areas: dict[str, Area] = {}
    around: dict[str, list[str]] = {}
    for name, (kind, label, parent) in _NAMES.items():
        areas[name] = _area(batch, kind, label, areas.get(parent or ""), DateRange(LONG_AGO, None))
        around[name] = [name, *around.get(parent or "", [])]
    areas["former_east"] = _area(
        batch, Kind.COMMUNE, "Xã Đông Cũ", areas["province"], DateRange(LONG_AGO, MERGER)
    )
    Succession.objects.create(
        predecessor=areas["former_east"], successor=areas["east"], day=MERGER, is_whole=True, created_in=batch
    )
    within = [
        Containment(ancestor=areas[above], area=areas[name], valid=DateRange(LONG_AGO, None))
        for name, all_above in around.items()
        for above in all_above
    ]
    within += [
        Containment(ancestor=areas[above], area=areas["former_east"], valid=DateRange(since, until))
        for above, since, until in (
            ("former_east", LONG_AGO, MERGER),
            ("east", MERGER, None),
            ("province", LONG_AGO, None),
            ("nation", LONG_AGO, None),
        )
    ]
    Containment.objects.bulk_create(within)
    return Country(areas)


def _area(batch: Batch, kind: Kind, name: str, parent: Area | None, valid: DateRange) -> Area:
    area = Area.objects.create(valid=valid, created_in=batch)
    Version.objects.create(
        area=area,
        name=name,
        kind=kind,
        tier=kind.tier,
        parent=parent,
        valid=valid,
        search_key=plain(name),
        sort_key=sort_key(name),
        created_in=batch,
    )
    return area
