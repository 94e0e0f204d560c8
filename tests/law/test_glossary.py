"""The glossary: every Vietnamese term has its name in code and its clause, and what exists is named alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from giamngheo.law.library import area_kinds, instruments, standards
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
COMMON = "thuật ngữ chung"


@dataclass(frozen=True)
class Word:
    section: str
    term: str
    code: str
    clause: str


def words() -> list[Word]:
    section, found = "", []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        elif line.startswith("| ") and not line.startswith("| Tiếng Việt"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 4, line
            found.append(Word(section, cells[0], cells[1].strip("`"), cells[2]))
    return found


WORDS = words()


def of(section: str) -> dict[str, str]:
    return {word.code: word.term for word in WORDS if word.section == section}


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.code)
def test_a_term_has_its_name_in_code_and_its_clause(word: Word) -> None:
    assert word.term
    assert re.fullmatch(r"[a-z][a-z0-9_]*|[A-Z]0?", word.code)  # H, A, M0 are the symbols of the measure
    assert word.clause
    if word.clause != COMMON:
        assert set(word.clause.split(", ")) <= set(instruments())


def test_one_word_has_one_meaning() -> None:
    terms, codes = [word.term.casefold() for word in WORDS], [word.code for word in WORDS]
    assert len(set(terms)) == len(terms)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("section", "named"),
    [
        ("Phân loại hộ", {one.value: one.label for one in HouseholdClass}),
        ("Khu vực", {one.value: one.label for one in Residence}),
        ("Loại đơn vị cấp xã", {kind.id: kind.name for kind in area_kinds().values()}),
    ],
)
def test_the_words_of_the_vocabulary_are_all_there_and_no_others(
    section: str, named: Mapping[str, str]
) -> None:
    assert of(section) == {code: label.casefold() for code, label in named.items()}


def test_every_deprivation_of_every_standard_is_there_under_a_name_it_has() -> None:
    names: dict[str, set[str]] = {}
    for pack in standards().values():
        for text in pack.standard.deprivations:
            names.setdefault(text.id, set()).add(text.name.casefold())
    listed = of("Chỉ số thiếu hụt")
    assert set(listed) == set(names)
    for code, term in listed.items():
        assert term.casefold() in names[code]


def test_numbers_and_columns_that_the_page_names_exist() -> None:
    parameters = {name for pack in standards().values() for name in pack.parameters}
    questions = {question.id for question in questionnaire("household_survey_2022_2026").questions}
    assert set(of("Thu nhập, điểm, ngưỡng")) <= parameters | questions
