"""Which frozen figures a page may show, and by which units its tables are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from giamngheo.apps.reports.models import ResidentTotal
from giamngheo.apps.reports.queries import Units, residents_of, tables_of, tiers_of, units_of
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import Opened, opened
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.reports.library import StatutoryTable
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import day_in
from giamngheo.web.components.numbers import capital

TIER_WORDS = {Tier.PROVINCE: "tinh", Tier.DISTRICT: "huyen", Tier.COMMUNE: "xa", Tier.VILLAGE: "thon"}
UNIT_HEADS = {
    Tier.PROVINCE: "Tỉnh, thành phố",
    Tier.DISTRICT: "Huyện, quận",
    Tier.COMMUNE: "Xã, phường",
    Tier.VILLAGE: "Thôn, tổ dân phố",
}


def seen_by(request: HttpRequest) -> Q:
    """The condition on snapshots that who asks may see: those of areas that are theirs whole."""
    return reached(person_of(request), Permission.SEE_HOUSEHOLDS, today())


def snapshot_for(request: HttpRequest, snapshot_id: int) -> Snapshot:
    """The snapshot, where who asks may see it; else 404."""
    rows = Snapshot.objects.filter(seen_by(request)).select_related("replaces", "replaced_by")
    found = rows.filter(pk=snapshot_id).first()
    if found is None:
        raise Http404
    return found


def whole_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of a table whose snapshot is no longer what was frozen leads to where that is told."""

    @wraps(view)
    def told(request: HttpRequest, snapshot_id: int, *args: Any, **named: Any) -> HttpResponseBase:
        try:
            return view(request, snapshot_id, *args, **named)
        except BrokenSnapshotError:
            return redirect("report", snapshot_id)

    return told


@dataclass(frozen=True)
class SeenTable:
    """A table of a snapshot as a page was asked for it: by which units, on whose boundaries."""

    snapshot: Snapshot
    table: StatutoryTable
    opened: Opened
    units: Units
    tiers: list[Tier]
    typed_day: str
    wrong: dict[str, str]

    @property
    def query(self) -> dict[str, str]:
        """What is asked for beside the table, for addresses."""
        told = {"cap": TIER_WORDS[self.units.tier]} if len(self.tiers) > 1 else {}
        if self.units.day != self.snapshot.closing:
            told["ngay"] = f"{self.units.day:%d/%m/%Y}"
        return told

    @cached_property
    def residents(self) -> list[ResidentTotal]:
        """The totals of residents that were typed in, which stand before what the register counts."""
        return residents_of(self.snapshot, self.units) if self.table.text.residents else []

    @property
    def unit_head(self) -> str:
        """What stands above the names of the units."""
        return UNIT_HEADS[self.units.tier]

    def names(self, units: set[int]) -> dict[int, str]:
        """What these units are called on the day of the boundaries."""
        return {number: capital(name) for number, name in names_of(units, self.units.day).items()}

    def told(self) -> dict[str, Any]:
        """What every page of a table shows above it."""
        return {
            "snapshot": self.snapshot,
            "table": self.table.text,
            "units": self.units,
            "tiers": {TIER_WORDS[one]: UNIT_HEADS[one] for one in self.tiers},
            "tier": TIER_WORDS[self.units.tier],
            "unit_head": self.unit_head,
            "typed_day": self.typed_day,
            "wrong": self.wrong,
            "query": self.query,
        }


def seen_table(request: HttpRequest, snapshot_id: int, name: str) -> SeenTable:
    """The table of a snapshot that who asks may see, by the units that the address asks for; else 404."""
    snapshot = snapshot_for(request, snapshot_id)
    table = next((one for one in tables_of(snapshot) if one.text.id == name.replace("-", "_")), None)
    if table is None:
        raise Http404
    day, typed, wrong = day_in(request.GET, "ngay", snapshot.closing)
    tiers = tiers_here(snapshot, day)
    if not tiers:  # before the area was one
        wrong = wrong or "Ngày này đơn vị chưa có hoặc chưa chia thành đơn vị nhỏ hơn. Chọn ngày khác."
        day, tiers = snapshot.closing, tiers_here(snapshot, snapshot.closing)
    asked = request.GET.get("cap", "")
    tier = next((one for one in tiers if TIER_WORDS[one] == asked), tiers[0])
    return SeenTable(
        snapshot,
        table,
        opened(snapshot),
        units_of(snapshot, tier, day),
        tiers,
        typed,
        {"ngay": wrong} if wrong else {},
    )


def tiers_here(snapshot: Snapshot, day: date) -> list[Tier]:
    """The tiers by which tables of a snapshot are told on the boundaries of a day, from the top down."""
    return [one for one in tiers_of(snapshot, day) if one in TIER_WORDS]


def address_of(table: StatutoryTable) -> str:
    """How a table is called in addresses."""
    return table.text.id.replace("_", "-")
