"""Who asks: a token, its person, and what both together may do today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas, permissions_in, permissions_of
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Code, Containment
from giamngheo.foundation.areas.queries import Unit, smallest_area_of, units_on
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.tokens.actions import actor_by
from giamngheo.foundation.tokens.models import GIVEN, Token
from giamngheo.web.api.problems import ProblemError, not_found
from giamngheo.web.api.shapes import PlaceShape

SCHEME = "gso"


@dataclass(frozen=True)
class Caller:
    """A token in use, on a day, from a network address."""

    token: Token
    day: date
    address: str | None

    @property
    def id(self) -> int:
        """The number of its person."""
        return self.token.user_id

    @property
    def actor(self) -> Actor:
        """Who acts, for the trail."""
        return actor_by(self.token, self.address)

    def require(self, permission: Permission) -> None:
        """Refuse where the token was not issued for this, or its person no longer may."""
        named = f"{permission.value} ({GIVEN[permission]})"
        if permission not in self.token.permits():
            raise ProblemError(403, f"Mã truy cập này không có quyền {named}.")
        if permission not in permissions_of(self.id, self.day):
            raise ProblemError(
                403,
                f"Hôm nay người tạo mã truy cập không giữ quyền {named} ở địa bàn nào.",
                "Nhờ người quản trị của đơn vị xem lại vai trò của người đó.",
            )

    def areas(self, permission: Permission, chosen: str | None = None) -> list[int] | None:
        """The areas in which one may do this; of those that lie in the unit of a code, where one is chosen.

        None is the whole country. Refuses without the permission; 404 for a unit that is not one's own.
        """
        self.require(permission)
        reached = areas_reached(self.id, permission, self.day)
        if chosen is None:
            return reached
        held = Code.objects.filter(
            code=chosen, scheme=SCHEME, valid__contains=self.day, area__valid__contains=self.day
        )
        area = held.values_list("area_id", flat=True).first()
        if area is None or (reached is not None and area not in reached):
            raise not_found()
        inside = Containment.objects.filter(ancestor_id=area, valid__contains=self.day)
        return list(inside.values_list("area_id", flat=True))

    def may_in(self, area_id: int) -> frozenset[Permission]:
        """What may be done in an area."""
        return permissions_in(self.id, area_id, self.day)

    def tell_taken(self, what: str, rows: int, permission: Permission) -> None:
        """Let the trail tell that data of people was taken: at the beginning of a list."""
        record(
            self.actor,
            "tokens.read",
            f"Lấy qua API «{what}»: {rows} dòng đầu",
            area_id=smallest_area_of(held_areas(self.id, permission, self.day), self.day),
            subject=("token", self.token.pk),
            details={"list": what, "rows": rows},
        )


def caller_of(request: HttpRequest) -> Caller:
    """Who asks; the door lets nobody in without."""
    caller: Caller = request.caller  # type: ignore[attr-defined]
    return caller


def places_of(area_ids: Iterable[int], day: date) -> dict[int, PlaceShape]:
    """These units as answers tell them: of a unit that ended its number alone. One question."""
    asked = list(set(area_ids))
    known = units_on(asked, day)
    return {area_id: _place(area_id, known.get(area_id)) for area_id in asked}


def _place(area_id: int, unit: Unit | None) -> PlaceShape:
    if unit is None:
        return PlaceShape(number=area_id, code=None, name=None)
    return PlaceShape(number=area_id, code=unit.code or None, name=f"{Kind(unit.kind).word} {unit.name}")
