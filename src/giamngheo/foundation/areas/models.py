"""The tables of areas: every fact has the days on which it held and the batch that brought and ended it."""

from datetime import date
from hashlib import blake2b

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F

from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.periods import one_at_a_time
from giamngheo.foundation.areas.states import BatchState, Verb


class Batch(models.Model):
    """A change of units: on what day, by which instrument, who prepared it and who put it in force.

    `authors` are all who ever wrote in it, `prepared_by` who did so last; none of them puts it in force.
    Where the source does not say since when its units exist (`since_unknown`), they have always been there.
    """

    title = models.CharField(max_length=300)
    instrument = models.CharField(max_length=200)
    day = models.DateField()
    since_unknown = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=BatchState.choices, default=BatchState.DRAFT)
    prepared_by = models.BigIntegerField(null=True)
    prepared_by_name = models.CharField(max_length=200, blank=True)
    authors = ArrayField(models.BigIntegerField(), default=list)
    put_in_force_by = models.BigIntegerField(null=True)
    put_in_force_by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    put_in_force_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=BatchState.values), name="areas_batch_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(put_in_force_by__isnull=True)
                | ~models.Q(authors__contains=[F("put_in_force_by")]),
                name="areas_batch_by_two_people",
            ),
        )

    def __str__(self) -> str:
        return f"batch {self.pk}"

    def write_as(self, person_id: int | None, name: str) -> None:
        """Note who writes in it now; to be saved."""
        self.prepared_by, self.prepared_by_name = person_id, name
        if person_id is not None and person_id not in self.authors:
            self.authors = [*self.authors, person_id]


class Change(models.Model):
    """One line of a batch, in codes: `code` before the day (after it for create), `to_code` what follows."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    place = models.PositiveIntegerField()
    verb = models.CharField(max_length=20, choices=Verb.choices)
    code = models.CharField(max_length=40)
    to_code = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40, choices=Kind.choices, blank=True)
    parent_code = models.CharField(max_length=40, blank=True)
    is_whole = models.BooleanField(null=True)
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["batch", "place"], name="areas_change_place"),
            models.CheckConstraint(condition=models.Q(verb__in=Verb.values), name="areas_change_verb_known"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.code}"

    @property
    def mark(self) -> str:
        """A short mark of what the line says: another mark, other words."""
        share = "" if self.share is None else f"{self.share:.6f}"
        said = [self.verb, self.code, self.to_code, self.name, self.kind, self.parent_code, self.is_whole]
        return blake2b(repr([*said, share]).encode(), digest_size=8).hexdigest()


class AreaQuerySet(models.QuerySet["Area"]):
    """Questions about areas in domain words."""

    def on(self, day: date) -> "AreaQuerySet":
        """Areas that live on this day."""
        return self.filter(valid__contains=day)


class Area(models.Model):
    """A unit for as long as it lives; its number never changes and never comes again.

    The lower end of `valid` is open where the source does not say since when.
    """

    valid = DateRangeField()
    created_in = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="created_areas")
    ended_in = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="ended_areas")

    objects = AreaQuerySet.as_manager()

    class Meta:
        indexes = (GistIndex(fields=["valid"], name="areas_area_valid"),)

    def __str__(self) -> str:
        return f"area {self.pk}"


class Version(models.Model):
    """What an area was called, what it was and where it belonged, while `valid`."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, choices=Kind.choices)
    tier = models.PositiveSmallIntegerField(choices=Tier.choices)
    parent = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="child_versions")
    valid = DateRangeField()
    search_key = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=1200)
    created_in = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="created_versions")
    ended_in = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="ended_versions")

    class Meta:
        constraints = (
            one_at_a_time("areas_version_one_at_a_time", numbers=("area_id",)),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="areas_version_kind_known"),
        )
        indexes = (
            models.Index(OpClass("search_key", name="text_pattern_ops"), name="areas_version_search"),
            models.Index(fields=["parent", "sort_key"], name="areas_version_children"),
            GinIndex(SearchVector("search_key", config="simple"), name="areas_version_words"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Code(models.Model):
    """The code of an area in a scheme (`gso`: the General Statistics Office), while `valid`."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=20, default="gso")
    code = models.CharField(max_length=40)
    valid = DateRangeField()
    created_in = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="created_codes")
    ended_in = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="ended_codes")

    class Meta:
        constraints = (one_at_a_time("areas_code_of_one_area", texts=("scheme", "code")),)
        indexes = (models.Index(fields=["code", "scheme"], name="areas_code_lookup"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class Succession(models.Model):
    """What came after an area on a day: the whole of it in one, or divided among several.

    `share` is the part that went there, 0 to 1, where the source says so.
    """

    predecessor = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="origins")
    day = models.DateField()
    is_whole = models.BooleanField()
    share = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    created_in = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="successions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["predecessor", "successor", "day"], name="areas_succession_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=F("successor")), name="areas_succession_of_another"
            ),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gt=0, share__lte=1),
                name="areas_succession_share",
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Containment(models.Model):
    """`area` lies within `ancestor` (itself included) on the days of `valid`.

    After its end an area lies where its one successor lies, or, where it was divided, in the smallest area
    that holds all its successors: nobody below that one sees rows that were never assigned. Made anew from
    versions and successions whenever a batch is put in force or undone.
    """

    ancestor = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="within")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="around")
    valid = DateRangeField()

    class Meta:
        indexes = (
            models.Index(fields=["ancestor", "area"], name="areas_containment_down"),
            models.Index(fields=["area", "ancestor"], name="areas_containment_up"),
        )

    def __str__(self) -> str:
        return f"{self.area_id} in {self.ancestor_id}"


class Overlap(models.Model):
    """Some of `area` may lie within `ancestor` on the days of `valid`, not certainly all: it was divided.

    Never read for what somebody may see; figures ask it for what cannot be told.
    """

    ancestor = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="partly_within")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="partly_around")
    valid = DateRangeField()

    class Meta:
        indexes = (
            models.Index(fields=["ancestor", "area"], name="areas_overlap_down"),
            models.Index(fields=["area", "ancestor"], name="areas_overlap_up"),
        )

    def __str__(self) -> str:
        return f"{self.area_id} partly in {self.ancestor_id}"


class Boundary(models.Model):
    """The outline of an area while `valid`: a GeoJSON geometry in degrees, and a point inside its extent."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="boundaries")
    valid = DateRangeField()
    geometry = models.JSONField()
    centroid_lon = models.FloatField()
    centroid_lat = models.FloatField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = (one_at_a_time("areas_boundary_one_at_a_time", numbers=("area_id",)),)

    def __str__(self) -> str:
        return f"boundary of {self.area_id}"
