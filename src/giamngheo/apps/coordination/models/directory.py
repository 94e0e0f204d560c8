"""Who may be assigned in a unit: organisations, officers, party members, associations, by their names."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.coordination.models.made import Made
from giamngheo.apps.coordination.states import FollowerKind
from giamngheo.foundation.areas.models import Area


class DirectoryEntry(Made):
    """An organisation or person of the directory of a unit; `key` is the name in its plain form.

    Another spelling of one that stands is kept with `joined_into`, so that who types it is led to that one.
    `retired_at`: no more offered; it comes back when somebody types its name.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=FollowerKind.choices)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="spellings")
    retired_at = models.DateTimeField(null=True)
    retired_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "danh bạ tổ chức, cán bộ"
        constraints = (
            models.UniqueConstraint("area", "key", name="coordination_directory_once"),
            models.CheckConstraint(
                condition=Q(kind__in=FollowerKind.values), name="coordination_directory_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(joined_into=None) | ~Q(joined_into=F("id")), name="coordination_directory_joined"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_why="")
                | Q(retired_at__isnull=False) & ~Q(retired_why=""),
                name="coordination_directory_retired_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"directory entry {self.pk}"

    @property
    def titled(self) -> str:
        """The name with the post."""
        return f"{self.name} ({self.post})" if self.post else self.name
