"""What the register says of a household on a day: kept with a plan as it was then, told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from giamngheo.apps.households.circumstances import causes, needs
from giamngheo.apps.households.flags import Flag, flags_of
from giamngheo.apps.households.models import Cause, Household, Need
from giamngheo.apps.households.statuses import decisions_until
from giamngheo.law.library import NoStandardError, rules_of


@dataclass(frozen=True)
class Situation:
    """A situation as pages and papers tell it; `lacks` None where the decision named no deprivations."""

    day: str
    household_class: str
    decision: str
    lacks: tuple[str, ...] | None
    causes: tuple[str, ...]
    needs: tuple[str, ...]
    flags: tuple[str, ...]


def situation_of(household: Household, day: date) -> dict[str, Any]:
    """Class and deprivations of the last decision, causes, needs and flags, by their ids. Four questions."""
    decisions = list(decisions_until(day).filter(household=household))
    last = decisions[-1] if decisions else None
    standing = {"household": household, "superseded_by": None, "valid__contains": day}
    flags = flags_of([household.pk], day).get(household.pk, {})
    return {
        "day": day.isoformat(),
        "class": last.household_class if last else "",
        "decision": last.decision_number if last else "",
        "decided": last.decision_date.isoformat() if last and last.decision_date else "",
        "standard": last.standard if last else "",
        "deprivations": last.deprivations if last else None,
        "causes": [[one.cause, one.words] for one in Cause.objects.filter(**standing).order_by("rank")],
        "needs": [[one.need, one.words] for one in Need.objects.filter(**standing).order_by("pk")],
        "flags": [flag.value for flag, truth in flags.items() if truth],
    }


def situation_told(kept: Mapping[str, Any]) -> Situation:
    """A kept situation in words."""
    return Situation(
        day=kept["day"],
        household_class=kept["class"],
        decision=kept["decision"],
        lacks=_lacks(kept),
        causes=tuple(_with(causes().get(code, code), words) for code, words in kept["causes"]),
        needs=tuple(_with(needs().get(code, code), words) for code, words in kept["needs"]),
        flags=tuple(Flag(one).label for one in kept["flags"]),
    )


def _lacks(kept: Mapping[str, Any]) -> tuple[str, ...] | None:
    if kept["deprivations"] is None:
        return None
    try:
        known = {one.id: one.name for one in rules_of(kept["standard"]).standard.deprivations}
    except NoStandardError:
        known = {}
    return tuple(known.get(one, one) for one in kept["deprivations"])


def _with(name: str, words: str) -> str:
    return f"{name}: {words}" if words else name
