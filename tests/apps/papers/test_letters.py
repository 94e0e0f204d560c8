"""Words broken into lines: none lost, none wider than the room, none alone where that can be helped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.apps.papers.letters import lines_of, wide

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
