"""Every change of snapshots: one verb, one transaction, one line of audit."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
from django.db import connection, transaction
from django.utils import timezone

from giamngheo import __version__
from giamngheo.apps.households.models import Event
from giamngheo.apps.households.tables import published
from giamngheo.apps.snapshots.files import Manifest, OfArea, PartFile, table_text, write_manifest, write_part
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import HOUSEHOLDS, PEOPLE, Opened, differences, opened
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import on_boundaries, units_on
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.fingerprint import fingerprint
from giamngheo.law.library import NoStandardError, rules_for
from giamngheo.measurement.engines import scan

MAKE: Final = "snapshots.make"
STEPS: Final = ("Đọc sổ hộ và ghi tệp", "Đối chiếu")


class SnapshotError(Exception):
    """Figures cannot be frozen; the message is Vietnamese, with reason and remedy."""


@dataclass(frozen=True)
class Wanted:
    """What is to be frozen: an area, two days, its title; in place of which one and why."""

    area: Area
    opening: date
    closing: date
    title: str
    replaces: Snapshot | None = None
    reason: str = ""


def refuse(wanted: Wanted, today: date) -> None:
    """Raise SnapshotError where this can never be frozen."""
    if not wanted.title:
        raise SnapshotError("Chưa có tên bản chốt. Cách xử lý: ghi tên, như «Kết quả rà soát năm 2026».")
    if wanted.opening >= wanted.closing:
        raise SnapshotError(
            f"Ngày đầu kỳ {day_text(wanted.opening)} không trước ngày cuối kỳ {day_text(wanted.closing)}. "
            "Cách xử lý: sửa một trong hai ngày."
        )
    if wanted.closing > today:
        raise SnapshotError(
            f"Ngày cuối kỳ {day_text(wanted.closing)} chưa đến nên số liệu còn đổi. "
            f"Cách xử lý: chọn ngày {day_text(today)} hoặc trước đó."
        )
    try:
        rules_for(wanted.closing)
    except NoStandardError as error:
        raise SnapshotError(str(error)) from error
    one = wanted.replaces
    if one is None:
        return
    if (one.area_id, one.opening, one.closing) != (wanted.area.pk, wanted.opening, wanted.closing):
        raise SnapshotError(
            "Bản chốt mới phải cùng đơn vị và cùng hai ngày với bản được thay. "
            "Cách xử lý: chốt riêng một bản khác."
        )
    if not wanted.reason:
        raise SnapshotError("Chưa ghi vì sao chốt lại. Cách xử lý: ghi lý do, như số văn bản sửa sai.")
    if hasattr(one, "replaced_by"):
        raise SnapshotError("Bản này đã có bản chốt lại. Cách xử lý: chốt lại từ bản mới nhất.")


def make_snapshot(
    wanted: Wanted, actor: Actor, report: Callable[[int, int], None] = lambda done, total: None
) -> Snapshot:
    """Freeze the register of an area; files first, then the row that names them.

    `report` hears of how many villages of how many the register was read. Raises SnapshotError.
    """
    today = timezone.localdate()
    refuse(wanted, today)
    key = uuid.uuid4()
    made = Snapshot(
        key=key,
        area=wanted.area,
        opening=wanted.opening,
        closing=wanted.closing,
        title=wanted.title,
        standard=rules_for(wanted.closing).standard.id,
        replaces=wanted.replaces,
        reason=wanted.reason,
        made_at=timezone.now(),
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    folder = made.folder.with_name(f"{key}.part")
    folder.mkdir(mode=0o700, parents=True)
    try:
        made.manifest_hash = _write(made, folder, report)
        folder.rename(made.folder)
        with transaction.atomic():
            made.save(force_insert=True)
            record(
                actor,
                "snapshots.make",
                f"Chốt số liệu «{made.title}»: {whole(made.households)} hộ, {whole(made.people)} người",
                area_id=made.area_id,
                subject=("snapshots.Snapshot", made.pk),
                details={"manifest": made.manifest_hash, "reason": made.reason, "differs": made.differs},
            )
    except BaseException:
        for left in (folder, made.folder):
            shutil.rmtree(left, ignore_errors=True)
        raise
    return made


@transaction.atomic
def start_snapshot(wanted: Wanted, actor: Actor, owner: str) -> Task:
    """Begin to freeze in the background; where the same is under way already, that is given back."""
    refuse(wanted, timezone.localdate())
    payload = {
        "area": wanted.area.pk,
        "opening": wanted.opening.isoformat(),
        "closing": wanted.closing.isoformat(),
        "title": wanted.title,
        "replaces": wanted.replaces.pk if wanted.replaces else None,
        "reason": wanted.reason,
        "user": actor.id,
        "name": actor.name,
        "address": actor.address,
    }
    waiting = Task.objects.of_owner(owner).not_over().filter(kind=MAKE, payload=payload)
    return waiting.first() or tasks.start(MAKE, owner, STEPS, payload)


def _write(made: Snapshot, folder: Path, report: Callable[[int, int], None]) -> str:
    """Write the tables of a snapshot province by province, and its manifest; gives the hash of that."""
    rules = rules_for(made.closing)
    parts: dict[str, list[PartFile]] = {HOUSEHOLDS: [], PEOPLE: []}
    schemas = {}
    with _at_one_moment():
        ledger = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        areas = areas_within([made.area_id], made.closing)
        done = 0
        report(done, len(areas))
        for province, villages in _by_province(areas, made.closing):
            told = published(villages, made.opening, made.closing, rules)
            for table, frame in ((HOUSEHOLDS, told.households), (PEOPLE, told.people)):
                parts[table].append(write_part(folder, table, f"province={province}", frame))
                schemas[table] = frame.schema
            done += len(villages)
            report(done, len(areas))
    tables = {name: table_text(files, schemas[name]) for name, files in parts.items()}
    made.households, made.people = tables[HOUSEHOLDS].rows, tables[PEOPLE].rows
    unit = units_on([made.area_id], made.closing).get(made.area_id)
    manifest = Manifest(
        key=str(made.key),
        area=OfArea(made.area_id, unit.code if unit else "", unit.full_name if unit else ""),
        opening=made.opening,
        closing=made.closing,
        title=made.title,
        made_at=made.made_at,
        engine=__version__,
        standard=made.standard,
        law=fingerprint(),
        ledger=ledger,
        replaces=str(made.replaces.key) if made.replaces else "",
        reason=made.reason,
        tables=tables,
    )
    if made.replaces is not None:
        now = Opened(manifest, scan(str(folder / HOUSEHOLDS)), scan(str(folder / PEOPLE)))
        made.differs = differences(opened(made.replaces), now)
        manifest = msgspec.structs.replace(manifest, differs=made.differs)
    return write_manifest(folder, manifest)


def _by_province(areas: list[int], day: date) -> Iterator[tuple[str, list[int]]]:
    """The areas by the code of their province; those of none, which hold nobody, are left out."""
    province_of = on_boundaries(day, Tier.PROVINCE)
    codes = {number: unit.code for number, unit in units_on(sorted(set(province_of.values())), day).items()}
    parts: dict[str, list[int]] = {}
    for area in areas:
        if area in province_of:
            parts.setdefault(codes[province_of[area]], []).append(area)
    yield from sorted(parts.items()) or [("none", [])]


@contextmanager
def _at_one_moment() -> Iterator[None]:
    """All that is read is of one moment of the ledger, whatever is written meanwhile."""
    if connection.in_atomic_block:  # the caller's transaction is as it is
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
