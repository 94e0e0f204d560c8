"""The package or key that an address names, for who may see it; what of it they may do."""

from django.db.models import Q
from django.http import Http404, HttpRequest

from giamngheo.apps.packages.models import Package, TrustedKey
from giamngheo.apps.packages.queries import may_decide
from giamngheo.apps.packages.states import Signs, Way
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may, reached
from giamngheo.web.components.acting_person import person_of, today

_LARGEST = 2**63


def seen_by(request: HttpRequest) -> Q:
    """The condition that a package or key is of a unit that who asks sees whole."""
    return reached(person_of(request), Permission.SEE_HOUSEHOLDS, today())


def package_for(request: HttpRequest, package_id: int) -> Package:
    """The package, where who asks may see it; else 404."""
    rows = Package.objects.filter(seen_by(request)) if package_id < _LARGEST else Package.objects.none()
    found = rows.filter(pk=package_id).select_related("snapshot").first()
    if found is None:
        raise Http404
    return found


def key_for(request: HttpRequest, key_id: int) -> TrustedKey:
    """The key, where who asks may confirm and end it; else 404."""
    rows = TrustedKey.objects.filter(seen_by(request)) if key_id < _LARGEST else TrustedKey.objects.none()
    found = rows.filter(pk=key_id).first()
    if found is None or not may_keep_key(request, found.signs, found.area_id):
        raise Http404
    return found


def may_keep_key(request: HttpRequest, signs: str, area_id: int) -> bool:
    """Whether who asks registers keys: of units below them, and of who answers the packages of their own."""
    if signs == Signs.PACKAGES:
        return decides(request, area_id)
    return may(person_of(request), Permission.TAKE_PACKAGES, area_id, today())


def decides(request: HttpRequest, area_id: int) -> bool:
    """Whether who asks accepts and returns packages of a unit."""
    return area_id in may_decide(person_of(request), [area_id], today())


def is_to_decide(request: HttpRequest, package: Package) -> bool:
    """Whether a package waits for who asks."""
    return package.way == Way.TAKEN and package.decided_at is None and decides(request, package.area_id)
