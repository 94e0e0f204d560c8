"""What of reviews waits for somebody: the next step of villages, or a decision."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.urls import reverse

from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.queries import Place, places_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.procedures.facts import Verb
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.reviews.rounds import is_ready
from giamngheo.web.staff.reviews.words import words_of

_APPLICANT: Final = "applicant"
SHOWN: Final = 5  # rounds; who answers for many communes opens «Đợt rà soát»
# Asked by every home page: written out, as making it from parts took longer than answering it. Of a month
# only where somebody asks: months without anybody would hide the review of the year.
_OPEN: Final = """
SELECT * FROM reviews_round AS round WHERE EXISTS (
    SELECT FROM reviews_case AS village
    WHERE village.round_id = round.id
        AND (%(areas)s::bigint[] IS NULL OR village.area_id = ANY(%(areas)s::bigint[]))
        AND NOT EXISTS (
            SELECT FROM reviews_happening AS said WHERE said.case_id = village.id AND said.verb = %(decided)s
        )
        AND (round.month IS NULL OR EXISTS (
            SELECT FROM reviews_entry AS asks WHERE asks.case_id = village.id AND asks.left_out_on IS NULL
        ))
) ORDER BY id DESC LIMIT %(most)s
"""
Waiting = tuple[str, str, date | None]
"""A sentence, the address of the page, the last day."""


def reviews_waiting(
    person: int, may: frozenset[Permission], day: date, names: Mapping[int, str]
) -> Iterator[Waiting]:
    """What waits for this person today, by what they may do; `names` of areas that are known already."""
    for permission in (Permission.LEAD_REVIEWS, Permission.DECIDE_REVIEWS):
        if permission in may:
            areas = areas_reached(person, permission, day)
            rounds, reached = _open_rounds(areas), None if areas is None else frozenset(areas)
            others = names_of([one.area_id for one in rounds if one.area_id not in names], day)
            for one in rounds:
                villages = places_of(one, reached, day)
                told = _to_decide if permission is Permission.DECIDE_REVIEWS else _to_lead
                yield from told(one, names.get(one.area_id) or others.get(one.area_id, ""), villages, day)


def _open_rounds(areas: list[int] | None) -> list[Round]:
    """Rounds in which a village of these areas (None: of all) is not decided yet, the newest first."""
    values = {"areas": areas, "decided": Verb.DECIDED.value, "most": SHOWN}
    return list(Round.objects.raw(_OPEN, values))


def _to_decide(one: Round, name: str, villages: list[Place], day: date) -> Iterator[Waiting]:
    ready = sum(is_ready(village, day) for village in villages)
    if ready:
        counted = words_of(one).counted
        sentence = f"{one.name}, {name}: {number(ready)} {counted} đủ các bước, chờ ghi quyết định."
        yield sentence, reverse("decide-review", args=[one.pk]), _last_day(villages)


def _to_lead(one: Round, name: str, villages: list[Place], day: date) -> Iterator[Waiting]:
    late = sum(bool(village.late) for village in villages)
    mine = sum(_is_mine(village, day) for village in villages)
    if mine or late:
        counted = words_of(one).counted
        parts = [f"{number(mine)} {counted} làm được bước tiếp theo"] if mine else []
        parts += [f"{number(late)} {counted} quá hạn"] if late else []
        yield (
            f"{one.name}, {name}: {', '.join(parts)}.",
            reverse("review", args=[one.pk]),
            _last_day(villages),
        )


def _is_mine(village: Place, day: date) -> bool:
    """Whether the office has to do the next step: an application is for others to hand in."""
    coming = village.next
    if coming is None or coming.refusals or coming.step.who == (_APPLICANT,):
        return False
    return not is_ready(village, day)


def _last_day(villages: list[Place]) -> date | None:
    """When the whole has to be done, by the time limit that runs from the opening."""
    due = [
        limit.due
        for village in villages
        for limit in village.standing.time_limits()
        if not limit.waits and limit.met_on is None and limit.due is not None
    ]
    return min(due, default=None)
