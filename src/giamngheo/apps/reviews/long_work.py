"""Long work on a round as its task, with the rights of who asked: scored by pieces, decided in one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from django.utils import timezone

from giamngheo.apps.reviews.actions import ReviewError, Signed, decide, score
from giamngheo.apps.reviews.models import Case, Decision, Round
from giamngheo.apps.reviews.papers.certificates import Chosen, draw
from giamngheo.apps.reviews.papers.printing import MOST, printed, put_down
from giamngheo.apps.reviews.queries import sealed_by_area
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task

AT_ONCE: Final = 1_000
"""Sheets after which it is told how far the work is: scored in a second or less."""
AT_ONCE_DRAWN: Final = 100
"""Certificates after which it is told how far the work is."""


def score_in_background(task: Task) -> None:
    """Score the sealed sheets of a round; what was scored before somebody stops it stays."""
    one, actor = _asked_by(task, Permission.LEAD_REVIEWS, "tổ chức rà soát")
    with _as(actor):
        sheets = sealed_by_area(one)
    total, done, new = sum(sheets.values()), 0, 0
    report(task, step=0, done=0, total=total)
    for villages in _pieces(sheets):
        with _as(actor):
            new += score(one, actor, villages)
        done += sum(sheets[village] for village in villages)
        report(task, done=done, total=total)
    finish(task, result={"sheets": total, "new": new})


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


def _pieces(sheets: dict[int, int]) -> Iterator[list[int]]:
    """Villages that together have about so many sheets as are scored at once."""
    piece: list[int] = []
    for village in sheets:
        piece.append(village)
        if sum(sheets[one] for one in piece) >= AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece
