"""The review of a unit for a year or a month, its villages, and what the unit set where the law lets it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from giamngheo.foundation.areas.models import Area
from giamngheo.law.vocabulary.procedures import ProcedureKind

KINDS = tuple(kind.value for kind in ProcedureKind)


class Round(models.Model):
    """One review of a commune, opened on the day whose rules hold for it.

    `form` is the sheet that is filled in, `asked_also` what it asks beside its own questions. `month` is of
    reviews that the law orders for a month.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    opened_on = models.DateField()
    form = models.CharField(max_length=80)
    asked_also = ArrayField(models.CharField(max_length=80), default=list)
    opened_by_id = models.BigIntegerField(null=True)
    opened_by_name = models.CharField(max_length=200)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "đợt rà soát"
        constraints = (
            models.UniqueConstraint(
                fields=["area", "kind", "year", "month"],
                nulls_distinct=False,
                name="reviews_round_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="reviews_round_kind_known"),
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__gte=1, month__lte=12), name="reviews_round_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.year} of {self.area_id}"

    @property
    def occasion(self) -> str:
        """The key under which its sheets are kept."""
        return f"ra-soat-{self.pk}"

    @property
    def name(self) -> str:
        """What screens call it: «Rà soát hộ nghèo, hộ cận nghèo định kỳ hằng năm, năm 2026»."""
        label = ProcedureKind(self.kind).label
        return f"{label}, {f'tháng {self.month}/{self.year}' if self.month else f'năm {self.year}'}"


class Case(models.Model):
    """The list of a village (or of the whole commune) in a round: it goes through the steps together."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="cases", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "danh sách rà soát của thôn"
        constraints = (models.UniqueConstraint(fields=["round", "area"], name="reviews_case_once"),)

    def __str__(self) -> str:
        return f"{self.area_id} in {self.round_id}"


class ProcedureSetting(models.Model):
    """What a unit set for a point that the law leaves open or lets it change; never changed, only ended.

    `value` is as `settings.as_kept` writes it.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    point = models.CharField(max_length=40)
    value = models.JSONField()
    since = models.DateField()
    source = models.CharField(max_length=300)
    set_by_id = models.BigIntegerField(null=True)
    set_by_name = models.CharField(max_length=200)
    set_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "cài đặt quy trình"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="reviews_setting_kind_known"),
            models.CheckConstraint(condition=~Q(source=""), name="reviews_setting_by_a_paper"),
            models.UniqueConstraint(
                fields=["area", "kind", "point", "since"],
                condition=Q(ended_at=None),
                name="reviews_setting_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.point} of {self.area_id}"
