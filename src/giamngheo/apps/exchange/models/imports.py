"""Imports into the register: whose, from which list, how far; and what the columns of a source mean."""

import uuid

from django.db import models

from giamngheo.apps.exchange.states import ImportState
from giamngheo.foundation.areas.models import Area


class SourceMapping(models.Model):
    """What the columns of a source mean in a unit: a version each time that somebody says otherwise."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict)
    headings = models.JSONField(default=dict)
    author_id = models.BigIntegerField(null=True)
    author_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["area", "source", "version"], name="exchange_mapping_one_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.version}"


class Import(models.Model):
    """A file on its way into the register; `mark` is that of the plan shown, `batch` of what was written.

    `decision` is what its person says of the decision behind the classes in it (`register.standings`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    day = models.DateField()
    file_name = models.CharField(max_length=255)
    folder = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.RECEIVED)
    mapping = models.JSONField(default=dict)
    mapping_version = models.PositiveIntegerField(null=True)
    decision = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    mark = models.CharField(max_length=64, blank=True)
    batch = models.UUIDField(null=True)
    task = models.UUIDField(null=True)
    owner_id = models.BigIntegerField()
    owner_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "lần nhập danh sách"
        indexes = (models.Index(fields=["area", "-created_at"], name="exchange_import_of_area"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="exchange_import_state_known"
            ),
        )

    def __str__(self) -> str:
        return f"import {self.pk}"
