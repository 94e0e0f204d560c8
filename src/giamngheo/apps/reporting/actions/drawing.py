"""Drawing up a report: its tables from frozen figures, from the reports below, or without any."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from django.db import transaction

from giamngheo.apps.activities.outputs import outputs_by_kind
from giamngheo.apps.budgets.queries import Sums, within
from giamngheo.apps.report_forms.giving import frozen
from giamngheo.apps.report_forms.queries import finished_in
from giamngheo.apps.reporting.actions.moving import ReportingError, begun
from giamngheo.apps.reporting.figures import Changed, changes, from_parts, from_snapshot
from giamngheo.apps.reporting.models import Edition, Report, Step
from giamngheo.apps.reporting.queries import Owed, kept_of, owed_below, standing_parts
from giamngheo.apps.reporting.states import MOVES, ReportState, Verb
from giamngheo.apps.reports.queries import residents_of, tables_of, tiers_of, units_of
from giamngheo.apps.results.queries import Followed, followed_in
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.fingerprint import fingerprint
from giamngheo.law.results.words import between


def draw_from_snapshot(owed: Owed, snapshot: Snapshot, reason: str, actor: Actor) -> Report:
    """Draw up the tables of a report from frozen figures of the unit; raises ReportingError.

    What the units below reported until now is kept beside them, to be compared.
    """
    if snapshot.area_id != owed.unit.area_id:
        raise ReportingError(
            "Bản chốt này của đơn vị khác. Cách xử lý: chọn bản chốt của đơn vị.", "ban-chot"
        )
    if not owed.period.first <= snapshot.closing <= owed.period.last:
        raise ReportingError(
            f"Bản chốt này đến ngày {day_text(snapshot.closing)}, ngoài kỳ báo cáo. "
            f"Cách xử lý: chốt số liệu đến một ngày từ {day_text(owed.period.first)} đến "
            f"{day_text(owed.period.last)}.",
            "ban-chot",
        )
    try:
        tables = opened(snapshot)
    except BrokenSnapshotError as error:
        raise ReportingError(str(error), "ban-chot") from error
    tier = tiers_of(snapshot, snapshot.closing)[0]
    wanted = [one for one in tables_of(snapshot) if one.text.id in owed.duty.tables]
    units = units_of(snapshot, tier, snapshot.closing)
    figures = from_snapshot(wanted, tables, units, residents_of(snapshot, units))
    edition = Edition(snapshot=snapshot, tier=tier, closing=snapshot.closing, figures=figures)
    return _drawn(owed, edition, reason, actor, f"từ bản chốt đến ngày {day_text(snapshot.closing)}")


def draw_from_parts(owed: Owed, reason: str, actor: Actor) -> Report:
    """Draw up the tables of a report as the sum of the accepted reports below; raises ReportingError."""
    below = owed_below(owed.unit.area_id, owed.duty, owed.period.code, owed.period.last)
    parts = standing_parts(below)
    if not parts:
        raise ReportingError(
            "Chưa nhận báo cáo nào của đơn vị trực thuộc cho kỳ này. "
            "Cách xử lý: nhận báo cáo của các đơn vị rồi tổng hợp, hoặc lập từ bản chốt.",
            "ban-chot",
        )
    figures = from_parts(owed.duty.tables, kept_of(parts))
    closing = max(one.standing.closing for one in parts.values() if one.standing is not None)
    edition = Edition(tier=below[0].unit.tier, closing=closing, figures=figures)
    return _drawn(owed, edition, reason, actor, f"tổng hợp {whole(len(parts))}/{whole(len(below))} đơn vị")


def draw_plain(owed: Owed, reason: str, actor: Actor) -> Report:
    """Draw up a report without tables, with the reason; raises ReportingError."""
    ReportingError.words(reason, "vì sao không kèm số liệu", about="ly-do", longest=500)
    edition = Edition(tier=owed.unit.tier, closing=owed.period.last, figures={})
    return _drawn(owed, edition, reason, actor, "không kèm số liệu")


@transaction.atomic
def _drawn(owed: Owed, edition: Edition, reason: str, actor: Actor, how: str) -> Report:
    report = begun(owed)
    before = report.edition
    if report.state not in MOVES[Verb.DRAW].before:
        raise ReportingError(
            "Báo cáo đã gửi nên không lập lại được. Cách xử lý: rút lại hoặc mở điều chỉnh trước."
        )
    said = ReportingError.words(
        reason, "lý do", about="ly-do", longest=500, needed=report.standing_id is not None
    )
    below = standing_parts(owed_below(owed.unit.area_id, owed.duty, owed.period.code, owed.period.last))
    edition.report = report
    edition.number = 1 if before is None else Edition.objects.filter(report=report).count() + 1
    edition.parts = {str(unit): one.standing_id for unit, one in below.items()}
    edition.targets = _targets(owed, edition)
    edition.money, edition.activities = _money(owed), _activities(owed)
    edition.forms = [frozen(one) for one in finished_in(report.area_id, report.first, report.last)]
    edition.law = fingerprint()
    edition.reason = said
    edition.drawn_by_id, edition.drawn_by_name = actor.id, actor.name
    edition.save(force_insert=True)
    report.edition = edition
    report.state = ReportState.ADJUSTING if report.standing_id is not None else ReportState.DRAWN
    report.save(update_fields=["edition", "state"])
    Step.objects.create(
        report=report, edition=edition, verb=Verb.DRAW, note=how, done_by_id=actor.id, done_by_name=actor.name
    )
    differing = list(changes(before.figures, edition.figures)) if before is not None else []
    record(
        actor,
        "reporting.draw",
        f"Lập {owed.name}, {owed.unit.full_name}, {how}"
        f"{f'; {whole(len(differing))} số khác lần trước' if before is not None else ''}",
        area_id=report.area_id,
        subject=("reporting.Report", report.pk),
        details={"edition": edition.pk, "changed": _told(differing), "reason": said},
    )
    return report


def _told(differing: Sequence[Changed]) -> list[Mapping[str, Any]]:
    """The changed cells as the trail keeps them: the first hundred."""
    return [
        {
            "table": one.table,
            "unit": one.unit,
            "part": one.part,
            "column": one.column,
            "before": str(one.before),
            "after": str(one.after),
        }
        for one in differing[:100]
    ]


def _targets(owed: Owed, edition: Edition) -> list[dict[str, Any]]:
    """Where the targets of the unit stood on the closing day; none where the report does not tell of them."""
    if not any(section.targets for section in owed.duty.sections):
        return []
    told = followed_in(owed.unit.area_id, owed.period.last.year, edition.closing)
    return [
        {
            "target": one.row.pk,
            "name": one.indicator.name,
            "words": one.words,
            "begun": between(one.begun, one.indicator.unit.label) if one.begun else "",
            "actual": _said(one),
            "as_of": f"{one.last.as_of:%d/%m/%Y}" if one.last else "",
            "state": one.standing.state.value,
        }
        for one in told
        if one.row.put_in_force_at is not None
    ]


def _money(owed: Owed) -> dict[str, list[int]]:
    """The money of the unit and all below it in the years of the period, by project, as the ledger has it."""
    if not any(section.money for section in owed.duty.sections):
        return {}
    areas, day = areas_within([owed.unit.area_id], owed.period.last), owed.period.last
    found: dict[str, Sums] = {}
    for year in _years(owed):
        for project, sums in within(areas, (), year, day).projects.items():
            found[project] = found.get(project, Sums()) + sums
    return {project: list(astuple(sums)) for project, sums in found.items() if sums.own}


def _activities(owed: Owed) -> dict[str, dict[str, int]]:
    """What the activities of the unit and all below it that are done added up to, by kind and output."""
    if not any(section.activities for section in owed.duty.sections):
        return {}
    areas, found = areas_within([owed.unit.area_id], owed.period.last), dict[str, dict[str, int]]()
    for year in _years(owed):
        for kind, outputs in outputs_by_kind(areas, (), str(year), owed.period.last).items():
            told = found.setdefault(kind, {})
            for output, count in outputs.items():
                told[output] = told.get(output, 0) + count
    return found


def _years(owed: Owed) -> range:
    return range(owed.period.first.year, owed.period.last.year + 1)


def _said(one: Followed) -> str:
    known = one.last.measured.known if one.last else None
    return between(known, one.indicator.unit.label) if known else ""
