"""What happens in an activity: gatherings and who came, things handed over, visits, questions and answers."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.activities.models.activities import OfActivity
from giamngheo.apps.activities.models.people import Participant
from giamngheo.apps.support.models import Support


class Gathering(OfActivity):
    """One day on which people came together, or are to."""

    day = models.DateField()
    topic = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "buổi của hoạt động"

    def __str__(self) -> str:
        return f"{self.activity_id} on {self.day}"


class Attendance(OfActivity):
    """Whether a participant was at a gathering, as marked last; who was not marked has no row."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="attendances")
    present = models.BooleanField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "điểm danh"
        constraints = (
            models.UniqueConstraint(fields=["gathering", "participant"], name="activities_marked_once"),
        )

    def __str__(self) -> str:
        return f"{self.participant_id} at {self.gathering_id}"


class Thing(OfActivity):
    """Something handed to a participant: what, quantity, unit, value and day stand in the ledger of help.

    It counts while its row there does. `norm` says by which norm it was looked at; empty where none is in
    force.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="things")
    item = models.CharField(max_length=40)
    received_by = models.CharField(max_length=200)
    norm = models.CharField(max_length=200, blank=True)
    support = models.OneToOneField(Support, on_delete=models.PROTECT, related_name="thing")

    class Meta:
        verbose_name_plural = "hiện vật đã giao"

    def __str__(self) -> str:
        return f"{self.item} to {self.participant_id}"


class HomeVisit(OfActivity):
    """An officer came to a participant's home: what was found, and whether there is a result."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField()
    by_whom = models.CharField(max_length=200)
    found = models.CharField(max_length=1000)
    has_result = models.BooleanField()
    next_on = models.DateField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "lượt đến hộ"

    def __str__(self) -> str:
        return f"visit {self.participant_id} on {self.day}"


class Question(OfActivity):
    """A question that was asked, and its answer once there is one; an answer is not rewritten."""

    asked_by = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=1000)
    due = models.DateField(null=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "câu hỏi đối thoại"
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="activities_answered_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"question {self.pk}"
