"""Worked examples of the literature and of other programs; each says what was seen of it, and where.

What was not seen was worked out by hand from the inputs, so it tests the arithmetic, not the publication. A
manual or a test suite of another program is a second implementation, not a publication that was reviewed.
"""

from fractions import Fraction
from math import sqrt

import polars as pl
import pytest

from giamngheo.measurement.indices.run import Design, Indices, measure
from giamngheo.measurement.indices.structure import Structure


def value(indices: Indices, name: str, indicator: str = "", group: str = "", column: str = "value") -> float:
    found = indices.table.filter(measure=name, indicator=indicator, group=group)[column]
    assert len(found) == 1
    return float(found[0])


@pytest.fixture
def ten_persons() -> Indices:
    """Ten simulated persons, nine indicators, the last weighing double, poor from a score of 0.4.

    Inputs and results both seen: "Índice de Pobreza Multidimensional", section "Ejemplo", in the repository
    psirusteam/SAE-IPM, docs/01_Metodologia_IPM.md, commit a6c3f2e44ebd814aafffd6af7db96ba4c2b47bd5. It prints
    each score and A = 0.58, H = 0.5, H x A = IPM = 0.29; headcounts and contributions are not printed there.
    """
    persons = ["000100001", "000010010", "000100111", "010100010", "100101101"]
    persons += ["000010100", "101111001", "110011110", "100010100", "000101011"]
    names = [f"y{number}" for number in range(1, 10)]
    frame = pl.DataFrame([[int(one) for one in person] for person in persons], schema=names, orient="row")
    weights = {name: Fraction(2 if name == "y9" else 1, 10) for name in names}
    return measure(frame, Structure.of(names, weights=weights, cutoff=Fraction(4, 10)))


def test_ten_persons_with_one_double_weight_give_the_printed_incidence_intensity_and_index(ten_persons):
    assert value(ten_persons, "H") == 0.5
    assert value(ten_persons, "A") == 0.58
    assert value(ten_persons, "M0") == 0.29


@pytest.fixture
def alkire_foster() -> Indices:
    """Four persons, four dimensions of equal weight, poor when deprived in k = 2 of them.

    By memory the example of S. Alkire and J. Foster, "Counting and multidimensional poverty measurement",
    Journal of Public Economics 95 (2011) 476-487, whose text could not be read. Seen: the four rows and the
    cutoffs 13, 12, 3, with the deprivations of a and b, in the repository perlatex/easyuse, README.md, which
    names no source. Not seen in print: the cutoff 1 of d beside its source, H, A, M0 and the headcounts.
    """
    achievements = [(13.1, 14, 4, 1), (15.2, 7, 5, 0), (12.5, 10, 1, 0), (20, 11, 3, 1)]
    cutoffs = (13, 12, 3, 1)
    rows = [[int(y < z) for y, z in zip(person, cutoffs, strict=True)] for person in achievements]
    frame = pl.DataFrame(rows, schema=["a", "b", "c", "d"], orient="row")
    return measure(frame, Structure.of("abcd", cutoff=Fraction(2, 4)))


def test_four_persons_poor_in_two_of_four_give_a_half_three_quarters_and_three_eighths(alkire_foster):
    assert value(alkire_foster, "H") == 1 / 2
    assert value(alkire_foster, "A") == 3 / 4
    assert value(alkire_foster, "M0") == 3 / 8


def test_four_persons_poor_in_two_of_four_keep_only_the_deprivations_of_the_poor(alkire_foster):
    assert [value(alkire_foster, "raw_headcount", name) for name in "abcd"] == [1 / 4, 3 / 4, 1 / 4, 2 / 4]
    assert [value(alkire_foster, "censored_headcount", name) for name in "abcd"] == [
        1 / 4,
        2 / 4,
        1 / 4,
        2 / 4,
    ]
    assert [value(alkire_foster, "contribution", name) for name in "abcd"] == [1 / 6, 2 / 6, 1 / 6, 2 / 6]


