"""Every change of dashboards: a snapshot is summed once, its tables are published and taken back."""

import secrets
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from giamngheo.apps.dashboards.counting import summed
from giamngheo.apps.dashboards.models import FiguresPage, Summary, UnitFigures
from giamngheo.apps.dashboards.public_tables import as_data, known_before, public_tables
from giamngheo.apps.dashboards.queries import Figures, figures_below, figures_of, summary_of
from giamngheo.apps.reports.queries import residents_of, tiers_of, totals_by_unit, units_of
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import whole
from giamngheo.law.fingerprint import fingerprint
from giamngheo.law.library import rules_of

SUM: Final = "dashboards.sum"
AT_ONCE: Final = 60_000
"""Households that are summed while somebody waits: a large commune many times over, about a second."""
STEPS: Final = ("Cộng số liệu theo đơn vị",)
LONGEST_REASON: Final = 500
_PER_STATEMENT: Final = 2_000
_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtext('dashboards.sum'), %s)"


class DashboardError(Exception):
    """Refused; says in Vietnamese why and what to do. `about` is the field of the form."""

    def __init__(self, message: str, about: str = "") -> None:
        super().__init__(message)
        self.about = about


@transaction.atomic
def sum_up(snapshot: Snapshot, actor: Actor) -> Summary:
    """Sum a snapshot by unit, once by each law; where that was done it is given back.

    Raises:
        BrokenSnapshotError: where its files are no longer what was frozen.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [snapshot.pk])
    known = summary_of(snapshot)
    if known is not None:
        return known
    day = snapshot.closing
    told = Version.objects.filter(area=snapshot.area_id, valid__contains=day).values_list("tier", flat=True)
    own = told.first() or int(Tier.NATION)
    tiers = [units_of(snapshot, tier, day) for tier in tiers_of(snapshot, day) if tier != own]
    totals = [totals_by_unit(residents_of(snapshot, units), units) for units in tiers]
    found = summed(opened(snapshot), rules_of(snapshot.standard).standard, tiers, own, totals)
    summary = Summary.objects.create(
        snapshot=snapshot,
        area_id=snapshot.area_id,
        manifest_hash=snapshot.manifest_hash,
        law=fingerprint(),
    )
    above = dict(
        Version.objects.filter(
            area__in=[one.unit for one in found if one.unit is not None], valid__contains=day
        ).values_list("area_id", "parent_id")
    )
    rows = [
        UnitFigures(
            summary=summary,
            area_id=snapshot.area_id if one.unit is None else one.unit,
            above_id=None if one.unit is None else above.get(one.unit),
            tier=one.tier,
            counts=one.counts,
        )
        for one in found
    ]
    UnitFigures.objects.bulk_create(rows, batch_size=_PER_STATEMENT)
    record(
        actor,
        "dashboards.sum",
        f"Cộng bản chốt «{snapshot.title}» theo {whole(len(rows))} đơn vị",
        area_id=snapshot.area_id,
        subject=("snapshots.Snapshot", snapshot.pk),
        details={"manifest": snapshot.manifest_hash, "law": summary.law},
    )
    return summary


def start_summing(snapshot: Snapshot, actor: Actor, owner: str) -> Task:
    """Begin to sum a large snapshot in the background; what is under way already is given back."""
    payload = {
        "snapshot": snapshot.pk,
        "area": snapshot.area_id,
        "title": snapshot.title,
        "user": actor.id,
        "name": actor.name,
        "address": actor.address,
    }
    with transaction.atomic():
        waiting = Task.objects.of_owner(owner).not_over().filter(kind=SUM, payload=payload)
        return waiting.first() or tasks.start(SUM, owner, STEPS, payload)


@transaction.atomic
def publish(snapshot: Snapshot, smallest: int, actor: Actor) -> FiguresPage:
    """Show the tables of a commune to everybody, with every count left out that would tell of a household.

    `smallest` is the least count above nought that is told. Raises DashboardError.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [snapshot.pk])
    _require_publishable(snapshot)
    summary = sum_up(snapshot, actor)
    own = figures_of(summary, snapshot.area_id)
    if own is None or own.tier != Tier.COMMUNE:
        raise DashboardError(
            "Chỉ công bố được số liệu của một xã, phường. Cách xử lý: chốt số liệu của từng xã rồi công bố."
        )
    before = FiguresPage.objects.filter(
        area=snapshot.area_id, snapshot__closing=snapshot.opening, taken_back_at=None
    ).first()
    tables = public_tables(
        own,
        _villages(summary, snapshot),
        rules_of(snapshot.standard).standard,
        smallest,
        known_before(before.told) if before else {},
    )
    path = path_of(snapshot.area_id, snapshot.closing)
    figures_page = FiguresPage.objects.create(
        snapshot=snapshot,
        area_id=snapshot.area_id,
        code=secrets.token_hex(8),
        unit=path[-1].full_name if path else "",
        above=path[-2].full_name if len(path) > 1 else "",
        told=as_data(snapshot, summary, smallest, tables),
        published_by_id=actor.id,
        published_by_name=actor.name,
    )
    record(
        actor,
        "dashboards.publish",
        f"Công bố số liệu của bản chốt «{snapshot.title}»",
        area_id=snapshot.area_id,
        subject=("snapshots.Snapshot", snapshot.pk),
        details={"figures_page": figures_page.pk, "smallest": smallest},
    )
    return figures_page


