"""The round that an address names with those of its villages that who asks sees, or the one they chose."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Case, Round
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.reviews.reaching import may_here, round_for, seen_by


@dataclass(frozen=True)
class Seen:
    """A round for who looks: `villages` they see of it, `asked` the one that the address names or None.

    `names` are of the villages and of the commune.
    """

    round: Round
    villages: tuple[int, ...]
    asked: int | None
    names: dict[int, str]

    @property
    def within(self) -> list[int]:
        """The villages that the page is about."""
        return list(self.villages) if self.asked is None else [self.asked]

    @property
    def place(self) -> str:
        """What the page is about is called."""
        return self.names.get(self.asked or self.round.area_id, "")

    @property
    def areas_told(self) -> list[int]:
        """The areas whose people read in the trail that a file was taken."""
        return [self.asked] if self.asked is not None else [self.round.area_id]


def seen_round(request: HttpRequest, round_id: int) -> Seen:
    """The round of this number for who asks; 404 where they see none of its villages."""
    one = round_for(request, round_id)
    if not outcome_of(one).decides_the_lists:  # such a round moves no list
        raise Http404
    cases = Case.objects.filter(seen_by(request), round=one).order_by("area_id")
    villages = tuple(cases.values_list("area_id", flat=True))
    asked = number_in(request.GET, "thon")
    names = names_of([one.area_id, *villages], one.opened_on)
    return Seen(
        one,
        villages,
        asked if asked in villages else None,
        {area: capital(name) for area, name in names.items()},
    )


def told(request: HttpRequest, seen: Seen, **more: Any) -> dict[str, Any]:
    """What every page on a round needs, and more."""
    return {
        "seen": seen,
        "round": seen.round,
        "names": seen.names,
        "may": may_here(request, seen.round.area_id),
        **more,
    }