@pytest.fixture
def four_households() -> Indices:
    """Four households of 4, 7, 5 and 4 people, ten indicators in three dimensions, cutoff 1/3.

    By memory the example of the technical note on the Multidimensional Poverty Index in UNDP's Human
    Development Reports (its number and year could not be confirmed). Seen: the rows of mortality, nutrition,
    electricity, water, sanitation, floor and fuel, set as an exercise without a source on the page
    askfilo.com/user-question-answers-accounts/calculate-the-mpi-based-on-the-following-information-20-3339323234323730
    where the sizes and the rows of schooling, enrolment and assets are there only in part, not contradicting
    those below. Not seen in print: 0.80, 0.563, 0.450 and the contributions; they follow from the inputs.
    """
    answers = {
        "schooling": [0, 1, 0, 1],
        "enrolment": [0, 1, 0, 0],
        "mortality": [1, 1, 0, 1],
        "nutrition": [0, 0, 1, 0],
        "electricity": [0, 1, 1, 1],
        "water": [0, 0, 1, 0],
        "sanitation": [0, 1, 1, 0],
        "floor": [0, 0, 0, 0],
        "fuel": [1, 1, 1, 1],
        "assets": [0, 1, 0, 1],
    }
    names = list(answers)
    structure = Structure.of(names, dimensions=[names[:2], names[2:4], names[4:]])
    frame = pl.DataFrame({**answers, "size": [4, 7, 5, 4]})
    return measure(frame, structure, design=Design(weight="size", full_count=True))


def test_four_households_counted_by_people_give_nine_twentieths(four_households):
    # By hand: 16 of 20 people are poor, their scores 13/18 (7 people), 7/18 (5) and 9/18 (4) sum to 9.
    assert value(four_households, "H") == 16 / 20
    assert value(four_households, "A") == 9 / 16
    assert value(four_households, "M0") == 9 / 20


def test_four_households_counted_by_people_split_the_index_over_three_dimensions(four_households):
    shares = four_households.table.filter(measure="dimension_contribution")["value"].to_list()
    # By hand, in eighteenths of a person over 9 x 18: education 3 x (7 + 7 + 4), health 3 x (7 + 5 + 4) and
    # living standards 4 x 7 + 4 x 5 + 3 x 4.
    assert shares == pytest.approx([54 / 162, 48 / 162, 60 / 162], rel=1e-15)


@pytest.fixture
def bastia() -> Indices:
    """Two simulated persons of one region, eleven equal indicators, poor when deprived in k = 3 of them.

    Inputs and results both seen: vignette of the R package MPI 0.1.0, in the repository cran/MPI,
    inst/doc/MPI_demo.html, commit a0b585b3a5c58798bc9c410e3275284b31e05153. It prints the two rows, H, A, M0
    and of each indicator the contribution and the headcounts before and after censoring. Both persons are
    poor, so nothing is censored in it. The other 28 persons of its data were not seen.
    """
    names = ["care", "mortality", "water", "sanitation", "electricity", "assets", "fuel", "housing"]
    names += ["lag", "attendance", "schooling"]
    rows = [[int(one) for one in person] for person in ("11010101000", "00110100010")]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return measure(frame, Structure.of(names, cutoff=Fraction(3, 11)))


def test_two_persons_of_eleven_indicators_give_the_printed_index_headcounts_and_contributions(bastia):
    assert value(bastia, "H") == 1
    assert value(bastia, "A") == pytest.approx(0.4090909, abs=5e-8)
    assert value(bastia, "M0") == pytest.approx(0.4090909, abs=5e-8)
    headcounts = [0.5, 0.5, 0.5, 1.0, 0.0, 1.0, 0.0, 0.5, 0.0, 0.5, 0.0]
    for name in ("raw_headcount", "censored_headcount"):
        assert bastia.table.filter(measure=name)["value"].to_list() == headcounts
    contributions = [0.1111111, 0.1111111, 0.1111111, 0.2222222, 0, 0.2222222, 0, 0.1111111, 0, 0.1111111, 0]
    assert bastia.table.filter(measure="contribution")["value"].to_list() == pytest.approx(
        contributions, abs=5e-8
    )


