"""The tables of tokens and of what was written with them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission

GIVEN: Final[Mapping[Permission, str]] = {
    Permission.SEE: "xem địa bàn, số liệu chung",
    Permission.SEE_HOUSEHOLDS: "xem sổ hộ, rà soát, quyết định",
    Permission.SEE_NUMBERS: "xem đủ số định danh cá nhân",
    Permission.SEE_RESULTS: "xem chỉ tiêu, số thực hiện",
    Permission.KEEP_HOUSEHOLDS: "ghi sổ hộ",
    Permission.NOTE_HOUSEHOLDS: "ghi lần thăm, ghi chú của hộ",
}
"""What tokens are issued for, and what people call it: what the API has something for, and no more.

Others would open later what nobody meant.
"""


class Token(models.Model):
    """A right to ask as `user` with these permissions, as far as they still hold them, until a day.

    The day is the last one. `beginning` is of the secret: by it people tell their tokens apart.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    permissions = ArrayField(models.CharField(max_length=40))
    secret_hash = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=12)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "mã truy cập"
        constraints = (
            models.CheckConstraint(condition=~Q(permissions=[]), name="tokens_token_permits_something"),
            models.UniqueConstraint(
                fields=["user", "name"], condition=Q(withdrawn_at=None), name="tokens_token_named_once"
            ),
        )

    def __str__(self) -> str:
        return f"token {self.pk}"

    def permits(self) -> frozenset[Permission]:
        """What it was issued for; a permission that is no longer given is none."""
        return frozenset(one for one in GIVEN if one.value in self.permissions)

    def holds_on(self, day: date) -> bool:
        """Whether it opens anything on this day."""
        return self.withdrawn_at is None and day <= self.expires_on


class AskedCount(models.Model):
    """How often something was asked within a minute; `key` is a hash, so that it tells of no address."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "số lần gọi"

    def __str__(self) -> str:
        return f"asked {self.count}"


class KeptAnswer(models.Model):
    """What was answered to what a machine wrote for a person under a key, with the hash of that."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    token = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "câu trả lời được giữ"
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="tokens_answer_once"),)
        indexes = (models.Index(fields=["user", "made_at"], name="tokens_answer_by_time"),)

    def __str__(self) -> str:
        return f"answer {self.pk}"
