"""From which address somebody comes: a header is believed only from as many proxies as the operator said."""

from typing import Any

import pytest
from django.test import RequestFactory

from giamngheo.foundation.accounts.adapters import AccountAdapter
from giamngheo.foundation.accounts.addresses import address_of

PEER, PERSON, OTHER = "10.0.0.1", "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("proxies", "header", "believed"),
    [
        (0, None, PEER),
        (0, PERSON, PEER),  # anybody can write a header
        (1, None, PEER),
        (1, PERSON, PERSON),
        (1, f"{OTHER}, {PERSON}", PERSON),  # what somebody wrote before the proxy did
        (2, f"{OTHER}, {PERSON}, 10.0.0.2", PERSON),
        (2, PERSON, PEER),  # it did not come through both
        (1, "2001:db8::7", "2001:db8::7"),
        (1, f"{PERSON}:4711", PERSON),
        (1, f"{PERSON}, không phải địa chỉ", PEER),
        (1, f"{PERSON}, ", PEER),
        (1, ",", PEER),
        (1, "x" * 10_000, PEER),
        (1, "[", PEER),
        (1, "[]:80", PEER),
        (1, ":80", PEER),
    ],
)
def test_the_address_is_that_which_the_trusted_proxies_wrote(
    settings: Any, proxies: int, header: str | None, believed: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    sent = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    request = RequestFactory().get("/", REMOTE_ADDR=PEER, **sent)
    assert address_of(request) == believed
    assert AccountAdapter(request).get_client_ip(request) == believed


def test_without_any_address_there_is_none() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="")
    assert address_of(request) is None
    assert AccountAdapter(request).get_client_ip(request) == "0.0.0.0"
