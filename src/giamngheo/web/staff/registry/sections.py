"""What the page of a household tells of a day besides its people: standings, lacks, causes, needs, notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from giamngheo.apps.households.circumstances import causes, needs
from giamngheo.apps.households.flags import flags_of
from giamngheo.apps.households.history import History
from giamngheo.apps.households.models import (
    Cause,
    Event,
    Household,
    Need,
    Note,
    Paper,
    Recognition,
    WorkerRecognition,
)
from giamngheo.apps.households.models.events import Fact
from giamngheo.apps.households.statuses import (
    Status,
    decisions_until,
    escaped_on,
    newly_escaped_until,
    path_of_decisions,
)
from giamngheo.foundation.files import FileKind
from giamngheo.law.library import NoStandardError, rules_of
from giamngheo.law.vocabulary.standards import DeprivationText

SHOWN_NOTES: Final = 5


@dataclass(frozen=True)
class Lacks:
    """The deprivations of a decision in the order of the law, and those of them that it names."""

    all: Sequence[DeprivationText]
    named: frozenset[str]


def sections_of(household: Household, people: Iterable[int], day: date, history: History) -> dict[str, Any]:
    """All of it as it stood on a day; what was never written of it, by its history, is not asked for."""
    decisions = history.told(Recognition, lambda: decisions_until(day).filter(household=household))
    path = path_of_decisions(decisions, day)
    last = decisions[-1] if decisions else None
    left_on = escaped_on(decisions)
    flags = flags_of([household.pk], day).get(household.pk, {})
    standing = {"household": household, "superseded_by": None, "valid__contains": day}
    rows: dict[str, Sequence[Any]] = {
        "causes": history.told(Cause, lambda: Cause.objects.filter(**standing).order_by("rank")),
        "needs": history.told(Need, lambda: Need.objects.filter(**standing).order_by("valid", "pk")),
        "papers": history.told(Paper, lambda: Paper.objects.filter(**standing).order_by("-valid", "-pk")),
        "notes": history.told(Note, lambda: notes_until(household, day)[: SHOWN_NOTES + 1]),
        "workers": history.told(
            WorkerRecognition,
            lambda: WorkerRecognition.objects.filter(
                person__in=list(people), superseded_by=None, valid__contains=day
            ).select_related("person"),
        ),
    }
    return {
        **rows,
        "decisions": [(one, path.get(one.pk)) for one in reversed(decisions)],
        "last": last,
        "status": path.get(last.pk) if last else None,
        "newly_until": _until(path.get(last.pk) if last else None, left_on, day),
        "lacks": lacks_of(last),
        "flags": [flag for flag, truth in flags.items() if truth],
        "unknown_flags": [flag for flag, truth in flags.items() if truth is None],
        "cause_words": causes(),
        "need_words": needs(),
        "said_by": {event.pk: event for event in history.events},
        "file_kind": FileKind,
        "shown_notes": SHOWN_NOTES,
    }


def notes_until(household: Household, day: date) -> QuerySet[Note]:
    """The visits and notes of a household up to a day, the latest first."""
    rows = Note.objects.filter(household=household, superseded_by=None, valid__startswith__lte=day)
    return rows.order_by("-valid", "-pk")


def events_of(facts: Iterable[Fact]) -> dict[int, Event]:
    """The events that said these facts, by number, as far as who asks may read of them."""
    return Event.objects.in_bulk({one.recorded_by_id for one in facts})


def lacks_of(decision: Recognition | None) -> Lacks | None:
    """What a household lacked by its last decision; None where that does not tell it."""
    if decision is None or decision.deprivations is None:
        return None
    try:
        known = rules_of(decision.standard).standard.deprivations
    except NoStandardError:
        return None
    return Lacks(known, frozenset(decision.deprivations))


def _until(status: Status | None, left_on: date | None, day: date) -> date | None:
    if status is None or left_on is None or not status.is_newly_escaped:
        return None
    return newly_escaped_until(left_on, day)
