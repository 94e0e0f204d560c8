"""The lines of a draft in words, a page at a time, each with what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from django.db import connection

from giamngheo.foundation.areas.checks import Finding, errors_in, look
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.lines import looked_up
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.text import percent


@dataclass(frozen=True)
class ToldLine:
    """A line in words with its findings; `line_id` is what corrects or removes it."""

    line_id: int
    place: int
    sentence: str
    findings: Sequence[Finding]


@dataclass(frozen=True)
class ToldLines:
    """A page of lines; of how many, how many must be corrected; the places before and after, if there are."""

    lines: list[ToldLine]
    total: int
    faulty: int
    before: int | None
    after: int | None


_NAMED: Final = """
LATERAL (
    SELECT name, kind FROM areas_after WHERE area_id = {0}
    UNION ALL SELECT name, kind FROM areas_version WHERE area_id = {0} AND valid @> %(day)s::date
    LIMIT 1
)
"""
# Of a page that is asked backwards the last ones are wanted.
_PLACES: Final = """
SELECT place FROM areas_line
WHERE (%(only)s::int[] IS NULL OR place = ANY(%(only)s::int[])) AND place {0} %(from)s
ORDER BY place {1} LIMIT %(limit)s
"""
_TOLD: Final = f"""
SELECT change.id, line.place, line.verb, line.code, line.to_code, line.name, line.kind, line.parent_code,
    line.is_whole, line.share, unit.name, unit.kind, heir.name, heir.kind, above.name, above.kind
FROM areas_line AS line
JOIN areas_change AS change ON change.batch_id = %(batch)s AND change.place = line.place
LEFT JOIN areas_version AS unit ON unit.area_id = line.area_id AND unit.valid @> %(eve)s::date
LEFT JOIN {_NAMED.format("line.to_area_id")} AS heir ON true
LEFT JOIN {_NAMED.format("line.parent_id")} AS above ON true
WHERE line.place = ANY(%(places)s) ORDER BY line.place
"""


class _Row(NamedTuple):
    """A line as `_TOLD` gives it: its own fields, then what its unit, its heir and its parent are called."""

    line_id: int
    place: int
    verb: str
    code: str
    to_code: str
    name: str
    kind: str
    parent_code: str
    is_whole: bool | None
    share: Decimal | None
    unit_name: str | None
    unit_kind: str | None
    heir_name: str | None
    heir_kind: str | None
    above_name: str | None
    above_kind: str | None


def told_lines(
    batch: Batch,
    *,
    after: int | None = None,
    before: int | None = None,
    only_faulty: bool = False,
    limit: int = 50,
) -> ToldLines:
    """The lines after a place, or the last ones before one, in the order of their places."""
    with looked_up(batch) as values, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM areas_line")
        total = cursor.fetchone()[0]
        findings = look(batch, values) if total else []
        faulty = sorted({one.place for one in errors_in(findings) if one.place is not None})
        asked = {"only": faulty if only_faulty else None, "limit": limit + 1}
        backwards = after is None and before is not None
        cursor.execute(
            _PLACES.format(*("<", "DESC") if backwards else (">", "ASC")),
            asked | {"from": before if backwards else after or 0},
        )
        places = [place for (place,) in cursor.fetchall()]
        more, places = len(places) > limit, sorted(places[:limit])
        cursor.execute(_TOLD, values | {"places": places})
        rows = [_Row(*row) for row in cursor.fetchall()]
    of_place: dict[int | None, list[Finding]] = {}
    for one in findings:
        of_place.setdefault(one.place, []).append(one)
    has_before = more if backwards else after is not None and after > 0
    has_after = backwards or more
    return ToldLines(
        [ToldLine(row.line_id, row.place, _sentence(row), of_place.get(row.place, [])) for row in rows],
        total,
        len(faulty),
        places[0] if has_before and places else None,
        places[-1] if has_after and places else None,
    )


def _sentence(line: _Row) -> str:
    unit = _named(line.unit_name, line.unit_kind, line.code)
    unit = unit[:1].upper() + unit[1:]
    above = _named(line.above_name, line.above_kind, line.parent_code)
    match line.verb:
        case Verb.CREATE:
            whose = f", thuộc {above}" if line.parent_code else ""
            return f"Lập {_named(line.name, line.kind, line.code)}{whose}"
        case Verb.END:
            return f"{unit} chấm dứt"
        case Verb.SUCCEED:
            heir = _named(line.heir_name, line.heir_kind, line.to_code)
            part = f"một phần ({'chưa rõ tỷ lệ' if line.share is None else percent(line.share * 100)})"
            how = "" if line.is_whole is None else "toàn bộ " if line.is_whole else f"{part} "
            return f"{unit} chuyển {how}về {heir}"
        case Verb.RENAME:
            return f"{unit} đổi tên thành «{line.name}»"
        case Verb.CHANGE_KIND:
            return f"{unit} đổi loại thành {Kind(line.kind).label if line.kind else '…'}"
        case _:
            return f"{unit} chuyển sang thuộc {above}"


def _named(name: str | None, kind: str | None, code: str) -> str:
    """«xã Đồng Tâm (00001)»; a unit that no code leads to is said to be unknown."""
    if not name:
        return f"đơn vị chưa rõ ({code or 'chưa ghi mã'})"
    word = f"{Kind(kind).word} " if kind else ""
    return f"{word}{name} ({code or 'chưa ghi mã'})"
