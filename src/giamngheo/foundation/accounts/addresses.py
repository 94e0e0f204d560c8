"""From which network address somebody comes: the one answer for the lockout, the trail and the sittings.

A header that names the address can be written by anybody; it is read only from as many proxies as the
operator said stand before the product (`GIAMNGHEO_PROXIES`), counted from the end, where they write.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """From where somebody knocks; what is no address, or did not pass all proxies, is not believed."""
    try:
        return str(DefaultAccountAdapter(request).get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):
        return request.META.get("REMOTE_ADDR") or None
