"""Every worked household of every pack comes out as a lawyer reads it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from giamngheo.law.library import Rules, read, rules_of, standards
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.examples import Example, whole
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Questionnaire
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence
from giamngheo.measurement.reasons import MISSING, with_reasons
from giamngheo.measurement.run import classify

WORDS_FOR = {"income": "thu nhập bình quân", "residence": "khu vực"}
AMOUNTS = ("income_per_head", "income_points", "deprivation_points", "deprivation_count")
TYPES = {
    AnswerKind.YES_NO: pl.Boolean,
    AnswerKind.CHOICE: pl.String,
    AnswerKind.NUMBER: pl.Float64,
    AnswerKind.WHOLE: pl.Int64,
}


def worked() -> Iterator[Any]:
    for name, pack in standards().items():
        for path in sorted((pack.folder / "examples").glob("*.yaml")):
            for number, example in enumerate(read(path, tuple[Example, ...]), start=1):
                yield pytest.param(name, example, id=f"{name}-{path.stem}-{number}")


def form_of(rules: Rules) -> Questionnaire | None:
    name = rules.standard.questionnaire
    return questionnaire(name) if name else None


def column(rules: Rules, name: str, answers: list[Any]) -> pl.Series:
    form = form_of(rules)
    question = form.question(name) if form else None
    assert question is not None, name
    return pl.Series(name, answers, TYPES[question.kind])


def household_frame(rules: Rules, told: Mapping[str, Any]) -> pl.DataFrame:
    columns = [pl.Series("household", ["H"])]
    for name, answer in told.items():
        if name == "residence":
            urban = None if answer is None else Residence(answer) is Residence.URBAN
            columns.append(pl.Series("urban", [urban], pl.Boolean))
        elif name == "area_kind":
            residence = rules.residence(answer)
            urban = None if residence is None else residence is Residence.URBAN
            columns.append(pl.Series("urban", [urban], pl.Boolean))
        elif name == "deprivations":
            columns += [pl.Series(f"deprived_{key}", [tick], pl.Boolean) for key, tick in answer.items()]
        elif name in AMOUNTS:
            columns.append(pl.Series(name, [None if answer is None else whole(answer)], pl.Int64))
        else:
            columns.append(column(rules, name, [answer]))
    return pl.DataFrame(columns)


def births(born: date | str | None) -> tuple[int | None, int | None]:
    if isinstance(born, date):
        day = born.year * 10_000 + born.month * 100 + born.day
        return day, day
    return (None, None) if born is None else (int(born) * 10_000 + 101, int(born) * 10_000 + 1231)


def member_frame(rules: Rules, members: tuple[dict[str, Any], ...]) -> pl.DataFrame:
    rows = [member for member in members for _ in range(member.get("times", 1))]
    answered = sorted({name for row in rows for name in row} - {"born", "times"})
    days = [births(row.get("born")) for row in rows]
    return pl.DataFrame(
        [
            pl.Series("household", ["H"] * len(rows), pl.String),
            pl.Series("birth_earliest", [first for first, _ in days], pl.Int32),
            pl.Series("birth_latest", [last for _, last in days], pl.Int32),
            *(column(rules, name, [row.get(name) for row in rows]) for name in answered),
        ]
    )


def outcome(rules: Rules, example: Example) -> dict[str, Any]:
    households = nw.from_native(household_frame(rules, example.household)).lazy()
    members = None
    if example.members is not None:
        members = nw.from_native(member_frame(rules, example.members)).lazy()
    explained = with_reasons(classify(households, rules, members, explain=True), rules)
    row: dict[str, Any] = explained.collect().to_native().row(0, named=True)
    return row


@pytest.mark.parametrize(("standard", "example"), list(worked()))
def test_a_worked_household_comes_out_as_the_standard_says(standard: str, example: Example) -> None:
    rules, expect = rules_of(standard, example.day), example.expect
    row = outcome(rules, example)
    assert list(HouseholdClass)[row["class_code"]] is expect.household_class, (
        f"{example.name}: {example.because}"
    )
    if expect.deprivation_points is not None:
        points = whole(expect.deprivation_points)
        assert (row["points_at_least"], row["points_at_most"]) == (points, points)
    if expect.at_least is not None:
        assert row["points_at_least"] == whole(expect.at_least)
    if expect.at_most is not None:
        assert row["points_at_most"] == whole(expect.at_most)
    for name in expect.deprived or ():
        assert row[f"deprived_{name}"] is True, name
    for name in expect.not_deprived or ():
        assert row[f"deprived_{name}"] is False, name
    if expect.missing is not None:
        names = {d.id: d.name for d in rules.standard.deprivations}
        if not expect.missing:
            assert row[MISSING] is None
        for name in expect.missing:
            assert WORDS_FOR.get(name, names.get(name, name)) in row[MISSING]


@pytest.mark.parametrize("standard", sorted(standards()))
def test_the_examples_of_a_pack_reach_every_class_it_can_give(standard: str) -> None:
    reached = {p.values[1].expect.household_class for p in worked() if p.values[0] == standard}
    open_line = rules_of(standard).parameters.line("average_living_standard_line") is None
    told_by_it = {HouseholdClass.AVERAGE_LIVING_STANDARD, HouseholdClass.NOT_POOR}
    assert reached == set(HouseholdClass) - (told_by_it if open_line else set())


@pytest.mark.parametrize("text", ["1500000 + x", "2 ** 3", "7 / 2", "1.5 + 1", "True + 1"])
def test_an_expected_value_is_arithmetic_of_whole_numbers_only(text: str) -> None:
    with pytest.raises(ValueError, match="arithmetic"):
        whole(text)
