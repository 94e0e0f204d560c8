"""A task goes only where its states allow, tells its progress, and always tells its end."""

import uuid
from collections.abc import Callable

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries, Settings

from giamngheo.foundation.tasks import actions, locks
from giamngheo.foundation.tasks.kinds import UnknownKindError
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.tasks.states import MOVES, OVER, State

pytestmark = pytest.mark.django_db(transaction=True)


def count_to_ten(task: Task) -> None:
    for done in range(1, 11):
        actions.report(task, step=1, done=done, total=10, message="đang đếm")
    actions.finish(task, message="đếm xong", result={"sum": task.payload["start"] + 10})


def end_without_a_word(task: Task) -> None:
    actions.report(task, step=0)


def refuse(task: Task) -> None:
    raise actions.TaskError("Tệp không có dòng nào. Chọn tệp khác.")


def break_down(task: Task) -> None:
    raise ZeroDivisionError("số của một người")


def be_cancelled_while_running(task: Task) -> None:
    actions.cancel(Task.objects.get(id=task.id))
    actions.report(task, step=1)
    raise AssertionError("the report must end the work")


def be_told_to_stop(task: Task) -> None:
    task.must_stop = lambda: True
    actions.report(task, done=1)
    raise AssertionError("the report must end the work")


@pytest.fixture(autouse=True)
def kinds(settings: Settings) -> None:
    works = (
        count_to_ten,
        end_without_a_word,
        refuse,
        break_down,
        be_cancelled_while_running,
        be_told_to_stop,
    )
    settings.TASK_KINDS = {work.__name__: work for work in works}


@pytest.fixture(autouse=True)
def _by_function(monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests are not importable by path: here the settings hold the functions themselves.
    monkeypatch.setattr("giamngheo.foundation.tasks.kinds.import_string", lambda work: work)


def _started(kind: Callable[[Task], None]) -> Task:
    return actions.start(kind.__name__, "phiên 1", ["đọc", "đếm"], {"start": 5})


def test_a_task_waits_runs_and_is_done_with_its_result(work_off: Callable[[], None]) -> None:
    task = _started(count_to_ten)
    assert (task.state, task.state_in_words) == (State.WAITING, "Đang chờ")
    work_off()
    task.refresh_from_db()
    assert (task.state, task.result, task.message) == (State.DONE, {"sum": 15}, "đếm xong")
    assert (task.step, task.done, task.total, task.percent) == (2, 10, 10, 100)
    assert task.started_at is not None
    assert task.finished_at is not None
    assert not ProcrastinateJob.objects.filter(args__task_id=str(task.id)).exists()


def test_work_that_ends_without_a_word_is_done(work_off: Callable[[], None]) -> None:
    task = _started(end_without_a_word)
    work_off()
    task.refresh_from_db()
    assert task.state == State.DONE


def test_work_that_cannot_be_done_tells_its_owner_why(work_off: Callable[[], None]) -> None:
    task = _started(refuse)
    work_off()
    task.refresh_from_db()
    assert (task.state, task.error) == (State.FAILED, "Tệp không có dòng nào. Chọn tệp khác.")


def test_an_unexpected_error_is_told_without_its_content(work_off: Callable[[], None]) -> None:
    task = _started(break_down)
    work_off()
    task.refresh_from_db()
    assert task.state == State.FAILED
    assert "số của một người" not in task.error
    assert str(task.id) in task.error


def test_one_failed_task_does_not_hinder_the_next(work_off: Callable[[], None]) -> None:
    _started(break_down)
    task = _started(count_to_ten)
    work_off()
    task.refresh_from_db()
    assert task.state == State.DONE


def test_a_waiting_task_is_cancelled_at_once_and_never_begun(work_off: Callable[[], None]) -> None:
    task = _started(refuse)
    actions.cancel(task)
    assert task.state == State.CANCELLED
    work_off()
    task.refresh_from_db()
    assert (task.state, task.error, task.started_at) == (State.CANCELLED, "", None)


def test_a_running_task_is_cancelled_at_its_next_report(work_off: Callable[[], None]) -> None:
    task = _started(be_cancelled_while_running)
    work_off()
    task.refresh_from_db()
    assert (task.state, task.is_over) == (State.CANCELLED, True)


def test_a_task_that_is_over_is_not_cancelled_any_more(work_off: Callable[[], None]) -> None:
    task = _started(count_to_ten)
    work_off()
    actions.cancel(task)
    assert (task.state, task.cancel_requested) == (State.DONE, False)


def test_a_worker_that_must_stop_leaves_a_task_that_says_so(work_off: Callable[[], None]) -> None:
    task = _started(be_told_to_stop)
    work_off()
    task.refresh_from_db()
    assert (task.state, task.error) == (State.FAILED, actions.LOST)


def test_a_task_whose_worker_died_is_told_as_failed_when_the_worker_starts(
    work_off: Callable[[], None],
) -> None:
    task = _started(count_to_ten)
    actions.begin(task.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing' WHERE args->>'task_id' = %s", [str(task.id)]
        )
    work_off()
    task.refresh_from_db()
    assert (task.state, task.error) == (State.FAILED, actions.LOST)
    assert not ProcrastinateJob.objects.filter(args__task_id=str(task.id)).exists()


def test_a_task_another_worker_is_at_is_left_alone(work_off: Callable[[], None]) -> None:
    task = _started(count_to_ten)
    actions.begin(task.id)
    parameters = connection.get_connection_params()
    for ours in ("cursor_factory", "context"):
        parameters.pop(ours, None)
    with psycopg.connect(**parameters) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [locks._key(task.id)])
        assert actions.end_abandoned() == 0
        # Said, not left to the end of the connection: the server notices that a moment after we do.
        other.execute("SELECT pg_advisory_unlock_all()")
    task.refresh_from_db()
    assert task.state == State.RUNNING
    assert actions.end_abandoned() == 1


