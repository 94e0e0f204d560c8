"""Giấy đề nghị that came in: of a household, or of a person of it."""

from django.db import models

from giamngheo.apps.households.models import Person
from giamngheo.apps.reviews.models.entries import Entry
from giamngheo.apps.reviews.models.happenings import Happening


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications in the words of the work."""

    def standing(self) -> "ApplicationQuerySet":
        """Those that were not taken back."""
        return self.filter(happening__taken_back_by=None)


class Application(models.Model):
    """One Giấy đề nghị, never changed: it falls when the fact that took it in is taken back.

    `received_on` may lie before the round of the month was opened, which the fact never does. `paper` is what
    it says of itself: form, number, who signed. `person` is the worker who asks; empty: the household does.
    """

    happening = models.OneToOneField(Happening, on_delete=models.PROTECT, related_name="application")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=200, blank=True)
    received_on = models.DateField()
    paper = models.CharField(max_length=300)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "giấy đề nghị xác định"

    def __str__(self) -> str:
        return f"application for {self.entry_id}"
