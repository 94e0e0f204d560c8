"""Every change of the ledger of help: written down with the deed that gave it, and taken back."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.households.models import Household
from giamngheo.apps.support.examining import LONGEST_REASON, Help, Receiver, receivers_of, refusals_of
from giamngheo.apps.support.models import Support
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.refused import RefusedError
from giamngheo.foundation.text import day as day_text


class SupportError(RefusedError):
    """Help cannot be written down or taken back; `by_line` has the sentence of each line that is refused."""

    def __init__(self, message: str, about: str = "", by_line: Mapping[int, str] | None = None) -> None:
        super().__init__(message, about)
        self.by_line = by_line or {}


def refused(lines: Sequence[Help], occasion: str = "") -> Mapping[int, str]:
    """Which lines would be refused and why, by place: for who keeps the good rows and tells the others."""
    return refusals_of(lines, receivers_of(lines), occasion)


@transaction.atomic
def give(lines: Sequence[Help], actor: Actor, *, occasion: str = "") -> list[Support]:
    """Write help down; all of it or, with SupportError, none.

    `occasion` names the deed of the app that gives («activity:12»): what comes with the same one meets a
    need together, what comes with another meets it again.
    """
    households = {one.household_id for one in lines}
    # Two who give at once see each other: the second waits here and then reads what the first wrote.
    waited = Household.objects.select_for_update(no_key=True).filter(pk__in=households).order_by("pk")
    list(waited.values_list("pk"))
    receivers = receivers_of(lines)
    if wrong := refusals_of(lines, receivers, occasion):
        raise SupportError(next(iter(wrong.values())), by_line=wrong)
    rows = Support.objects.bulk_create(
        [_row(one, receivers[one.household_id, one.given_on], occasion, actor) for one in lines]
    )
    record_all(
        actor,
        [
            _deed(
                row,
                "support.give",
                f"Ghi hỗ trợ hộ {receivers[row.household_id, row.given_on].code}: {row.what}",
            )
            for row in rows
        ],
    )
    return rows


@transaction.atomic
def take_back(rows: Sequence[Support], why: str, actor: Actor) -> None:
    """Let help count no more, with the reason; raises SupportError where it does not stand."""
    said = SupportError.words(why, "lý do", about="ly-do", longest=LONGEST_REASON)
    numbers = [one.pk for one in rows]
    standing = Support.objects.filter(pk__in=numbers, taken_back_at=None)
    if standing.update(
        taken_back_by_name=actor.name, taken_back_at=timezone.now(), taken_back_because=said
    ) != len(set(numbers)):
        raise SupportError("Khoản hỗ trợ này đã được rút lại. Cách xử lý: tải lại trang để xem.")
    record_all(
        actor,
        [
            _deed(
                row,
                "support.take_back",
                f"Rút lại khoản hỗ trợ ngày {day_text(row.given_on)}: {row.what} ({said})",
            )
            for row in rows
        ],
    )


def _row(line: Help, receiver: Receiver, occasion: str, actor: Actor) -> Support:
    status = receiver.status
    return Support(
        area_id=receiver.area_id,
        household_id=line.household_id,
        person_id=line.person_id,
        need=line.need,
        form=line.form,
        what=line.what,
        quantity=line.quantity,
        unit=line.unit,
        value=line.value,
        given_on=line.given_on,
        class_on_day=status.household_class.value if status else "",
        newly_escaped_on_day=status.is_newly_escaped if status else False,
        source=line.source,
        programme=line.programme,
        project=line.project,
        giver=line.giver,
        occasion=occasion,
        again_because=line.again_because,
        recorded_by_id=actor.id,
        recorded_by_name=actor.name,
    )


def _deed(row: Support, verb: str, sentence: str) -> Deed:
    details = {"household": row.household_id, "need": row.need, "value": row.value, "occasion": row.occasion}
    return Deed(verb, sentence, row.area_id, ("support", row.pk), details)
