"""`manage fill_demonstration_register`: made-up households in the villages of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.households.demonstration import fill_register
from giamngheo.apps.households.demonstration_papers import draw_up_papers
from giamngheo.foundation.accounts.demonstration import TITLE
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version


class Command(BaseCommand):
    """Give the villages of the demonstration their households; those that have some are left as they are."""

    help = "Lập các hộ trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        made = Version.objects.filter(created_in__title=TITLE, tier=Tier.VILLAGE, valid__endswith=None)
        villages = list(made.order_by("area_id").values_list("area_id", flat=True))
        written = fill_register(villages)
        if written:
            self.stdout.write(f"      Sổ hộ trình diễn: {written} hộ do máy sinh ra")
        if papers := draw_up_papers(villages, timezone.localdate()):
            self.stdout.write(f"      Văn bản trình diễn: {papers} dự thảo")
