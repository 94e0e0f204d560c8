"""What rows of this app have in common: who made them, what was said of them, the file that proves them."""

from django.db import models


class Made(models.Model):
    """A row that somebody made."""

    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Step(Made):
    """One deed on a row with its words; only added."""

    verb = models.CharField(max_length=20)
    words = models.CharField(max_length=2000, blank=True)

    class Meta:
        abstract = True
