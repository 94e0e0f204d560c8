"""What was given to whom: rows that are never changed, only taken back with a reason."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.areas.models import Area
from giamngheo.law.vocabulary.standards import HouseholdClass

_CLASSES = ("", *(one.value for one in HouseholdClass if one is not HouseholdClass.UNKNOWN))


class Support(models.Model):
    """One help given to a household, or to one of its people, on a day.

    `area` is where the household lived on that day, `class_on_day` what it was recognised as (empty: it was
    never decided on) and `newly_escaped_on_day` whether it counted as newly escaped (None: the law of that
    day is open): as they were known when the help was written down. `need` is of `law/codes/needs.yaml`;
    `value` in đồng, None where nobody valued it. `occasion` is the deed of another app that it came with
    («activity:12», «case:7»), empty where it was typed. `again_because` says why the need was met again.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="supports")
    need = models.CharField(max_length=40)
    form = models.CharField(max_length=10, choices=Form.choices)
    what = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    unit = models.CharField(max_length=40, blank=True)
    value = models.BigIntegerField(null=True)
    given_on = models.DateField()
    class_on_day = models.CharField(max_length=30, blank=True)
    newly_escaped_on_day = models.BooleanField(null=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    programme = models.CharField(max_length=60, blank=True)
    project = models.CharField(max_length=10, blank=True)
    giver = models.CharField(max_length=200, blank=True)
    occasion = models.CharField(max_length=60, blank=True)
    again_because = models.CharField(max_length=300, blank=True)
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    taken_back_by_name = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "khoản hỗ trợ"
        indexes = (
            models.Index(fields=["area", "-given_on", "-id"], name="support_list"),
            models.Index(fields=["household", "need", "given_on"], name="support_of_household"),
            models.Index(fields=["occasion"], name="support_occasion", condition=~Q(occasion="")),
        )
        constraints = (
            models.CheckConstraint(condition=Q(form__in=Form.values), name="support_form_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="support_source_known"),
            models.CheckConstraint(condition=Q(class_on_day__in=_CLASSES), name="support_class_known"),
            models.CheckConstraint(
                condition=(Q(quantity=None) | Q(quantity__gt=0)) & (Q(value=None) | Q(value__gte=0)),
                name="support_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_because="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_because="")),
                name="support_taken_back_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.need} {self.household_id} {self.given_on}"

    @property
    def is_taken_back(self) -> bool:
        """Whether it counts no more."""
        return self.taken_back_at is not None
