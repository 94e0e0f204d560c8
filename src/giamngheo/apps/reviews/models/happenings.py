"""What happened in a case: rows that are never changed, taken back by another row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.models.rounds import Case
from giamngheo.apps.reviews.states import TAKEN_BACK, VERBS, ObjectionWay


class Objection(models.Model):
    """What somebody said against a posted list; `code` is its name in the case («KN1»).

    Who said it may stay unnamed: then `told_by` is empty.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="objections", db_index=False)
    code = models.CharField(max_length=20)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=20, choices=ObjectionWay.choices)
    told_by = models.CharField(max_length=200, blank=True)
    words = models.TextField(max_length=4000)

    class Meta:
        verbose_name_plural = "khiếu nại về kết quả rà soát"
        constraints = (
            models.UniqueConstraint(fields=["case", "code"], name="reviews_objection_once"),
            models.CheckConstraint(condition=Q(way__in=ObjectionWay.values), name="reviews_objection_way"),
        )

    def __str__(self) -> str:
        return f"{self.code} in {self.case_id}"


class Happening(models.Model):
    """One fact of a case (`law.procedures.facts.Fact`) with who wrote it down.

    `about` are numbers of households, none means the whole list. `said` holds what a paper of the step tells:
    places, who chaired, answers. A row that takes another back has the verb «taken_back» and a reason.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="happenings", db_index=False)
    verb = models.CharField(max_length=20)
    day = models.DateField()
    about = ArrayField(models.BigIntegerField(), default=list)
    attending = models.PositiveIntegerField(null=True)
    invited = models.PositiveIntegerField(null=True)
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, null=True, related_name="happenings")
    said = models.JSONField(default=dict)
    reason = models.CharField(max_length=1000, blank=True)
    takes_back = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="taken_back_by"
    )
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "việc trong đợt rà soát"
        indexes = (models.Index(fields=["case", "id"], name="reviews_happening_of_case"),)
        constraints = (
            models.CheckConstraint(condition=Q(verb__in=VERBS), name="reviews_happening_verb_known"),
            models.CheckConstraint(
                condition=Q(verb=TAKEN_BACK, takes_back__isnull=False)
                | (~Q(verb=TAKEN_BACK) & Q(takes_back=None)),
                name="reviews_happening_takes_back_one",
            ),
            models.CheckConstraint(
                condition=~Q(verb=TAKEN_BACK) | ~Q(reason=""), name="reviews_taken_back_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(attending=None) | Q(invited=None) | Q(attending__gte=0),
                name="reviews_happening_attending",
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} in {self.case_id}"


class HouseholdVote(models.Model):
    """How a meeting voted on a household (NULL: on all that have no vote of their own)."""

    happening = models.ForeignKey(
        Happening, on_delete=models.PROTECT, related_name="votes", db_index=False
    )  # the constraint below has an index that begins with it
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    votes_for = models.PositiveIntegerField()
    votes_of = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "biểu quyết của họp dân"
        constraints = (
            models.UniqueConstraint(
                fields=["happening", "household"], nulls_distinct=False, name="reviews_vote_once"
            ),
            models.CheckConstraint(
                condition=Q(votes_for__lte=F("votes_of")), name="reviews_vote_within_those_attending"
            ),
        )

    def __str__(self) -> str:
        return f"{self.votes_for}/{self.votes_of}"
