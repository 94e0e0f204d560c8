"""The table of background work."""

import uuid
from collections.abc import Callable, Sequence
from typing import Final

from django.db import connection, models
from django.utils import timezone

from giamngheo.foundation.tasks.states import OVER, State

# Asked by every page: written out, as making it from parts took longer than answering it.
COUNT_NOT_OVER: Final = f"""
SELECT count(*) FROM tasks_task
WHERE owner = ANY(%(owners)s) AND state NOT IN ({", ".join(f"'{state}'" for state in sorted(OVER))})
"""


def count_not_over(owners: Sequence[str]) -> int:
    """How many tasks of these owners wait or run."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_NOT_OVER, {"owners": list(owners)})
        (count,) = cursor.fetchone()
    return int(count)


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about tasks in domain words."""

    def of_owner(self, owner: str) -> "TaskQuerySet":
        """Tasks that this owner started."""
        return self.filter(owner=owner)

    def not_over(self) -> "TaskQuerySet":
        """Tasks that wait or run."""
        return self.exclude(state__in=OVER)


class Task(models.Model):
    """One piece of background work; `owner` is who may see it (today the key of a session)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=100)
    owner = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    steps = models.JSONField(default=list)
    step = models.PositiveIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.TextField(blank=True)
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = TaskQuerySet.as_manager()

    # Of the running worker only, never kept: when progress was last written, whether the worker must stop.
    reported_at: float = 0.0
    must_stop: Callable[[], bool] = staticmethod(lambda: False)

    class Meta:
        indexes = (models.Index(fields=["owner", "-created_at"], name="task_of_owner"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="task_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(OVER), finished_at__isnull=False)
                | (~models.Q(state__in=sorted(OVER)) & models.Q(finished_at__isnull=True)),
                name="task_over_has_an_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to this task."""
        return self.state in OVER

    @property
    def state_in_words(self) -> str:
        """The state as people read it."""
        if self.cancel_requested and not self.is_over:
            return "Đang dừng"
        return str(State(self.state).label)

    @property
    def percent(self) -> int | None:
        """How much of the present step is done, 0 to 100, or nothing where the total is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None

    @property
    def rows_a_second(self) -> int | None:
        """Speed since the start, or nothing before it can be told."""
        seconds = self._seconds()
        return int(self.done / seconds) if self.done and seconds >= 1 else None

    @property
    def seconds_left(self) -> int | None:
        """Time left at the speed so far, or nothing before it can be told."""
        speed = self.rows_a_second
        return max(0, self.total - self.done) // speed if speed and self.total else None

    def _seconds(self) -> float:
        if self.started_at is None:
            return 0.0
        return ((self.finished_at or timezone.now()) - self.started_at).total_seconds()