def test_a_kind_without_a_function_is_refused_before_anything_is_kept() -> None:
    with pytest.raises(UnknownKindError):
        actions.start("khong-co", "phiên 1", [], {})
    assert not Task.objects.exists()


def test_a_start_that_is_rolled_back_leaves_neither_task_nor_queue_entry() -> None:
    before = ProcrastinateJob.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        _started(count_to_ten)
        raise RuntimeError
    assert not Task.objects.exists()
    assert ProcrastinateJob.objects.count() == before


def test_progress_is_written_at_most_twice_a_second_but_a_new_step_at_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    task = _started(count_to_ten)
    begun = actions.begin(task.id)
    assert begun is not None
    actions.report(begun, step=0, done=1, total=1000)
    with django_assert_num_queries(0):
        for done in range(2, 900):
            actions.report(begun, done=done)
    actions.report(begun, step=1)
    task.refresh_from_db()
    assert (task.step, task.done, task.total) == (1, 0, None)


@pytest.mark.parametrize("state", sorted(OVER))
def test_nothing_leads_out_of_an_end(state: State) -> None:
    assert [move for move in MOVES if move[0] == state] == []
    task = Task.objects.create(kind="x", owner="y", state=state, finished_at=timezone.now())
    assert actions.begin(task.id) is None
    actions.finish(task)
    actions.fail(task, "lỗi")
    assert (task.state, task.error) == (state, "")


def test_the_database_refuses_an_unknown_state_and_an_end_without_its_time() -> None:
    for wrong in ({"state": "lost"}, {"state": State.DONE}, {"finished_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.create(kind="x", owner="y", **wrong)


def test_an_owner_finds_only_their_own_tasks_that_are_not_over() -> None:
    mine = _started(count_to_ten)
    actions.start("refuse", "phiên 2", [], {})
    ended = _started(refuse)
    actions.cancel(ended)
    assert list(Task.objects.of_owner("phiên 1").not_over()) == [mine]


def test_a_lock_is_free_again_when_the_work_is_over() -> None:
    key = uuid.uuid4()
    with locks.held(key):
        pass
    assert not locks.is_held(key)
