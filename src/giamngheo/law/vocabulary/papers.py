"""How official documents look: margins, sizes, gaps, each with what is allowed and what is taken."""

from collections.abc import Mapping
from datetime import date

from giamngheo.law.vocabulary.texts import Certain, Clause


class Measure(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A length or size: the least and the most that is allowed, and what is taken (unit in the name)."""

    least: float
    most: float
    taken: float

    @property
    def is_kept(self) -> bool:
        """Whether what is taken lies in what is allowed."""
        return self.least <= self.taken <= self.most


class Layout(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The form of official documents by one decree, from a day on (until `last`, where it ended)."""

    id: str
    name: str
    clause: Clause
    first: date
    last: date | None = None
    font: str
    paper_mm: Mapping[str, float]
    margins_mm: Mapping[str, Measure]
    sizes_pt: Mapping[str, Measure]
    first_line_mm: Measure
    paragraph_gap_pt: Measure
    line_spacing: Measure

    def measures(self) -> dict[str, Measure]:
        """All of its measures by a name."""
        named = {f"margins_mm.{name}": one for name, one in self.margins_mm.items()}
        named |= {f"sizes_pt.{name}": one for name, one in self.sizes_pt.items()}
        alone = ("first_line_mm", "paragraph_gap_pt", "line_spacing")
        return named | {name: getattr(self, name) for name in alone}
