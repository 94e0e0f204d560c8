"""Difficulties and obstacles: raised in a unit, handled by it or by one above, answered, closed."""

from datetime import date

from django.db import models
from django.db.models import Q

from giamngheo.apps.coordination.models.made import Made, Step
from giamngheo.apps.coordination.states import ObstacleState, ObstacleVerb, Topic
from giamngheo.foundation.areas.models import Area


class Obstacle(Made):
    """What hinders the work of `area`; `handler` is the unit that has to answer now, itself or one above."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=10, choices=Topic.choices)
    project = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200)
    words = models.CharField(max_length=2000)
    due = models.DateField()
    state = models.CharField(max_length=10, choices=ObstacleState.choices)
    answer = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "khó khăn, vướng mắc"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ObstacleState.values, topic__in=Topic.values),
                name="coordination_obstacle_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ObstacleState.ANSWERED, ObstacleState.CLOSED]) | ~Q(answer=""),
                name="coordination_obstacle_answered_with_words",
            ),
        )
        indexes = (
            models.Index(  # asked by every home page
                fields=["handler", "due"],
                name="coordination_obstacle_waits",
                condition=Q(state=ObstacleState.OPEN),
            ),
        )

    def __str__(self) -> str:
        return f"obstacle of {self.area_id} for {self.handler_id}"

    def is_late(self, day: date) -> bool:
        """Whether it waits for an answer longer than was asked."""
        return self.state == ObstacleState.OPEN and self.due < day


class ObstacleStep(Step):
    """What was done to an obstacle; `handler` and `due` held from then on."""

    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="steps")
    handler = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    due = models.DateField()

    class Meta:
        verbose_name_plural = "việc của khó khăn, vướng mắc"

    def __str__(self) -> str:
        return f"{self.verb} of obstacle {self.obstacle_id}"

    @property
    def done(self) -> str:
        """What was done, in words."""
        return str(ObstacleVerb(self.verb).label)
