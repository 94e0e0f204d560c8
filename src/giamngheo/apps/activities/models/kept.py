"""What stays beside activities: equipment and its state, norms of signed decisions, products, their tests."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.activities.models.activities import Activity
from giamngheo.apps.activities.states import AssetState, NormState
from giamngheo.foundation.areas.models import Area


class Asset(models.Model):
    """A loudspeaker system, an information point (`law/activities`, assets)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "trang thiết bị thông tin"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_why=""), name="activities_asset_ended_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class AssetReport(models.Model):
    """In which state somebody found an asset on a day; the last day tells, of one day the last report."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="reports")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=AssetState.choices)
    words = models.CharField(max_length=300, blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "tình trạng trang thiết bị"
        indexes = (models.Index(fields=["asset", "-day", "-id"], name="activities_asset_last"),)

    def __str__(self) -> str:
        return f"{self.asset_id} {self.state}"


class NormTable(models.Model):
    """Norms of a decision: `lines` are {item, unit, quantity, value, per}, the most for one receiver.

    `item` is of the kind, or empty for the value of all things together; what a line leaves out has no limit.
    `per` is the time that it is on (`NormPer`; without it one activity). It holds for things given from
    `first` on.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField(null=True)
    lines = models.JSONField()
    state = models.CharField(max_length=10, choices=NormState.choices, default=NormState.DRAFT)
    loaded_by_id = models.BigIntegerField(null=True)
    loaded_by_name = models.CharField(max_length=200)
    loaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "bảng định mức"
        constraints = (
            models.CheckConstraint(
                condition=~Q(confirmed_by_id=F("loaded_by_id")), name="activities_norm_confirmed_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=NormState.ENDED) | ~Q(ended_why=""), name="activities_norm_ended_why"
            ),
        )

    def __str__(self) -> str:
        return f"norms {self.pk}"


class Product(models.Model):
    """A product of an activity under a code; `told`, frozen when published, is what everybody may read."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="products")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    producer = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=16, unique=True)
    told = models.JSONField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by_name = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_why = models.CharField(max_length=300, blank=True)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "sản phẩm truy xuất nguồn gốc"
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_why=""), name="activities_product_taken_back"
            ),
        )

    def __str__(self) -> str:
        return f"product {self.pk}"


class ProductTest(models.Model):
    """A test of a product: what was looked for, what was found, by whom."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="tests")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    what = models.CharField(max_length=200)
    laboratory = models.CharField(max_length=200)
    result = models.CharField(max_length=200)
    passes = models.BooleanField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "lần kiểm nghiệm"

    def __str__(self) -> str:
        return f"test of {self.product_id}"
