"""Rural or urban: from the words of a list to the residence that the standard means on the day."""

from collections.abc import Iterable

from giamngheo.foundation.text import plain
from giamngheo.law.library import Rules, area_kinds
from giamngheo.law.vocabulary.standards import Residence

_RESIDENCES = {
    "nong thon": Residence.RURAL,
    "nt": Residence.RURAL,
    "rural": Residence.RURAL,
    "thanh thi": Residence.URBAN,
    "do thi": Residence.URBAN,
    "thanh pho": Residence.URBAN,
    "tt": Residence.URBAN,
    "urban": Residence.URBAN,
}
_SHORT = {"x": "commune", "p": "ward"}
REMEDY = "Ghi một trong: xã, phường, thị trấn, nông thôn, thành thị."


class UnknownResidenceError(ValueError):
    """The words do not say, on that day, whether a household is rural or urban; the message says why."""


def residence_of(words: str, rules: Rules) -> Residence:
    """The residence that «xã», «Phường Vân Giang», «nông thôn» … stand for under a standard on its day.

    Raises:
        UnknownResidenceError: where the words name no kind of unit, one that does not exist on the day,
            or one whose residence the law leaves open.
    """
    said = plain(words)
    said = said.removeprefix("khu vuc ")
    if said in _RESIDENCES:
        return _RESIDENCES[said]
    first = said.split(" ")[0] if said else ""
    kinds = area_kinds()
    found = kinds.get(_SHORT.get(first, ""))
    for kind in kinds.values():
        if said == kind.id or said == plain(kind.name) or said.startswith(plain(kind.name) + " "):
            found = kind
    if found is None:
        raise UnknownResidenceError(f"«{words}» không cho biết là xã, phường hay thị trấn.")
    if not found.exists(rules.day):
        raise UnknownResidenceError(
            f"Không có {found.name} vào ngày {rules.day:%d/%m/%Y}. {found.note} "
            "Ghi xã hay phường theo đơn vị hiện nay."
        )
    residence = rules.residence(found.id)
    if residence is None:
        raise UnknownResidenceError(
            f"{rules.standard.short_name} chưa nói {found.name} thuộc nông thôn hay thành thị. "
            "Ghi rõ nông thôn hay thành thị cho từng hộ."
        )
    return residence


def residence_in_title(lines: Iterable[str], rules: Rules) -> tuple[Residence, str] | None:
    """What the lines above a table say of its unit («UBND XÃ …»), where they say one thing only."""
    found: dict[Residence, str] = {}
    for line in lines:
        said = plain(line)
        for office in ("ubnd ", "uy ban nhan dan "):
            if office in said:
                unit = said.split(office, 1)[1]
                try:
                    found[residence_of(unit, rules)] = line.strip()
                except UnknownResidenceError:
                    continue
    return next(iter(found.items())) if len(found) == 1 else None
