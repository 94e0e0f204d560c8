"""`manage fill_demonstration_sheets`: made-up sheets for households of the demonstration."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.surveys.demonstration import fill_sheets
from giamngheo.foundation.accounts.demonstration import TITLE
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.audit.actions import Actor

REVIEWER: Final = "dong.ra-soat"
VILLAGES: Final = ("Đông 1", "Đông 2")


class Command(BaseCommand):
    """Open sheets of one occasion in two villages of the demonstration; done once, it does nothing."""

    help = "Lập phiếu rà soát trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        made = Version.objects.filter(
            created_in__title=TITLE, tier=Tier.VILLAGE, name__in=VILLAGES, valid__endswith=None
        )
        person = User.objects.filter(username=REVIEWER, is_demonstration=True).first()
        if person is None:
            return
        villages = list(made.order_by("area_id").values_list("area_id", flat=True))
        written = fill_sheets(villages, Actor(person.pk, person.full_name), timezone.localdate())
        if written:
            self.stdout.write(f"      Phiếu rà soát trình diễn: {written} phiếu do máy sinh ra")
