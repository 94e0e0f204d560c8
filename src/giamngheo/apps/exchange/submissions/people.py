"""Which member of a sheet each row of the repeat tells of: by personal number, then by name and birth."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from giamngheo.apps.exchange.submissions.reading import Person
from giamngheo.foundation.text import plain
from giamngheo.law.questionnaires.sheets import BIRTH_YEAR

Said = Mapping[str, Any]
_NAME: Final = "member_name"
_NUMBER: Final = "personal_number"


def members_of_rows(people: Sequence[Person], members: Mapping[str, Said]) -> dict[int, str]:
    """The key of the member of each row (by its number in the file); a row that may be of two is not in.

    What is looked at, in this order: the number; the name letter by letter with the year of birth, then
    alone; the name without accents, in the same way. What two rows or two members share decides nothing.
    """
    found: dict[int, str] = {}
    for look in _LOOKS:
        rows = _alone((one.row, look(one.answers)) for one in people if one.row not in found)
        taken = set(found.values())
        keys = _alone((key, look(said)) for key, said in members.items() if key not in taken)
        found |= {row: keys[told] for told, row in rows.items() if told in keys}
    return found


def _alone(told: Any) -> dict[Any, Any]:
    """What is told once only, with who tells it."""
    found: dict[Any, Any] = {}
    twice = set()
    for who, what in told:
        if what and what in found:
            twice.add(what)
        elif what:
            found[what] = who
    return {what: who for what, who in found.items() if what not in twice}


def _exact(said: Said) -> str:
    return " ".join(unicodedata.normalize("NFC", str(said.get(_NAME) or "")).casefold().split())


def _bare(said: Said) -> str:
    return plain(str(said.get(_NAME) or ""))


def _with_year(name: Callable[[Said], str]) -> Callable[[Said], Any]:
    def look(said: Said) -> Any:
        year = said.get(BIRTH_YEAR)
        return (name(said), year) if name(said) and year is not None else None

    return look


_LOOKS: Final[tuple[Callable[[Said], Any], ...]] = (
    lambda said: said.get(_NUMBER),
    _with_year(_exact),
    _exact,
    _with_year(_bare),
    _bare,
)
