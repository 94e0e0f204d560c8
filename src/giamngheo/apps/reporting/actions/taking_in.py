"""A report that came from another installation, accepted there as a signed package."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from giamngheo.apps.reporting.actions.moving import ReportingError, begun
from giamngheo.apps.reporting.models import Edition, Report, Step
from giamngheo.apps.reporting.queries import Owed
from giamngheo.apps.reporting.states import MOVES, ReportState, Verb
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text


@dataclass(frozen=True)
class Brought:
    """What came: figures as editions keep them, told by units of a tier, until when, by which law, whence."""

    figures: dict[str, Any]
    tier: Tier
    closing: date
    law: str
    whence: str


@transaction.atomic
def take_in(owed: Owed, brought: Brought, actor: Actor) -> Report:
    """Keep what came as the accepted edition of a report; a later one follows it. Raises ReportingError."""
    if not owed.period.first <= brought.closing <= owed.period.last:
        raise ReportingError(
            f"Số liệu đến ngày {day_text(brought.closing)}, ngoài kỳ báo cáo. Cách xử lý: chọn kỳ khác.",
            "bao-cao",
        )
    report = begun(owed)
    move = MOVES[Verb.TAKE_IN]
    if report.state not in move.before:
        raise ReportingError(
            "Đơn vị đang gửi báo cáo này ở đây. Cách xử lý: nhận hoặc trả lại báo cáo ấy trước.", "bao-cao"
        )
    edition = Edition.objects.create(
        report=report,
        number=Edition.objects.filter(report=report).count() + 1,
        tier=brought.tier,
        closing=brought.closing,
        figures={name: lines for name, lines in brought.figures.items() if name in owed.duty.tables},
        law=brought.law,
        reason=brought.whence,
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )
    now = report.sent_at or edition.drawn_at
    report.edition = report.standing = edition
    report.state, report.sent_at = ReportState.ACCEPTED, now
    report.save(update_fields=["edition", "standing", "state", "sent_at"])
    Step.objects.create(
        report=report,
        edition=edition,
        verb=Verb.TAKE_IN,
        note=brought.whence,
        done_by_id=actor.id,
        done_by_name=actor.name,
    )
    record(
        actor,
        "reporting.take_in",
        f"{move.done}: {owed.name}, {owed.unit.full_name}. {brought.whence}",
        area_id=report.area_id,
        subject=("reporting.Report", report.pk),
        details={"edition": edition.pk},
    )
    return report