@transaction.atomic
def take_back(figures_page: FiguresPage, why: str, actor: Actor) -> FiguresPage:
    """Show a page of figures no more, with a reason that it tells; it never opens again. DashboardError."""
    if not why:
        raise DashboardError("Chưa ghi vì sao rút. Cách xử lý: ghi lý do, như số liệu đã chốt lại.", "ly-do")
    held = (
        FiguresPage.objects.select_for_update(of=["self"]).select_related("snapshot").get(pk=figures_page.pk)
    )
    if held.taken_back_at is not None:
        raise DashboardError("Trang số liệu này đã rút. Cách xử lý: tải lại trang.")
    held.taken_back_at, held.taken_back_by = timezone.now(), actor.name
    held.taken_back_why = why[:LONGEST_REASON]
    held.save(update_fields=["taken_back_at", "taken_back_why", "taken_back_by"])
    record(
        actor,
        "dashboards.take_back",
        f"Rút trang số liệu của bản chốt «{held.snapshot.title}»",
        area_id=held.area_id,
        subject=("snapshots.Snapshot", held.snapshot_id),
        details={"figures_page": held.pk, "reason": held.taken_back_why},
    )
    return held


def _villages(summary: Summary, snapshot: Snapshot) -> dict[str, Figures]:
    """The figures of the villages of a commune by name, in the order of the alphabet."""
    below = {one.unit: one for one in figures_below(summary, snapshot.area_id)}
    order = Version.objects.filter(area__in=below, valid__contains=snapshot.closing).order_by(
        "sort_key", "area"
    )
    names = names_of(below, snapshot.closing)
    found: dict[str, Figures] = {}
    for number in order.values_list("area_id", flat=True):
        name = names[number][:1].upper() + names[number][1:]
        # Two villages of one name stay two rows.
        found[name if name not in found else f"{name} ({number})"] = below[number]
    return found


def _require_publishable(snapshot: Snapshot) -> None:
    if FiguresPage.objects.filter(snapshot=snapshot, taken_back_at=None).exists():
        raise DashboardError(
            "Bản chốt này đã có trang số liệu. Cách xử lý: dùng trang đó, hoặc rút rồi công bố lại."
        )
    if hasattr(snapshot, "replaced_by"):
        raise DashboardError("Bản này đã có bản chốt lại. Cách xử lý: công bố bản chốt mới nhất.")
    others = FiguresPage.objects.filter(area=snapshot.area_id, taken_back_at=None)
    if others.filter(snapshot__opening=snapshot.opening, snapshot__closing=snapshot.closing).exists():
        raise DashboardError(
            "Một bản chốt khác cùng đơn vị, cùng hai ngày đang được công bố: hai bản cạnh nhau có thể "
            "cho biết từng hộ. Cách xử lý: rút trang của bản kia trước."
        )
