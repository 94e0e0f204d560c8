"""What of the fund waits for who looks: pledges due, cases for a meeting, approved help, drafts."""

from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from giamngheo.apps.fund.models import Meeting, OwnOutlay, YearReport
from giamngheo.apps.fund.queries import cases_by_unit, waiting_by_unit
from giamngheo.apps.fund.states import CaseState, MeetingState, OutlayState, ReportState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, held_areas
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.numbers import number

_HELD_AT_MOST: Final = 3
"""Who holds more roles than this looks at the pages: the first page stays quick."""
_SHOWN: Final = 5


def fund_waiting(person: int, may: frozenset[Permission], day: date) -> list[tuple[str, str]]:
    """Each thing to be done: the sentence and its page; of the units where a role is held themselves."""
    return [
        *(_to_keep(person, day) if Permission.KEEP_FUND in may else []),
        *(_to_decide(person, day) if Permission.DECIDE_FUND in may else []),
    ]


def _to_keep(person: int, day: date) -> list[tuple[str, str]]:
    held = held_areas(person, Permission.KEEP_FUND, day)[:_HELD_AT_MOST]
    counts, cases = waiting_by_unit(held, day), cases_by_unit(among(held, "unit_id"))
    names = names_of(held, day)
    found: list[tuple[str, str]] = []
    for area in held:
        fund = f"Quỹ «Vì người nghèo» {names.get(area, '')}"
        for count, sentence, page in (
            (counts.get(area, {}).get("due"), "cam kết ủng hộ đến hạn", "fund-pledges"),
            (cases.get(area, {}).get(CaseState.PROPOSED), "hồ sơ chờ họp xét", "fund-meetings"),
            (cases.get(area, {}).get(CaseState.APPROVED), "hồ sơ đã duyệt chờ trao", "fund-cases"),
            (counts.get(area, {}).get("coming"), "khoản Quỹ khác chuyển đến chờ nhận", "fund-outlays"),
            (counts.get(area, {}).get("unproved"), "lần trao chưa có minh chứng", "fund-book"),
        ):
            if count:
                asked = {"don-vi": area} if page != "fund-cases" else {"tinh-trang": CaseState.APPROVED.value}
                found.append((f"{fund}: {number(count)} {sentence}.", f"{reverse(page)}?{urlencode(asked)}"))
    return found


def _to_decide(person: int, day: date) -> list[tuple[str, str]]:
    held = held_areas(person, Permission.DECIDE_FUND, day)[:_HELD_AT_MOST]
    drafts = Meeting.objects.filter(among(held), state=MeetingState.DRAFT).exclude(drawn_by_id=person)
    reports = YearReport.objects.filter(among(held), state=ReportState.DRAFT).exclude(drawn_by_id=person)
    outlays = OwnOutlay.objects.filter(among(held), state=OutlayState.DRAFT).exclude(drawn_by_id=person)
    told = [
        (
            f"Biên bản họp xét Quỹ ngày {one.day:%d/%m/%Y} chờ xác nhận.",
            reverse("fund-meeting", args=[one.pk]),
        )
        for one in drafts.order_by("day")[:_SHOWN]
    ]
    # Both in one question: the first page stays quick.
    asked = (
        rows.order_by()
        .annotate(page=Value(page), about=Cast(field, BigIntegerField()))
        .values_list("page", "pk", "about")
        for page, rows, field in (("fund-report", reports, "year"), ("fund-outlay", outlays, "amount"))
    )
    first, second = asked
    return told + [
        (
            f"Báo cáo công khai Quỹ năm {said} chờ công khai."
            if page == "fund-report"
            else f"Khoản chi {number(said)} đồng của Quỹ chờ duyệt.",
            reverse(page, args=[pk]),
        )
        for page, pk, said in first.union(second).order_by("pk")[:_SHOWN]
    ]
