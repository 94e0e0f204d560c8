"""Packages on their way up and keys that are trusted: what was signed never changes."""

from functools import cached_property
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.packages.contents import Answer, Remark, Report
from giamngheo.apps.packages.keys import fingerprint_of
from giamngheo.apps.packages.states import PackageState, Signs, Way
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.models import Area


class TrustedKey(models.Model):
    """A public key that signs packages of a unit, or answers to them, once it is confirmed.

    It is confirmed by another person than who registered it, or by its fingerprint typed in from elsewhere.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    signs = models.CharField(max_length=10, choices=Signs.choices)
    public = models.CharField(max_length=60)
    note = models.CharField(max_length=200, blank=True)
    registered_by_id = models.BigIntegerField(null=True)
    registered_by_name = models.CharField(max_length=200)
    registered_at = models.DateTimeField(auto_now_add=True)
    by_fingerprint = models.BooleanField(default=False)
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "khóa công khai đã đăng ký"
        constraints = (
            models.CheckConstraint(condition=Q(signs__in=Signs.values), name="packages_key_signs_known"),
            models.CheckConstraint(
                condition=Q(confirmed_by_id=None)
                | Q(by_fingerprint=True)
                | ~Q(confirmed_by_id=F("registered_by_id")),
                name="packages_key_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["area", "signs", "public"], condition=Q(ended_at=None), name="packages_key_once"
            ),
        )

    def __str__(self) -> str:
        return f"key {self.pk}"

    @property
    def fingerprint(self) -> str:
        """What people compare."""
        return fingerprint_of(self.public)

    @property
    def holds(self) -> bool:
        """Whether what it signed is taken."""
        return self.confirmed_at is not None and self.ended_at is None


class Package(models.Model):
    """A package of a unit that was made here or taken in; its zip lies in the data folder by its hash.

    `said` is its manifest. `remarks` grow while it waits; they, the decision and the answer (a zip, too) are
    told later, and nothing else of it changes.
    """

    way = models.CharField(max_length=10, choices=Way.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    opening = models.DateField()
    closing = models.DateField()
    edition = models.PositiveIntegerField()
    said = models.JSONField()
    signed_with = models.CharField(max_length=60)
    manifest_hash = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kept_by_id = models.BigIntegerField(null=True)
    kept_by_name = models.CharField(max_length=200)
    kept_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=PackageState.choices, default=PackageState.WAITING)
    remarks = models.JSONField(default=list)
    answer = models.JSONField(null=True)
    answer_sha256 = models.CharField(max_length=64, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "gói báo cáo"
        indexes = (models.Index(fields=["area", "-closing", "-id"], name="packages_of_area"),)
        constraints = (
            models.CheckConstraint(condition=Q(way__in=Way.values), name="packages_way_known"),
            models.CheckConstraint(condition=Q(state__in=PackageState.values), name="packages_state_known"),
            models.CheckConstraint(condition=Q(opening__lt=F("closing")), name="packages_days_in_order"),
            models.CheckConstraint(
                condition=Q(state=PackageState.WAITING) ^ Q(decided_at__isnull=False),
                name="packages_decided_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=PackageState.RETURNED) | Q(answer__isnull=False),
                name="packages_returned_with_reasons",
            ),
            models.UniqueConstraint(fields=["way", "manifest_hash"], name="packages_taken_once"),
            models.UniqueConstraint(fields=["way", "key"], name="packages_key_of_one"),
            models.UniqueConstraint(
                fields=["area", "opening", "closing", "edition"],
                condition=Q(way=Way.SENT),
                name="packages_edition_once",
            ),
            models.UniqueConstraint(
                fields=["area", "opening", "closing"],
                condition=Q(way=Way.TAKEN, state=PackageState.ACCEPTED),
                name="packages_one_accepted",
            ),
        )

    def __str__(self) -> str:
        return f"package {self.pk}"

    @cached_property
    def report(self) -> Report:
        """Its manifest."""
        return msgspec.convert(self.said, Report)

    @cached_property
    def answered(self) -> Answer | None:
        """What was answered to it."""
        return None if self.answer is None else msgspec.convert(self.answer, Answer)

    @property
    def noted(self) -> list[Remark]:
        """What was remarked on its cells, so far."""
        return msgspec.convert(self.remarks, list[Remark])

    @property
    def path(self) -> Path:
        """Where its zip lies."""
        return kept_at(self.sha256)

    @property
    def answer_path(self) -> Path:
        """Where the zip of the answer lies."""
        return kept_at(self.answer_sha256)


def kept_at(sha256: str) -> Path:
    """Where a zip of this hash lies in the data folder."""
    return Path(settings.DATA) / "packages" / sha256[:2] / f"{sha256}.zip"
