"""Vouchers, minutes and the yearly report of the fund as official papers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils import timezone

from giamngheo.apps.fund.writing import FundError
from giamngheo.apps.households.city import TITLE as CITY_TITLE
from giamngheo.apps.papers.actions import PaperError, draw_up, issue
from giamngheo.apps.papers.composing import Heading, Row, Value, composed
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.foundation.accounts.demonstration import TITLE
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.library import LawError

RECEIPT: Final = "fund_receipt"
VOUCHER: Final = "fund_voucher"
OUTLAY: Final = "fund_outlay"
MINUTES: Final = "fund_minutes"
REPORT: Final = "fund_report"


def drawn_up(
    area_id: int,
    kind: str,
    day: date,
    values: Mapping[str, Value],
    actor: Actor,
    *,
    tables: Mapping[str, Sequence[Row]] | None = None,
) -> IssuedPaper:
    """A paper of the fund as a draft; FundError where no wording holds on that day."""
    try:
        document = composed(kind, day, _heading(area_id, day), values, tables)
    except LawError as error:
        raise FundError(str(error), "ngay") from error
    return draw_up(area_id, kind, document, actor)


def issued(
    area_id: int, kind: str, numbered: tuple[int, date], values: Mapping[str, Value], actor: Actor
) -> IssuedPaper:
    """A voucher under its number of a day, in force at once; FundError."""
    number, day = numbered
    try:
        return issue(drawn_up(area_id, kind, day, values, actor), str(number), day, actor)
    except PaperError as error:
        raise FundError(str(error), "ngay") from error


def _heading(area_id: int, day: date) -> Heading:
    path = path_of(area_id, day) or path_of(area_id, timezone.localdate())
    unit = path[-1]
    made_up = Version.objects.filter(area=unit.area_id, created_in__title__in=[TITLE, CITY_TITLE])
    return Heading(
        unit=unit.full_name,
        seat=unit.name,
        unit_above=path[-2].full_name if len(path) > 1 else "",
        year=day.year,
        unit_code=unit.code,
        is_demonstration=made_up.exists(),
    )
