"""`manage fill_demonstration_reports`: reports of the demonstration, and the days that its province sets."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.reporting.demonstration import People, fill_reports
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import Actor

PLACES: Final = ("TD", "TD-DONG", "TD-TAY")
WHO: Final = ("dong.can-bo", "dong.lanh-dao", "tay.can-bo", "tinh.can-bo", "tinh.lanh-dao")


class Command(BaseCommand):
    """Draw up, send and lock; done once, it does nothing."""

    help = "Lập báo cáo trình diễn từ số liệu do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        areas = [area for code in PLACES if (area := find(code, today)) is not None]
        users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
        if len(areas) < len(PLACES) or len(users) < len(WHO):
            return
        people = People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
        if fill_reports(areas[0], areas[1], areas[2], people, today):
            self.stdout.write("      Báo cáo trình diễn: một đã khóa, một chờ nhận, một đang lập")
