"""What a unit sets for those below it: when they report, to whom else, and what it asks of them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from giamngheo.apps.reporting.actions.moving import ReportingError
from giamngheo.apps.reporting.models import Arrangement, Request
from giamngheo.apps.reporting.queries import SENDERS
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.calendar import calendar
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.reporting.periods import due_of, last_day, periods_of
from giamngheo.law.vocabulary.reporting import Due, Frequency, ReportDuty

_LEAP_YEAR = 2028
"""Days of a month are looked at in a year that has all of them."""


@dataclass(frozen=True)
class Set:
    """What is set for units of a tier: a day (month 0: of the month after), to whom else, by what.

    `also` are units kept here, which get a copy.
    """

    duty: ReportDuty
    tier: Tier
    month: int | None
    day: int | None
    recipients: str
    instrument: str
    also: tuple[int, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A report that is asked of units below: what on, until when, by what."""

    duty: ReportDuty
    title: str
    units: tuple[Unit, ...]
    first: date
    last: date
    due: date | None
    instrument: str


@transaction.atomic
def set_day(unit: Unit, told: Set, actor: Actor) -> Arrangement:
    """Set for the units of a tier under a unit when they report; raises ReportingError."""
    wrong: dict[str, str] = {}
    tier = SENDERS.get(told.tier)
    if told.tier <= unit.tier or tier not in told.duty.senders:
        wrong["cap"] = "Đơn vị không đặt lịch cho cấp này. Cách xử lý: chọn cấp dưới có gửi báo cáo này."
    elif told.duty.every is Frequency.AS_ASKED:
        wrong["cap"] = "Báo cáo theo yêu cầu thì hạn ghi ở từng yêu cầu."
    if (told.day is None) != (told.month is None):
        wrong["ngay"] = "Ghi đủ ngày và tháng, như 10/11; hoặc để trống cả hai."
    elif told.day is not None and told.month is not None:
        wrong |= _day_faults(unit, told)
    elif not (told.recipients or told.also):
        wrong["ngay"] = "Chưa ghi hạn gửi hay nơi nhận nào. Cách xử lý: ghi ít nhất một điều."
    if wrong:
        raise ReportingError("Lịch chưa hợp lệ.", wrong=wrong)
    made = Arrangement.objects.create(
        area_id=unit.area_id,
        duty=told.duty.id,
        tier=told.tier,
        month=told.month,
        day=told.day,
        recipients=ReportingError.words(
            told.recipients, "nơi nhận", about="noi-nhan", longest=500, needed=False
        ),
        also=list(told.also),
        instrument=ReportingError.words(told.instrument, "số, ngày văn bản", about="van-ban", longest=200),
        set_by_id=actor.id,
        set_by_name=actor.name,
    )
    when = "giữ hạn của luật" if told.day is None else _when(told)
    record(
        actor,
        "reporting.set_day",
        f"Đặt lịch «{told.duty.name}» cho cấp dưới của {unit.full_name}: {when}. {made.instrument}",
        area_id=unit.area_id,
        subject=("reporting.Arrangement", made.pk),
        details={"tier": int(told.tier), "recipients": made.recipients, "also": made.also},
    )
    return made


@transaction.atomic
def ask(unit: Unit, told: Asked, actor: Actor) -> Request:
    """Ask a report of units below; raises ReportingError.

    Without a day, the last one is that of the law: so many working days after the end of what it is on.
    """
    wrong: dict[str, str] = {}
    if told.duty.every is not Frequency.AS_ASKED:
        wrong["loai"] = "Báo cáo này có kỳ, không cần yêu cầu. Cách xử lý: chọn loại khác."
    if not told.units:
        wrong["don-vi"] = "Chưa chọn đơn vị nào. Cách xử lý: chọn ít nhất một đơn vị."
    if told.first > told.last:
        wrong["tu-ngay"] = "Ngày đầu sau ngày cuối. Cách xử lý: sửa một trong hai ngày."
    due = told.due
    if due is None and told.duty.working_days:
        due = calendar().deadline(told.last, told.duty.working_days, working=True)
    if due is None:
        wrong["han"] = "Chưa ghi hạn gửi: ghi ngày."
    elif due < told.last:
        wrong["han"] = "Hạn gửi trước ngày cuối của nội dung báo cáo. Cách xử lý: sửa hạn."
    elif told.duty.working_days and due > calendar().deadline(
        told.last, told.duty.working_days, working=True
    ):
        wrong["han"] = (
            f"Hạn muộn hơn {told.duty.working_days} ngày làm việc sau khi kết thúc. Cách xử lý: sửa hạn."
        )
    if wrong or due is None:
        raise ReportingError("Yêu cầu chưa hợp lệ.", wrong=wrong)
    made = Request.objects.create(
        area_id=unit.area_id,
        duty=told.duty.id,
        title=ReportingError.words(told.title, "tên báo cáo", about="ten", longest=200),
        units=[one.area_id for one in told.units],
        first=told.first,
        last=told.last,
        due=due,
        instrument=ReportingError.words(told.instrument, "số, ngày văn bản", about="van-ban", longest=200),
        asked_by_id=actor.id,
        asked_by_name=actor.name,
    )
    record(
        actor,
        "reporting.ask",
        f"Yêu cầu {whole(len(told.units))} đơn vị báo cáo «{made.title}», hạn {day_text(due)}",
        area_id=unit.area_id,
        subject=("reporting.Request", made.pk),
        details={"units": made.units, "instrument": made.instrument},
    )
    return made


def _day_faults(unit: Unit, told: Set) -> dict[str, str]:
    """What is wrong with a day: none of the calendar, or later than the unit's own last day."""
    month, day = told.month or 0, told.day or 0
    if not 0 <= month <= 12 or not 1 <= day <= monthrange(_LEAP_YEAR, month or 1)[1]:
        return {"ngay": "Ngày này không có trong lịch: xem lại."}
    if (month == 0) != (told.duty.every is Frequency.MONTH):
        return {
            "ngay": "Báo cáo tháng ghi ngày của tháng sau (như 3), báo cáo khác ghi cả tháng (như 10/11)."
        }
    own_tier = SENDERS.get(unit.tier)
    law = due_of(told.duty, own_tier) if own_tier else None
    if law is None or own_tier is None:
        return {}
    year = law.year or told.duty.last.year
    period = next(periods_of(told.duty, year), None)
    below = Due(tier=own_tier, day=day, clause=told.duty.clause, month=month, months_after=0 if month else 1)
    if period is not None and last_day(below, period) > last_day(law, period):
        limit = last_day(law, period)
        return {"ngay": f"Hạn này muộn hơn hạn {limit:%d/%m} của chính đơn vị. Cách xử lý: đặt sớm hơn."}
    return {}


def _when(told: Set) -> str:
    return f"ngày {told.day}/{told.month}" if told.month else f"ngày {told.day} tháng sau"
