"""Files that wait to be fetched: for a day, under names that nobody guesses, and no other file is given."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from giamngheo.apps.reviews.papers.printing import folder, picked_up, put_down


@pytest.fixture(autouse=True)
def data(tmp_path: Path) -> Iterator[None]:
    before = settings.DATA
    settings.DATA = tmp_path
    yield
    settings.DATA = before


def test_a_file_is_fetched_for_a_day_and_then_gone() -> None:
    name = put_down(b"%PDF thu", "pdf")
    assert picked_up(name) == b"%PDF thu"
    assert (folder() / name).stat().st_mode & 0o077 == 0
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(folder() / name, (two_days_ago, two_days_ago))
    assert picked_up(name) is None
    assert not list(folder().iterdir())


def test_no_other_file_is_given(tmp_path: Path) -> None:
    put_down(b"x", "pdf")
    (tmp_path / "khac.pdf").write_bytes(b"khac")
    for name in ("../khac.pdf", "/etc/hostname", "..", "khong-co.pdf", ""):
        assert picked_up(name) is None
