"""Whatever shape an export of our XLSForm has, the same answers are read out of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.exports import Sent, csv_text, kobo_tables, kobo_xlsx, odk_zip, of_household, paths
from tests.law.questionnaires.forms import FORM_B, filled

from giamngheo.apps.exchange.submissions.opening import Opened, open_submissions
from giamngheo.apps.exchange.submissions.reading import Reader, Submission
from giamngheo.foundation.sheets import UnreadableFile
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.sheets import Sheet

SHAPES = {
    "odk": lambda sent: ("phieu.zip", odk_zip(FORM_B, sent)),
    "odk, no groups": lambda sent: ("phieu.zip", odk_zip(FORM_B, sent, groups=False)),
    "odk, split": lambda sent: ("phieu.zip", odk_zip(FORM_B, sent, split=True)),
    "kobo": lambda sent: ("phieu.xlsx", kobo_xlsx(FORM_B, sent)),
    "kobo, numbers": lambda sent: ("phieu.xlsx", kobo_xlsx(FORM_B, sent, numbers=True)),
    "kobo, no groups": lambda sent: ("phieu.xlsx", kobo_xlsx(FORM_B, sent, groups=False)),
    "kobo, one column": lambda sent: ("phieu.xlsx", kobo_xlsx(FORM_B, sent, several="single")),
    "kobo, a column each": lambda sent: ("phieu.xlsx", kobo_xlsx(FORM_B, sent, several="separate")),
    "kobo, labels": lambda sent: ("phieu.xlsx", kobo_xlsx(FORM_B, sent, labels=True)),
    "kobo, labels alone": lambda sent: ("phieu.xlsx", kobo_xlsx(FORM_B, sent, labels=True, groups=False)),
    "kobo, labels in one column": lambda sent: (
        "phieu.xlsx",
        kobo_xlsx(FORM_B, sent, labels=True, several="single"),
    ),
}
_TEXTS = ("Thử", 'Có dấu "phẩy", chấm; phẩy', "hai\ndòng", "=1+1", "Đỗ Thị Ỷ – mẫu", "0012", "-", "1.500")


def sent_of(chance: Random, count: int) -> list[Sent]:
    """Submissions answered at random, some boxes left empty."""
    sent = []
    for place in range(count):
        whole = filled(chance, keep=chance.choice((1.0, 0.7, 0.2)))
        household = dict(whole.household)
        household.pop("household", None)
        household["policies_received"] = chance.choice(_TEXTS)
        members = {key: dict(answers) for key, answers in whole.members.items()}
        for answers in members.values():
            answers["member_name"] = chance.choice(_TEXTS)
        sheet = Sheet(whole.day, household, members)
        sent.append(Sent(f"0000{place}-000001-1", sheet, f"00000000-0000-4000-8000-{place:012d}"))
    return sent


def said(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as they count: several codes in the order of their list."""
    told = {}
    for name, answer in answers.items():
        question = FORM_B.question(name)
        assert question is not None
        if isinstance(answer, tuple):
            told[name] = tuple(code for code in codes_of(question) if code in answer)
        elif answer is not None:
            told[name] = answer
    return told


def read(name: str, content: bytes) -> tuple[Opened, list[Submission], list[Any]]:
    with TemporaryDirectory() as folder:
        place = Path(folder) / name
        place.write_bytes(content)
        opened = open_submissions(place, FORM_B)
    faults: list[Any] = []
    return opened, list(Reader(opened).submissions(faults.append)), faults


@pytest.mark.parametrize("shape", SHAPES)
@given(seed=st.integers(0, 10**6))
@settings(max_examples=12)
def test_an_export_says_what_was_answered(shape: str, seed: int) -> None:
    chance = Random(seed)
    sent = sent_of(chance, chance.randint(1, 4))
    _, found, faults = read(*SHAPES[shape](sent))
    assert faults == []
    assert [one.code for one in found] == [one.code for one in sent]
    assert [one.instance for one in found] == [one.instance for one in sent]
    for one, told in zip(sent, found, strict=True):
        assert told.answers == said(of_household(FORM_B, one.sheet.household))
        assert [dict(person.answers) for person in told.people] == [
            said(dict(answers)) for answers in one.sheet.members.values()
        ]


def test_every_question_of_our_form_is_a_leaf_of_what_pyxform_makes_of_it() -> None:
    homes, people = paths(FORM_B.id)
    leaves = {way[-1] for way in (*homes, *people)}
    assert {question.id for question in FORM_B.sheet} <= leaves


