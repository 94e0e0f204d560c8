"""Lists of values that forms and the register share."""

from giamngheo.law.vocabulary.texts import Certain


class CodeEntry(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One value: `number` as official lists print it, `also` what lists of communes write for it."""

    id: str
    name: str
    number: str = ""
    also: tuple[str, ...] = ()


class Remedy(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which needs of `codes/needs.yaml` help against a deprivation, an id of a standard."""

    deprivation: str
    needs: tuple[str, ...]
