"""`manage fill_demonstration_dashboards`: frozen figures of the demonstration's province and communes."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.dashboards.demonstration import Frozen, fill_dashboards
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import Actor

OFFICERS: Final = {"TD": "tinh.can-bo", "TD-DONG": "dong.can-bo", "TD-TAY": "tay.can-bo"}


class Command(BaseCommand):
    """Freeze two times of each unit; done once, it does nothing."""

    help = "Chốt số liệu trình diễn để có cái xem ở «Tổng quan»."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        users = {one.username: one for one in User.objects.filter(is_demonstration=True)}
        units = [
            Frozen(area, Actor(users[name].pk, users[name].full_name))
            for code, name in OFFICERS.items()
            if (area := find(code, today)) is not None and name in users
        ]
        if len(units) == len(OFFICERS) and (frozen := fill_dashboards(units, today)):
            self.stdout.write(f"      Số liệu trình diễn: {frozen} bản chốt của tỉnh và hai xã, phường")
