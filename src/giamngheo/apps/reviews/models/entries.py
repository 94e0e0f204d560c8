"""Households on a list, what the sheets propose for them, and what was decided."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.models.point_tables import RoundTable
from giamngheo.apps.reviews.models.rounds import Case, Round
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.apps.surveys.models import SheetVersion
from giamngheo.foundation.areas.models import Area
from giamngheo.law.vocabulary.results import RESULTS


class Entry(models.Model):
    """A household on the list of a village and why; it stays readable when it was left out.

    `class_before` is what the household was when it came to the list (empty: nothing was decided). What was
    proposed last is carried here (`proposal` is its number, 0 means none), and what was decided: results of
    `law.vocabulary.results`. `area` is the village; the case may be of the whole commune.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries", db_index=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="reviewed")
    household_code = models.CharField(max_length=20)
    head_name = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=600, blank=True)
    source = models.CharField(max_length=20, choices=EntrySource.choices)
    source_note = models.CharField(max_length=300, blank=True)
    class_before = models.CharField(max_length=30, blank=True)
    added_on = models.DateField()
    left_out_on = models.DateField(null=True)
    left_out_why = models.CharField(max_length=500, blank=True)
    proposal = models.PositiveIntegerField(default=0)
    proposed_class = models.CharField(max_length=30, blank=True)
    decided_proposal = models.PositiveIntegerField(default=0)
    decided_class = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name_plural = "hộ trong danh sách rà soát"
        constraints = (
            models.UniqueConstraint(fields=["round", "household"], name="reviews_entry_once"),
            models.CheckConstraint(
                condition=Q(source__in=EntrySource.values), name="reviews_entry_source_known"
            ),
            models.CheckConstraint(
                condition=Q(left_out_on=None) ^ ~Q(left_out_why=""), name="reviews_entry_left_out_why"
            ),
        )
        indexes = (
            models.Index(fields=["case", "sort_key", "id"], name="reviews_entry_list"),
            # Nothing that scoring or deciding writes stands in an index: their rows change in place.
            models.Index(fields=["round", "area"], name="reviews_entry_of_area"),
        )

    def __str__(self) -> str:
        return f"{self.household_code} in {self.case_id}"


class Proposal(models.Model):
    """What the measure makes of a household by a version of its sheet; never changed, followed by another.

    Both sums of points stand, what is certain and what is possible: a class is given only where they agree.
    `missing` says what to ask while the class is unknown. `deprivations` are those that are certain.
    `point_table` is the table by which the points of income are reckoned; where an answer is missing, and
    where there is no table (NULL), the sum that was written down counts.
    `household_class` is a result: where the procedure asks for one condition, that or «not_met».
    `area` is that of the entry.
    """

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="proposals", db_index=False, db_constraint=False
    )  # what it refers to is looked at by a trigger, once a statement: none of it is ever deleted
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    number = models.PositiveIntegerField()
    sheet_version = models.ForeignKey(
        SheetVersion, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    day = models.DateField()
    standard = models.CharField(max_length=60)
    engine = models.CharField(max_length=40)
    household_class = models.CharField(max_length=30)
    income_points = models.IntegerField(null=True)
    point_table = models.ForeignKey(
        RoundTable, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    points_at_least = models.PositiveIntegerField()
    points_at_most = models.PositiveIntegerField()
    deprivations = ArrayField(models.CharField(max_length=60), default=list)
    reason = models.TextField()
    missing = models.TextField(blank=True)
    pivot = models.TextField(blank=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True, db_default=Now())

    class Meta:
        verbose_name_plural = "đề xuất phân loại"
        constraints = (
            models.UniqueConstraint(fields=["entry", "number"], name="reviews_proposal_once"),
            models.CheckConstraint(
                condition=Q(household_class__in=RESULTS), name="reviews_proposal_result_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.household_class} {self.entry_id}"


class Decision(models.Model):
    """A decision that was issued: what it recognised holds from its day; `mends` is the one that was wrong.

    `batch` is the batch of the register in which its statuses stand.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    day = models.DateField()
    decided_by = models.CharField(max_length=200)
    households = models.PositiveIntegerField()
    batch = models.UUIDField(unique=True, null=True)
    mends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="mended_by")
    reason = models.CharField(max_length=1000, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "quyết định công nhận kết quả rà soát"
        constraints = (
            models.CheckConstraint(
                condition=Q(mends=None) ^ ~Q(reason=""), name="reviews_mended_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} of {self.area_id}"
