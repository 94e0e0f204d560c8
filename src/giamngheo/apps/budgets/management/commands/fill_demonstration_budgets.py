"""`manage fill_demonstration_budgets`: made-up money of the demonstration's province and of a commune."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.budgets.demonstration import People, fill_budgets
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import Actor

PLACES: Final = ("TD", "TD-DONG", "TD-TAY")
WHO: Final = ("dong.tai-chinh", "dong.lanh-dao", "tinh.tai-chinh", "tinh.lanh-dao")


class Command(BaseCommand):
    """Give, allocate and spend for two years; done once, it does nothing."""

    help = "Lập kinh phí trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        areas = [area for code in PLACES if (area := find(code, today)) is not None]
        users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
        if len(areas) < len(PLACES) or len(users) < len(WHO):
            return
        people = People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
        if fill_budgets(areas[0], areas[1], areas[2], people, today):
            self.stdout.write("      Kinh phí trình diễn: hai năm, từ giao đến chuyển nguồn, do máy sinh ra")
