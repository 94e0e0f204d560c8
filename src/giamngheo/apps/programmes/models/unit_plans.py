"""A plan of a unit: of a year or of several, drafted, issued by somebody else, replaced or ended."""

from functools import cached_property

import msgspec
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.programmes.models.plan_files import PlanFile
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.programmes.texts import PlanText
from giamngheo.foundation.areas.models import Area


class UnitPlan(models.Model):
    """A plan of a unit for the years `first_year` to `last_year`; `said` is a `texts.PlanText`.

    `is_received`: a plan of a unit above that the unit was given as a file; it is no plan of the unit's own.
    `parent` is the plan above that it carries out, or is known by number, day and issuer only.
    `source` is the file that it was taken in from, `made_from` the plan that it was copied from. The text is
    fixed from the moment it is handed up; a correction after that is a new edition that `replaces` it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=60, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    is_received = models.BooleanField(default=False)
    issuer = models.CharField(max_length=300)
    place = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    said = models.JSONField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    parent_number = models.CharField(max_length=60, blank=True)
    parent_day = models.DateField(null=True)
    parent_issuer = models.CharField(max_length=300, blank=True)
    source = models.ForeignKey(PlanFile, on_delete=models.PROTECT, null=True, related_name="plans")
    made_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    number = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    signer = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(
        IssuedPaper, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    why = models.CharField(max_length=500, blank=True)
    drawn_by_id = models.BigIntegerField(null=True)
    drawn_by_name = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)
    handed_up_by_id = models.BigIntegerField(null=True)
    handed_up_by_name = models.CharField(max_length=200, blank=True)
    handed_up_at = models.DateTimeField(null=True)
    issued_by_id = models.BigIntegerField(null=True)
    issued_by_name = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "kế hoạch của đơn vị"
        indexes = (models.Index(fields=["area", "first_year", "last_year"], name="programmes_of_years"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="programmes_state_known"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="programmes_years_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PlanState.DRAFT, PlanState.WAITING, PlanState.DROPPED])
                | (Q(day__isnull=False) & ~Q(number="") & Q(issued_at__isnull=False)),
                name="programmes_issued_with_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(is_received=True)
                | Q(issued_by_id=None)
                | ~(Q(issued_by_id=F("drawn_by_id")) | Q(issued_by_id=F("handed_up_by_id"))),
                name="programmes_issued_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.ENDED, PlanState.DROPPED, PlanState.REPLACED]) | ~Q(why=""),
                name="programmes_ended_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["area", "first_year", "last_year"],
                condition=Q(state=PlanState.ISSUED, is_received=False),
                name="programmes_one_plan_of_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"plan {self.first_year}-{self.last_year} of {self.area_id}"

    @cached_property
    def text(self) -> PlanText:
        """Its words."""
        return msgspec.convert(self.said, PlanText)

    @property
    def years(self) -> range:
        """The years it is for."""
        return range(self.first_year, self.last_year + 1)

    @property
    def is_of_one_year(self) -> bool:
        """Whether it is a yearly plan."""
        return self.first_year == self.last_year

    @property
    def period(self) -> str:
        """«năm 2026», «giai đoạn 2021–2025»."""
        if self.is_of_one_year:
            return f"năm {self.first_year}"
        return f"giai đoạn {self.first_year}–{self.last_year}"

    @property
    def called(self) -> str:
        """How pages and the trail call it: «Kế hoạch số 12/KH-UBND (năm 2026)»."""
        return f"Kế hoạch {f'số {self.number} ' if self.number else ''}({self.period})"

    @property
    def cited(self) -> str:
        """As a plan below cites it: «Kế hoạch số 12/KH-UBND ngày 01/3/2026 của Ủy ban nhân dân …»."""
        day = f" ngày {self.day:%d/%m/%Y}" if self.day else ""
        return f"Kế hoạch{f' số {self.number}' if self.number else ''}{day} của {self.issuer}"

    @property
    def parent_cited(self) -> str:
        """The plan that it carries out as the words say it; empty where it is not known."""
        if not self.parent_number:
            return ""
        day = f" ngày {self.parent_day:%d/%m/%Y}" if self.parent_day else ""
        issuer = f" của {self.parent_issuer}" if self.parent_issuer else ""
        return f"Kế hoạch số {self.parent_number}{day}{issuer}"

    @property
    def is_deputy(self) -> bool:
        """Whether a deputy signs («KT. CHỦ TỊCH»)."""
        return self.capacity.upper().startswith("KT")
