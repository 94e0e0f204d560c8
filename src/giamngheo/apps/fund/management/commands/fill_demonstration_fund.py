"""`manage fill_demonstration_fund`: the fund «Vì người nghèo» of the demonstration through one campaign."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.fund.demonstration import People, fill_fund
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import children_of, find
from giamngheo.foundation.audit.actions import Actor

PLACE: Final = "TD-DONG"
WHO: Final = ("dong.mat-tran", "dong.lanh-dao", "dong.truong-thon")


class Command(BaseCommand):
    """Gather, decide and hand over; done once, it does nothing."""

    help = "Lập Quỹ «Vì người nghèo» trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        commune = find(PLACE, today)
        users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
        if commune is None or len(users) < len(WHO):
            return
        people = People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
        villages = [one.area_id for one in children_of(commune.pk, today)]
        if fill_fund(commune, villages, people, today):
            self.stdout.write("      Quỹ «Vì người nghèo» trình diễn: một cuộc vận động, năm lần trao")
