"""Who takes which household under their wing, what they promised and gave, how it ended."""

from django.db import models
from django.db.models import F, Q

from giamngheo.apps.fund.states import SponsorKind
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.models import Support
from giamngheo.foundation.areas.models import Area


class Sponsor(models.Model):
    """An association, agency, enterprise, party member, household … that sponsors households of a unit."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SponsorKind.choices)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)
    contact = models.CharField(max_length=200, blank=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "đơn vị, người nhận đỡ đầu"
        indexes = (models.Index(fields=["area", "sort_key"], name="fund_sponsor_list"),)

    def __str__(self) -> str:
        return self.name


class Sponsorship(models.Model):
    """That a sponsor stands by a household from a day to another; ended with the result in words.

    `area` is where the household lived when it began, `unit` that of the sponsor.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="sponsorships")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="sponsorships")
    promise = models.CharField(max_length=500)
    first = models.DateField()
    last = models.DateField(null=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)
    result = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "việc nhận đỡ đầu hộ"
        indexes = (
            models.Index(fields=["household"], name="fund_sponsors_of_household"),
            models.Index(
                F("ended_on").desc(nulls_first=True),
                F("first").desc(),
                F("id").desc(),
                name="fund_sponsors_listed",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                "sponsor", "household", condition=Q(ended_on=None), name="fund_sponsored_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=F("first")), name="fund_sponsorship_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="", result="")
                | Q(ended_on__gte=F("first")) & ~Q(ended_because="") & ~Q(result=""),
                name="fund_sponsorship_ended_with_a_result",
            ),
        )

    def __str__(self) -> str:
        return f"sponsorship {self.pk}"


class SponsorHelp(models.Model):
    """One help that a sponsor gave, as a row of the ledger of help."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="helps")
    support = models.OneToOneField(Support, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "khoản giúp của người đỡ đầu"

    def __str__(self) -> str:
        return f"help {self.support_id}"
