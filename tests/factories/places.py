"""A small country: two communes with villages in one province, another province, a former commune."""

from dataclasses import dataclass
from datetime import date

from giamngheo.foundation.areas.actions import prepare, propose, put_in_force
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Area, Batch, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import SYSTEM

LONG_AGO, MERGER, TODAY = date(2020, 1, 1), date(2025, 7, 1), date(2026, 11, 15)
_UNITS = {
    "nation": (Kind.NATION, "Việt Nam", ""),
    "province": (Kind.PROVINCE, "Mẫu", "nation"),
    "other-province": (Kind.PROVINCE, "Khác", "nation"),
    "east": (Kind.COMMUNE, "Đông", "province"),
    "west": (Kind.WARD, "Tây", "province"),
    "far": (Kind.COMMUNE, "Xa", "other-province"),
    "former-east": (Kind.COMMUNE, "Đông Cũ", "province"),
    "east-1": (Kind.VILLAGE, "Đông Một", "east"),
    "east-2": (Kind.VILLAGE, "Đông Hai", "east"),
    "west-1": (Kind.RESIDENTIAL_GROUP, "Tây Một", "west"),
}


@dataclass(frozen=True)
class Country:
    """Areas by their codes, with «_» for «-»; `former_east` went whole into `east` on 01/7/2025."""

    areas: dict[str, Area]

    def __getattr__(self, name: str) -> Area:
        return self.areas[name]


def make_country() -> Country:
    in_force(
        LONG_AGO,
        [
            Change(verb=Verb.CREATE, code=code, kind=kind, name=name, parent_code=parent)
            for code, (kind, name, parent) in _UNITS.items()
        ],
    )
    in_force(
        MERGER,
        [
            Change(verb=Verb.END, code="former-east"),
            Change(verb=Verb.SUCCEED, code="former-east", to_code="east", is_whole=True),
        ],
    )
    found = Area.objects.filter(codes__code__in=_UNITS).values_list("codes__code", "pk")
    areas = Area.objects.in_bulk([number for _, number in found])
    return Country({code.replace("-", "_"): areas[number] for code, number in found})


def in_force(day: date, changes: list[Change]) -> None:
    """Put a batch of these changes in force."""
    for place, change in enumerate(changes, start=1):
        change.place = place
    batch = Batch(title="Địa bàn thử", instrument="Dữ liệu thử", day=day)
    put_in_force(propose(prepare(batch, SYSTEM, changes), SYSTEM), SYSTEM)
