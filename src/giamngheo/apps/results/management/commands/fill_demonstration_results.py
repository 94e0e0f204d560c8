"""`manage fill_demonstration_results`: made-up plans and targets of the demonstration."""

from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from giamngheo.apps.programmes.demonstration import fill_plans
from giamngheo.apps.results.demonstration import ENOUGH, People, fill_results
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import find, units_on
from giamngheo.foundation.audit.actions import Actor

PLACES: Final = ("TD", "TD-DONG", "TD-TAY")
WHO: Final = ("dong.can-bo", "dong.lanh-dao", "tinh.can-bo", "tinh.lanh-dao")


class Command(BaseCommand):
    """Set targets and figures of every kind; done once, it does nothing."""

    help = "Lập chỉ tiêu và kết quả trình diễn do máy sinh ra."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        areas = [area for code in PLACES if (area := find(code, today)) is not None]
        users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
        if len(areas) < len(PLACES) or len(users) < len(WHO):
            return
        people = People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
        units = units_on([one.pk for one in areas], today)
        officers, leaders = (people.officer_above, people.officer), (people.leader_above, people.leader)
        if today >= ENOUGH and fill_plans([units[one.pk] for one in areas], officers, leaders):
            self.stdout.write("      Kế hoạch trình diễn của tỉnh, một xã, một phường, do máy sinh ra")
        if fill_results(areas[0], areas[1], areas[2], people, today):
            self.stdout.write("      Chỉ tiêu và kết quả trình diễn: đủ các loại, do máy sinh ra")
