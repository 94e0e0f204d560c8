"""Addresses in templates: their shape is made out once, and they are what Django makes of each."""

import re
from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, reverse
from django.urls.resolvers import RoutePattern

from giamngheo.config.urls import urlpatterns
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


def _told(resolver: URLResolver, path: str) -> tuple[object, ...]:
    try:
        found = resolver.resolve(path)
    except Resolver404:
        return ("nothing",)
    return found.func, found.args, found.kwargs, found.url_name, found.route


def test_addresses_found_by_their_first_word_are_those_that_django_finds() -> None:
    quick = urlpatterns[0]
    plain = URLResolver(RoutePattern(""), list(quick.url_patterns))
    routes = ["", *{pattern for pattern, _ in _every_route(quick)}]
    assert len(routes) > 300
    asked = [re.sub("<[^>]+>", "7", route) for route in routes]
    for path in (*asked, *(f"{one}la/" for one in asked), "khong-co/", "so-ho", "api", "<la>/", "a/b/c/"):
        assert _told(quick, path) == _told(plain, path), path


def _every_route(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _every_route(one, route)
        else:
            yield route, one
