"""The demonstration: a made-up province with two communes and one person for each role, all plainly marked.

Its password is known to everybody: the accounts are open only while the product is started as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.actions import prepare, propose, put_in_force
from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.models import Area, Batch, Change
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.areas.source.units import NATION
from giamngheo.foundation.areas.states import BatchState, Verb
from giamngheo.foundation.audit.actions import SYSTEM, record

PASSWORD: Final = "trinh-dien-giam-ngheo"
TITLE: Final = "Địa bàn trình diễn (không có thật)"
DAY: Final = date(2025, 7, 1)

_UNITS: Final = (
    ("TD", Kind.PROVINCE, "Trình Diễn", NATION),
    ("TD-DONG", Kind.COMMUNE, "Mẫu Đông", "TD"),
    ("TD-TAY", Kind.WARD, "Mẫu Tây", "TD"),
    *((f"TD-DONG-{n}", Kind.VILLAGE, f"Đông {n}", "TD-DONG") for n in range(1, 5)),
    *((f"TD-TAY-{n}", Kind.RESIDENTIAL_GROUP, f"Tây {n}", "TD-TAY") for n in range(1, 4)),
)
_PLACES: Final = {"TD": "tinh", "TD-DONG": "dong", "TD-TAY": "tay", "TD-DONG-1": "dong", "TD-TAY-1": "tay"}
_WORDS: Final = {
    "administrator": "quan-tri",
    "officer": "can-bo",
    "leader": "lanh-dao",
    "finance": "tai-chinh",
    "culture": "van-hoa",
    "land_agriculture": "dia-chinh",
    "statistics": "thong-ke",
    "health": "y-te",
    "farmers_union": "nong-dan",
    "radio": "truyen-thanh",
    "front": "mat-tran",
    "reviewer": "ra-soat",
    "village_head": "truong-thon",
    "inspector": "thanh-tra",
}


@dataclass(frozen=True)
class Shown:
    """One account of the demonstration, for who starts it; `role` by its id."""

    username: str
    role: str
    area: str


@transaction.atomic
def open_demonstration(today: date) -> Sequence[Shown]:
    """Make what is missing of the demonstration and let its people sign in; the password is `PASSWORD`."""
    _ensure_areas(today)
    areas = {code: found for code in _PLACES if (found := find(code, today)) is not None}
    names = names_of([area.pk for area in areas.values()], today)
    wanted = {
        f"{_PLACES[code]}.{_WORDS[role]}": (role, area)
        for code, area in areas.items()
        for role in _roles_at(code)
    }
    _ensure_people(wanted, names)
    User.objects.filter(is_demonstration=True).update(is_active=True)
    return [Shown(name, role, names[area.pk]) for name, (role, area) in wanted.items()]


@transaction.atomic
def open_city(code: str, today: date) -> Sequence[Shown]:
    """Let people of a made-up city sign in: administrator, officer of its first unit, head of a village."""
    held = {
        "tp.quan-tri": ("administrator", code),
        "tp.can-bo": ("officer", f"{code}01"),
        "tp.truong-thon": ("village_head", f"{code}0101"),
    }
    wanted = {
        name: (role, area) for name, (role, of) in held.items() if (area := find(of, today)) is not None
    }
    names = names_of([area.pk for _, area in wanted.values()], today)
    _ensure_people(wanted, names)
    User.objects.filter(is_demonstration=True, username__in=wanted).update(is_active=True)
    return [Shown(name, role, names[area.pk]) for name, (role, area) in wanted.items()]


def close_demonstration() -> int:
    """Let nobody of the demonstration sign in any more; gives how many were open."""
    return User.objects.filter(is_demonstration=True, is_active=True).update(is_active=False)


def _roles_at(code: str) -> list[str]:
    """At the province and the communes every role of their tier, in the villages their head."""
    if code.count("-") > 1:
        return ["village_head"]
    tier = Tier.PROVINCE if code == "TD" else Tier.COMMUNE
    return [role.id for role in ROLES.values() if tier in role.tiers]


def _ensure_areas(today: date) -> None:
    standing = (BatchState.DRAFT, BatchState.PROPOSED, BatchState.IN_FORCE)
    if Batch.objects.filter(title=TITLE, state__in=standing).exists():
        return
    units = list(_UNITS)
    if find(NATION, DAY) is None:  # the real units were not loaded
        units.insert(0, (NATION, Kind.NATION, "Việt Nam", ""))
    lines = [
        Change(place=place, verb=Verb.CREATE, code=code, kind=kind, name=name, parent_code=parent)
        for place, (code, kind, name, parent) in enumerate(units, start=1)
    ]
    batch = Batch(title=TITLE, instrument="Không có văn bản: chỉ để trình diễn", day=DAY)
    put_in_force(propose(prepare(batch, SYSTEM, lines), SYSTEM), SYSTEM)


def _ensure_people(wanted: dict[str, tuple[str, Area]], names: dict[int, str]) -> None:
    known = set(User.objects.filter(username__in=wanted).values_list("username", flat=True))
    missing = {name: held for name, held in wanted.items() if name not in known}
    if not missing:
        return
    password = make_password(PASSWORD)
    made = User.objects.bulk_create(
        User(
            username=name,
            full_name=f"Trình diễn – {ROLES[role].label}, {names[area.pk]}",
            password=password,
            is_demonstration=True,
        )
        for name, (role, area) in missing.items()
    )
    Holding.objects.bulk_create(
        Holding(user=user, role=role, area=area, valid=DateRange(DAY, None), ground="Trình diễn")
        for user, (role, area) in zip(made, missing.values(), strict=True)
    )
    record(SYSTEM, "accounts.open_demonstration", f"Lập {len(made)} tài khoản trình diễn")
