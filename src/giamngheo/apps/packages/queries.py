"""Questions to packages: what they tell, what is in force, who may make, take and decide them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from giamngheo.apps.packages.contents import Figure
from giamngheo.apps.packages.looking import Difference, differences
from giamngheo.apps.packages.models import Package, TrustedKey
from giamngheo.apps.packages.reading import Contents, contents_of
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import Sealed, unseal
from giamngheo.apps.packages.states import PackageState, Signs, Way
from giamngheo.foundation.accounts.held import areas_around
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas
from giamngheo.foundation.areas.queries import Unit, units_on

_LOST = "khôi phục thư mục packages của thư mục dữ liệu từ bản sao lưu, hoặc nhận lại gói."


def packages_in(within: Q) -> QuerySet[Package]:
    """The packages of the areas of a condition, the last closing day and the last one first."""
    return Package.objects.filter(within).order_by("-closing", "-pk")


def keys_in(within: Q) -> QuerySet[TrustedKey]:
    """The keys of the areas of a condition, those that hold or wait before those that ended."""
    return TrustedKey.objects.filter(within).order_by("ended_at", "-pk")


def contents_in(package: Package) -> Contents:
    """What a package tells; PackageError where its file is gone or another one."""
    return contents_of(kept(package))


def kept(package: Package) -> Sealed:
    """The zip of a package as it was kept; PackageError where it is gone or another one."""
    try:
        content = package.path.read_bytes()
    except OSError as error:
        raise PackageError("Tệp của gói không còn trong kho.", _LOST) from error
    sealed = unseal(content)
    if sealed.sha256 != package.sha256:
        raise PackageError("Tệp của gói trong kho đã bị sửa.", _LOST)
    return sealed


def figures_of(package: Package) -> list[Figure]:
    """Every value of a package by table, code of the unit, part and id of the column.

    Of statutory tables under their ids, of results under «results.<framework>» with the days as part and the
    indicator as column; the whole stands under the sender's own code. PackageError where its file is gone.
    """
    return list(contents_in(package).figures())


def accepted_for(area_id: int, opening: date, closing: date) -> Package | None:
    """The package of a unit and days that is in force here."""
    return Package.objects.filter(
        way=Way.TAKEN, area=area_id, opening=opening, closing=closing, state=PackageState.ACCEPTED
    ).first()


def before(package: Package) -> Package | None:
    """The package that was accepted before this one, of the same unit and days."""
    rows = Package.objects.filter(
        way=Way.TAKEN,
        area=package.area_id,
        opening=package.opening,
        closing=package.closing,
        edition__lt=package.edition,
        state__in=(PackageState.ACCEPTED, PackageState.FOLLOWED),
    )
    return rows.order_by("-edition").first()


def changed_since(package: Package, earlier: Package) -> list[Difference]:
    """Each cell that a package tells otherwise than an earlier one."""
    return differences(figures_of(earlier), figures_of(package))


def trusted(area_id: int, signs: Signs, public: str) -> TrustedKey | None:
    """The key that signs for an area, with one that holds before others; None where nobody registered it."""
    rows = TrustedKey.objects.filter(area=area_id, signs=signs, public=public)
    return max(rows, key=lambda one: (one.holds, one.ended_at is None, one.pk), default=None)


def decides_for(user_id: int | None, area_id: int, day: date) -> Unit | None:
    """The unit for which a person decides packages of a unit: the nearest above in which they may."""
    held = set(held_areas(user_id, Permission.TAKE_PACKAGES, day))
    above = sorted(held & (set(areas_around([area_id], day).get(area_id, ())) - {area_id}))
    return max(units_on(above, day).values(), key=lambda unit: unit.tier, default=None)


def may_decide(user_id: int | None, area_ids: Iterable[int], day: date) -> frozenset[int]:
    """Of these units those whose packages a person takes in and decides: held is a unit above them."""
    held = set(held_areas(user_id, Permission.TAKE_PACKAGES, day))
    around = areas_around(area_ids, day)
    return frozenset(area for area, above in around.items() if (set(above) - {area}) & held)
