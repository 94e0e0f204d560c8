"""The three-valued expressions of the vocabulary, and ages on the day."""

from datetime import date
from itertools import product

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from giamngheo.law.vocabulary.formulas import Answers, agreed, by_residence, known

TOLD = (True, False, None)


def worked_out(expression, **columns):
    table = nw.from_native(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Boolean)))
    return table.select(answer=expression)["answer"].to_list()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_witnesses_agree_where_all_that_know_say_the_same(count):
    cases = list(product(TOLD, repeat=count))
    columns = {f"w{n}": [case[n] for case in cases] for n in range(count)}
    said = [{t for t in case if t is not None} for case in cases]
    expected = [s.pop() if len(s) == 1 else None for s in said]
    assert worked_out(agreed(*(nw.col(name) for name in columns)), **columns) == expected


def test_known_is_certain_only_on_one_of_its_two_sides():
    cases = list(product(TOLD, repeat=2))
    found = worked_out(
        known(nw.col("holds"), nw.col("fails")), holds=[c[0] for c in cases], fails=[c[1] for c in cases]
    )
    assert found == [True if h else False if f else None for h, f in cases]


def test_an_unknown_residence_tells_only_what_both_residences_tell():
    cases = list(product(TOLD, repeat=3))
    columns = dict(zip(("rural", "town", "urban"), zip(*cases, strict=True), strict=True))
    lists = {name: list(values) for name, values in columns.items()}
    found = worked_out(by_residence(nw.col("rural"), nw.col("town"), residence_known=True), **lists)
    for (rural, town, urban), answer in zip(cases, found, strict=True):
        assert answer == (town if urban else rural if urban is False else rural if rural == town else None)


@pytest.mark.parametrize(
    ("day", "earliest", "latest", "turned"),
    [
        (date(2024, 10, 1), 20081001, 20081001, True),
        (date(2024, 10, 1), 20081002, 20081002, False),
        (date(2024, 10, 1), 20080101, 20081231, None),
        (date(2024, 12, 31), 20080101, 20081231, True),
        (date(2025, 2, 28), 20090301, 20090301, False),
        (date(2024, 2, 28), 20080229, 20080229, False),
        (date(2024, 2, 29), 20080229, 20080229, True),
    ],
)
def test_an_age_is_reached_on_the_birthday_and_open_within_a_birth_year(day, earliest, latest, turned):
    born = {"birth_earliest": [earliest], "birth_latest": [latest]}
    answers = Answers(born, day)
    assert nw.from_native(pl.DataFrame(born)).select(a=answers.age_at_least(16))["a"].to_list() == [turned]
    never_asked = nw.from_native(pl.DataFrame(born)).select(a=Answers([], day).age_at_least(16))
    assert never_asked["a"].to_list() == [None]
