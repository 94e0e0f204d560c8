"""Every instrument stands once, and the dates and references of each hold together."""

from itertools import pairwise

import pytest

from giamngheo.law.library import LAW, cited, instruments, read, standards
from giamngheo.law.vocabulary.texts import Clause, Instrument

TEXTS = read(LAW / "instruments.yaml", tuple[Instrument, ...])


def test_ids_are_unique_and_sorted() -> None:
    assert all(before.id < after.id for before, after in pairwise(TEXTS))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.id)
def test_an_instrument_refers_to_known_ones_and_its_days_follow_one_another(text: Instrument) -> None:
    others = {*text.amended_by, *text.replaced_by} | {name for name in (text.consolidated_in,) if name}
    assert others <= {one.id for one in TEXTS} - {text.id}
    days = [day for day in (text.issued, text.in_force, text.ended) if day is not None]
    assert days == sorted(days)
    assert text.verified or text.note
    assert text.title.strip()


def test_what_amends_or_replaces_is_not_older_than_what_it_changes() -> None:
    for text in TEXTS:
        for other in (*text.amended_by, *text.replaced_by):
            later = instruments()[other]
            if text.issued and later.issued:
                assert text.issued <= later.issued, (text.id, other)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (Clause("nd-07-2021", "Điều 3"), "NĐ 07/2021/NĐ-CP, Điều 3"),
        (Clause("luat-91-2025"), "Luật 91/2025/QH15"),
        (Clause("vbhn-1315-2023"), "VBHN 1315/VBHN-BLĐTBXH"),
        (Clause("luat-bhyt"), "Luật Bảo hiểm y tế"),
    ],
)
def test_an_instrument_is_cited_as_papers_do(clause: Clause, words: str) -> None:
    assert cited(clause) == words


def test_every_instrument_of_a_standard_is_listed() -> None:
    named = {name for pack in standards().values() for name in pack.standard.instruments}
    assert named <= set(instruments())
