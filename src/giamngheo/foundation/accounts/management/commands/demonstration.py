"""`manage demonstration open|close`: the made-up province, its people, and the real units beside it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from giamngheo.foundation.accounts.demonstration import PASSWORD, close_demonstration, open_demonstration
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.actions import BatchError, put_in_force
from giamngheo.foundation.areas.source.loading import load_all
from giamngheo.foundation.areas.source.package import UnusableSourceError
from giamngheo.foundation.audit.actions import SYSTEM

_TOLD = frozenset({"administrator", "officer", "village_head"})


class Command(BaseCommand):
    """Open the demonstration, or close its accounts."""

    help = "Mở hoặc đóng phần trình diễn: địa bàn và tài khoản do máy sinh ra."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says which."""
        parser.add_argument("deed", choices=("open", "close"))

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        """Do it; what is there already is left as it is."""
        if deed == "close":
            close_demonstration()
            return
        try:
            for batch in load_all(SYSTEM):
                self.stdout.write(f"      Địa bàn: «{batch.title}» …")
                self.stdout.flush()
                put_in_force(batch, SYSTEM)
            shown = open_demonstration(timezone.localdate())
        except (BatchError, UnusableSourceError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"      Tài khoản trình diễn (mật khẩu chung: {PASSWORD}):")
        for one in shown:
            if one.role in _TOLD:
                self.stdout.write(f"        {one.username:<18} {ROLES[one.role].label}, {one.area}")
        self.stdout.write("        … và các vai trò khác, xem ở «Người dùng»")
