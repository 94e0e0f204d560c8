"""Lines of money with their balances, and what is needed by the same dimensions; in đồng."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.budgets.states import (
    DISBURSED,
    OPEN,
    Account,
    EstimateState,
)
from giamngheo.foundation.areas.models import Area


class Dimensions(models.Model):
    """What money is told apart by, with the codes of `law/programmes` and `law/budgets`.

    An empty `project` is money that no project was named for, an empty `use` or `item` likewise. `activity`
    is what it is for, of the same unit, programme and project, in years that meet (held by the database);
    `item` says in the words of the decision which part of it, or which work where that is no activity.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=60)
    project = models.CharField(max_length=10, blank=True)
    nature = models.CharField(max_length=20)
    source = models.CharField(max_length=20)
    use = models.CharField(max_length=20, blank=True)
    item = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Line(Dimensions):
    """Money of one unit, year and kind, and how much of it is where; the database alone moves it.

    `origin_year` is the year for which it was given first: earlier than `year` where it was carried over. The
    balances follow the postings (trigger `budgets_posted`): what is held adds up to what was given, and
    nothing is below nought, so that no unit allocates what it was not given, nor pays what was not allocated.
    What goes to a unit below is `passed`, what goes to another line of the unit itself is `split`.
    `given_on`, `allocated_on`, `paid_on` are the last days on which money came in, was allocated, went out.
    """

    origin_year = models.PositiveSmallIntegerField()
    given = models.BigIntegerField(default=0)
    unallocated = models.BigIntegerField(default=0)
    passed = models.BigIntegerField(default=0)
    split = models.BigIntegerField(default=0)
    allocated = models.BigIntegerField(default=0)
    advanced = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    settled = models.BigIntegerField(default=0)
    carried = models.BigIntegerField(default=0)
    cancelled = models.BigIntegerField(default=0)
    given_on = models.DateField(null=True)
    allocated_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "dòng kinh phí"
        indexes = (
            models.Index(fields=["year", "area"], name="budgets_line_year"),
            models.Index(
                fields=["activity"], name="budgets_line_activity", condition=Q(activity__isnull=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "area",
                    "year",
                    "programme",
                    "project",
                    "nature",
                    "source",
                    "use",
                    "item",
                    "activity",
                    "origin_year",
                ],
                name="budgets_line_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(origin_year__lte=F("year")), name="budgets_line_years"),
            *(
                models.CheckConstraint(
                    condition=Q((f"{account.value}__gte", 0)), name=f"budgets_{account.value}_not_negative"
                )
                for account in Account
            ),
            models.CheckConstraint(
                condition=Q(
                    given=F("unallocated")
                    + F("passed")
                    + F("split")
                    + F("allocated")
                    + F("advanced")
                    + F("paid")
                    + F("settled")
                    + F("carried")
                    + F("cancelled")
                ),
                name="budgets_line_adds_up",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.project} {self.nature} {self.source} {self.year} of {self.area_id}"

    def held(self, account: str) -> int:
        """What an account holds, in đồng."""
        amount: int = getattr(self, account)
        return amount

    @property
    def disbursed(self) -> int:
        """What left the treasury, advances included."""
        return sum(self.held(one) for one in DISBURSED)

    @property
    def is_open(self) -> bool:
        """Whether something of it is neither spent nor closed."""
        return any(self.held(one) for one in OPEN)


class Estimate(Dimensions):
    """What a unit needs for something in a year, and what of it was found right by another person.

    `decision` is the one that was drafted from it, by the unit or the one above, until that is ended;
    `loading` the spreadsheet that it came from.
    """

    asked = models.BigIntegerField()
    ground = models.CharField(max_length=1000)
    found_right = models.BigIntegerField(null=True)
    appraised_why = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=EstimateState.choices, default=EstimateState.NEED)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    appraised_by_id = models.BigIntegerField(null=True)
    appraised_by_name = models.CharField(max_length=200, blank=True)
    appraised_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(
        "Decision", on_delete=models.PROTECT, null=True, related_name="needs", db_index=False
    )

    loading = models.ForeignKey(
        "Loading", on_delete=models.PROTECT, null=True, related_name="needs", db_index=False
    )

    class Meta:
        verbose_name_plural = "nhu cầu, dự toán kinh phí"
        indexes = (
            models.Index(fields=["area", "year", "-id"], name="budgets_estimate_list"),
            models.Index(
                fields=["activity"], name="budgets_need_activity", condition=Q(activity__isnull=False)
            ),
            models.Index(fields=["loading"], name="budgets_need_loading", condition=Q(loading__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=EstimateState.values), name="budgets_need_known"),
            models.CheckConstraint(condition=Q(asked__gt=0), name="budgets_need_of_something"),
            models.CheckConstraint(
                condition=~Q(state=EstimateState.APPRAISED) | Q(found_right__gt=0),
                name="budgets_need_found_right",
            ),
            models.CheckConstraint(
                condition=Q(appraised_by_id=None) | ~Q(appraised_by_id=F("made_by_id")),
                name="budgets_need_by_two_people",
            ),
        )

    def __str__(self) -> str:
        return f"need {self.asked} of {self.area_id}"
