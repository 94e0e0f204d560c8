"""Targets and figures of units: by two people, never rewritten, summed, counted and typed with a proof."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, transaction
from tests.apps.results.made import (
    FIRST,
    LAST_YEAR,
    LEADER,
    OFFICER,
    TODAY,
    decided,
    fall_of,
    home,
    set_target,
    told,
    two_years,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.households.queries import households_in
from giamngheo.apps.results.actions import (
    Figure,
    ResultsError,
    compute,
    draw_target,
    end_target,
    give_targets,
    put_in_force,
    read_proof,
    type_figure,
)
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.queries import (
    by_state,
    checked,
    followed,
    given_below,
    standing_in,
    sum_below,
    years_of,
)
from giamngheo.apps.results.states import TargetState
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.results.standing import State
from giamngheo.law.vocabulary.targets import TargetKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: LazySettings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def verbs() -> list[str]:
    return list(
        AuditLine.objects.filter(verb__startswith="results.").order_by("pk").values_list("verb", flat=True)
    )


def test_who_drafts_a_target_does_not_put_it_in_force(country: Country) -> None:
    row = draw_target(country.east, fall_of(10), OFFICER)
    assert row.state is TargetState.DRAFT
    with pytest.raises(ResultsError, match="không tự cho hiệu lực"):
        put_in_force(row, OFFICER)
    assert put_in_force(row, LEADER).state is TargetState.IN_FORCE
    with pytest.raises(ResultsError, match="tải lại trang"):
        put_in_force(row, LEADER)
    assert verbs() == ["results.target_drawn", "results.target_put_in_force"]


def test_a_target_is_told_with_the_decimals_of_its_plan(country: Country) -> None:
    target = told("near_poor_rate", TargetKind.CHANGE_POINTS, "0.20", baseline=Decimal("3.10"))
    row = PlannedTarget.objects.get(pk=draw_target(country.east, target, OFFICER).pk)
    assert row.target == target
    assert str(row.target.value) == "0.20"


def test_what_a_target_cannot_be_is_told_at_its_field(country: Country) -> None:
    with pytest.raises(ResultsError) as refused:
        draw_target(country.east, told("poor_rate", TargetKind.CHANGE_COUNT, 10), OFFICER)
    assert set(refused.value.wrong) == {"kind"}
    with pytest.raises(ResultsError, match="không có chỉ số này"):
        draw_target(country.east, told("no_such", TargetKind.LEVEL, 10), OFFICER)
    assert not PlannedTarget.objects.exists()


def test_two_targets_of_one_kind_and_time_are_never_in_force_together(country: Country) -> None:
    first = set_target(country.east, fall_of(10))
    with pytest.raises(ResultsError, match="đang có hiệu lực"):
        set_target(country.east, fall_of(12))
    following = draw_target(country.east, fall_of(12), OFFICER, replaces=first)
    put_in_force(following, LEADER)
    first.refresh_from_db()
    assert (first.state, first.ended_why) == (TargetState.ENDED, "Đã có chỉ tiêu khác thay")
    in_force = [one for one in standing_in(country.east.pk, 2026) if one.put_in_force_at]
    assert in_force == [following]
    assert years_of(country.east.pk) == [2026]


def test_a_target_ends_with_a_reason_and_stays_readable(country: Country) -> None:
    row = set_target(country.east, fall_of(10))
    with pytest.raises(ResultsError, match="Chưa ghi lý do"):
        end_target(row, " ", LEADER)
    end_target(row, "Kế hoạch đã bãi bỏ", LEADER)
    assert standing_in(country.east.pk, 2026) == []
    assert PlannedTarget.objects.get().ended_why == "Kế hoạch đã bãi bỏ"


@pytest.mark.parametrize(
    "change",
    [
        lambda row: PlannedTarget.objects.filter(pk=row.pk).update(said={}),
        lambda row: PlannedTarget.objects.filter(pk=row.pk).delete(),
        lambda row: Actual.objects.update(numerator=1),
        lambda row: Actual.objects.all().delete(),
    ],
)
def test_nothing_is_rewritten_nor_deleted(
    country: Country, change: Callable[[PlannedTarget], object]
) -> None:
    two_years(country)
    row = set_target(country.east, fall_of(1))
    compute([row], TODAY, OFFICER)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(row)


def test_counting_twice_writes_once_and_a_change_of_the_register_follows(country: Country) -> None:
    homes = two_years(country)
    row = set_target(country.east, fall_of(1))
    first = compute([row], TODAY, OFFICER)
    assert (first.written, first.same, first.left) == (2, 0, [])
    (one,) = followed([row], TODAY)
    assert [(figure.as_of, figure.numerator) for figure in one.figures] == [
        (date(2025, 12, 31), 2),
        (TODAY, 2),
    ]
    assert one.standing.state is State.SLOW
    assert compute([row], TODAY, OFFICER).same == 2
    decided(homes[2:3], "near_poor", date(2026, 11, 2))
    assert compute([row], TODAY, OFFICER).written == 1
    (one,) = followed([row], TODAY)
    assert one.standing.state is State.REACHED
    assert Actual.objects.filter(superseded_at__isnull=False).count() == 1
    assert by_state([one]) == {State.REACHED: 1}
    assert one.last is not None
    assert one.last.moved == {"since": "2025-12-31", "left": 1, "arose": 0, "came_back": 0}
    assert one.last.source_line.startswith("đếm lúc ")
    assert verbs().count("results.computed") == 2


def test_a_rate_keeps_its_numerator_denominator_and_unknown(country: Country) -> None:
    two_years(country)
    row = set_target(country.east, told("water_users", TargetKind.SHARE, 100))
    compute([row], TODAY, OFFICER)
    figure = Actual.objects.get(as_of=TODAY)
    assert (figure.numerator, figure.denominator, figure.unknown) == (0, 2, 1)
    (one,) = followed([row], TODAY)
    assert one.standing.state is State.NO_FIGURES
    assert one.last == figure


def test_what_cannot_be_counted_is_told_and_nothing_is_written(country: Country) -> None:
    home(country.west_1, "Mẫu Văn An")
    counted = set_target(country.west, told("poor_rate", TargetKind.BELOW, "1.2"))
    typed = set_target(country.west, told("officers_trained", TargetKind.SHARE, 100))
    done = compute([counted, typed], TODAY, OFFICER)
    assert (done.written, len(done.left)) == (0, 2)
    assert "chưa có quyết định công nhận nào đến ngày 15/11/2026" in done.left[0]
    assert not Actual.objects.exists()


def figure(found: int | None, of: int | None, **more: object) -> Figure:
    told_of = {"as_of": TODAY, "proof": "BC 12/BC-UBND", "numerator": found, "denominator": of}
    return Figure(**(told_of | more))  # type: ignore[arg-type]


def test_a_figure_is_typed_with_a_proof_and_its_file(country: Country) -> None:
    row = set_target(country.east, told("officers_trained", TargetKind.SHARE, 100))
    made = type_figure(row, figure(5, 8), BytesIO(b"%PDF-1.7"), TODAY, OFFICER)
    assert made.since == FIRST
    with read_proof(made, OFFICER) as opened:
        assert opened.read() == b"%PDF-1.7"
    with pytest.raises(ResultsError, match="ghi lý do thay số ấy"):
        type_figure(row, figure(8, 8), None, TODAY, OFFICER)
    type_figure(row, figure(8, 8, reason="đã đếm lại"), None, TODAY, OFFICER)
    (one,) = followed([row], TODAY)
    assert one.standing.state is State.REACHED
    assert verbs()[-3:] == ["results.figure_typed", "results.read_proof", "results.figure_typed"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"as_of": date(2026, 12, 1)}, "ngay"),
        ({"as_of": date(2025, 12, 1)}, "ngay"),
        ({"numerator": None}, "so"),
        ({"numerator": 9}, "mau-so"),
        ({"denominator": None}, "mau-so"),
        ({"numerator": None, "denominator": None, "value": Decimal(101)}, "so"),
        ({"proof": ""}, "chung-minh"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_at_its_field(
    country: Country, typed: dict[str, object], field: str
) -> None:
    row = set_target(country.east, told("officers_trained", TargetKind.SHARE, 100))
    with pytest.raises(ResultsError) as refused:
        type_figure(row, figure(5, 8, **typed), None, TODAY, OFFICER)
    assert set(refused.value.wrong) == {field}
    assert not Actual.objects.exists()


def test_a_refused_figure_leaves_no_file_behind(country: Country, settings: LazySettings) -> None:
    row = set_target(country.east, told("officers_trained", TargetKind.SHARE, 100))
    with pytest.raises(ResultsError):
        type_figure(row, figure(5, 8, proof=""), BytesIO(b"%PDF-1.7"), TODAY, OFFICER)
    assert [one for one in (Path(settings.DATA) / "files").rglob("*") if one.is_file()] == []
    with pytest.raises(ResultsError, match="Tệp không phải"):
        type_figure(row, figure(5, 8), BytesIO(b"chu"), TODAY, OFFICER)


def test_counting_does_not_take_the_place_of_what_was_typed(country: Country) -> None:
    two_years(country)
    row = set_target(country.east, fall_of(1))
    type_figure(row, figure(3, None), None, TODAY, OFFICER)
    done = compute([row], TODAY, OFFICER)
    assert (done.written, len(done.left)) == (1, 1)
    assert Actual.objects.get(as_of=TODAY).numerator == 3


def test_parts_given_to_the_units_below_are_summed_and_may_be_given_again(country: Country) -> None:
    two_years(country)
    row = set_target(country.east, fall_of(10))
    one, two = country.east_1.pk, country.east_2.pk
    give_targets(row, {one: fall_of(6)}, OFFICER)
    indicator = followed([row], TODAY)[0].indicator
    found = sum_below(row, indicator, given_below(row, TODAY))
    assert (found.holds, found.value) == (None, 6)
    give_targets(row, {one: fall_of(7), two: fall_of(3)}, OFFICER)
    given = given_below(row, TODAY)
    assert [(unit.name, unit.households) for unit in given] == [("thôn Đông Hai", 1), ("thôn Đông Một", 3)]
    assert sum_below(row, indicator, given).holds is True
    assert PlannedTarget.objects.filter(parent=row, ended_at=None).count() == 2
    part = PlannedTarget.objects.get(parent=row, area=one, ended_at=None)
    put_in_force(part, LEADER)
    give_targets(row, {one: fall_of(8)}, OFFICER)
    following = PlannedTarget.objects.get(parent=row, area=one, put_in_force_at=None, ended_at=None)
    assert following.replaces_id == part.pk
    put_in_force(following, LEADER)
    assert sum_below(row, indicator, given_below(row, TODAY)).value == 11
    with pytest.raises(ResultsError, match="Không đơn vị nào có con số khác trước"):
        give_targets(row, {one: fall_of(8)}, OFFICER)
    with pytest.raises(ResultsError, match="Chưa ghi chỉ tiêu cho đơn vị nào"):
        give_targets(row, {}, OFFICER)


def test_targets_of_a_unit_are_held_against_the_households_of_its_register(country: Country) -> None:
    two_years(country)
    set_target(country.east, fall_of(1))
    set_target(country.east, told("poor_rate", TargetKind.CHANGE_POINTS, 25))
    found = followed(standing_in(country.east.pk, 2026), TODAY)
    assert [
        one.holds for one in checked(found, households_in([country.east.pk], TODAY)[country.east.pk])
    ] == [True]
    assert [one.holds for one in checked(found, 400)] == [False]
    assert households_in([country.west.pk], TODAY) == {}


def test_a_figure_of_another_time_is_none_of_this_target(country: Country) -> None:
    two_years(country)
    row = set_target(country.east, told("newly_poor_households", TargetKind.ZERO))
    other = set_target(
        country.east,
        told("newly_poor_households", TargetKind.ZERO, first=date(2025, 1, 1), last=date(2025, 12, 31)),
    )
    compute([row, other], TODAY, OFFICER)
    mine, theirs = followed([row, other], TODAY)
    assert (mine.standing.state, theirs.standing.state) == (State.MISSED, State.MISSED)
    assert [one.since for one in mine.figures] == [FIRST]
    assert LAST_YEAR.year == theirs.figures[0].as_of.year
