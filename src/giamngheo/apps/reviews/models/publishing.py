"""What everybody may read of a posted list, and what they say to it on its page."""

from django.db import models

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
