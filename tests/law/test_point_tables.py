"""Tables of B1 points: read, checked, kept and found; never invented, never overwritten."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
import pytest

from giamngheo.law.library import Rules, rules_of, standards
from giamngheo.law.point_table_files import UnreadableTableError, read_point_table
from giamngheo.law.point_tables import (
    DEMONSTRATION_BANNER,
    NoPointTableError,
    PointTableError,
    checked,
    demonstration_table,
    name_of,
    point_table_for,
    store,
    stored,
)
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable
from giamngheo.law.vocabulary.standards import Residence

DAY = date(2024, 10, 1)
HEAD = "chuẩn;national_2022_2026\nkhu vực;nông thôn\nhiệu lực từ;01/01/2022\n"
HEADINGS = "câu hỏi;trả lời;từ;đến;điểm\n"
ROWS = "member_count;;;2;45\nmember_count;;3;;-5\nhas_car;có;;;15\nhas_car;không;;;0\n"


def rules() -> Rules:
    return rules_of("national_2022_2026", DAY)


def table(**changes: object) -> PointTable:
    made_up = PointTable(
        standard="national_2022_2026",
        residence=Residence.RURAL,
        valid_from=date(2022, 1, 1),
        source="Bảng bịa để thử",
        vouched_by="Người bịa",
        rows=(
            PointRow(question="has_car", points=15, answer="yes"),
            PointRow(question="has_car", points=0, answer="no"),
        ),
    )
    return msgspec.structs.replace(made_up, **changes)


def read_csv(folder: Path, text: str, encoding: str = "utf-8") -> PointTable:
    path = folder / "bang.csv"
    path.write_text(text, encoding=encoding)
    return read_point_table(path)


def test_a_table_is_read_from_csv_with_vietnamese_headings(tmp_path: Path) -> None:
    read = read_csv(tmp_path, HEAD + "vùng;Tây Nguyên\nđiểm gốc;10\n\n" + HEADINGS + ROWS)
    assert (read.standard, read.residence, read.region) == (
        "national_2022_2026",
        "rural",
        "central_highlands",
    )
    assert (read.valid_from, read.valid_to, read.base) == (date(2022, 1, 1), None, 10)
    assert read.rows == (
        PointRow(question="member_count", points=45, end=2),
        PointRow(question="member_count", points=-5, least=3),
        PointRow(question="has_car", points=15, answer="yes"),
        PointRow(question="has_car", points=0, answer="no"),
    )
    assert checked(read) is read


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_of_three_separators_is_understood(tmp_path: Path, separator: str) -> None:
    text = (HEAD + HEADINGS + ROWS).replace(";", separator)
    assert len(read_csv(tmp_path, text, encoding="utf-8-sig").rows) == 4


def test_questions_and_answers_may_be_written_in_the_words_of_the_form(tmp_path: Path) -> None:
    rows = read_csv(tmp_path, HEAD + HEADINGS + "Nguồn nước sinh hoạt chính;Nước máy;;;7\n").rows
    assert rows == (PointRow(question="water_source", points=7, answer="piped"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "thiếu dòng tiêu đề"),
        (HEADINGS + ROWS, "thiếu dòng «chuẩn»"),
        (HEAD + "màu;xanh\n" + HEADINGS, "dòng 4: không hiểu «màu»"),
        (HEAD.replace("2026", "1999") + HEADINGS, "không có chuẩn"),
        (HEAD.replace("2022_2026", "2027_2030") + HEADINGS, "chưa có phiếu"),
        (HEAD.replace("nông thôn", "trên núi") + HEADINGS, "khu vực «trên núi» không rõ"),
        (HEAD.replace("01/01/2022", "32/01/2022") + HEADINGS, "không phải ngày"),
        (HEAD + "vùng;Sao Hỏa\n" + HEADINGS, "không có vùng «Sao Hỏa»"),
        (HEAD + "câu hỏi;trả lời;từ;đến\n", "thiếu cột «điểm»"),
        (HEAD + HEADINGS + "has_ship;có;;;1\n", "dòng 5: không có câu hỏi «has_ship»"),
        (HEAD + HEADINGS + "has_car;có lẽ;;;1\n", "dòng 5: «có lẽ» không phải trả lời"),
        (HEAD + HEADINGS + "has_car;có;;;nhiều\n", "dòng 5: điểm «nhiều»"),
        (HEAD + HEADINGS + "member_count;;hai;;1\n", "dòng 5: «hai» không phải con số"),
    ],
)
def test_a_file_that_does_not_read_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UnreadableTableError, match=words):
        read_csv(tmp_path, text)


def test_a_file_in_another_encoding_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTableError, match="UTF-8"):
        read_csv(tmp_path, HEAD + HEADINGS, encoding="utf-16")
    with pytest.raises(UnreadableTableError, match=r"\.csv hoặc \.yaml"):
        read_point_table(tmp_path / "bang.xlsx")
    with pytest.raises(UnreadableTableError, match="không đọc được"):
        read_point_table(tmp_path / "khong_co.csv")


def test_a_yaml_table_reads_like_a_csv_one(tmp_path: Path) -> None:
    path = tmp_path / "bang.yaml"
    path.write_bytes(msgspec.yaml.encode(table()))
    assert read_point_table(path) == table()


def rows(*given: Mapping[str, object]) -> tuple[PointRow, ...]:
    return tuple(msgspec.convert(dict(row), PointRow) for row in given)


def two_ranges(question: str, end: float, start: float) -> list[dict[str, object]]:
    return [
        {"question": question, "to": end, "points": 1},
        {"question": question, "from": start, "points": 2},
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "không có dòng điểm nào"),
        ([{"question": "has_ship", "points": 1}], "«has_ship» không có trong phiếu"),
        ([{"question": "work_status", "points": 1}], "chỉ nhận câu hỏi của hộ"),
        ([{"question": "head_name", "points": 1}], "không chấm điểm được"),
        ([{"question": "has_car", "answer": "yes", "points": 1}], "thiếu điểm của trả lời «no»"),
        ([{"question": "has_car", "answer": "maybe", "points": 1}], "«maybe» không có trong phiếu"),
        ([{"question": "water_source", "answer": "wine", "points": 1}], "«wine» không có trong phiếu"),
        ([{"question": "has_car", "answer": "yes", "points": p} for p in (1, 2)], "có hai dòng điểm"),
        ([{"question": "member_count", "answer": "yes", "points": 1}], "không ghi «trả lời»"),
        ([{"question": "member_count", "from": 1, "points": 1}], "chưa có điểm cho trả lời dưới 1"),
        ([{"question": "member_count", "to": 9, "points": 1}], "để trống «đến»"),
        ([{"question": "member_count", "to": 1.5, "points": 1}], "phải là số nguyên"),
        (two_ranges("member_count", 2, 4), "hở hoặc chồng"),
        (two_ranges("member_count", 2, 2), "hở hoặc chồng"),
        (two_ranges("housing_area", 30, 31), "hở hoặc chồng"),
    ],
)
def test_a_table_that_leaves_an_answer_open_or_unknown_is_refused(
    given: list[dict[str, object]], words: str
) -> None:
    with pytest.raises(PointTableError, match=words):
        checked(table(rows=rows(*given)))


def test_measures_meet_at_a_bound_and_counts_follow_one_another() -> None:
    sound = table(rows=rows(*two_ranges("housing_area", 30, 30), *two_ranges("member_count", 2, 3)))
    assert checked(sound) is sound


def test_a_table_of_an_unknown_standard_or_backwards_time_is_refused() -> None:
    with pytest.raises(PointTableError, match="không có chuẩn"):
        checked(table(standard="national_1999"))
    with pytest.raises(PointTableError, match="trước ngày có hiệu lực"):
        checked(table(valid_to=date(2021, 1, 1)))


def test_a_stored_table_is_found_again_for_its_place_and_day(tmp_path: Path) -> None:
    path = store(table(), tmp_path)
    assert path.parent == tmp_path / "law" / "point_tables"
    assert path.stem == name_of(table())
    assert point_table_for(rules(), Residence.RURAL, None, tmp_path) == table()
    assert stored(tmp_path) == {path.stem: table()}


def test_a_region_s_own_table_goes_before_the_one_for_all_regions(tmp_path: Path) -> None:
    own = table(region="mekong_delta", base=7)
    for one in (table(), own):
        store(one, tmp_path)
    assert point_table_for(rules(), Residence.RURAL, "mekong_delta", tmp_path) == own
    assert point_table_for(rules(), Residence.RURAL, "south_east", tmp_path) == table()


@pytest.mark.parametrize(
    ("residence", "changes"),
    [
        (Residence.URBAN, {}),
        (Residence.RURAL, {"valid_from": date(2025, 1, 1)}),
        (Residence.RURAL, {"valid_to": date(2023, 12, 31)}),
        (Residence.RURAL, {"region": "mekong_delta"}),
    ],
)
def test_without_a_table_of_its_own_nothing_is_guessed(
    tmp_path: Path, residence: Residence, changes: dict[str, object]
) -> None:
    store(table(**changes), tmp_path)
    with pytest.raises(NoPointTableError, match="Phần mềm không tự đặt ra bảng điểm"):
        point_table_for(rules(), residence, None, tmp_path)


def test_storing_the_same_table_twice_keeps_the_first_file_as_it_is(tmp_path: Path) -> None:
    first = store(table(loaded_at=date(2026, 1, 1)), tmp_path)
    before = first.read_bytes()
    assert store(table(loaded_at=date(2026, 2, 2)), tmp_path) == first
    assert first.read_bytes() == before


def test_another_table_for_the_same_time_is_refused_and_one_after_it_is_not(tmp_path: Path) -> None:
    store(table(valid_to=date(2024, 12, 31)), tmp_path)
    with pytest.raises(PointTableError, match="không bị ghi đè"):
        store(table(base=1), tmp_path)
    store(table(base=1, valid_from=date(2025, 1, 1)), tmp_path)
    assert len(stored(tmp_path)) == 2


def test_a_table_changed_after_loading_is_not_used(tmp_path: Path) -> None:
    path = store(table(), tmp_path)
    path.write_text(path.read_text("utf-8").replace("points: 15", "points: 1"), encoding="utf-8")
    with pytest.raises(PointTableError, match="đã bị sửa sau khi nạp"):
        point_table_for(rules(), Residence.RURAL, None, tmp_path)


@pytest.mark.parametrize("changes", [{"source": " "}, {"vouched_by": ""}])
def test_an_unsigned_table_is_not_stored(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(PointTableError, match="nguồn"):
        store(table(**changes), tmp_path)
    assert not stored(tmp_path)


@pytest.mark.parametrize("residence", list(Residence))
def test_the_demonstration_says_what_it_is_and_is_never_stored(tmp_path: Path, residence: Residence) -> None:
    made_up = demonstration_table(rules(), residence)
    assert made_up.demonstration
    assert made_up.banner == DEMONSTRATION_BANNER
    assert made_up.residence is residence
    with pytest.raises(PointTableError, match="minh hoạ"):
        store(made_up, tmp_path)
    assert not stored(tmp_path)


def test_the_file_of_the_demonstration_is_refused_as_such_and_not_as_unreadable() -> None:
    path = standards()["national_2022_2026"].folder / "demonstration" / "point_table.yaml"
    with pytest.raises(PointTableError, match="là bảng điểm minh hoạ") as refused:
        read_point_table(path)
    assert not isinstance(refused.value, UnreadableTableError)


def test_a_csv_that_says_it_is_a_demonstration_is_never_stored(tmp_path: Path) -> None:
    read = read_csv(tmp_path, "Bảng điểm minh họa\n" + HEAD + HEADINGS + ROWS)
    with pytest.raises(PointTableError, match="minh hoạ"):
        store(msgspec.structs.replace(read, source="x", vouched_by="y"), tmp_path)


def test_a_standard_without_a_demonstration_says_so() -> None:
    with pytest.raises(NoPointTableError, match="không có bảng điểm minh hoạ"):
        demonstration_table(rules_of("national_2016_2021"), Residence.RURAL)
