"""How often one address may ask for papers: enough for an office at its desk, far too little to guess a code.

Counted in the memory of each server process, as sign-in counts its attempts: with several processes one
address gets so many times more, and a restart forgets. Codes are too long for that to matter.
"""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from giamngheo.foundation.accounts.addresses import address_of

A_MINUTE: Final = 60
_SECONDS: Final = 60
_OF_ONE_LINE: Final = 64  # the addresses of one home or office begin alike


def asks_too_often(request: HttpRequest) -> bool:
    """Count this question; whether its address has asked more than it may within a minute."""
    key = f"portal:asked:{_line_of(address_of(request))}"
    cache.add(key, 0, _SECONDS)
    try:
        return cache.incr(key) > A_MINUTE
    except ValueError:  # the minute ended between the two
        return False


def _line_of(address: str | None) -> str:
    try:
        known = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(known, IPv6Address):
        return str(IPv6Network((known, _OF_ONE_LINE), strict=False).network_address)
    return str(known)
