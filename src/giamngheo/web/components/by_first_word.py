"""Addresses found by their first word: Django tries every one in turn, and there are hundreds."""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import ResolverMatch, RoutePattern

Address = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """Tries the addresses that may begin with the first word of what is asked, in their order."""

    def __init__(self, addresses: Sequence[Address]) -> None:
        """`addresses` as `urlpatterns` lists them; those that other lists hold are looked at one by one."""
        super().__init__(RoutePattern(""), list(addresses))
        told = [(_first_word(one), one) for one in _one_by_one(addresses)]
        self._of_word = {
            word: URLResolver(RoutePattern(""), [one for first, one in told if first in (None, word)])
            for word in (*dict(told), None)
        }

    def resolve(self, path: str) -> ResolverMatch:
        """What answers a path; Resolver404 where nothing does."""
        word, _, _ = path.partition("/")
        return (self._of_word.get(word) or self._of_word[None]).resolve(path)


def _one_by_one(addresses: Sequence[Address]) -> Iterator[Address]:
    for one in addresses:
        if isinstance(one, URLResolver) and not str(one.pattern):
            yield from _one_by_one(one.url_patterns)
        else:
            yield one


def _first_word(address: Address) -> str | None:
    """The word with which every path begins that an address answers; None where it may be any."""
    if not isinstance(address.pattern, RoutePattern):
        return None
    word, slash, _ = str(address.pattern).partition("/")
    return None if "<" in word or (word and not slash) else word
