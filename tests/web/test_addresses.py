"""Addresses in templates: their shape is made out once, and they are what Django makes of each."""

import pytest
from django.urls import NoReverseMatch, reverse

from giamngheo.web.components.jinja import _url


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("home", []),
        ("review-entry", [5]),
        ("review-entry", [123456789]),
        ("household", ["00068-000312-6"]),
        ("household", ["xã/lạ ?"]),
        ("sheet", ["7"]),
        ("review-deed", [3, "khieu-nai"]),
    ],
)
def test_an_address_is_what_django_makes_of_it(name: str, args: list[int | str]) -> None:
    for _ in range(2):
        try:
            expected = reverse(name, args=args)
        except NoReverseMatch:
            with pytest.raises(NoReverseMatch):
                _url(name, args)
        else:
            assert _url(name, args) == expected


def test_a_page_that_is_not_there_is_an_error() -> None:
    for args in ([], [1], [None]):
        with pytest.raises(NoReverseMatch):
            _url("khong-co", args)
