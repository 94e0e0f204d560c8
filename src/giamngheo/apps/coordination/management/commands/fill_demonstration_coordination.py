"""`manage fill_demonstration_coordination`: a few of everything that the made-up commune coordinates."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.coordination.demonstration import People, fill_coordination
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import Actor

WHO: Final = ("dong.can-bo", "dong.lanh-dao", "dong.truong-thon", "tinh.lanh-dao")


class Command(BaseCommand):
    """Done once, it does nothing more."""

    help = "Ghi phân công, vướng mắc, theo dõi hộ … trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        province, commune = find("TD", today), find("TD-DONG", today)
        users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
        if province is None or commune is None or len(users) < len(WHO):
            return
        people = People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
        if fill_coordination(province, commune, people, today):
            self.stdout.write("      Điều hành trình diễn: phân công, nhiệm vụ, vướng mắc, theo dõi hộ, họp")
