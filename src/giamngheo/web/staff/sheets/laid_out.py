"""The questions of a sheet as they stand on its page: laid out once a form, filled in for each household.

A page has more than a hundred boxes, which the template would make anew each time although only what stands
in them is new. A box is made once for each way in which it can look, with signs where the household's own
words go; the text between these signs is kept, and nothing of any household.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from django.template.loader import get_template
from markupsafe import Markup, escape

from giamngheo.apps.surveys.content import Box
from giamngheo.law.vocabulary.questionnaires import Asked
from giamngheo.web.staff.sheets.boxes import Line, Part, Shown

# Signs that are no letters: they stand in the template for what is put in, and in nothing that is put in.
_ID, _VALUE, _WORDS, _NAME, _NOTES, _ROWS = (chr(0xE000 + number) for number in range(6))
_LONG: Final = _VALUE * 61  # so long that the template gives it several lines
_SIGNS: Final = re.compile(f"({_ID}|{_VALUE}+|{_WORDS}|{_NAME}|{_NOTES}|{_ROWS})")
_NOTHING: Final = "–"
_LONGEST_LINE: Final = 60

Blank = Sequence[str]
"""Markup and signs in turn."""


def laid_out(
    parts: Sequence[Part],
    shown: Mapping[Box, Shown],
    members: Mapping[str, str],
    *,
    editable: bool,
    takes: bool,
) -> Markup:
    """All sections with their questions and answers; `members` are the names on the page by their keys.

    `takes` where what is offered may be taken over.
    """
    told: list[str] = []
    names = {key: str(escape(name)) for key, name in members.items()}
    for place, part in enumerate(parts, start=1):
        before, _, after = _section(part, place)
        told.append(before)
        for ordinal, (key, name) in enumerate(names.items() if part.of_members else ((None, ""),), start=1):
            begins, ends = ((), "") if key is None else _row(part)
            told += _filled(begins, {_ID: str(ordinal), _NAME: name})
            for line in part.questions:
                told += _box(line, shown[line.question.id, key], name, editable=editable, takes=takes)
            told.append(ends)
        told.append(after)
    return Markup("".join(told))  # made by templates; what people wrote is escaped


def notes_of(one: Shown, *, takes: bool) -> str:
    """What is said under a box; of most nothing, or that it is not asked."""
    if one.waits_for or one.offer or one.wrong or one.whys or one.clash:
        return str(_macros().notes(one, takes)).strip()
    return _not_asked() if one.state == "skipped" else ""


def _box(line: Line, one: Shown, name: str, *, editable: bool, takes: bool) -> Sequence[str]:
    notes = notes_of(one, takes=takes) if editable else ""
    is_chosen = editable and bool(line.choices)
    if is_chosen and not line.question.several and one.value not in line.values:
        # An answer that the list has no more.
        return [_made(line, one, Markup(name), Markup(notes), editable=editable)]  # both are markup
    is_long = len(one.value) > _LONGEST_LINE or "\n" in one.value
    value = str(escape(one.value))
    return _filled(
        _blank(
            line,
            one.state,
            _NOTHING if one.words == _NOTHING else _WORDS,
            "" if is_chosen or not one.value else _LONG if is_long else _VALUE,
            one.ticked & line.values if is_chosen else frozenset(),
            is_missing=one.is_missing,
            editable=editable,
        ),
        {
            _ID: one.id,
            _VALUE: value,
            _LONG: value,
            _WORDS: str(escape(one.words)),
            _NAME: name,
            _NOTES: notes,
        },
    )


@lru_cache(maxsize=4_000)
def _blank(
    line: Line,
    state: str,
    words: str,
    value: str,
    ticked: frozenset[str],
    *,
    is_missing: bool,
    editable: bool,
) -> Blank:
    """A box that looks so, cut at its signs."""
    stand_in = Shown(_ID, state, value, words, ticked, is_missing, "", "", "", "", (), ())
    return _SIGNS.split(_made(line, stand_in, _NAME, _NOTES, editable=editable))


def _made(line: Line, one: Shown, name: str, notes: str, *, editable: bool) -> str:
    macros = _macros()
    if line.question.of is Asked.MEMBER:
        return str(macros.of_member(line, one, name, notes, editable))
    return str(macros.of_household(line, one, notes, editable))


@lru_cache(maxsize=400)
def _section(part: Part, place: int) -> Blank:
    return _SIGNS.split(str(_macros().section(part, place, _ROWS)))


@lru_cache(maxsize=400)
def _row(part: Part) -> tuple[Blank, str]:
    """How the row of a member begins and ends."""
    begins, ends = str(_macros().row(part, _ID, _NAME, _ROWS)).split(_ROWS)
    return _SIGNS.split(begins), ends


@lru_cache(maxsize=1)
def _not_asked() -> str:
    return str(_macros().not_asked())


def _filled(blank: Blank, said: Mapping[str, str]) -> list[str]:
    return [said.get(one, one) for one in blank]


def _macros() -> Any:
    return get_template("staff/sheets/box.html").template.module  # type: ignore[attr-defined]  # Jinja2's own
