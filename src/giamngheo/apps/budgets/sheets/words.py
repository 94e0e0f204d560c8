"""What a cell or heading means of money: a source, nature, project or unit; empty where it is unclear."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.text import plain
from giamngheo.law.budgets.library import money_law
from giamngheo.law.vocabulary.programmes import Programme

_CODE: Final = re.compile(r"(?<![\d.])([1-9]\d?(?:\.[1-9]\d?)?)(?![\d.])")
_PART: Final = r"(?:tieu du an|tda)\s?(?:so )?(\d{1,2})"
_WHOLE: Final = r"(?:du an|da)\s?(?:so )?(\d{1,2})"
_PART_OF: Final = re.compile(rf"\b{_PART}\b.*?(?<!tieu )\b{_WHOLE}\b")
_WHOLE_WITH: Final = re.compile(rf"(?<!tieu )\b{_WHOLE}\b.*?\b{_PART}\b")
_SAYS_PROJECT: Final = re.compile(rf"\b{_PART}|\b{_WHOLE}|(?<![\d.])[1-9]\.[1-9](?![\d.])")
_SHORT: Final = re.compile(r"ns[a-z]+$|nhcsxh$")  # «NSTW»; a lone «xã» heads a column of units
_SHORTEST_NAME: Final = 12


def project_said(text: str, programme: Programme | None = None) -> str:
    """The code of a project: «3.1», «Tiểu dự án 1 thuộc Dự án 3», or its name where a programme is given."""
    words = plain(text)
    if found := _PART_OF.search(words):
        return f"{found[2]}.{found[1]}"
    if found := _WHOLE_WITH.search(words):
        return f"{found[1]}.{found[2]}"
    if code := _CODE.search(text):
        return code[1]
    named = [
        one.code
        for one in (programme.projects if programme else ())
        if any(_is_in(plain(name), words) for name in one.names)
    ]
    return named[0] if len(set(named)) == 1 else ""


def heads_project(text: str, programme: Programme | None) -> str:
    """The code of the project that a heading row is about; a bare number there is only its ordinal."""
    is_said = _SAYS_PROJECT.search(plain(text)) or _SAYS_PROJECT.search(text)
    return project_said(text if is_said else re.sub(r"\d", " ", text), programme)


def source_said(text: str) -> str:
    """The source that a cell means, also within a longer text."""
    words = plain(text)
    exact = next((one.id for one in money_law().sources if words in _forms(one.id)), "")
    return exact or source_within(text)


def source_within(text: str) -> str:
    """The source named inside a heading by words that mean nothing else; empty where two are named."""
    words = f" {plain(text)} "
    forms = [
        (len(form), form, one.id)
        for one in money_law().sources
        for form in _forms(one.id)
        if " " in form or _SHORT.match(form)
    ]
    found = set()
    for _, form, source in sorted(forms, reverse=True):
        if f" {form} " in words:
            words = words.replace(f" {form} ", "  ")
            found.add(source)
    return found.pop() if len(found) == 1 else ""


def nature_said(text: str, year: int) -> str:
    """The nature that a text names under any of its names; empty where it names none or two."""
    words = f" {plain(text)} "
    found = set()
    for one in money_law().natures:
        names = {one.name, one.called(date(year, 12, 31)), *(name.name for name in one.renamed)}
        for name in map(plain, names):
            bare = name.removeprefix("von ").removeprefix("kinh phi ")
            if any(f" {form} " in words for form in (bare, " ".join(bare.split()[:2]))):
                found.add(one.id)
    return found.pop() if len(found) == 1 else ""


def unit_said(text: str, units: Iterable[Unit]) -> Unit | None:
    """The one unit that a text names, with its kind or by its bare name; None where none or two are meant."""
    words = re.sub(r"^(ubnd|uy ban nhan dan) ", "", plain(text))
    there = list(units)
    for form in (lambda one: plain(one.full_name), lambda one: plain(one.name), lambda one: one.code):
        found = [one for one in there if words and form(one) == words]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _forms(source_id: str) -> Mapping[str, None]:
    source = money_law().source(source_id)
    words = (source.name, *source.words) if source else ()
    return dict.fromkeys([source_id, *map(plain, words)])


def _is_in(name: str, words: str) -> bool:
    return words == name or (len(name) >= _SHORTEST_NAME and f" {name} " in f" {words} ")
