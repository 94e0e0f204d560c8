"""«Người trùng» taken away as a file: one row a pair, likeliest first, in the words of the page."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.households.models import Suspicion
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.registry.alike import agreeing, differing, how_sure
from giamngheo.web.staff.registry.doubles import STATES, pairs_asked
from giamngheo.web.staff.registry.said import birth


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the pairs of all pages."""
    asked, matching = pairs_asked(request)
    taken = Taken(
        "households.export",
        matching.count(),
        areas_told(request, Permission.SEE_HOUSEHOLDS, asked.area_id),
        [["Trạng thái", capital(STATES[asked.state].label)]],
    )
    rows = matching.order_by("-probability", "pk").select_related("first__household", "second__household")
    return give(request, PAIRS, rows, taken, ending)


def _lines(chunk: Sequence[Suspicion], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(person.area_id for one in chunk for person in (one.first, one.second))
    for one in chunk:
        yield (
            *(
                cell
                for person in (one.first, one.second)
                for cell in (
                    person.full_name,
                    birth(person.birth_date, person.birth_precision),
                    person.household.code if person.household else None,
                    looking.name(person.area_id),
                )
            ),
            capital(how_sure(one.probability)),
            ", ".join(agreeing(one.levels)),
            ", ".join(differing(one.levels)) or None,
        )


_OF_ONE: Final = ("Họ và tên", "Sinh", "Hộ", "Nơi ở")
PAIRS: Final = Exported(
    "Người trùng",
    "Số cặp",
    {
        PLACE: COUNT,
        **{f"{heading} ({place})": TEXT for place in (1, 2) for heading in _OF_ONE},
        "Mức giống": TEXT,
        "Vì sao": TEXT,
        "Khác nhau": TEXT,
    },
    (7, 28, 12, 18, 28, 28, 12, 18, 28, 14, 44, 36),
    _lines,
)
