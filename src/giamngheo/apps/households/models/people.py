"""People: what is said of each, and since when."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from giamngheo.apps.households.models.events import Event, Fact
from giamngheo.apps.households.models.homes import Household
from giamngheo.apps.households.models.once import once_a_day
from giamngheo.apps.households.states import BirthPrecision
from giamngheo.foundation.areas.models import Area


class Person(models.Model):
    """A person; apart from the event that brought them, what their facts say of them today.

    `household` and `area` are where they live, or last lived; `is_living` whether they are in the register.
    """

    recorded_by = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(
        Household,
        on_delete=models.PROTECT,
        null=True,
        related_name="people",
        db_constraint=False,
        db_index=False,  # one is below
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="people", db_constraint=False)
    is_living = models.BooleanField(default=True)
    full_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)
    sex = models.CharField(max_length=10, blank=True)
    birth_date = models.DateField(null=True)
    birth_precision = models.CharField(max_length=10, blank=True)
    personal_number = models.CharField(max_length=12, blank=True)
    relationship = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "nhân khẩu"
        indexes = (
            models.Index(
                fields=["personal_number"], name="households_person_number", condition=~Q(personal_number="")
            ),
            models.Index(fields=["household"], name="households_person_home"),
            # Lists tell of each household how old its head is, and read no other member for it.
            models.Index(
                fields=["household"],
                include=["area", "birth_date", "sex"],
                name="households_person_head",
                condition=Q(relationship="head", is_living=True),
            ),
            models.Index(fields=["area", "sort_key", "id"], name="households_person_list"),
            GinIndex(SearchVector("name_key", config="simple"), name="households_person_words"),
        )

    def __str__(self) -> str:
        return f"person {self.pk}"


class Particulars(Fact):
    """What is said of a person; an empty text and NULL both mean that nobody said.

    Choices are the codes of the questionnaire in force and of `law/codes`; height in cm, weight in kg.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="particulars")
    full_name = models.CharField(max_length=200)
    sex = models.CharField(max_length=10, blank=True)
    birth_date = models.DateField(null=True)
    birth_precision = models.CharField(max_length=10, blank=True)
    personal_number = models.CharField(max_length=12, blank=True)
    ethnicity = models.CharField(max_length=40, blank=True)
    attending = models.CharField(max_length=40, blank=True)
    education_level = models.CharField(max_length=40, blank=True)
    training_level = models.CharField(max_length=40, blank=True)
    work_status = models.CharField(max_length=40, blank=True)
    job_type = models.CharField(max_length=40, blank=True)
    contract = models.CharField(max_length=40, blank=True)
    pension = models.CharField(max_length=40, blank=True)
    social_assistance = ArrayField(models.CharField(max_length=40), null=True)
    has_health_insurance = models.BooleanField(null=True)
    is_meritorious = models.BooleanField(null=True)
    disability_kind = models.CharField(max_length=40, blank=True)
    disability_degree = models.CharField(max_length=40, blank=True)
    serious_illness = models.BooleanField(null=True)
    can_work = models.BooleanField(null=True)
    height = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    body_weight = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name_plural = "thông tin nhân khẩu"
        indexes = Fact.Meta.indexes
        constraints = (
            *once_a_day("households_particulars_once", "person"),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True, birth_precision="")
                | Q(birth_date__isnull=False, birth_precision__in=BirthPrecision.values),
                name="households_particulars_birth",
            ),
        )

    def __str__(self) -> str:
        return f"particulars of {self.person_id}"


SAID: Final = tuple(
    field.name
    for field in Particulars._meta.concrete_fields
    if field.name not in {"id", "valid", "recorded_by", "reinstated_by", "superseded_by", "person"}
)
"""What a person may be asked for, in the order of the paper."""


class FormerNumber(Fact):
    """A number of nine digits that a person had before the personal number."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_numbers")
    number = models.CharField(max_length=9)

    class Meta:
        indexes = (*Fact.Meta.indexes, models.Index(fields=["number"], name="households_former_number"))

    def __str__(self) -> str:
        return f"former number of {self.person_id}"
