"""`manage demonstration_city`: the made-up city with its register, to try sizes on; nobody in it is real."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from giamngheo.apps.households.actions import RegisterError
from giamngheo.apps.households.city import CITY, make_city
from giamngheo.apps.households.generated.calibration import HOUSEHOLDS
from giamngheo.foundation.accounts.demonstration import PASSWORD, open_city
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.actions import BatchError
from giamngheo.foundation.text import whole

_MOST = 999_999  # codes of households have six digits a commune


class Command(BaseCommand):
    """Make the city's units, fill them where they are empty, and let its people sign in."""

    help = "Lập thành phố trình diễn 16 xã, phường với sổ hộ do máy sinh ra, để thử cỡ lớn."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many households."""
        parser.add_argument("--households", type=int, default=HOUSEHOLDS, metavar="SỐ_HỘ")

    def handle(self, *args: Any, households: int, **options: Any) -> None:
        """Do it; what is there already is left as it is."""
        if not 1 <= households <= _MOST:
            raise CommandError(f"Số hộ {households} không dùng được. Ghi số từ 1 đến {whole(_MOST)}.")
        start = time.perf_counter()
        try:
            made = make_city(households)
            shown = open_city(CITY, timezone.localdate())
        except (BatchError, RegisterError) as error:
            raise CommandError(str(error)) from None
        if made is None:
            self.stdout.write("Thành phố trình diễn đã có hộ: giữ nguyên.")
        else:
            told = f"{whole(made.households)} hộ, {whole(made.people)} người, {made.splits} hộ tách giữa năm"
            self.stdout.write(f"Thành phố Trình Diễn: {told}, trong {time.perf_counter() - start:.0f} giây.")
        self.stdout.write(f"Tài khoản trình diễn (mật khẩu chung: {PASSWORD}):")
        for one in shown:
            self.stdout.write(f"  {one.username:<18} {ROLES[one.role].label}, {one.area}")
