"""`manage fill_demonstration_reviews`: a made-up review in a commune of the demonstration or of its city."""

from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from giamngheo.apps.households.city import CITY
from giamngheo.apps.reviews.demonstration import People, fill_review
from giamngheo.apps.reviews.demonstration_applications import fill_applications
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import Actor

COMMUNE: Final = "TD-DONG"
OF_THE_CITY: Final = f"{CITY}12"
WHO: Final = ("dong.can-bo", "dong.ra-soat", "dong.lanh-dao")

OF_NOBODY: Final = People(
    *(Actor(None, f"{word} (trình diễn)") for word in ("Cán bộ", "Rà soát viên", "Lãnh đạo"))
)


class Command(BaseCommand):
    """Open a review with villages at different steps; done once, it does nothing."""

    help = "Lập đợt rà soát trình diễn do máy sinh ra."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which commune."""
        parser.add_argument("--city", action="store_true", help="một xã của thành phố trình diễn")

    def handle(self, *args: Any, city: bool, **options: Any) -> None:
        """Do it."""
        today = timezone.localdate()
        commune = find(OF_THE_CITY if city else COMMUNE, today)
        people = OF_NOBODY if city else _people()
        if commune is not None and people is not None and fill_review(commune, people, today) is not None:
            self.stdout.write("      Đợt rà soát trình diễn: mỗi thôn ở một bước, do máy sinh ra")
        if commune is not None and people is not None and fill_applications(commune, people, today):
            self.stdout.write(
                "      Đợt xác định trình diễn: hộ có mức sống trung bình, lao động có thu nhập thấp"
            )


def _people() -> People | None:
    """The accounts of the demonstration; None where it is not open."""
    users = {one.username: one for one in User.objects.filter(username__in=WHO, is_demonstration=True)}
    if len(users) < len(WHO):
        return None
    return People(*(Actor(users[name].pk, users[name].full_name) for name in WHO))
