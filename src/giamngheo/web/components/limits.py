"""How often something may be asked: counted by the minute in the memory of each server process.

Sign-in counts its attempts the same way: with several processes one may ask so many times more, and a restart
forgets. What it holds off is haste, not patience: secrets and codes are too long to be guessed.
"""

import math
import time
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from django.core.cache import cache

_SECONDS: Final = 60
_OF_ONE_LINE: Final = 64  # the addresses of one home or office begin alike


def seconds_to_wait(key: str, most: int) -> int:
    """Count this question under its key; 0, or how long to wait where more than `most` came within a minute.

    The minute begins with its first question.
    """
    ends = f"{key}:ends"
    if cache.add(key, 0, _SECONDS):
        cache.set(ends, time.time() + _SECONDS, 2 * _SECONDS)
    try:
        if cache.incr(key) <= most:
            return 0
    except ValueError:  # the minute ended between the two
        return 0
    left = float(cache.get(ends, 0)) - time.time()
    return min(max(1, math.ceil(left)), _SECONDS)


def line_of(address: str | None) -> str:
    """The line behind a network address: one home or office."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(known, IPv6Address):
        return str(IPv6Network((known, _OF_ONE_LINE), strict=False).network_address)
    return str(known)
