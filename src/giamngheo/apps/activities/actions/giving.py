"""Things handed over: a line a participant, looked at by the norms, written into the ledger of help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from giamngheo.apps.activities.actions.writing import ActivityError, locked, locked_for_carrying_out, tell
from giamngheo.apps.activities.models import Activity, Participant, Thing
from giamngheo.apps.activities.norms import norms_for
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.actions import SupportError, give, refused, take_back
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import whole


@dataclass(frozen=True)
class Line:
    """What one participant was handed; `words` tell the thing closer, `received_by` who signed for it."""

    participant_id: int
    item: str
    quantity: Decimal
    unit: str
    value: int | None
    day: date
    words: str = ""
    received_by: str = ""
    again: str = ""


@dataclass
class Given:
    """What came of handing over: what was written down, and the lines that were refused, by participant."""

    things: list[Thing] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def hand_over(activity: Activity, lines: Sequence[Line], actor: Actor) -> Given:
    """Write down what was handed over; good lines are kept, each other one is told with reason and remedy.

    A line above the norm that is in force is refused, with what the receiver got before and from which
    activity. Raises ActivityError where the activity is elsewhere.
    """
    held = locked_for_carrying_out(activity, "ghi hiện vật đã giao")
    kind, done = held.law, Given()
    if not kind.gives:
        raise ActivityError("Loại hoạt động này không giao hiện vật.")
    people = {
        one.pk: one
        for one in Participant.objects.filter(
            pk__in=[line.participant_id for line in lines], activity=held, left_on=None
        )
    }
    # Two who give at once, by other activities, see each other: the second waits here and then reads.
    homes = {one.household_id for one in people.values()}
    list(
        Household.objects.select_for_update(no_key=True).filter(pk__in=homes).order_by("pk").values_list("pk")
    )
    norms = norms_for(held, people.values())
    good: list[tuple[Line, Help]] = []
    for line in lines:
        one = people.get(line.participant_id)
        sentence = _fault(held, line, one)
        if not sentence and one is not None and (above := norms.take(line)):
            sentence = f"{one.name}: {above}"
        if sentence or one is None:
            done.refused[line.participant_id] = sentence
        else:
            good.append((line, _help(held, line, one)))
    met = refused([help_ for _, help_ in good], held.occasion)
    for at, sentence in met.items():
        done.refused[good[at][0].participant_id] = sentence
    kept = [one for at, one in enumerate(good) if at not in met]
    if not kept:
        return done
    try:
        rows = give([help_ for _, help_ in kept], actor, occasion=held.occasion)
    except SupportError as error:  # somebody else gave at the same moment
        raise ActivityError(str(error)) from error
    done.things = Thing.objects.bulk_create(
        [
            Thing(
                activity=held,
                area_id=held.area_id,
                participant_id=line.participant_id,
                item=line.item,
                received_by=line.received_by or people[line.participant_id].name,
                norm=norms.source,
                support=row,
            )
            for (line, _), row in zip(kept, rows, strict=True)
        ]
    )
    total = sum(line.value or 0 for line, _ in kept)
    told = f"Ghi giao hiện vật cho {whole(len(kept))} {kind.takes.label}, {whole(total)} đồng"
    tell(held, actor, "hand_over", told, {"things": [one.pk for one in done.things]})
    return done


@transaction.atomic
def take_thing_back(thing: Thing, why: str, actor: Actor) -> None:
    """Let a line count no more, with the reason, in the ledger too; raises ActivityError."""
    held = locked(thing.activity)
    if held.accepted_on is not None:
        raise ActivityError("Hoạt động đã nghiệm thu nên không rút lại khoản đã giao được nữa.")
    try:
        take_back([thing.support], why, actor)
    except SupportError as error:
        raise ActivityError(str(error), error.about) from error
    tell(held, actor, "take_back", f"Rút lại khoản đã giao cho {thing.received_by}", {"thing": thing.pk})


def _fault(held: Activity, line: Line, one: Participant | None) -> str:
    if one is None or one.household_id is None:
        return "không có trong danh sách tham gia. Cách xử lý: tải lại trang."
    checks: Mapping[str, bool] = {
        "chưa chọn hiện vật. Cách xử lý: chọn một loại trong danh mục.": held.law.item(line.item) is None,
        "số lượng phải lớn hơn 0. Cách xử lý: ghi lại số lượng.": line.quantity <= 0,
        "chưa ghi đơn vị tính. Cách xử lý: ghi như con, kg, cây.": not line.unit,
        "ngày giao trước ngày vào danh sách. Cách xử lý: xem lại ngày.": line.day < one.entered_on,
    }
    return next((f"{one.name}: {sentence}" for sentence, is_wrong in checks.items() if is_wrong), "")


def _help(held: Activity, line: Line, one: Participant) -> Help:
    kind = held.law
    item = kind.item(line.item)
    what = f"{item.name if item else line.item}{f' ({line.words})' if line.words else ''}"
    return Help(
        household_id=one.household_id or 0,
        person_id=one.person_id,
        need=kind.need or "other",
        form=Form.GOODS,
        what=what,
        given_on=line.day,
        source=Source.PROGRAMME,
        quantity=line.quantity,
        unit=line.unit,
        value=line.value,
        programme=held.programme,
        project=held.project,
        giver=held.owner_name,
        again_because=line.again or one.again_because,
    )
