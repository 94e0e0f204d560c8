"""Which columns say the class of households and its decision: by their very words, never by likeness."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from giamngheo.apps.exchange.lists.recognition import Column, Recognition
from giamngheo.apps.exchange.register.class_words import class_of
from giamngheo.apps.exchange.register.fields import CLASS_TICKS, headings_of_decisions, register_fields
from giamngheo.foundation.sheets.values import tick
from giamngheo.foundation.text import plain

_ASIDE: Final = re.compile(r"\([^()]*\)")
_YEAR: Final = re.compile(r"\b(?:nam|nam ra soat|cuoi nam|tai thoi diem)?\s*(?:19|20)\d\d\b|\bdanh dau x?\b")
_WEAK: Final = frozenset({"dien", "phan loai", "ket qua ra soat"})
"""Headings under which other things than classes stand as often: what stands there decides."""
_SOME: Final = 0.5
_MANY_WORDS: Final = 1_000


def with_class_columns(recognised: Recognition) -> tuple[Recognition, list[str]]:
    """The columns with those of classes and decisions, and what a person is to decide between."""
    taken = recognised.field_ids
    found: dict[str, list[int]] = {}
    for place, column in enumerate(recognised.columns):
        name = _field_of(recognised, column)
        if name is not None and name not in taken:
            found.setdefault(name, []).append(place)
    columns, notes, fields = list(recognised.columns), [], register_fields()
    for name, places in found.items():
        if len(places) == 1:
            columns[places[0]] = replace(columns[places[0]], field=fields[name])
        else:
            notes.append(_either([columns[place] for place in places], fields[name].label))
    return replace(recognised, columns=tuple(columns)), notes


def _field_of(recognised: Recognition, column: Column) -> str | None:
    if column.field is not None or column.chosen:
        return None
    path = recognised.table.headings[column.index].path
    # The lowest level says most: «Hộ nghèo» under «Phân loại» is one of several columns of marks.
    texts = [*([path[-1], " ".join(path[-2:])] if len(path) > 1 else []), column.heading]
    for text in texts:
        bare = _bare(text)
        name = _by_heading().get(bare)
        if name is None:
            continue
        of_class = name in CLASS_TICKS or name == "household_class"
        if of_class and bare in _WEAK and not _says_classes(recognised, column):
            return None
        # «Nghèo | Cận nghèo» as words in one column below «Hộ nghèo» is a column of classes.
        if name in CLASS_TICKS and _says_classes(recognised, column):
            return "household_class"
        return name
    return None


def _bare(heading: str) -> str:
    """A heading without years and what stands in brackets."""
    return " ".join(_YEAR.sub(" ", plain(_ASIDE.sub(" ", heading)) or plain(heading)).split())


@lru_cache
def _by_heading() -> dict[str, str]:
    return {plain(word): name for name, words in headings_of_decisions().items() for word in words}


def _says_classes(recognised: Recognition, column: Column) -> bool:
    """Whether most different words of a column are classes and not marks."""
    cells = recognised.table.body.get_column(f"c{column.index}").drop_nulls().unique().head(_MANY_WORDS)
    words = [word for cell in cells.to_list() if (word := str(cell).strip())]
    marks = tick(cells)[0].is_not_null().sum() if len(cells) else 0
    said = sum(class_of(word) is not None for word in words)
    return bool(words) and said >= _SOME * len(words) and said > marks


def _either(columns: Sequence[Column], label: str) -> str:
    told = " và ".join(f"cột {column.letter} «{column.heading}»" for column in columns)
    return f"{told[0].upper()}{told[1:]} đều có thể là «{label}» nên chưa dùng cột nào: chọn một cột."
