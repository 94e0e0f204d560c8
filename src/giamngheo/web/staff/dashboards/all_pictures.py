"""The pictures of a unit in the order of the page."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from giamngheo.foundation.areas.boundaries import outlines_on
from giamngheo.web.components.acting_person import today
from giamngheo.web.staff.dashboards.lack_pictures import causes, contributions, lacks, lacks_by_place
from giamngheo.web.staff.dashboards.movement_pictures import movement
from giamngheo.web.staff.dashboards.picture import Picture
from giamngheo.web.staff.dashboards.reaching import Seen
from giamngheo.web.staff.dashboards.support_pictures import coverage
from giamngheo.web.staff.dashboards.time_pictures import counts, rates
from giamngheo.web.staff.dashboards.unit_pictures import comparison, places


def map_of(seen: Seen) -> Picture:
    """The map of the units below, with the outlines of the closing day, else those they have today."""
    units = [one.unit for one in seen.below.values()]
    if not units:
        return places(seen, {})
    outlines: Mapping[int, Any] = outlines_on(units, seen.snapshot.closing)
    if len(outlines) < len(units):
        outlines = {**outlines_on(units, today()), **outlines}
    return places(seen, outlines)


PICTURES: Final[Mapping[str, Callable[[Seen], Picture]]] = {
    "ty-le": rates,
    "so-ho": counts,
    "dien-bien": movement,
    "so-sanh": comparison,
    "ban-do": map_of,
    "thieu-hut": lacks,
    "thieu-o-dau": lacks_by_place,
    "dong-gop": contributions,
    "nguyen-nhan": causes,
    "ho-tro": coverage,
}
"""Each by its name, as in addresses."""