@pytest.mark.parametrize(
    ("cutoff", "results", "censored"),
    [
        (Fraction(1, 3), (0.75, 2 / 3, 0.5), [0.75, 0.5, 0.25]),
        (Fraction(1, 2), (0.5, None, 5 / 12), [0.5, 0.5, 0.25]),
    ],
)
def test_four_persons_of_three_two_one_and_no_deprivations_give_the_results_of_devecon(
    cutoff, results, censored
):
    """Three equal indicators; with the cutoff 1/3 the third person stands exactly on it and is poor.

    Inputs and results both seen: test suite of the Python package devecon, in the repository
    Mbibachris/devecon, tests/test_alkire_foster.py, commit 43ce995f5033def3819feb6844be7dac11371e9c (H, A and
    M0; no A for 1/2), and tests/test_mpi_detail.py, commit 61eb822a229f173b488c6ffde1ee1edce8e42cba (censored
    headcounts, and the contributions for 1/3). Not there: raw headcounts. Where nobody is poor that package
    sets A and contributions to 0; here they are empty, since they do not exist.
    """
    frame = pl.DataFrame({"a": [1, 1, 1, 0], "b": [1, 1, 0, 0], "c": [1, 0, 0, 0]})
    indices = measure(frame, Structure.of("abc", cutoff=cutoff))
    for name, result in zip(("H", "A", "M0"), results, strict=True):
        if result is not None:
            assert value(indices, name) == pytest.approx(result, rel=1e-15)
    assert [value(indices, "censored_headcount", name) for name in "abc"] == censored
    if cutoff == Fraction(1, 3):
        contributions = [value(indices, "contribution", name) for name in "abc"]
        assert contributions == pytest.approx([0.5, 1 / 3, 1 / 6], rel=1e-15)


def test_four_persons_in_two_dimensions_give_the_results_of_mpindex():
    """Two dimensions of two indicators, each weighing a quarter, poor from a score of 1/2.

    Inputs and results both seen: test suite of the R package mpindex, in the repository yng-me/mpindex,
    commit 01c7871ec154e30d4af1ddc1e93e22bad10b1b5e: the data in
    tests/testthat/helper-deprivation-profile-simple.R, H, A and M0 in tests/testthat/test-compute-mpi.R.
    Headcounts and contributions are not there.
    """
    frame = pl.DataFrame({"a1": [0, 1, 1, 0], "a2": [0, 0, 1, 1], "b1": [0, 0, 1, 0], "b2": [0, 1, 1, 0]})
    structure = Structure.of(frame.columns, dimensions=[["a1", "a2"], ["b1", "b2"]], cutoff=Fraction(1, 2))
    indices = measure(frame, structure)
    assert [value(indices, name) for name in ("H", "A", "M0")] == [0.5, 0.75, 0.375]


def test_five_persons_with_unequal_weights_give_the_results_of_mpi():
    """Weights 0.4, 0.3 and 0.3, cutoff 0.33: two persons with a score of 0.3 stay just outside.

    Inputs and results both seen: the example of the R package mpi, in the repository julienParfait/mpi,
    README.md, commit c71c6aa4077c32b53d190cf1e02369792f93144e, which prints each score, H, A and the index.
    Headcounts and contributions are not printed there.
    """
    frame = pl.DataFrame({"edu": [1, 0, 1, 1, 0], "health": [0, 1, 1, 1, 0], "water": [1, 0, 1, 1, 1]})
    weights = {"edu": Fraction(4, 10), "health": Fraction(3, 10), "water": Fraction(3, 10)}
    indices = measure(frame, Structure.of(frame.columns, weights=weights, cutoff=Fraction(33, 100)))
    assert [value(indices, name) for name in ("H", "A", "M0")] == [0.60, 0.90, 0.54]


def in_digits(number: int, places: int) -> dict[str, int]:
    """A whole number as 0/1 columns, so that a published mean of numbers is a mean of scores."""
    return {f"d{place}": number >> place & 1 for place in range(places)}


