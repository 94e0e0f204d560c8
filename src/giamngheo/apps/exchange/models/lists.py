"""The table of lists that a sitting holds; their content stays in files that end with the sitting."""

import uuid
from datetime import datetime

from django.db import models

from giamngheo.apps.exchange.states import State


class UploadedListQuerySet(models.QuerySet["UploadedList"]):
    """Questions about lists in domain words."""

    def of_owner(self, owner: str) -> "UploadedListQuerySet":
        """Lists of one session."""
        return self.filter(owner=owner)

    def held_at(self, moment: datetime) -> "UploadedListQuerySet":
        """Lists whose time is not over."""
        return self.filter(expires_at__gt=moment)


class UploadedList(models.Model):
    """One list of one sitting; `asked` is what the person said of it, `task` the work last started on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=100)
    file_name = models.CharField(max_length=255)
    member_file_name = models.CharField(max_length=255, blank=True)
    folder = models.CharField(max_length=40, unique=True)
    demonstration = models.CharField(max_length=40, blank=True)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    task = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    objects = UploadedListQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["owner", "-created_at"], name="list_of_owner"),
            models.Index(fields=["expires_at"], name="list_by_end"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="list_state_known"),
        )

    def __str__(self) -> str:
        return f"list {self.id}"

    @property
    def is_opened(self) -> bool:
        """Whether its columns are recognised."""
        return self.state != State.RECEIVED

    @property
    def is_classified(self) -> bool:
        """Whether its result stands."""
        return self.state == State.CLASSIFIED
