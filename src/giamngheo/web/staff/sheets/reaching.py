"""The sheet that an address names, and what who asks may do with it; nobody else finds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest

from giamngheo.apps.reviews.actions.revisiting import refused_to_answer, refused_to_look
from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.occasions import number_of_round
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.occasions import names_of
from giamngheo.apps.surveys.queries import last_version
from giamngheo.apps.surveys.states import AGAIN, SheetState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import (
    areas_reached,
    held_areas,
    is_everywhere,
    permissions_in,
    reached,
)
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.prepared_queries import FEW, Asked, OneOfFew, PreparedQuery
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.guard import NotNowError
from giamngheo.web.staff.sheets.narrowed import how_wide, who_fills_in

_NUMBERS: Final = 2**63  # of rows: greater ones are of nothing
_ROUNDS: Final = PreparedQuery(lambda: Round.objects.filter(OneOfFew(F("pk"), Asked("rounds"))))
_HAS_POINTS: Final = "SELECT EXISTS (SELECT FROM reviews_roundtable WHERE round_id = %s)"
# What stands around a sheet on its page, in one question. The next is of those given to who asks that are not
# sealed, where they fill in sheets: from the first again after the last.
_AROUND: Final = f"""
SELECT home.code, home.head_name, area.kind, area.name, onward.id,
    EXISTS (SELECT FROM reviews_roundtable AS held WHERE held.round_id = %(round)s),
    round.kind, round.month, round.year
FROM (SELECT) AS one
LEFT JOIN reviews_round AS round ON round.id = %(round)s
LEFT JOIN households_household AS home ON home.id = %(household)s
LEFT JOIN LATERAL (
    SELECT kind, name FROM areas_version WHERE area_id = %(area)s
    ORDER BY valid @> %(day)s::date DESC, upper(valid) DESC NULLS FIRST LIMIT 1
) AS area ON true
LEFT JOIN LATERAL (
    SELECT mine.id FROM surveys_filledsheet AS mine
    WHERE mine.reviewer_id = %(who)s AND mine.state = '{SheetState.DRAFT}' AND mine.id <> %(sheet)s
        AND (%(everywhere)s OR EXISTS (
            SELECT FROM areas_containment AS within
            WHERE within.area_id = mine.area_id AND within.valid @> %(day)s::date
                AND within.ancestor_id {FEW.format("%(held)s")}
        ))
    ORDER BY mine.id > %(sheet)s DESC, mine.id LIMIT 1
) AS onward ON true
"""


@dataclass(frozen=True)
class Reached:
    """A sheet for who looks with its last version; `may_fill` is to write in it and seal it, too."""

    sheet: FilledSheet
    last: SheetVersion
    may_fill: bool
    may_lead: bool
    whole_numbers: bool


def sheet_for(request: HttpRequest, sheet_id: int) -> Reached:
    """The sheet of this number, where who asks sees households; 404 otherwise.

    It is filled in by the person to whom it is given, where they fill in sheets; one that is nobody's by
    everybody who does there; every sheet by who leads the reviews of its unit. The second sheet of a
    household that was drawn is filled in by nobody who was given the first or wrote in it, and the first is
    not seen by who is to fill in the second: NotNowError until they have sealed it.
    """
    who = person_of(request)
    last = last_version(sheet_id) if sheet_id < _NUMBERS else None
    sheet = last.sheet if last is not None else None
    here = permissions_in(who, sheet.area_id, today()) if sheet is not None else frozenset()
    if last is None or sheet is None or Permission.SEE_HOUSEHOLDS not in here:
        raise Http404
    if sheet.state == SheetState.SEALED and not sheet.occasion.endswith(AGAIN):
        of_the_round = Q(first_version__sheet=sheet)
        if refused := refused_to_look(sheet.household_id, of_the_round, who):
            raise NotNowError(refused)
    leads = Permission.LEAD_REVIEWS in here
    is_given = Permission.FILL_SHEETS in here and sheet.reviewer_id in (None, who)
    may_fill = (leads or is_given) and not (sheet.occasion.endswith(AGAIN) and refused_to_answer(sheet, who))
    return Reached(sheet, last, may_fill, leads, Permission.SEE_NUMBERS in here)


@dataclass(frozen=True)
class Around:
    """Of the page of a sheet: the household's code and head (empty: not seen), area, occasion, next of mine.

    `has_points`: its round has a table of points.
    """

    code: str
    head_name: str
    area: str
    occasion: str
    onward: int | None
    has_points: bool


def open_of_mine(request: HttpRequest) -> QuerySet[FilledSheet]:
    """The sheets given to who asks that are not sealed, where they fill in sheets."""
    who = person_of(request)
    within = reached(who, Permission.FILL_SHEETS, today())
    return FilledSheet.objects.filter(within, reviewer_id=who, state=SheetState.DRAFT)


def around(request: HttpRequest, sheet: FilledSheet) -> Around:
    """What stands around a sheet on its page; a household that is not seen, as it moved away, is not told."""
    who, day, number = person_of(request), today(), number_of_round(sheet.occasion)
    with connection.cursor() as cursor:
        cursor.execute(
            _AROUND,
            {
                "household": sheet.household_id,
                "area": sheet.area_id,
                "sheet": sheet.pk,
                "day": day,
                "who": who,
                "round": number or 0,
                "held": held_areas(who, Permission.FILL_SHEETS, day),
                "everywhere": is_everywhere(who, Permission.FILL_SHEETS, day),
            },
        )
        code, head_name, kind, name, onward, has_points, reviewed, month, year = cursor.fetchone()
    is_first_visit = reviewed is not None and not sheet.occasion.endswith(AGAIN)
    return Around(
        code=code or "",
        head_name=head_name or "",
        area=f"{Kind(kind).word} {name}" if kind else "–",
        occasion=Round(kind=reviewed, month=month, year=year).name
        if is_first_visit
        else names_of([sheet.occasion])[sheet.occasion],
        onward=onward,
        has_points=has_points,
    )


def has_points(sheet: FilledSheet) -> bool:
    """Whether the round of a sheet has a table of points."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_POINTS, [number_of_round(sheet.occasion) or 0])
        found: bool = cursor.fetchone()[0]
    return found


def occasions_named(occasions: Sequence[str]) -> dict[str, str]:
    """What these occasions are called: most are the first visits of rounds, which are asked for at once."""
    numbers = [number for one in occasions if (number := number_of_round(one)) is not None]
    rounds = {one.occasion: one.name for one in (_ROUNDS.rows(rounds=numbers) if numbers else ())}
    others = [one for one in occasions if one not in rounds]
    names = rounds | (names_of(others) if others else {})
    return {one: names[one] for one in occasions}


def people_to_choose(person: int) -> list[tuple[int, str]]:
    """Who fills in sheets where this person leads reviews, by name; the first two hundred."""
    areas = areas_reached(person, Permission.LEAD_REVIEWS, today())
    return [(number, name) for number, name in who_fills_in(how_wide(areas)).rows(areas=areas, day=today())]
