"""What of help that is about to be written down cannot be, line by line; asked for all lines at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db import connection
from django.utils import timezone

from giamngheo.apps.households.circumstances import OTHER, needs
from giamngheo.apps.households.statuses import Status, statuses_of
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.text import day as day_text

LONGEST_WHAT: Final = 300
LONGEST_REASON: Final = 300
MOST: Final = 10**12
"""A value in đồng beyond which somebody has typed an identity number or a telephone."""
TURN_OF_THE_YEAR: Final = timedelta(days=60)
"""Help this close is of one year, too: of December and of January after. Ours; no source names a number."""


@dataclass(frozen=True)
class Help:
    """One help to be written down; the fields are those of `Support`."""

    household_id: int
    need: str
    form: Form
    what: str
    given_on: date
    source: Source
    person_id: int | None = None
    quantity: Decimal | None = None
    unit: str = ""
    value: int | None = None
    programme: str = ""
    project: str = ""
    giver: str = ""
    again_because: str = ""


@dataclass(frozen=True)
class Receiver:
    """A household as it was on the day of the help: where it lived, what it was, who belonged to it."""

    code: str
    area_id: int
    status: Status | None
    people: frozenset[int]


_RECEIVERS: Final = """
SELECT asked.household, asked.day, household.code, home.area_id, coalesce(members.people, '{}')
FROM unnest(%s::bigint[], %s::date[]) AS asked (household, day)
JOIN households_household AS household ON household.id = asked.household
JOIN households_residence AS home ON home.household_id = asked.household
    AND home.superseded_by_id IS NULL AND home.valid @> asked.day
LEFT JOIN LATERAL (
    SELECT array_agg(m.person_id) AS people FROM households_membership AS m
    WHERE m.household_id = asked.household AND m.superseded_by_id IS NULL AND m.valid @> asked.day
) AS members ON true
"""


def receivers_of(lines: Sequence[Help]) -> Mapping[tuple[int, date], Receiver]:
    """Households of these lines on the days of the lines; who was not in the register then is not in it."""
    pairs = sorted({(one.household_id, one.given_on) for one in lines})
    by_day: dict[date, list[int]] = {}
    for household, day in pairs:
        by_day.setdefault(day, []).append(household)
    statuses = {day: statuses_of(households, day) for day, households in by_day.items()}
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVERS, [[one[0] for one in pairs], [one[1] for one in pairs]])
        return {
            (household, day): Receiver(code, area, statuses[day].get(household), frozenset(people))
            for household, day, code, area, people in cursor.fetchall()
        }


def refusals_of(
    lines: Sequence[Help], receivers: Mapping[tuple[int, date], Receiver], occasion: str
) -> Mapping[int, str]:
    """Why lines are refused, by their place in `lines`; who is in none of them is whole.

    A need that was met as of the same year by another occasion is refused unless the line says why again.
    """
    met = _met_already(lines, occasion)
    found: dict[int, str] = {}
    for at, line in enumerate(lines):
        receiver = receivers.get((line.household_id, line.given_on))
        if sentence := _of_line(line, receiver):
            found[at] = sentence
        elif receiver and not line.again_because and (before := _met_before(line, met)):
            found[at] = (
                f"Hộ {receiver.code} đã được hỗ trợ «{needs()[line.need]}» ngày {day_text(before.given_on)}: "
                f"{before.what} ({before.get_source_display()}). Cách xử lý: chọn hộ khác, hoặc ghi lý do hỗ "
                "trợ thêm."
            )
    return found


def is_of_one_year(one: date, other: date) -> bool:
    """Whether help on two days meets a need twice: in one year, or close to each other around its turn."""
    return one.year == other.year or abs(one - other) < TURN_OF_THE_YEAR


def _of_line(line: Help, receiver: Receiver | None) -> str:
    """Why a line is refused by itself; empty where it is whole."""
    if line.given_on > timezone.localdate():
        return f"Ngày {day_text(line.given_on)} chưa tới. Cách xử lý: ghi ngày đã hỗ trợ."
    if receiver is None:
        return (
            f"Hộ không có trong sổ hộ của địa bàn ngày {day_text(line.given_on)}. "
            "Cách xử lý: xem lại hộ và ngày hỗ trợ."
        )
    if line.person_id is not None and line.person_id not in receiver.people:
        return (
            f"Người được hỗ trợ không thuộc hộ {receiver.code} ngày {day_text(line.given_on)}. "
            "Cách xử lý: chọn người trong hộ."
        )
    if fault := _of_what(line):
        return f"Hộ {receiver.code}: {fault}"
    return ""


def _of_what(line: Help) -> str:
    """What is wrong with the thing that is given."""
    checks = (
        (line.need not in needs(), "chưa chọn nhu cầu. Cách xử lý: chọn nhu cầu mà khoản hỗ trợ đáp ứng."),
        (
            not 0 < len(line.what) <= LONGEST_WHAT,
            f"chưa ghi hỗ trợ gì, hoặc ghi quá {LONGEST_WHAT} chữ. Cách xử lý: ghi ngắn gọn đã hỗ trợ gì.",
        ),
        (
            line.quantity is not None and not (0 < line.quantity < MOST and line.unit),
            "số lượng phải lớn hơn 0 và có đơn vị tính. Cách xử lý: ghi lại số lượng, đơn vị.",
        ),
        (
            line.value is not None and not 0 <= line.value < MOST,
            "giá trị (đồng) không hợp lý. Cách xử lý: ghi số đồng, không âm.",
        ),
        (
            line.value is None and line.form in {Form.MONEY, Form.LOAN},
            "chưa ghi số tiền. Cách xử lý: ghi số tiền bằng đồng.",
        ),
    )
    return next((sentence for is_wrong, sentence in checks if is_wrong), "")


def _met_before(line: Help, met: Mapping[tuple[int, str], Sequence[Support]]) -> Support | None:
    """What met the need of this line before: for the same person, or for the household as a whole."""
    for one in met.get((line.household_id, line.need), ()):
        is_same = None in {one.person_id, line.person_id} or one.person_id == line.person_id
        if is_same and is_of_one_year(one.given_on, line.given_on):
            return one
    return None


def _met_already(lines: Sequence[Help], occasion: str) -> Mapping[tuple[int, str], Sequence[Support]]:
    """Help of the same household and need around these years that stands, of other occasions, last first."""
    guarded = [one for one in lines if one.need != OTHER]
    if not guarded:
        return {}
    days = sorted(one.given_on for one in guarded)
    rows = Support.objects.filter(
        household__in={one.household_id for one in guarded},
        need__in={one.need for one in guarded},
        given_on__gt=date(days[0].year, 1, 1) - TURN_OF_THE_YEAR,
        given_on__lt=date(days[-1].year, 12, 31) + TURN_OF_THE_YEAR,
        taken_back_at=None,
    )
    if occasion:
        rows = rows.exclude(occasion=occasion)
    found: dict[tuple[int, str], list[Support]] = {}
    for one in rows.order_by("-given_on", "-pk"):
        found.setdefault((one.household_id, one.need), []).append(one)
    return found
