"""Long work on rounds as their task, with the rights of who asked: scored by pieces, decided in one."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

import polars as pl
from django.db import connection, connections
from django.utils import timezone

from giamngheo.apps.reviews.actions import ReviewError, Signed, decide, score, score_together
from giamngheo.apps.reviews.models import Case, Decision, Round
from giamngheo.apps.reviews.movement import rows_of
from giamngheo.apps.reviews.papers.certificates import Chosen, draw
from giamngheo.apps.reviews.papers.printing import MOST, printed, put_down
from giamngheo.apps.reviews.period_tables import alike, period_tables, workbook
from giamngheo.apps.reviews.queries import entries_by_round, sealed_by_area, sealed_by_round
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may, reached
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.struct_types import build_struct_types
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import whole

AT_ONCE: Final = 5_000
"""Sheets of one round after which it is told how far the work is."""
AT_ONCE_DRAWN: Final = 100
"""Certificates after which it is told how far the work is."""
MOST_TOGETHER, LEAST_TOGETHER = 34_000, 10_000
"""Sheets of several rounds that are measured at once: towards the end fewer, so that all end together."""
_SIDE_BY_SIDE: Final = 3
"""While pieces are measured others are read or written: more would wait for the one database."""
_ROOM: Final = "SET work_mem = '64MB'; SET temp_buffers = '64MB'"
"""The rows of a piece stay in memory until they are written."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Piece:
    """What is scored in one transaction: whole rounds, or some villages of one."""

    rounds: tuple[Round, ...]
    sheets: int
    villages: tuple[int, ...] | None = None


def score_in_background(task: Task) -> None:
    """Score the sealed sheets of a round, or of several; what was scored before somebody stops it stays."""
    one, actor = _asked_by(task, Permission.LEAD_REVIEWS, "tổ chức rà soát")
    others = Round.objects.filter(pk__in=task.payload.get("also", [])).order_by("pk")
    led = [
        each for each in others if may(actor.id, Permission.LEAD_REVIEWS, each.area_id, timezone.localdate())
    ]
    with _as(actor):
        pieces = list(of_rounds([one, *led]) if led else _of_villages(one))
    total, done, new = sum(piece.sheets for piece in pieces), 0, 0
    report(task, step=0, done=0, total=total)
    with closing(scored(pieces, actor)) as found:
        for piece, proposals in found:
            new += proposals
            done += piece.sheets
            report(task, done=done, total=total)
    finish(task, result={"sheets": total, "new": new} | ({"rounds": 1 + len(led)} if led else {}))


def scored(pieces: Iterable[Piece], actor: Actor) -> Generator[tuple[Piece, int]]:
    """Score pieces, each in a transaction of its own; gives each when it is done, with its new proposals."""
    return _side_by_side(pieces, actor, _score)


def counted(pieces: Iterable[Piece], actor: Actor, day: date) -> Generator[tuple[Piece, pl.DataFrame]]:
    """The rows that tables of movement count (`movement.rows_of`), piece by piece."""
    return _side_by_side(pieces, actor, lambda piece, _: rows_of(piece.rounds, day))


def _side_by_side(
    pieces: Iterable[Piece], actor: Actor, work: Callable[[Piece, Actor], Found]
) -> Generator[tuple[Piece, Found]]:
    """Some are under way at a time, on connections of their own. Who stops asking begins no other."""
    build_struct_types()
    waiting, done = SimpleQueue[Piece](), SimpleQueue[tuple[Piece, Found] | None]()
    for piece in pieces:
        waiting.put(piece)

    def take() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(_ROOM)
            while (piece := _next(waiting)) is not None:
                with _as(actor):
                    found = work(piece, actor)
                done.put((piece, found))
        finally:
            _begin_no_other(waiting)
            done.put(None)
            connections.close_all()  # those of this thread

    with ThreadPoolExecutor(_SIDE_BY_SIDE, "reviews") as threads:
        lanes = [threads.submit(take) for _ in range(_SIDE_BY_SIDE)]
        try:
            for _ in lanes:
                yield from iter(done.get, None)
        finally:
            _begin_no_other(waiting)
    for lane in lanes:
        lane.result()


def _next(waiting: SimpleQueue[Piece]) -> Piece | None:
    with suppress(Empty):
        return waiting.get_nowait()
    return None


def _begin_no_other(waiting: SimpleQueue[Piece]) -> None:
    while _next(waiting) is not None:
        pass


def _score(piece: Piece, actor: Actor) -> int:
    if piece.villages is None:
        return score_together(piece.rounds, actor)
    return score(piece.rounds[0], actor, piece.villages)


