"""Why two people may be one, in words: what of them agrees and what does not, and how sure that is."""

from collections.abc import Mapping

from giamngheo.apps.households.linkage import level_of

_SURE = 0.99
_QUITE = 0.95
# What tells most is said first; that surnames or sexes agree tells nothing.
_ORDER = ("number", "given", "middle", "birth", "place")
_NAME = ("given", "middle", "surname")


def agreeing(levels: Mapping[str, str]) -> list[str]:
    """The sentences of what speaks for one person, what tells most first; the name in one."""
    of_name = {levels[name] for name in _NAME if name in levels}
    whole = ""
    if of_name == {"same"}:
        whole = "trùng họ tên"
    elif "accents" in of_name and of_name <= {"same", "accents"}:
        whole = "họ tên chỉ khác dấu"
    found = []
    for name in _ORDER:
        level = level_of(name, levels.get(name, ""))
        if whole and name in _NAME:
            found += [whole] if name == "given" else []
        elif level is not None and level.agrees:
            found.append(level.sentence)
    return found


def differing(levels: Mapping[str, str]) -> list[str]:
    """The sentences of what speaks against one person."""
    found = [level_of(name, levels.get(name, "")) for name in (*_ORDER, "sex", "surname")]
    return [level.sentence for level in found if level is not None and not level.agrees]


def how_sure(probability: float) -> str:
    """A probability as people say it."""
    if probability >= _SURE:
        return "rất giống"
    return "giống" if probability >= _QUITE else "khá giống"
