"""A drawn sample is visited again by another person: the draw can be repeated, both visits are compared."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.reviews.made import LACKS, OFFICER, REVIEWER, RICH, case_of, listed_family, opened, reviewed
from tests.apps.surveys.made import full_answers, version
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.reviews.actions import ReviewError, assign_revisits, draw
from giamngheo.apps.reviews.actions.revisiting import may_be_drawn, occasion_again, refused_to_answer
from giamngheo.apps.reviews.agreement import agreement_of, kappa
from giamngheo.apps.reviews.models import Entry, Revisit, Round, Sample
from giamngheo.apps.reviews.sampling import allocation, drawn, drawn_again, place_in_draw
from giamngheo.apps.surveys.actions import correct, save_draft, seal
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import last_sealed, offer_last_year
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

ANOTHER = Actor(21, "Thử Phúc Tra")
SUM = "325d428644d2"


@given(st.dictionaries(st.integers(1, 99), st.integers(0, 60), min_size=1, max_size=20), st.data())
def test_every_village_gives_its_part_and_never_more_than_it_has(sizes: dict[int, int], data: Any) -> None:
    number = data.draw(st.integers(0, sum(sizes.values())))
    parts = allocation(sizes, number)
    assert sum(parts.values()) == number
    assert all(0 <= parts[village] <= size for village, size in sizes.items())
    living = [village for village, size in sizes.items() if size]
    if number >= len(living):
        assert all(parts[village] >= 1 for village in living)
    for one in living:
        for other in living:
            if sizes[one] > sizes[other]:
                assert parts[one] >= parts[other]


def test_more_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="more households"):
        allocation({1: 2}, 3)


FRAMES = st.dictionaries(
    st.integers(1, 5),
    st.dictionaries(st.integers(1, 500), st.integers(0, 10**6).map(str), max_size=20),
    min_size=1,
)


@given(FRAMES, st.text(min_size=1, max_size=8), st.data(), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(
    frame: dict[int, dict[int, str]], seed: str, data: Any, shuffled: Any
) -> None:
    number = data.draw(st.integers(0, sum(len(homes) for homes in frame.values())))
    mixed = {}
    for village in shuffled.sample(list(frame), len(frame)):
        homes = list(frame[village].items())
        shuffled.shuffle(homes)
        mixed[village] = dict(homes)
    told = [
        (village, Counter(frame[village][e] for e in found_in(frame, village, frame, seed, number)))
        for village in frame
    ]
    again = [
        (village, Counter(frame[village][e] for e in found_in(frame, village, mixed, seed, number)))
        for village in frame
    ]
    assert told == again


def found_in(
    frame: Mapping[int, Mapping[int, str]],
    village: int,
    drawn_from: Mapping[int, Mapping[int, str]],
    seed: str,
    number: int,
) -> list[int]:
    """Of what is drawn the part of one village, where numbers of entries may be in several."""
    parts = allocation({one: len(homes) for one, homes in drawn_from.items()}, number)
    return drawn({village: drawn_from[village]}, seed, parts[village]) if frame[village] else []


def test_the_order_of_the_draw_is_that_of_any_program_that_reckons_sha_256() -> None:
    """Checked with `printf '1|x' | sha256sum`."""
    assert place_in_draw("1", "x").startswith(SUM)
    first, second = sorted(["x", "y"], key=lambda code: place_in_draw("1", code))
    assert drawn({1: {10: "x", 11: "y"}}, "1", 1) == [10 if first == "x" else 11]
    assert second != first


def test_kappa_of_the_known_example() -> None:
    """Fifty proposals read by two people: 20 yes of both, 15 no of both, 5 and 10 crosswise: 0,4."""
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert kappa(pl.Series(first), pl.Series(second)) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40))
def test_kappa_is_the_same_both_ways_and_one_where_all_agree(pairs: list[tuple[str, str]]) -> None:
    first, second = (pl.Series([pair[side] for pair in pairs], dtype=pl.String) for side in (0, 1))
    one, other = kappa(first, second), kappa(second, first)
    assert one == other
    if one is not None:
        assert -1 <= one <= 1
        assert (one == 1) is all(a == b for a, b in pairs)
    same = kappa(first, first)
    assert same == 1 if first.n_unique() > 1 else same is None


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def one(country: Country) -> Round:
    """Two villages, three and one households, all sheets sealed."""
    homes = [listed_family(country, name) for name in ("Mẫu", "Thử", "Ví")]
    far = listed_family(country, "Diễn", village=country.east_2)
    made = opened(country)
    reviewed(made, case_of(made, country.east_1), {home.pk: LACKS for home in homes})
    reviewed(made, case_of(made, country.east_2), {far.pk: RICH})
    return made


def visit(revisit: Revisit, answers: Mapping[str, Any], who: Actor = ANOTHER) -> FilledSheet:
    sheet = revisit.sheet
    typed = {**full_answers(sheet), **{(name, None): value for name, value in answers.items()}}
    save_draft(sheet, typed, version(sheet), who)
    seal(sheet, version(sheet), who)
    return sheet


@pytest.mark.django_db
def test_a_draw_opens_second_sheets_and_anybody_can_draw_the_same_again(one: Round) -> None:
    sample = draw(one, OFFICER, number=2, seed="2026")
    assert (sample.seed, sample.number, len(sample.frame)) == ("2026", 2, 4)
    held = list(Revisit.objects.filter(sample=sample).order_by("pk"))
    assert [revisit.entry_id for revisit in held] == drawn_again(sample)
    assert len({revisit.area_id for revisit in held}) == 2
    for revisit in held:
        assert revisit.sheet.occasion == occasion_again(one) == f"ra-soat-{one.pk}-phuc-tra"
        assert revisit.sheet.day == revisit.first_version.sheet.day
        assert revisit.sheet.asked_also == ["income_points"]
    lines = AuditLine.objects.filter(verb="reviews.drawn")
    assert {line.area_id for line in lines} == {revisit.area_id for revisit in held}
    assert all("số gieo 2026" in line.sentence for line in lines)
    more = draw(one, OFFICER, percent=100)
    assert more.number == 2
    assert more.seed.isdigit()
    assert len(more.seed) == 8
    assert not may_be_drawn(one).exists()
    with pytest.raises(ReviewError, match="Chưa có hộ nào để rút"):
        draw(one, OFFICER, number=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"number": 5}, "Có 4 hộ rút được, không rút 5 hộ được"),
        ({"number": 0}, "ghi từ 1 đến 4"),
        ({"percent": 0}, "Tỷ lệ phải từ 1 đến 100"),
        ({"percent": 101}, "Tỷ lệ phải từ 1 đến 100"),
        ({}, "Ghi một trong hai"),
        ({"number": 1, "percent": 10}, "Ghi một trong hai"),
        ({"number": 1, "seed": "x" * 41}, "dài hơn 40 chữ"),
    ],
)
def test_a_draw_that_cannot_be_is_refused_with_what_to_do(one: Round, asked: Any, told: str) -> None:
    with pytest.raises(ReviewError, match=told):
        draw(one, OFFICER, **asked)
    assert not Sample.objects.exists()


@pytest.mark.django_db
def test_a_share_is_rounded_up_to_a_household(one: Round) -> None:
    assert draw(one, OFFICER, percent=10).number == 1


@pytest.mark.django_db
def test_the_second_visit_is_of_another_person_also_by_the_database(one: Round) -> None:
    sample = draw(one, OFFICER, number=4)
    revisit = sample.revisits.first()
    assert revisit is not None
    with pytest.raises(ReviewError, match=f"{REVIEWER.name} đã được giao hoặc đã ghi phiếu đầu"):
        assign_revisits([revisit], REVIEWER, OFFICER)
    assert "người khác" in refused_to_answer(revisit.sheet, REVIEWER.id)
    assert refused_to_answer(revisit.sheet, ANOTHER.id) == ""
    assert refused_to_answer(revisit.first_version.sheet, REVIEWER.id) == ""
    assign_revisits([revisit], ANOTHER, OFFICER)
    revisit.sheet.refresh_from_db()
    assert revisit.sheet.reviewer_id == ANOTHER.id
    with pytest.raises(DatabaseError, match="another person"), transaction.atomic():
        FilledSheet.objects.filter(pk=revisit.sheet_id).update(reviewer_id=REVIEWER.id)
    with pytest.raises(DatabaseError, match="another person"), transaction.atomic():
        save_draft(revisit.sheet, {("housing_area", None): 3}, version(revisit.sheet), REVIEWER)
    save_draft(revisit.sheet, {**full_answers(revisit.sheet), ("income_points", None): 100}, 1, ANOTHER)
    with pytest.raises(DatabaseError, match="another person"), transaction.atomic():
        seal(revisit.sheet, version(revisit.sheet), REVIEWER)
    seal(revisit.sheet, version(revisit.sheet), ANOTHER)
    with pytest.raises(ReviewError, match="đã khoá nên không giao lại"):
        assign_revisits([revisit], None, OFFICER)


@pytest.mark.django_db
def test_the_second_sheet_shows_nothing_of_the_first_and_is_nobodys_last_year(one: Round) -> None:
    sample = draw(one, OFFICER, number=4)
    revisit = sample.revisits.select_related("sheet").first()
    assert revisit is not None
    assert not [offer for offer in offer_last_year(revisit.sheet) if offer.source.startswith("phiếu")]
    visit(revisit, {"income_points": 100})
    later = FilledSheet(household_id=revisit.sheet.household_id, form=one.form, day=TODAY)
    assert last_sealed(later) == revisit.first_version.sheet


@pytest.mark.django_db
def test_agreement_by_question_by_reviewer_and_on_the_class(
    one: Round, django_assert_max_num_queries: Any
) -> None:
    draw(one, OFFICER, number=4)
    same, other, *_ = Revisit.objects.filter(entry__proposed_class="poor").order_by("pk")
    visit(same, {**LACKS, "income_points": 100})
    visit(other, {**RICH, "housing_area": 12})
    with django_assert_max_num_queries(12):
        found = agreement_of(one)
    assert (found.drawn, found.visited) == (4, 2)
    by_id = {told.question.id: told for told in found.questions}
    toilet, area = by_id["toilet"], by_id["housing_area"]
    assert (toilet.agreed.pairs, toilet.agreed.equal) == (2, 1)
    assert toilet.agreed.kappa == 0
    assert area.agreed.kappa is None
    assert area.difference == pytest.approx(1.5)
    assert "birth_year" not in by_id
    assert "member_name" not in by_id
    (reviewer,) = found.reviewers
    assert (reviewer.reviewer.name, reviewer.sheets) == (REVIEWER.name, 2)
    assert reviewer.answers.equal < reviewer.answers.pairs
    assert (found.classes.pairs, found.classes.equal) == (2, 1)
    assert found.crossed == {("poor", "poor"): 1, ("poor", "not_poor"): 1}
    assert found.differing == (other.entry_id,)
    (other_village,) = one.cases.exclude(area=same.area_id)
    assert agreement_of(one, [other_village.area_id]).visited == 0


@pytest.mark.django_db
def test_a_first_sheet_that_is_corrected_after_the_second_visit_still_counts_as_it_was(one: Round) -> None:
    draw(one, OFFICER, number=4)
    revisit = Revisit.objects.filter(entry__proposed_class="poor").order_by("pk")[0]
    visit(revisit, {**LACKS, "toilet": "septic", "income_points": 100})
    before = agreement_of(one)
    first = revisit.first_version.sheet
    correct(first, {("toilet", None): "septic"}, "phúc tra thấy khác", version(first), REVIEWER)
    assert agreement_of(one) == before


@pytest.mark.django_db
def test_nothing_drawn_is_nothing_to_compare(one: Round) -> None:
    found = agreement_of(one)
    assert (found.drawn, found.visited, found.questions, found.classes.share) == (0, 0, (), None)


@pytest.mark.django_db
def test_who_sees_a_sample_and_that_it_is_never_changed(country: Country, one: Round) -> None:
    draw(one, OFFICER, number=4)

    def counted(user_id: int | None) -> tuple[int, int]:
        with acting(user_id, TODAY):
            return Sample.objects.count(), Revisit.objects.count()

    assert counted(make_person(("officer", country.east)).pk) == (1, 4)
    assert counted(make_person(("village_head", country.east_2)).pk) == (1, 1)
    for person in (make_person(("officer", country.west)), make_person()):
        assert counted(person.pk) == (0, 0)
    for sql in (
        "UPDATE reviews_sample SET seed = 'x'",
        "DELETE FROM reviews_sample",
        "UPDATE reviews_revisit SET area_id = 1",
        "DELETE FROM reviews_revisit",
    ):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.django_db
def test_a_neighbour_draws_nothing_here(country: Country, one: Round) -> None:
    neighbour = make_person(("officer", country.west))
    with acting(neighbour.pk, TODAY), pytest.raises((ReviewError, Round.DoesNotExist)):
        draw(one, Actor(neighbour.pk, "Thử"), number=1)
    assert Entry.objects.filter(revisit__isnull=False).count() == 0
