"""Making a package of a snapshot: tables told, sealed with the key of this installation, kept."""

import uuid
from pathlib import Path
from typing import Final

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from giamngheo import __version__
from giamngheo.apps.packages.actions.writing import kept_file, tell
from giamngheo.apps.packages.contents import FORMAT, Named, Report
from giamngheo.apps.packages.formats.periods import period_between
from giamngheo.apps.packages.keys import make_own_key, own_key
from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.reading import files_with
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import Sealed, files_of, seal
from giamngheo.apps.packages.states import Way
from giamngheo.apps.packages.telling import results_told, sender_of, tables_told
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.fingerprint import fingerprint

_AGAIN: Final = "bấm lập gói lần nữa."


def make_package(snapshot: Snapshot, actor: Actor) -> Package:
    """Make the package of a snapshot, the next edition for its unit and days; raises PackageError."""
    sealed = sealed_of(snapshot, actor, _next_edition(snapshot))
    report = sealed.manifest
    assert isinstance(report, Report)
    made = Package(
        way=Way.SENT,
        area_id=snapshot.area_id,
        key=uuid.UUID(report.key),
        snapshot=snapshot,
        opening=report.opening,
        closing=report.closing,
        edition=report.edition,
        said=msgspec.to_builtins(report),
        signed_with=sealed.key,
        manifest_hash=sealed.manifest_hash,
        sha256=sealed.sha256,
        size=len(sealed.content),
        kept_by_id=actor.id,
        kept_by_name=actor.name,
    )
    try:
        with kept_file(sealed), transaction.atomic():
            made.save(force_insert=True)
            tell(actor, "packages.made", "Lập gói báo cáo", made, snapshot=str(snapshot.key))
    except IntegrityError as error:
        raise PackageError("Vừa có người khác lập gói của kỳ này.", _AGAIN) from error
    return made


def sealed_of(snapshot: Snapshot, actor: Actor, edition: int) -> Sealed:
    """The package of a snapshot, kept nowhere yet."""
    try:
        tables = opened(snapshot)
    except BrokenSnapshotError as error:
        raise PackageError(
            "Bản chốt số liệu không còn nguyên như lúc chốt.", "mở bản chốt để xem, rồi chốt lại."
        ) from error
    sender = sender_of(snapshot)
    files = files_with(tables_told(snapshot, tables, sender), results_told(snapshot), sender.names)
    report = Report(
        format=FORMAT,
        key=str(uuid.uuid4()),
        unit=Named(sender.unit.code, sender.unit.full_name),
        period=period_between(snapshot.opening, snapshot.closing),
        opening=snapshot.opening,
        closing=snapshot.closing,
        title=snapshot.title,
        edition=edition,
        snapshot=str(snapshot.key),
        snapshot_manifest=snapshot.manifest_hash,
        standard=snapshot.standard,
        law=fingerprint(),
        engine=__version__,
        made_at=timezone.now(),
        made_by=actor.name,
        files=files_of(files),
    )
    folder = Path(settings.DATA)
    return seal(report, files, own_key(folder) or make_own_key(folder))


def _next_edition(snapshot: Snapshot) -> int:
    rows = Package.objects.filter(
        way=Way.SENT, area=snapshot.area_id, opening=snapshot.opening, closing=snapshot.closing
    )
    last: int | None = rows.aggregate(last=Max("edition"))["last"]
    return (last or 0) + 1
