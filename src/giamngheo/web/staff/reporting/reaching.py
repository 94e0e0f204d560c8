"""The report owed that an address names, for who may see its unit; what who asks may do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from giamngheo.apps.reporting.models import Report
from giamngheo.apps.reporting.queries import Owed, owed_one, receiver_of
from giamngheo.apps.reporting.states import MOVES, Move, Side, Verb
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, permissions_in_each
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, unit_on
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital

WORDS: Final = {
    "kiem-tra": Verb.CHECK,
    "gui": Verb.SUBMIT,
    "rut-lai": Verb.TAKE_BACK,
    "tra-lai": Verb.RETURN,
    "nhan": Verb.ACCEPT,
    "khoa": Verb.LOCK,
    "dieu-chinh": Verb.ADJUST,
    "bo-dieu-chinh": Verb.DROP,
}
"""The moves by their words in addresses and forms."""


@dataclass(frozen=True)
class Seen:
    """A report owed, who receives it, and what who asks may do in the unit and in that of the receiver."""

    owed: Owed
    receiver: Unit | None
    as_sender: frozenset[Permission]
    as_receiver: frozenset[Permission]

    @property
    def report(self) -> Report:
        """The report; 404 where nobody began it."""
        if self.owed.report is None:
            raise Http404
        return self.owed.report

    @property
    def above(self) -> Unit | None:
        """The unit with a committee to which the report goes; a province reports to ministries."""
        return self.receiver if self.receiver and self.receiver.tier > Tier.NATION else None

    @property
    def args(self) -> list[object]:
        """What stands in every address of the report."""
        return args_of(self.owed)

    def may(self, move: Move) -> bool:
        """Whether who asks has the right for a move, whatever the state."""
        return bool(move.rights & (self.as_sender if move.side is Side.SENDER else self.as_receiver))

    def moves(self) -> dict[str, Move]:
        """The moves that who asks may make now, by their words."""
        state = self.owed.state
        found = {word: MOVES[verb] for word, verb in WORDS.items() if state in MOVES[verb].before}
        dropping = self.owed.report is not None and self.owed.report.standing_id is not None
        return {
            word: move
            for word, move in found.items()
            if self.may(move) and (dropping or WORDS[word] is not Verb.DROP)
        }

    @property
    def may_draw(self) -> bool:
        """Whether who asks may draw up and write now."""
        state = self.owed.state
        return self.may(MOVES[Verb.DRAW]) and (state is None or state in MOVES[Verb.DRAW].before)

    def require(self, move: Move) -> None:
        """Refuse who may see this but not do that."""
        if not self.may(move):
            raise PermissionDenied


def seen_for(request: HttpRequest, area_id: int, duty: str, period: str) -> Seen:
    """What a unit that who asks may see owes; 404 where it owes no such report."""
    day, person = today(), person_of(request)
    within = areas_reached(person, Permission.SEE_RESULTS, day)
    is_seen = area_id < 2**63 and (within is None or area_id in within)
    unit = unit_on(area_id, day) if is_seen else None
    owed = owed_one(unit, duty.replace("-", "_"), period, day) if unit else None
    if unit is None or owed is None:
        raise Http404
    receiver = receiver_of(unit, day)
    areas = [area_id, *([receiver.area_id] if receiver else [])]
    may = permissions_in_each(person, areas, day)
    return Seen(owed, receiver, may[area_id], may[receiver.area_id] if receiver else may[area_id])


def args_of(owed: Owed) -> list[object]:
    """What stands in the addresses of a report owed: unit, duty, period."""
    return [owed.unit.area_id, owed.duty.id.replace("_", "-"), owed.period.code]


def address_of(owed: Owed) -> str:
    """The page of a report owed."""
    return reverse("owed-report", args=args_of(owed))


def names(areas: set[int], day: date) -> dict[int, str]:
    """What units are called, as they stand in a table."""
    return {number: capital(name) for number, name in names_of(areas, day).items()}


def of_report(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of one report owed: `view(request, seen, …)` for who sees results."""

    @needs(Permission.SEE_RESULTS)
    @wraps(view)
    def found(request: HttpRequest, area_id: int, duty: str, period: str, **named: Any) -> HttpResponseBase:
        return view(request, seen_for(request, area_id, duty, period), **named)

    return found


def back_to(seen: Seen) -> HttpResponseBase:
    """After a deed: the page of the report."""
    return redirect("owed-report", *seen.args)
