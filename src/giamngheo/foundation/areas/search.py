"""Finding units of both orders by words, without accents: a part of each word is enough, from its start."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.lines import SCHEME
from giamngheo.foundation.areas.queries import Unit, paths_of
from giamngheo.foundation.text import plain


@dataclass(frozen=True)
class Hit:
    """An area found: as it was called when it matched, whether it still lives, what it lies in on the day."""

    unit: Unit
    is_living: bool
    first_day: date | None
    last_bound: date | None
    path: list[Unit]


# «xã Tân Lập»: the words of a kind ask for that kind, where they are not the name itself.
_KIND_WORDS: Final = sorted(
    {(plain(kind.label), kind.value) for kind in Kind}
    | {("tinh", "province"), ("thanh pho", "central_city")},
    key=lambda words: -len(words[0]),
)

# The expression is that of the index `areas_version_words`. Of very many only the best are sorted in full.
_WORDS: Final = "to_tsvector('simple'::regconfig, coalesce(version.search_key, ''))"
_AT_ONCE: Final = 10_000  # of fewer the paths cost as much
_LONGEST_WORD: Final = 100  # the database takes none of more than 2046 bytes
_COLUMNS: Final = (
    "version.area_id, version.name, version.kind, version.tier, version.search_key, version.valid"
)
_FOUND: Final = f"""
WITH found AS (
    SELECT {_COLUMNS} FROM areas_version AS version
    WHERE {_WORDS} @@ to_tsquery('simple', %(words)s){{within}}
    UNION ALL
    SELECT {_COLUMNS} FROM areas_version AS version
    WHERE %(rest)s <> '' AND version.kind = %(kind)s AND {_WORDS} @@ to_tsquery('simple', %(rest)s){{within}}
    UNION ALL
    SELECT {_COLUMNS} FROM areas_version AS version
    JOIN areas_code AS held ON held.area_id = version.area_id AND held.valid && version.valid
    WHERE held.code = %(typed)s AND held.scheme = %(scheme)s{{within}}
),
ranked AS (
    SELECT found.*, found.search_key IN (%(typed)s, %(named)s) AS is_exact,
        starts_with(found.search_key, %(named)s) OR starts_with(found.search_key, %(typed)s) AS begins,
        found.valid @> %(day)s::date AS holds
    FROM found
    ORDER BY is_exact DESC, holds DESC, begins DESC, tier, search_key, area_id
    LIMIT 20 * %(limit)s
),
best AS (
    SELECT DISTINCT ON (area_id) * FROM ranked ORDER BY area_id, is_exact DESC, holds DESC, valid DESC
)
SELECT best.area_id, best.name, best.kind, best.tier, coalesce((
        SELECT held.code FROM areas_code AS held
        WHERE held.area_id = best.area_id AND held.scheme = %(scheme)s ORDER BY held.valid DESC LIMIT 1
    ), '') AS code,
    area.valid @> %(day)s::date, lower(area.valid), upper(area.valid)
FROM best JOIN areas_area AS area ON area.id = best.area_id
ORDER BY best.is_exact DESC, area.valid @> %(day)s::date DESC, best.begins DESC, best.tier,
    best.search_key, best.area_id
LIMIT %(limit)s
"""
# Of a few areas each version is looked at, and no word looked up among those of the whole country.
_WITHIN: Final = " AND version.area_id = ANY(%(among)s::bigint[])"


def search(typed: str, day: date, *, limit: int = 20, among: Collection[int] | None = None) -> list[Hit]:
    """Areas of any time whose name has words that begin so, or whose code it is; best first.

    The whole name comes before a part of it, what lives on the day before what ended. `among`: only these.
    """
    return _hits(_found(_asked(typed, day, limit, among)), day)


def search_all(typed: str, day: date) -> tuple[int, Iterator[Hit]]:
    """How many areas `search` would find without a limit, and all of them, made some at a time."""
    rows = _found(_asked(typed, day, None))
    chunks = (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
    return len(rows), (hit for chunk in chunks for hit in _hits(chunk, day))


def _found(values: dict[str, Any] | None) -> list[tuple[Any, ...]]:
    if values is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FOUND.format(within="" if values["among"] is None else _WITHIN), values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _hits(rows: list[tuple[Any, ...]], day: date) -> list[Hit]:
    paths = paths_of([row[0] for row in rows], day)
    return [Hit(Unit(*row[:5]), row[5], row[6], row[7], paths[row[0]]) for row in rows]


def explained(typed: str, day: date) -> str:
    """How the database goes about a search: for who tends it, and for the test that it reads the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {_FOUND.format(within='')}", _asked(typed, day, 20))
        return "\n".join(line for (line,) in cursor.fetchall())


def _asked(
    typed: str, day: date, limit: int | None, among: Collection[int] | None = None
) -> dict[str, Any] | None:
    words = plain(typed)
    if not words:
        return None
    kind, rest = next(
        ((kind, words[len(said) :].strip()) for said, kind in _KIND_WORDS if words.startswith(said + " ")),
        ("", ""),
    )
    return {
        "typed": words,
        "named": rest or words,
        "words": _beginnings(words),
        "kind": kind,
        "rest": _beginnings(rest),
        "scheme": SCHEME,
        "day": day,
        "limit": limit,
        "among": None if among is None else list(among),
    }


def _beginnings(words: str) -> str:
    return " & ".join(f"'{word[:_LONGEST_WORD]}':*" for word in words.split())
