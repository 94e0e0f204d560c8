"""How often one address may ask for papers: enough for an office, far too little to guess a code."""

from typing import Final

from django.http import HttpRequest

from giamngheo.foundation.accounts.addresses import address_of
from giamngheo.web.components.limits import line_of, seconds_to_wait

A_MINUTE: Final = 60


def asks_too_often(request: HttpRequest) -> bool:
    """Count this question; whether its address has asked more than it may within a minute."""
    return seconds_to_wait(f"portal:asked:{line_of(address_of(request))}", A_MINUTE) > 0
