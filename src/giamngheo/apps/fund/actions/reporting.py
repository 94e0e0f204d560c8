"""The yearly report for everybody: drawn up by one person, published by another, withdrawn with a reason."""

import secrets

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.fund.models import YearReport
from giamngheo.apps.fund.papers import REPORT, drawn_up
from giamngheo.apps.fund.states import ReportState
from giamngheo.apps.fund.writing import FundError, lock_fund, reason_of, tell
from giamngheo.apps.fund.year_report import Told, as_data, told_of
from giamngheo.apps.papers.actions import withdraw
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.states import PaperState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import whole


@transaction.atomic
def draw_report(area: Area, year: int, smallest: int, actor: Actor) -> YearReport:
    """Freeze what the fund tells everybody of a year, as a draft with its paper; FundError.

    `smallest` is the least count of help above nought that is told.
    """
    lock_fund(area.pk)
    today = timezone.localdate()
    if year > today.year:
        raise FundError(f"Năm {year} chưa tới. Cách xử lý: chọn năm đã có thu, chi.", "nam")
    if YearReport.objects.filter(area=area, year=year).exclude(state=ReportState.WITHDRAWN).exists():
        raise FundError(
            f"Năm {year} đã có báo cáo. Cách xử lý: dùng báo cáo đó, hoặc rút rồi lập lại.", "nam"
        )
    told = told_of(area.pk, year, smallest)
    if not (told.opening or told.received or told.spent or told.donors):
        raise FundError(f"Năm {year} Quỹ chưa có thu, chi nào. Cách xử lý: chọn năm khác.", "nam")
    path = path_of(area.pk, today)
    row = YearReport.objects.create(
        area=area,
        year=year,
        code=secrets.token_hex(8),
        unit=path[-1].full_name if path else "",
        above=path[-2].full_name if len(path) > 1 else "",
        told=as_data(told),
        paper=_paper(area.pk, told, actor),
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )
    sentence = f"Lập báo cáo công khai Quỹ «Vì người nghèo» năm {year}"
    tell(actor, "draw_report", sentence, area.pk, ("fund.YearReport", row.pk))
    return row


@transaction.atomic
def publish_report(report: YearReport, actor: Actor) -> YearReport:
    """Show a report to everybody; never by who drew it up. FundError."""
    row = YearReport.objects.select_for_update().get(pk=report.pk)
    if row.state != ReportState.DRAFT:
        raise FundError(f"Báo cáo này {row.get_state_display().lower()}. Cách xử lý: tải lại trang.")
    if actor.id is not None and actor.id == row.drawn_by_id:
        raise FundError(
            "Bạn là người lập báo cáo này nên không tự công khai được: việc này do hai người làm. "
            "Cách xử lý: nhờ người khác có quyền quyết định công khai."
        )
    row.state, row.published_at = ReportState.PUBLISHED, timezone.now()
    row.published_by_id, row.published_by_name = actor.id, actor.name
    row.save(update_fields=["state", "published_at", "published_by_id", "published_by_name"])
    sentence = f"Công khai báo cáo Quỹ «Vì người nghèo» năm {row.year}"
    tell(actor, "publish_report", sentence, row.area_id, ("fund.YearReport", row.pk))
    return row


@transaction.atomic
def withdraw_report(report: YearReport, why: str, actor: Actor) -> None:
    """Show a report no more, or put a draft aside, with the reason that its page tells; FundError."""
    said = reason_of(why)
    row = YearReport.objects.select_for_update(of=["self"]).select_related("paper").get(pk=report.pk)
    if row.state == ReportState.WITHDRAWN:
        raise FundError("Báo cáo này đã rút. Cách xử lý: tải lại trang.")
    row.state, row.withdrawn_at = ReportState.WITHDRAWN, timezone.now()
    row.withdrawn_by_name, row.withdrawn_because = actor.name, said
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by_name", "withdrawn_because"])
    if row.paper.state in {PaperState.DRAFT, PaperState.ISSUED}:
        withdraw(row.paper, said, actor)
    sentence = f"Rút báo cáo Quỹ «Vì người nghèo» năm {row.year} ({said})"
    tell(actor, "withdraw_report", sentence, row.area_id, ("fund.YearReport", row.pk))


def _paper(area_id: int, told: Told, actor: Actor) -> IssuedPaper:
    helped = f"Trong năm Quỹ đã hỗ trợ {whole(told.households)} hộ." if told.households else ""
    unnamed = [f"{whole(told.unnamed)} đồng"] if told.unnamed else []
    unnamed += [told.unnamed_goods] if told.unnamed_goods else []
    return drawn_up(
        area_id,
        REPORT,
        timezone.localdate(),
        {
            "year": told.year,
            "opening": told.opening,
            "received": told.received,
            "received_goods": told.received_goods,
            "spent": told.spent,
            "closing": told.closing,
            "helped": helped,
            "unnamed": f"Người ủng hộ không nêu tên: {'; '.join(unnamed)}." if unnamed else "",
        },
        actor,
        tables={
            "campaigns": [{"name": one.name, "amount": one.amount} for one in told.campaigns],
            "donors": [{"name": one.name, "amount": one.amount, "goods": one.goods} for one in told.donors],
            "purposes": [
                {
                    "name": one.name,
                    "times": "…" if one.times is None else str(one.times),
                    "amount": one.amount,
                }
                for one in told.purposes
            ],
        },
    )
