"""The plan of a round: who does what until when, at what cost, with which people."""

from django.db import models

from giamngheo.apps.reviews.models.rounds import Round


class Plan(models.Model):
    """A version of the plan of a round, never changed: the last one counts.

    `said` is the whole plan as `planned.as_kept` writes it: its rows are read and written together only.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="plans", db_index=False)
    number = models.PositiveIntegerField()
    said = models.JSONField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "kế hoạch rà soát"
        constraints = (models.UniqueConstraint(fields=["round", "number"], name="reviews_plan_once"),)

    def __str__(self) -> str:
        return f"plan {self.number} of {self.round_id}"
