"""What every deed of the fund needs: its refusal, one at a time in a unit, the next number, the trail."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from giamngheo.apps.fund.models import Delivery, OwnOutlay, Receipt
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.refused import RefusedError
from giamngheo.foundation.text import day as day_text

LONGEST_REASON: Final = 300
MOST: Final = 10**12
"""An amount in đồng beyond which somebody has typed an identity number or a telephone."""
_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtext('fund'), %s)"


class FundError(RefusedError):
    """Refused; says in Vietnamese why and what to do. `about` is the field of the form."""


def lock_fund(area_id: int) -> None:
    """Let deeds on the fund of a unit come one after the other until this one is over."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [area_id])


def next_receipt(area_id: int, year: int) -> int:
    """The number that the next receipt of a unit and year has; asked for under the lock."""
    return _last(Receipt, area_id, year) + 1


def next_voucher(area_id: int, year: int) -> int:
    """The number of the next voucher of what goes out, to whomever; asked for under the lock."""
    return max(_last(Delivery, area_id, year), _last(OwnOutlay, area_id, year)) + 1


def past(day: date, about: str) -> date:
    """A day that has come; FundError for one that has not."""
    if day > timezone.localdate():
        raise FundError(f"Ngày {day_text(day)} chưa tới. Cách xử lý: ghi ngày đã làm việc này.", about)
    return day


def positive(amount: int | None, what: str, about: str) -> int | None:
    """An amount of money or None; FundError where it cannot be."""
    if amount is not None and not 0 < amount < MOST:
        raise FundError(
            f"{what} phải lớn hơn 0 và dưới 1.000 tỷ đồng. Cách xử lý: ghi lại số tiền bằng đồng.", about
        )
    return amount


def reason_of(text: str, about: str = "ly-do") -> str:
    """A reason as it is kept; FundError where it is missing or too long."""
    return FundError.words(text, "lý do", about=about, longest=LONGEST_REASON)


def tell(
    actor: Actor,
    verb: str,
    sentence: str,
    area_id: int,
    subject: tuple[str, object],
    *,
    details: Mapping[str, Any] | None = None,
) -> None:
    """A line of the trail."""
    record(actor, f"fund.{verb}", sentence, area_id=area_id, subject=subject, details=details)


def _last(model: type[Receipt] | type[Delivery] | type[OwnOutlay], area_id: int, year: int) -> int:
    last: int | None = model._default_manager.filter(area=area_id, year=year).aggregate(last=Max("number"))[
        "last"
    ]
    return last or 0
