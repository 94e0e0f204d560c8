"""The tables of the trail; the database itself refuses to change or delete what is in them."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now


class AuditLine(models.Model):
    """One deed: `verb` is the action (`accounts.grant_role`), `sentence` says it in Vietnamese.

    `details` holds what changed, before and after; neither holds secrets or more of a person than is needed.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now(), editable=False)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    address = models.GenericIPAddressField(null=True)
    verb = models.CharField(max_length=100)
    area_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=100, blank=True)
    subject_id = models.CharField(max_length=100, blank=True)
    sentence = models.TextField()
    details = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["area_id", "-id"], name="audit_line_of_area"),
            models.Index(fields=["actor_id", "-id"], name="audit_line_of_actor"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="audit_line_of_subject"),
            models.Index(fields=["verb", "-id"], name="audit_line_of_verb"),
            BrinIndex(fields=["at"], name="audit_line_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class AuditLink(models.Model):
    """The place of a line in the chain: without a gap, in the order in which transactions ended."""

    number = models.BigIntegerField(primary_key=True)
    line = models.OneToOneField(AuditLine, on_delete=models.PROTECT, related_name="link")
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"link {self.number}"
