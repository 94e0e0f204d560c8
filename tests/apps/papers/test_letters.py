"""Words broken into lines: none lost, none wider than the room, none alone where that can be helped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.apps.papers.letters import fitted, lines_of, wide

_WORDS = st.lists(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy", min_size=1, max_size=9), max_size=40)


@pytest.mark.parametrize(
    ("words", "room", "lines"),
    [
        ("", 100, ("",)),
        ("UBND", 100, ("UBND",)),
        ("ỦY BAN NHÂN DÂN XÃ MẪU ĐÔNG", 300, ("ỦY BAN NHÂN DÂN XÃ MẪU ĐÔNG",)),
        ("ỦY BAN NHÂN DÂN XÃ MẪU ĐÔNG", 182, ("ỦY BAN NHÂN DÂN", "XÃ MẪU ĐÔNG")),
        ("NGHIÊNG", 10, ("NGHIÊNG",)),
    ],
)
def test_heads_break_where_people_would_break_them(words: str, room: float, lines: tuple[str, ...]) -> None:
    assert lines_of(words, 12, room) == lines


@given(words=_WORDS, room=st.floats(40, 500))
def test_no_word_is_lost_and_no_line_is_too_wide(words: list[str], room: float) -> None:
    said = " ".join(words)
    lines = lines_of(said, 13, room)
    assert " ".join(lines) == said
    if len(lines) > 1:
        assert all(wide(line, 13) <= room for line in lines)


@given(
    st.lists(st.tuples(st.floats(0.5, 4), st.text("aăĐngh ", max_size=20)), min_size=1, max_size=26),
    st.floats(200, 1_100),
)
def test_columns_fill_their_room_and_tear_no_word_that_has_room(
    columns: list[tuple[float, str]], room: float
) -> None:
    shares, words = [share for share, _ in columns], [[text] for _, text in columns]
    widths = fitted(shares, words, 11, room, 8)
    assert sum(widths) == pytest.approx(room)
    least = [wide(max(text.split(), key=len, default=""), 11) + 8 for (text,) in words]
    if sum(least) < room:
        assert all(width >= one - 1e-6 for width, one in zip(widths, least, strict=True))