@pytest.mark.parametrize("shape", ["odk", "kobo, labels"])
def test_the_servers_own_columns_are_not_told_as_strange_and_others_are(shape: str) -> None:
    sent = [replace(one, more={"ghi chú riêng": "x"}) for one in sent_of(Random(1), 2)]
    opened, _, _ = read(*SHAPES[shape](sent))
    assert [note for note in opened.notes if "không dùng" in note] == [
        f"Bảng «{opened.homes.name}» có 1 cột không dùng: «ghi chú riêng»."
    ]


def test_a_table_of_households_alone_is_read_and_says_that_members_are_missing() -> None:
    sent = sent_of(Random(2), 3)
    tables = kobo_tables(FORM_B, sent)
    text = csv_text(next(iter(tables.values())), ";")
    opened, found, faults = read("phieu.csv", b"\xef\xbb\xbf" + text.encode())
    assert faults == []
    assert [dict(one.answers) for one in found] == [
        said(of_household(FORM_B, one.sheet.household)) for one in sent
    ]
    assert any("không có bảng thành viên" in note for note in opened.notes)


def test_a_day_in_the_way_of_offices_and_a_number_with_a_comma_are_read() -> None:
    rows = [{"household": "1", "review_date": "05/10/2026", "housing_area": "45,5", "member_count": "4.0"}]
    _, (one,), faults = read("a.csv", csv_text(rows, ";").encode())
    assert faults == []
    assert one.answers == {"review_date": date(2026, 10, 5), "housing_area": 45.5, "member_count": 4}


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("water_source", "nuoc_la", "«nuoc_la» không có trong danh mục."),
        ("needs", "credit sao_hoa", "«credit sao_hoa» không có trong danh mục."),
        ("needs/credit", "hai", "«hai» không cho biết có chọn hay không."),
        ("urban", "có lẽ", "«có lẽ» không phải có hay không."),
        ("member_count", "bốn", "«bốn» không phải số nguyên."),
        ("member_count", "٣", "«٣» không phải số nguyên."),
        ("housing_area", "1e9", "«1e9» không phải số."),
        ("housing_area", "99999", "99.999 m² lớn hơn"),
        ("review_date", "2026-02-30", "«2026-02-30» không phải ngày."),
        ("review_year", "9" * 19, "không đúng kiểu"),
        ("policies_received", "x" * 3000, "dài quá"),
        ("policies_received", "x" * 30000, "dài quá"),
    ],
)
def test_a_cell_that_answers_nothing_is_told_with_its_place_and_the_rest_is_kept(
    column: str, value: str, reason: str
) -> None:
    rows = [{"ghi": "x", "household": "1", column: value, "toilet": "septic"}]
    _, (one,), (fault,) = read("a.csv", csv_text(rows, ";").encode())
    sheet, row, letter, field, told, why, remedy, effect = fault
    assert (sheet, row, letter, effect) == ("a", 2, "C", "bỏ trống ô")
    assert field == column.partition("/")[0]
    assert reason in why
    assert remedy
    assert len(told) <= 200
    assert one.answers == {"toilet": "septic"}
    assert one.lost == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"ten,tuoi\nThu,3\n", "không có cột «Mã hộ» (household)"),
        ("a.zip", b"PK\x03\x04 hong", "bị hỏng"),
        ("a.xlsx", b"", "trống"),
        ("a.csv", b"\0\0", "trống"),
    ],
)
def test_a_file_that_is_no_export_of_ours_is_refused_with_what_to_do(
    name: str, content: bytes, words: str
) -> None:
    with pytest.raises(UnreadableFile, match=words.replace("(", r"\(").replace(")", r"\)")):
        read(name, content)


def test_members_that_cannot_be_joined_are_refused_and_those_without_a_household_are_told() -> None:
    tables = kobo_tables(FORM_B, sent_of(Random(3), 2))
    home, people = tables.values()
    for row in people:
        for column in ("_parent_index", "_submission__id", "_submission__uuid"):
            row.pop(column)
    import zipfile
    from io import BytesIO

    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.csv", csv_text(home))
        packed.writestr("a-members.csv", csv_text(people))
    with pytest.raises(UnreadableFile, match="không có cột nối với bảng hộ"):
        read("a.zip", file.getvalue())
