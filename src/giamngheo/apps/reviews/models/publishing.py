"""What everybody may read of a posted list and of a decision, and what they say to a list on its page."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.reviews.models.entries import Decision
from giamngheo.apps.reviews.models.happenings import Happening, Objection


class PublicPosting(models.Model):
    """The page of a posting: names of heads cut short, members, result; nothing else of anybody.

    `rows` are as they were posted. The page is open until the end of `until` (NULL: the law leaves it open),
    and while the posting stands; the database gives it to everybody by a function of its own.
    """

    happening = models.OneToOneField(Happening, on_delete=models.PROTECT, related_name="public")
    code = models.CharField(max_length=24, unique=True)
    unit = models.CharField(max_length=200)
    village = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    first = models.DateField()
    until = models.DateField(null=True)
    rows = models.JSONField()

    class Meta:
        verbose_name_plural = "trang niêm yết"

    def __str__(self) -> str:
        return self.code


class Publication(models.Model):
    """The public page of an issued decision: its lists as they were that day, names of heads cut short.

    `rows` are [list, head, village, members]; who published and when stands, and who took it back and why.
    The database gives it to everybody by a function of its own.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="publications")
    code = models.CharField(max_length=24, unique=True)
    unit = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    rows = models.JSONField()
    published_by_id = models.BigIntegerField(null=True)
    published_by_name = models.CharField(max_length=200)
    published_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(max_length=500, blank=True)
    taken_back_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "trang công bố quyết định"
        constraints = (
            models.UniqueConstraint(
                fields=["decision"], name="reviews_published_once", condition=Q(taken_back_at=None)
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) ^ ~Q(taken_back_why=""),
                name="reviews_taken_down_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.code


class PublicWord(models.Model):
    """What somebody wrote on that page; the commune takes it up as an objection."""

    posting = models.ForeignKey(PublicPosting, on_delete=models.PROTECT, related_name="words")
    told_by = models.CharField(max_length=200, blank=True)
    words = models.TextField(max_length=4000)
    said_at = models.DateTimeField(auto_now_add=True)
    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, null=True, related_name="word")

    class Meta:
        verbose_name_plural = "ý kiến gửi qua trang niêm yết"

    def __str__(self) -> str:
        return f"word {self.pk}"