def structure_of_digits(places: int, cutoff: int) -> Structure:
    """Digits weigh 1, 2, 4, …: the score is the number over the largest one, poor from `cutoff` upwards."""
    largest = 2**places - 1
    weights = {f"d{place}": Fraction(2**place, largest) for place in range(places)}
    return Structure.of(list(weights), weights=weights, cutoff=Fraction(cutoff, largest))


@pytest.fixture
def eight_units() -> pl.DataFrame:
    """Two strata of five and three units weighing 3 and 4, with a number x, here in tenths and binary digits.

    Inputs and results both seen: data `fpc` of the R package survey, whose eight rows, mean 5.4481 and error
    0.7413 without finite population correction are in the repository cran/survey, tests/fpc.Rout.save, and
    whose means 6.195 and 3.314286 of the units above and not above 4, with their errors, are in
    tests/domain.Rout.save, both commit 014e4dba41e1a0834234ea502335bb4d5383068f. The digits are only our way
    to write x as answers.
    """
    units = [(1, 1, 3, 28), (1, 2, 3, 41), (1, 3, 3, 68), (1, 4, 3, 68), (1, 5, 3, 92)]
    units += [(2, 1, 4, 37), (2, 2, 4, 66), (2, 3, 4, 42)]
    return pl.DataFrame(
        [{"h": h, "k": k, "w": w, "above": str(x > 40), **in_digits(x, 7)} for h, k, w, x in units]
    )


def test_a_stratified_weighted_sample_gives_the_printed_mean_and_error_of_a_score(eight_units):
    found = measure(eight_units, structure_of_digits(7, 28), design=Design("w", "h", "k"))
    assert value(found, "M0") * 12.7 == pytest.approx(5.4481, abs=5e-5)
    assert value(found, "M0", column="se") * 12.7 == pytest.approx(0.7413, abs=5e-5)


def test_the_intensity_among_the_poor_of_a_sample_has_the_printed_error_of_a_domain_mean(eight_units):
    found = measure(eight_units, structure_of_digits(7, 41), design=Design("w", "h", "k"))
    assert value(found, "A") * 12.7 == pytest.approx(6.195, abs=5e-7)
    assert value(found, "A", column="se") * 12.7 == pytest.approx(0.7555129, abs=5e-8)


def test_groups_of_a_sample_have_the_printed_means_and_errors_of_domains(eight_units):
    found = measure(eight_units, structure_of_digits(7, 28), by=["above"], design=Design("w", "h", "k"))
    for group, mean, error in (("False", 3.314286, 0.3117042), ("True", 6.195, 0.7555129)):
        assert value(found, "M0", group=group) * 12.7 == pytest.approx(mean, abs=5e-7)
        assert value(found, "M0", group=group, column="se") * 12.7 == pytest.approx(error, abs=5e-8)


CORRECTION = sqrt(1 - 15 / 757)
"""The finite population correction of 15 districts drawn out of 757: what is printed is ours times this."""


