"""A small country: two communes with villages in one province, another province, a former commune."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Model

from giamngheo.foundation.areas.actions import prepare, propose, put_in_force
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import (
    Area,
    Batch,
    Change,
    Code,
    Containment,
    Overlap,
    Succession,
    Version,
)
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import SYSTEM, Deed, record_all
from giamngheo.foundation.audit.models import AuditLine

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


_MADE: Final[tuple[type[Model], ...]] = (
    Area,
    Batch,
    Change,
    Version,
    Code,
    Succession,
    Containment,
    Overlap,
)
_left: Final[dict[type[Model], list[dict[str, Any]]]] = {}
_said: Final[list[Deed]] = []


@dataclass(frozen=True)
class Country:
    """Areas by their codes, with «_» for «-»; `former_east` went whole into `east` on 01/7/2025."""

    areas: dict[str, Area]

    def __getattr__(self, name: str) -> Area:
        return self.areas[name]


def make_country() -> Country:
    """Make the country: by the deeds of the product once a process, then as these left it.

    Two thousand tests begin with it, and each deed looks at what it does in tables of its own.
    """
    if not _left:
        before = {model: _last_of(model) for model in (*_MADE, AuditLine)}
        _by_deeds()
        for model in _MADE:
            _left[model] = list(model._default_manager.filter(pk__gt=before[model]).order_by("pk").values())
        lines = AuditLine.objects.filter(pk__gt=before[AuditLine]).order_by("pk")
        _said.extend(
            Deed(one.verb, one.sentence, one.area_id, (one.subject_kind, one.subject_id), one.details)
            for one in lines
        )
    else:
        with transaction.atomic():  # they name each other: looked at when all are there
            for model, rows in _left.items():
                model._default_manager.bulk_create(model(**row) for row in rows)
            record_all(SYSTEM, _said)
    found = Area.objects.filter(codes__code__in=_UNITS).values_list("codes__code", "pk")
    areas = Area.objects.in_bulk([number for _, number in found])
    return Country({code.replace("-", "_"): areas[number] for code, number in found})


def _last_of(model: type[Model]) -> int:
    last = model._default_manager.order_by("-pk").first()
    return last.pk if last else 0


def _by_deeds() -> None:
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


def in_force(day: date, changes: list[Change]) -> None:
    """Put a batch of these changes in force."""
    for place, change in enumerate(changes, start=1):
        change.place = place
    batch = Batch(title="Địa bàn thử", instrument="Dữ liệu thử", day=day)
    put_in_force(propose(prepare(batch, SYSTEM, changes), SYSTEM), SYSTEM)
