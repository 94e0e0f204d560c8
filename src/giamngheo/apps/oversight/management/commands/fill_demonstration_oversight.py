"""`manage fill_demonstration_oversight`: what the made-up commune inspects and answers."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.oversight.demonstration import People, fill_oversight
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import children_of, find
from giamngheo.foundation.audit.actions import Actor

WHO: Final = (
    "dong.can-bo",
    "dong.lanh-dao",
    "dong.truong-thon",
    "tinh.thanh-tra",
    "tinh.lanh-dao",
    "dong.mat-tran",
)


class Command(BaseCommand):
    """Done once, it does nothing more."""

    help = "Ghi kế hoạch, đợt kiểm tra, giám sát của Mặt trận trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        province, commune = find("TD", today), find("TD-DONG", today)
        users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
        if province is None or commune is None or len(users) < len(WHO):
            return
        people = People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
        villages = [one.area_id for one in children_of(commune.pk, today)]
        if fill_oversight(province, commune, villages, people, today):
            self.stdout.write(
                "      Kiểm tra trình diễn: kế hoạch năm, ba đợt kiểm tra, kiến nghị, phản biện"
            )
