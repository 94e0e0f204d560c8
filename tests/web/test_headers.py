"""Every page is bound by the strict policy, and no cache keeps it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/khong-co/"])
def test_every_page_carries_the_strict_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_hold_no_inline_script_or_style(client: Client) -> None:
    text = client.get("/").content.decode()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    assert text.count("<script") == text.count('<script type="module" src=')


def test_a_page_is_smaller_than_100_kb_on_the_line_with_all_it_loads(client: Client) -> None:
    text = client.get("/").content.decode()
    loaded = {word for word in text.replace("#", '"').split('"') if word.startswith("/static/")}
    total = len(client.get("/", headers={"accept-encoding": "gzip"}).content)
    for address in loaded:
        answer = client.get(address, headers={"accept-encoding": "br"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        total += len(b"".join(answer))  # type: ignore[call-overload]
        answer.close()
    assert len(loaded) >= 3
    assert total < 100_000
