"""The scoring of a large round as its task: with the rights of who asked, some villages at a time."""

from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from giamngheo.apps.reviews.actions import ReviewError, score
from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.queries import sealed_by_area
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.tasks.actions import TaskError, finish, report
from giamngheo.foundation.tasks.models import Task

AT_ONCE: Final = 1_000
"""Sheets after which it is told how far the work is: scored in a second or less."""


def score_in_background(task: Task) -> None:
    """Score the sealed sheets of a round; what was scored before somebody stops it stays.

    Raises:
        TaskError: where who asked leads no reviews there any more, or no standard holds.
    """
    actor = Actor(task.payload["user"], task.payload["name"], task.payload["address"])
    today = timezone.localdate()
    one = Round.objects.get(pk=task.payload["round"])
    if not may(actor.id, Permission.LEAD_REVIEWS, one.area_id, today):
        raise TaskError(
            "Bạn không còn giữ vai trò tổ chức rà soát ở địa bàn này nên không chấm được. "
            "Cách xử lý: nhờ người quản trị giao lại vai trò."
        )
    with acting(actor.id, today):
        sheets = sealed_by_area(one)
    total, done, new = sum(sheets.values()), 0, 0
    report(task, step=0, done=0, total=total)
    for villages in _pieces(sheets):
        with acting(actor.id, today):
            try:
                new += score(one, actor, villages)
            except ReviewError as error:
                raise TaskError(str(error)) from error
        done += sum(sheets[village] for village in villages)
        report(task, done=done, total=total)
    finish(task, result={"sheets": total, "new": new})


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
