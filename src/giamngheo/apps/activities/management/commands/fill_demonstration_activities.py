"""`manage fill_demonstration_activities`: made-up activities of the demonstration's commune."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.activities.demonstration import People, fill_activities
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import Actor

COMMUNE: Final = "TD-DONG"
WHO: Final = ("dong.can-bo", "dong.lanh-dao")


class Command(BaseCommand):
    """Write activities of several kinds at different steps; done once, it does nothing."""

    help = "Lập hoạt động trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        commune = find(COMMUNE, today)
        users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
        if commune is None or len(users) < len(WHO):
            return
        people = People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
        if fill_activities(commune, people, today):
            self.stdout.write(
                "      Hoạt động trình diễn: mô hình, tập huấn, dinh dưỡng, đối thoại, do máy sinh ra"
            )
