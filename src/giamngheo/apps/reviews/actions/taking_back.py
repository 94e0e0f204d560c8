"""The counter-deed: what was written by mistake is put aside by a row with the reason, last first."""

from typing import Final

from django.db import transaction

from giamngheo.apps.reviews.actions.writing import LONGEST, ReviewError, locked, place_of
from giamngheo.apps.reviews.models import Application, Entry, Happening
from giamngheo.apps.reviews.states import TAKEN_BACK, VERB_NAMES
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.law.procedures.facts import Verb

_FINAL: Final = frozenset({Verb.OPENED.value, Verb.DECIDED.value})


@transaction.atomic
def take_back(happening: Happening, why: str, actor: Actor) -> Happening:
    """Put aside the last thing that was written of a case; a decision is mended by another. ReviewError."""
    case = locked(happening.case)
    name = VERB_NAMES[Verb(happening.verb)] if happening.verb != TAKEN_BACK else VERB_NAMES[TAKEN_BACK]
    said = ReviewError.words(why, "lý do", about="ly-do", longest=LONGEST)
    standing = Happening.objects.filter(case=case, taken_back_by=None).exclude(verb=TAKEN_BACK)
    last = standing.order_by("-id").first()
    if last is None or last.pk != happening.pk:
        raise ReviewError(
            f"«{name}» không phải việc ghi sau cùng của {place_of(case)}, hoặc đã bỏ. "
            "Cách xử lý: bỏ lần lượt từ việc sau cùng."
        )
    if happening.verb in _FINAL:
        raise ReviewError(
            f"«{name}» không bỏ được. Cách xử lý: quyết định có sai sót thì ghi một quyết định sửa."
        )
    row = Happening.objects.create(
        case=case,
        verb=TAKEN_BACK,
        day=happening.day,
        takes_back=happening,
        reason=said,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    _leave_out_alone(happening, said)
    record(
        actor,
        "reviews.taken_back",
        f"Bỏ «{name}» ngày {day_text(happening.day)}: {place_of(case)}. Lý do: {said}",
        area_id=case.area_id,
        subject=("reviews.Case", case.pk),
        details={"round": case.round_id, "happening": happening.pk},
    )
    return row


def _leave_out_alone(happening: Happening, why: str) -> None:
    """A household of which no application stands any more is left out of the list."""
    fallen = Application.objects.filter(happening=happening).first()
    if fallen is None or Application.objects.standing().filter(entry=fallen.entry_id).exists():
        return
    reason = f"bỏ việc tiếp nhận Giấy đề nghị: {why}"[:500]
    Entry.objects.filter(pk=fallen.entry_id).update(left_out_on=happening.day, left_out_why=reason)
