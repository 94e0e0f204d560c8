"""Households: what they are called for ever, where they live, who belongs to them."""

from django.db import models
from django.db.models import Q

from giamngheo.apps.households.models.events import Event, Fact
from giamngheo.apps.households.models.once import once_a_day
from giamngheo.foundation.areas.models import Area


class CodeSeries(models.Model):
    """The last number given under a prefix: numbers never come again, whatever becomes of the unit."""

    prefix = models.CharField(max_length=10, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.prefix} {self.last}"


class Household(models.Model):
    """A household, by a code that is its own for ever; the rest is what its facts say of it today.

    `area` is where it lives, or last lived; `is_living` whether it is in the register today. `class_today`
    is what the last decision recognised (empty: there is none), since `class_since`; `escaped_on` is the day
    of the decision by which it left the lists, while it has not come back: for how long it counts as newly
    escaped is the law's to say on the day of asking, so that it ends by itself. What is carried needs no
    foreign key of the database: the facts that it is reckoned from have theirs.
    """

    code = models.CharField(max_length=20, unique=True)
    recorded_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="households", db_constraint=False)
    is_living = models.BooleanField(default=True)
    head_name = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=600, blank=True)
    members = models.PositiveSmallIntegerField(default=0)
    class_today = models.CharField(max_length=30, blank=True, db_default="")
    class_since = models.DateField(null=True)
    escaped_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "hộ"
        indexes = (
            # Households of a kind are counted in it alone, without a look at their rows.
            models.Index(
                fields=["area", "class_today", "escaped_on"],
                name="households_household_kinds",
                condition=Q(is_living=True),
            ),
            models.Index(
                fields=["area", "sort_key", "id"],
                name="households_household_list",
                condition=Q(is_living=True),
            ),
            models.Index(
                fields=["sort_key", "id"],
                name="households_household_all",
                condition=Q(is_living=True),
            ),
        )

    def __str__(self) -> str:
        return self.code


class HouseholdNumber(Fact):
    """A number that somebody else gives a household: the commune's own list of a year, another system."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="numbers")
    scheme = models.CharField(max_length=60)
    number = models.CharField(max_length=60)

    class Meta:
        indexes = (
            *Fact.Meta.indexes,
            models.Index(fields=["number", "scheme"], name="households_number_lookup"),
        )

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"


class Residence(Fact):
    """Where a household lives."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residences")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    is_temporary = models.BooleanField(null=True)

    class Meta:
        constraints = once_a_day("households_one_residence", "household")
        indexes = (*Fact.Meta.indexes, models.Index(fields=["area"], name="households_residence_area"))

    def __str__(self) -> str:
        return f"{self.household_id} in {self.area_id}"


class Membership(Fact):
    """A person belongs to a household, and how that person stands to its head.

    A person may be in two households at once: lists have it so, and it is for people to clear up. No
    household has two heads.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="memberships")
    relationship = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = Fact.Meta.indexes
        constraints = (
            *once_a_day("households_member_once", "household", "person"),
            *once_a_day("households_one_head", "household", condition=Q(relationship="head")),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"