def tabulate_in_background(task: Task) -> None:
    """Draw up the tables of movement of all rounds of a time that who asks sees; the file waits a day."""
    one, actor = _asked_by(task, Permission.SEE_HOUSEHOLDS, "xem sổ hộ")
    day = date.fromisoformat(task.payload["day"])
    with _as(actor):
        rounds = alike(one, reached(actor.id, Permission.SEE_HOUSEHOLDS, timezone.localdate()))
        pieces = list(of_rounds(rounds, entries_by_round))
    total, done, parts = sum(piece.sheets for piece in pieces), 0, list[pl.DataFrame]()
    report(task, step=0, done=0, total=total)
    with closing(counted(pieces, actor, day)) as found:
        for piece, rows in found:
            parts.append(rows)
            done += piece.sheets
            report(task, done=done, total=total)
    with _as(actor):
        rows = pl.concat(parts) if parts else rows_of([], day)
        content = workbook(one, period_tables(rounds, rows, day), day)
    record(
        actor,
        "reviews.export",
        f"Lập bảng diễn biến của {whole(len(rounds))} đợt: {one.name}",
        area_id=one.area_id,
        subject=("reviews.Round", one.pk),
        details={"rounds": [each.pk for each in rounds], "rows": total, "format": "xlsx"},
    )
    finish(task, result={"file": put_down(content, "xlsx"), "rounds": len(rounds), "households": total})


def decide_in_background(task: Task) -> None:
    """Write a signed decision: all of its villages or none, so it is not stopped on the way."""
    told = task.payload
    one, actor = _asked_by(task, Permission.DECIDE_REVIEWS, "quyết định")
    signed = Signed(told["number"], date.fromisoformat(told["day"]), told["by"])
    report(task, step=0)
    with _as(actor):
        cases = list(Case.objects.filter(round=one, pk__in=told["cases"]).select_related("round"))
        decision = decide(one, cases, signed, actor)
    finish(task, result={"households": decision.households})


def draw_in_background(task: Task) -> None:
    """Draw up the certificates of a decision, by pieces: what is drawn before somebody stops it stays."""
    one, actor = _asked_by(task, Permission.LEAD_REVIEWS, "tổ chức rà soát")
    with _as(actor):
        chosen = chosen_in(task.payload)
        numbers = list(chosen.without.values_list("pk", flat=True))
    done = new = 0
    report(task, step=0, done=0, total=len(numbers))
    for start in range(0, len(numbers), AT_ONCE_DRAWN):
        with _as(actor):
            entries = list(chosen.entries.filter(pk__in=numbers[start : start + AT_ONCE_DRAWN]))
            new += len(draw(chosen.decision, entries, actor))
        done = min(start + AT_ONCE_DRAWN, len(numbers))
        report(task, done=done, total=len(numbers))
    finish(task, result={"new": new, "round": one.pk})


def print_in_background(task: Task) -> None:
    """Make one file of the certificates of a decision; it waits a day to be fetched."""
    one, actor = _asked_by(task, Permission.SEE_HOUSEHOLDS, "xem sổ hộ")
    told = task.payload
    with _as(actor):
        papers = list(chosen_in(told).papers[: MOST + 1])
        report(task, step=0, done=0, total=len(papers))
        content = printed(
            papers,
            told["ending"],
            told["check_page"],
            actor,
            lambda done: report(task, done=done, total=len(papers)),
        )
    finish(task, result={"file": put_down(content, told["ending"]), "papers": len(papers), "round": one.pk})


def chosen_in(told: Mapping[str, Any]) -> Chosen:
    """The households that a task was asked for."""
    decision = Decision.objects.select_related("round").get(pk=told["decision"], round=told["round"])
    return Chosen(decision, told["area"], told["class"])


def _asked_by(task: Task, permission: Permission, what: str) -> tuple[Round, Actor]:
    """The round and who asked; TaskError where they may not do this there any more."""
    one = Round.objects.get(pk=task.payload["round"])
    actor = Actor(task.payload["user"], task.payload["name"], task.payload["address"])
    if not may(actor.id, permission, one.area_id, timezone.localdate()):
        raise TaskError(
            f"Bạn không còn giữ vai trò {what} ở địa bàn này nên không làm được việc này. "
            "Cách xử lý: nhờ người quản trị giao lại vai trò."
        )
    return one, actor


@contextmanager
def _as(actor: Actor) -> Iterator[None]:
    """With the rights of who asked; what is refused is told as the end of the task."""
    try:
        with acting(actor.id, timezone.localdate()):
            yield
    except ReviewError as error:
        raise TaskError(str(error)) from error


def _of_villages(one: Round) -> Iterator[Piece]:
    """Villages of a round that together have about so many sheets as are scored at once."""
    villages: list[int] = []
    sheets = 0
    for village, count in sealed_by_area(one).items():
        villages.append(village)
        sheets += count
        if sheets >= AT_ONCE:
            yield Piece((one,), sheets, tuple(villages))
            villages, sheets = [], 0
    if villages:
        yield Piece((one,), sheets, tuple(villages))


def of_rounds(
    rounds: Iterable[Round], sizes: Callable[[Iterable[Round]], Mapping[int, int]] = sealed_by_round
) -> Iterator[Piece]:
    """Rounds that together have about so many sheets, or households, as are taken at once."""
    together: list[Round] = []
    sheets = 0
    numbered = {one.pk: one for one in rounds}
    counts = sizes(numbered.values())
    left = sum(counts.values())
    for number, count in counts.items():
        together.append(numbered[number])
        sheets += count
        if sheets >= max(LEAST_TOGETHER, min(MOST_TOGETHER, left // (2 * _SIDE_BY_SIDE))):
            yield Piece(tuple(together), sheets)
            left -= sheets
            together, sheets = [], 0
    if together:
        yield Piece(tuple(together), sheets)
