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


class Filed(models.Model):
    """A row with at most one file of its own: the file lies under `stored`, a name that tells nothing."""

    stored = models.CharField(max_length=80, blank=True)
    file_kind = models.CharField(max_length=10, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
