"""Given tasks and obstacles: each step told and kept, up the tree of units, seen by both sides."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.apps.coordination.made import DAY, LEADER, OFFICER, obstacle_of, task_of
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Raised,
    Task,
    give_tasks,
    move_obstacle,
    move_task,
    raise_obstacle,
)
from giamngheo.apps.coordination.models import GivenTask, Obstacle, ObstacleStep, TaskStep
from giamngheo.apps.coordination.queries import obstacle_counts, tasks_count
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def test_a_task_is_given_worked_on_done_and_sent_back_with_words_each(country: Country) -> None:
    row = task_of(country.east, actor=LEADER)
    row = move_task(row, "work", "Đã họp chi hội", OFFICER)
    with pytest.raises(CoordinationError, match="Chưa ghi kết quả"):
        move_task(row, "finish", " ", OFFICER)
    row = move_task(row, "finish", "120 hội viên tham gia", OFFICER)
    assert (row.state, row.result, row.done_at is not None) == ("done", "120 hội viên tham gia", True)
    with pytest.raises(CoordinationError, match="bước khác"):
        move_task(row, "cancel", "thôi", LEADER)
    row = move_task(row, "send_back", "Còn thôn Đông Hai", LEADER)
    row = move_task(row, "postpone", "mưa bão", LEADER, date(2026, 12, 20))
    assert (row.state, row.due, row.done_at) == ("doing", date(2026, 12, 20), None)
    assert [one.verb for one in row.steps.order_by("pk")] == [
        "give", "work", "finish", "send_back", "postpone",
    ]  # fmt: skip
    assert AuditLine.objects.filter(verb__startswith="coordination.task_").count() == 5
    with pytest.raises(DatabaseError), transaction.atomic():
        TaskStep.objects.update(words="khác")


@pytest.mark.parametrize(
    ("task", "field"),
    [
        (Task("Hội A", "", date(2026, 12, 1)), "nhiem-vu"),
        (Task("", "Làm", date(2026, 12, 1)), "giao-cho"),
        (Task("Hội A", "Làm", None), "han"),
        (None, "viec-giao"),
    ],
)
def test_of_tasks_given_together_all_or_none_are_kept(
    country: Country, task: Task | None, field: str
) -> None:
    good = Task("Hội B", "Làm", date(2026, 12, 1))
    with pytest.raises(CoordinationError) as refused:
        give_tasks(country.east, 2026, [good, task] if task else [], LEADER)
    assert field in refused.value.wrong
    assert not GivenTask.objects.exists()


def test_a_task_of_a_village_is_seen_and_reported_on_there_and_not_beside_it(country: Country) -> None:
    unit = unit_on(country.east_1.pk, TODAY)
    (row,) = give_tasks(country.east, 2026, [Task("", "Rà soát hộ", date(2026, 11, 1), unit=unit)], LEADER)
    assert row.organisation == "thôn Đông Một"
    with acting(make_person(("village_head", country.east_1)).pk, TODAY):
        assert tasks_count(country.east_1.pk, DAY) == (1, 1)
        move_task(GivenTask.objects.get(), "finish", "Xong", OFFICER)
    for role, place in (("village_head", country.east_2), ("officer", country.west)):
        with acting(make_person((role, place)).pk, TODAY):
            assert (GivenTask.objects.count(), TaskStep.objects.count()) == (0, 0)


def test_an_obstacle_goes_up_the_tree_is_answered_reopened_and_closed(country: Country) -> None:
    row = obstacle_of(country.east_1, OFFICER)
    assert row.handler_id == country.east.pk  # a village has nobody who would answer
    row = move_obstacle(row, "escalate", "vượt quyền xã", LEADER, today=DAY, due=date(2026, 12, 1))
    assert (row.handler_id, row.state) == (country.province.pk, "open")
    row = move_obstacle(row, "answer", "Đã bổ sung kinh phí", LEADER, today=DAY)
    with pytest.raises(CoordinationError, match="bước khác"):
        move_obstacle(row, "escalate", "x", LEADER, today=DAY, due=DAY)
    row = move_obstacle(row, "reopen", "chưa nhận được", OFFICER, today=DAY, due=date(2026, 12, 5))
    row = move_obstacle(row, "answer", "Đã chuyển hôm nay", LEADER, today=DAY)
    row = move_obstacle(row, "close", "", OFFICER, today=DAY)
    assert (row.state, row.answer) == ("closed", "Đã chuyển hôm nay")
    assert [one.verb for one in row.steps.order_by("pk")] == [
        "raise", "escalate", "answer", "reopen", "answer", "close",
    ]  # fmt: skip
    assert AuditLine.objects.filter(verb__startswith="coordination.obstacle_").count() == 6


def test_an_obstacle_wants_its_words_a_day_to_come_and_a_unit_above_where_it_goes_up(
    country: Country,
) -> None:
    with pytest.raises(CoordinationError) as refused:
        raise_obstacle(country.east, Raised("", "", "", None), OFFICER, DAY)
    assert set(refused.value.wrong) == {"chu-de", "ten", "noi-dung", "han"}
    row = obstacle_of(country.east)
    with pytest.raises(CoordinationError, match="đã qua"):
        move_obstacle(row, "escalate", "x", LEADER, today=DAY, due=date(2026, 11, 1))
    with pytest.raises(CoordinationError, match="Không có đơn vị cấp trên"):
        obstacle_of(country.nation, goes_up=True)
    assert Obstacle.objects.count() == 1


def test_obstacles_are_counted_up_the_tree_and_seen_by_their_own_side_alone(country: Country) -> None:
    obstacle_of(country.east_1)
    answered = obstacle_of(country.east)
    move_obstacle(answered, "answer", "rồi", LEADER, today=DAY)
    late = obstacle_of(country.west)
    Obstacle.objects.filter(pk=late.pk).update(due=date(2026, 11, 1))
    areas = [country.province.pk, country.east.pk, country.west.pk]
    with acting(make_person(("officer", country.province)).pk, TODAY):
        counts = obstacle_counts(areas, DAY)
    told = {area: (one.waiting, one.late, one.answered) for area, one in counts.items()}
    assert told == {areas[0]: (2, 1, 1), areas[1]: (1, 0, 1), areas[2]: (1, 1, 0)}
    with acting(make_person(("officer", country.west)).pk, TODAY):
        assert (Obstacle.objects.count(), ObstacleStep.objects.count()) == (1, 1)
        assert set(obstacle_counts(areas, DAY)) == {areas[0], areas[2]}
