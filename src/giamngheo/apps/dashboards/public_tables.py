"""The tables of a commune for everybody: villages by class, lacks, causes, movement; small counts left out.

All of them are one system for `measurement.suppression`, so that none gives away what another left out. What
an earlier page told of the opening day is known and hides nothing; what it left out is left out again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from giamngheo.apps.dashboards.counting import CAUSES, NEAR_POOR_MOVES, POOR_MOVES, RESULT
from giamngheo.apps.dashboards.models import Summary
from giamngheo.apps.dashboards.queries import Figures
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.law.library import code_list
from giamngheo.law.reports.library import statutory_table
from giamngheo.law.vocabulary.standards import Standard
from giamngheo.measurement.suppression import Counted, Sum, untold

ALL, REST = "*", "rest"
LISTS: Final = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
_CLASSES: Final = {"households": "Tất cả hộ", **LISTS, "other": "Hộ khác"}
_DECREASES: Final = {
    POOR_MOVES: ("escaped_to_near_poor", "escaped_above_near_poor", "other_decrease", "untold_out"),
    NEAR_POOR_MOVES: ("escaped", "became_poor", "other_decrease", "untold_out"),
}
_INCREASES: Final = {
    POOR_MOVES: ("from_near_poor", "relapsed", "newly_arising", "other_increase", "untold_in"),
    NEAR_POOR_MOVES: ("from_poor", "relapsed", "newly_arising", "other_increase", "untold_in"),
}
_LIST_OF: Final = {POOR_MOVES: "poor", NEAR_POOR_MOVES: "near_poor"}
# Who left one list for the other stands in both tables: one cell.
_SAME: Final = {
    f"{NEAR_POOR_MOVES}.from_poor": f"{POOR_MOVES}.escaped_to_near_poor",
    f"{NEAR_POOR_MOVES}.became_poor": f"{POOR_MOVES}.from_near_poor",
}
Key = tuple[str, str]


@dataclass(frozen=True)
class PublicTable:
    """A table by its title: the heads of its columns, and rows of a name and counts, None where left out."""

    title: str
    definition: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass
class _System:
    cells: dict[Key, Counted] = field(default_factory=dict)
    sums: list[Sum[Key]] = field(default_factory=list)

    def adds_up(self, whole: Key, *parts: Key) -> None:
        self.sums.append(Sum(whole, parts))

    def part_of(self, whole: Key, part: Key, count: int) -> None:
        """A part of a whole whose rest is told nowhere: that it is nought would tell of all of them."""
        rest = (f"not {part[0]}", part[1])
        self.cells[part] = Counted(count)
        self.cells[rest] = Counted(self.cells[whole].count - count, is_told=False, nought_tells=True)
        self.adds_up(whole, part, rest)


def public_tables(
    own: Figures,
    villages: Mapping[str, Figures],
    standard: Standard,
    smallest: int,
    before: Mapping[str, int | None],
) -> list[PublicTable]:
    """The tables of a commune and its villages by name.

    `before` is what was published of each list on the opening day; None: left out.
    """
    system = _System()
    places = _classes(system, own, villages)
    _lacks(system, own, standard)
    _causes(system, own)
    for table in (POOR_MOVES, NEAR_POOR_MOVES):
        _moves(system, own, table, before)
    hidden = untold(system.cells, system.sums, smallest)
    told = {key: None if key in hidden else one.count for key, one in system.cells.items()}
    return [
        PublicTable(
            "Hộ theo thôn, tổ dân phố và loại hộ",
            _by_table(RESULT),
            tuple(_CLASSES.values()),
            tuple((name, tuple(told[place, what] for what in _CLASSES)) for place, name in places.items()),
        ),
        PublicTable(
            "Hộ thiếu hụt từng dịch vụ xã hội cơ bản",
            f"{standard.short_name.lower()} ({standard.id})",
            tuple(LISTS.values()),
            (
                ("Có ghi thiếu hụt trong quyết định", tuple(told["told", one] for one in LISTS)),
                *((lack.name, tuple(told[lack.id, one] for one in LISTS)) for lack in standard.deprivations),
            ),
        ),
        PublicTable(
            "Hộ theo nguyên nhân nghèo",
            _by_table(CAUSES),
            tuple(LISTS.values()),
            tuple(
                (entry.name, tuple(told[f"cause {cause}", one] for one in LISTS))
                for cause, entry in code_list("poverty_causes").items()
            ),
        ),
        *(_of_movement(table, told) for table in (POOR_MOVES, NEAR_POOR_MOVES)),
    ]


def as_data(
    snapshot: Snapshot, summary: Summary, smallest: int, tables: Sequence[PublicTable]
) -> dict[str, Any]:
    """What is kept of a page of figures: tables, and of which snapshot, by which law and rule they are."""
    return {
        "title": snapshot.title,
        "opening": snapshot.opening.isoformat(),
        "closing": snapshot.closing.isoformat(),
        "made_at": snapshot.made_at.isoformat(),
        "manifest": snapshot.manifest_hash,
        "law": summary.law,
        "standard": snapshot.standard,
        "smallest": smallest,
        "tables": [
            {
                "title": one.title,
                "definition": one.definition,
                "head": list(one.head),
                "rows": [[name, list(counts)] for name, counts in one.rows],
            }
            for one in tables
        ],
    }


def known_before(told: Mapping[str, Any]) -> dict[str, int | None]:
    """What a page of figures told of the two lists of its commune on its closing day."""
    whole = dict(told["tables"][0]["rows"])["Cộng"]
    counts = dict(zip(_CLASSES, whole, strict=True))
    return {name: counts[name] for name in LISTS}


def _classes(system: _System, own: Figures, villages: Mapping[str, Figures]) -> dict[str, str]:
    """Villages by classes, and what lives in the commune and in no village that is known."""
    counts = {f"v{place}": _by_class(one) for place, one in enumerate(villages.values())}
    places = dict(zip(counts, villages, strict=True))
    whole = _by_class(own)
    rest = {what: whole[what] - sum(one[what] for one in counts.values()) for what in _CLASSES}
    if rest["households"]:
        counts[REST], places[REST] = rest, "Chưa xếp vào thôn, tổ"
    for place, told in ((ALL, whole), *counts.items()):
        system.cells |= {(place, what): Counted(count) for what, count in told.items()}
        system.adds_up((place, "households"), *((place, what) for what in _CLASSES if what != "households"))
    for what in _CLASSES:
        system.adds_up((ALL, what), *((place, what) for place in counts))
    return {ALL: "Cộng", **places}


def _by_class(one: Figures) -> dict[str, int]:
    listed = {name: one.listed(name) for name in LISTS}
    return {"households": one.households, **listed, "other": one.households - sum(listed.values())}


def _lacks(system: _System, own: Figures, standard: Standard) -> None:
    for name in LISTS:
        system.part_of((ALL, name), ("told", name), own.told(name))
        for lack in standard.deprivations:
            system.part_of(("told", name), (lack.id, name), own.lacking(name, lack.id))


def _causes(system: _System, own: Figures) -> None:
    for name in LISTS:
        known = own.listed(name) - own[f"{CAUSES}.{name}_untold"]
        system.cells["cause", name] = Counted(known, is_told=False)
        system.cells["no cause", name] = Counted(own.listed(name) - known, is_told=False)
        system.adds_up((ALL, name), ("cause", name), ("no cause", name))
        for cause in code_list("poverty_causes"):
            system.part_of(("cause", name), (f"cause {cause}", name), own[f"{CAUSES}.{name}_{cause}"])


def _moves(system: _System, own: Figures, table: str, before: Mapping[str, int | None]) -> None:
    """Opening and closing as sums of those who stayed, which no table tells, and those who went or came."""
    name = _LIST_OF[table]
    opening, closing, stayed = (table, "opening"), (ALL, name), (table, "stayed")
    gone = sum(own.moved(table, one) for one in _DECREASES[table])
    count = own.opening(name)
    system.cells[opening] = Counted(
        count,
        is_told=name not in before or before[name] is not None,
        is_known=before.get(name) == count,
    )
    system.cells[stayed] = Counted(count - gone, is_told=False)
    for one in (*_DECREASES[table], *_INCREASES[table]):
        system.cells.setdefault(_cell(table, one), Counted(own.moved(table, one)))
    system.adds_up(opening, stayed, *(_cell(table, one) for one in _DECREASES[table]))
    system.adds_up(closing, stayed, *(_cell(table, one) for one in _INCREASES[table]))


def _by_table(name: str) -> str:
    text = statutory_table(name).text
    return f"biểu {text.number} ({text.id})"


def _cell(table: str, column: str) -> Key:
    same = _SAME.get(f"{table}.{column}", f"{table}.{column}")
    return (same.split(".")[0], same.split(".")[1])


def _of_movement(table: str, told: Mapping[Key, int | None]) -> PublicTable:
    text = statutory_table(table).text
    closing = told[ALL, _LIST_OF[table]]
    return PublicTable(
        text.title,
        _by_table(table),
        ("Số hộ",),
        tuple(
            (one.name, (closing if one.id == "closing" else told[_cell(table, one.id)],))
            for one in text.columns
        ),
    )
