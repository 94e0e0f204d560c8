"""Two installations for tests: a data folder each, one for the commune «Đông», one for the province above."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pytest_django import Settings
from tests.apps.snapshots.test_snapshots import CLOSING, OPENING, WHO, poor_home
from tests.factories.places import Country

from giamngheo.apps.packages.actions import make_package, register_key
from giamngheo.apps.packages.keys import fingerprint_of, make_own_key
from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.sealing import Sealed, unseal
from giamngheo.apps.packages.states import Signs
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.audit.actions import Actor

BELOW, ABOVE, OTHER = Actor(900_031, "Thử Xã"), Actor(900_032, "Thử Tỉnh"), Actor(900_033, "Thử Tỉnh Hai")


@dataclass(frozen=True)
class Installations:
    """The data folders of the commune and of the province; the tables are in one database."""

    settings: Settings
    commune: Path
    province: Path

    @contextmanager
    def at(self, folder: Path) -> Iterator[None]:
        """Work in one of them."""
        before, self.settings.DATA = self.settings.DATA, folder
        try:
            yield
        finally:
            self.settings.DATA = before

    @property
    def commune_key(self) -> str:
        """The public key of the commune."""
        return make_own_key(self.commune).public

    @property
    def province_key(self) -> str:
        """The public key of the province."""
        return make_own_key(self.province).public

    def know_each_other(self, country: Country) -> None:
        """Register the keys of both, by fingerprint."""
        for signs, key in ((Signs.PACKAGES, self.commune_key), (Signs.ANSWERS, self.province_key)):
            register_key(country.east.pk, signs, key, ABOVE, typed=fingerprint_of(key))

    def made(self, snapshot: Snapshot) -> Sealed:
        """A package of the commune as it is sent."""
        with self.at(self.commune):
            return unseal(make_package(snapshot, BELOW).path.read_bytes())


def installations(settings: Settings, folder: Path) -> Installations:
    """Two installations below a folder."""
    (folder / "xa").mkdir()
    (folder / "tinh").mkdir()
    settings.DATA = folder / "xa"
    return Installations(settings, folder / "xa", folder / "tinh")


def frozen(country: Country, *more: str, replaces: Snapshot | None = None) -> Snapshot:
    """The commune with a poor household in each village and those named, frozen."""
    for place, name in enumerate(more):
        poor_home(country, ("east_1", "east_2")[place % 2], name)
    reason = "thử" if replaces else ""
    return make_snapshot(Wanted(country.east, OPENING, CLOSING, "Kết quả năm 2026", replaces, reason), WHO)


def everywhere(area_id: int) -> bool:
    """Who answers for all."""
    return True


def is_kept(one: Package) -> bool:
    """Whether its file lies where it must."""
    return one.path.exists()