def test_shares_in_a_sample_of_fifteen_districts_have_the_printed_errors():
    """California schools in 15 districts: number of schools and of those with four properties, by district.

    Results seen: the vignette "A survey analysis example" of the R package survey 4.1-1 (Debian package
    r-cran-survey 4.1-1-1, doc/survey.pdf), shares and errors over the schools without gaps. Inputs seen: its
    data `apiclus1` (data/api.rda there), counted below by district. Which 157 of the 183 schools have no gap
    in the vignette's variables was worked out from the data, not printed; all schools weigh the same. The
    vignette corrects for a finite population and this measure does not, so the correction, equal for all, is
    put on here. Which school has which property is not kept: only shares of single properties are compared.
    """
    districts = [(11, 9, 9, 9, 0), (12, 12, 10, 10, 1), (4, 3, 3, 3, 1), (13, 10, 9, 9, 0)]
    districts += [(16, 15, 13, 13, 0), (2, 2, 2, 2, 0), (1, 1, 1, 1, 0), (4, 4, 4, 3, 0)]
    districts += [(12, 12, 11, 11, 0), (21, 18, 14, 14, 0), (9, 7, 4, 4, 0), (11, 11, 9, 9, 0)]
    districts += [(35, 30, 24, 22, 7), (2, 1, 1, 1, 0), (4, 2, 0, 0, 0)]
    names = ["sch.wide", "comp.imp", "awards", "yr.rnd"]
    schools = [
        {"district": number} | {name: int(place < count) for name, count in zip(names, counts, strict=True)}
        for number, (size, *counts) in enumerate(districts)
        for place in range(size)
    ]
    found = measure(pl.DataFrame(schools), Structure.of(names), design=Design(cluster="district"))
    shares = [0.872611, 0.726115, 0.707006, 0.057325]
    errors = [0.0247, 0.0365, 0.0397, 0.0358]
    for name, share, error in zip(names, shares, errors, strict=True):
        assert value(found, "raw_headcount", name) == pytest.approx(share, abs=5e-7)
        corrected = value(found, "raw_headcount", name, column="se") * CORRECTION
        assert corrected == pytest.approx(error, abs=5e-5)


@pytest.fixture
def schools() -> pl.DataFrame:
    """The performance index of 183 California schools in 15 districts, one of which has a single school.

    Inputs seen: `api00` and `dnum` of the data `apiclus1` of the R package survey 4.1-1 (Debian package
    r-cran-survey 4.1-1-1, data/api.rda). Results seen: in the repository cran/survey, commit
    014e4dba41e1a0834234ea502335bb4d5383068f, tests/api.Rout.save (districts as clusters, with finite
    population correction) and tests/lonely.psu.Rout.save (districts as strata, five ways to treat the single
    school; ours is "adjust"). All schools weigh the same.
    """
    districts = {
        61: "701 748 735 699 685 827 711 677 759 697 742 691 700",
        135: (
            "622 754 655 764 795 505 638 733 523 511 710 657 602 490 664 651 603 698 511 814 669 711 "
            "538 705 595 551 762 521 709 780 780 722 828 737"
        ),
        178: "529 491 510 547",
        197: "493 592 550 689 598 628 652 628 832 777 709 709 736",
        255: "814 806 715 785 720 905 617 630 629 696 476 757 825 595 552 847",
        406: "561 555",
        413: "551",
        437: "443 467 482 496",
        448: "703 676 714 842 824 717 836 733 719 817 749 781",
        510: "595 661 502 614 585 582 642 536 746 667 629 745 674 637 696 632 639 745 789 656 789",
        568: "714 724 687 723 662 699 807 679 691",
        637: "608 684 612 710 729 714 759 585 625 664 669",
        716: (
            "517 478 582 592 587 553 516 535 566 481 472 559 610 599 551 554 561 505 492 504 487 627 "
            "465 529 625 436 542 515 461 528 512 508 670 760 652 546 717"
        ),
        778: "411 494",
        815: "696 631 564 602",
    }
    return pl.DataFrame(
        [
            {"district": district, **in_digits(int(score), 10)}
            for district, scores in districts.items()
            for score in scores.split()
        ]
    )


def test_a_stratum_of_one_unit_gives_the_printed_error_of_centring_it_on_the_whole(schools):
    found = measure(schools, structure_of_digits(10, 1), design=Design(strata="district"))
    assert found.lonely_strata == 1
    assert value(found, "M0") * 1023 == pytest.approx(644.17, abs=5e-3)
    assert value(found, "M0", column="se") * 1023 == pytest.approx(5.8281, abs=5e-5)


def test_a_sample_of_clusters_gives_the_printed_mean_and_error_of_a_score(schools):
    found = measure(schools, structure_of_digits(10, 1), design=Design(cluster="district"))
    assert value(found, "M0") * 1023 == pytest.approx(644.17, abs=5e-3)
    corrected = value(found, "M0", column="se") * CORRECTION
    assert corrected * 1023 == pytest.approx(23.542, abs=5e-4)
