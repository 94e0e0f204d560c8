"""Headings find their fields, each once, the same way every time."""

from giamngheo.foundation.sheets import Heading, match_headings

WORDS = {
    "name": ["họ và tên chủ hộ", "họ tên", "chủ hộ"],
    "village": ["thôn", "thôn, tổ dân phố"],
    "members": ["số khẩu", "số nhân khẩu"],
    "b1": ["điểm B1", "tổng điểm B1"],
    "b2": ["điểm B2", "tổng điểm B2"],
    "work": ["việc làm"],
    "income": ["thu nhập bình quân đầu người", "thu nhập"],
}


def headings(*texts: str | tuple[str, ...]) -> list[Heading]:
    paths = [(text,) if isinstance(text, str) else text for text in texts]
    return [Heading(place, "ABCDEFGHIJ"[place], " – ".join(path), path) for place, path in enumerate(paths)]


def fields(*texts: str | tuple[str, ...]) -> dict[str, int]:
    return {field: match.heading_index for field, match in match_headings(headings(*texts), WORDS).items()}


def test_accents_capitals_and_marks_do_not_matter() -> None:
    assert fields("STT", "HO VA TEN CHU HO", "Thôn/Tổ dân phố", "So khau:") == {
        "name": 1,
        "village": 2,
        "members": 3,
    }


def test_a_sub_heading_is_known_by_its_last_level_too() -> None:
    assert fields(("Chỉ số thiếu hụt", "Việc làm"), ("Thu nhập", "Bình quân đầu người")) == {
        "work": 0,
        "income": 1,
    }


def test_a_misspelt_heading_is_known_but_a_code_is_never_taken_for_another() -> None:
    assert fields("Họ và tên chủ hô", "Số nhân khảu") == {"name": 0, "members": 1}
    assert fields("Điểm B2") == {"b2": 0}
    assert fields("Điểm B3") == {}


def test_each_field_takes_its_best_heading_and_no_heading_serves_twice() -> None:
    found = match_headings(headings("Họ tên vợ hoặc chồng", "Họ tên", "Thu nhập (nghìn đồng)"), WORDS)
    assert {field: match.heading_index for field, match in found.items()} == {"name": 1, "income": 2}
    assert found["name"].how == "exact"
    assert found["name"].score == 1.0


def test_what_is_like_nothing_is_left_alone() -> None:
    assert fields("Ghi chú", "", "Dân tộc") == {}
